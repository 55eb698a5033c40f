"""All the ways in which a text may spell the same piece of an address.

Letters may be percent-encoded (RFC 3986), once or again and again, stand as HTML's references or as
JSON's escapes, large or small; and what is a space to a form is "+" to an address.
"""

import re
from functools import lru_cache
from html.entities import html5
from typing import Final

# Nobody encodes what is encoded more often; without a bound a long "%252525…" would be read anew
# from each of its places.
_AGAIN: Final = 8
_ENTITIES: Final[dict[str, list[str]]] = {}
for _name, _character in html5.items():
    if _name.endswith(";"):
        _ENTITIES.setdefault(_character, []).append(_name.removesuffix(";"))


@lru_cache(maxsize=256)
def spelled(piece: str) -> re.Pattern[str]:
    """A pattern for a piece in whatever spelling, large or small."""
    return re.compile("".join(map(_spelled, piece)))


def _spelled(character: str) -> str:
    # Both are the same to whoever reads a form.
    alike = "+ " if character in "+ " else character
    cases = dict.fromkeys(each for one in alike for each in (one, one.lower(), one.upper()))
    single = [case for case in cases if len(case) == 1]
    others = [other for case in single for other in _encoded(case)]
    # What a spelling begins with comes first, in one set: the engine looks for that alone.
    begins = "".join(map(re.escape, [*single, "%", "&", "\\"]))
    plain = "".join(map(re.escape, single))
    return rf"[{begins}](?:(?<=[{plain}])|{'|'.join(dict.fromkeys(others))})"


def _encoded(character: str) -> list[str]:
    """What may follow behind the "%", the "&" or the backslash that a spelling begins with."""
    percent = "%".join(f"{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
    number = ord(character)
    escaped = r"(?:\\?u)" + _any_case(f"{number:04x}") if number <= 0xFFFF else "(?!)"  # noqa: PLR2004 - two bytes
    named = [f"{name};" for name in _ENTITIES.get(character, ())]
    references = [rf"#0{{0,6}}{number};?", rf"#[xX]0{{0,6}}{_any_case(f'{number:x}')};?", *named]
    return [
        rf"(?<=%)(?:25){{0,{_AGAIN}}}{_any_case(percent)}",
        rf"(?<=&)(?:amp;){{0,{_AGAIN}}}(?:{'|'.join(references)})",
        rf"(?<=\\){escaped}",
        *([r"(?<=\\)/"] if character == "/" else []),
    ]


def _any_case(digits: str) -> str:
    """Hexadecimal digits, in which a "%" may stand that is encoded again."""
    return "".join(
        rf"%(?:25){{0,{_AGAIN}}}" if each == "%" else f"[{each}{each.upper()}]" for each in digits
    )
