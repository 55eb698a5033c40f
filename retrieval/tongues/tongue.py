"""What the words of a language mean in a question: read from words/, one file for each language.

A file holds
- `telling`: words of which one tells that a question is in this language (where letters do not);
- `openers`: how a sentence begins before it asks, and what that is in English;
- `frames`: how it asks, the most certain form first, as a regular expression for the whole of it,
  and the same in English: `{x}` holds any words, `{1}` the first group in round brackets. What
  `slots` name holds what they say, `macros` stand for what they say;
- `words`: what stands for what within a question, "" for what may be left out;
- `filters`: what from:, in:, since: and until: are called besides.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WORDS: Final = Path(__file__).parent / "words"
# In this order a question is looked at: one in kana is not Chinese.
LANGUAGES: Final = ("ja", "zh", "de", "es")
# These put no space between words.
UNSPACED: Final = frozenset(("ja", "zh"))
_SLOT: Final = re.compile(r"\{(\w+)\}")
_GROUP: Final = re.compile(r"(?<!\\)\((?!\?)")
_ANYTHING: Final = ".+?"

Form = tuple[re.Pattern[str], str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's words, as its file has them, ready to be looked for."""

    language: str
    telling: frozenset[str]
    openers: tuple[Form, ...]
    frames: tuple[Form, ...]
    words: Mapping[str, str]

    @property
    def spaced(self) -> bool:
        """Whether it puts spaces between words."""
        return self.language not in UNSPACED


@cache
def tongue(language: str) -> Tongue:
    """The words of one of `LANGUAGES`."""
    told = tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))
    macros, slots = told.get("macros", {}), told["slots"]

    def forms(kind: str) -> tuple[Form, ...]:
        said = ((_expanded(form, macros, slots), english) for form, english in told[kind])
        return tuple((re.compile(form, re.IGNORECASE), english) for form, english in said)

    return Tongue(
        language,
        frozenset(told["telling"].split()),
        forms("openers"),
        forms("frames"),
        told["words"],
    )


@cache
def filter_names() -> dict[str, str]:
    """What the filters are called in any of the languages: "desde" is since."""
    told = [tomllib.loads((WORDS / f"{each}.toml").read_text("utf-8")) for each in LANGUAGES]
    filters = (each["filters"] for each in told)
    return {name: key for each in filters for key, names in each.items() for name in names}


@cache
def opening_words() -> frozenset[str]:
    """Words that tell one of the languages, and those of its grammar: no name holds them."""
    told = map(tongue, LANGUAGES)
    return frozenset(word for each in told for word in (*each.telling, *each.words))


def _expanded(form: str, macros: Mapping[str, str], slots: Mapping[str, str]) -> str:
    """A form as a regular expression; its round brackets are groups g1, g2 and so on."""
    numbers = iter(range(1, 100))
    grouped = _GROUP.sub(lambda _: f"(?P<g{next(numbers)}>", form)

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name in macros:
            return _GROUP.sub("(?:", macros[name])
        return f"(?P<{name}>{slots.get(name, _ANYTHING)})" if name.isalpha() else match[0]

    return _SLOT.sub(part, grouped)
