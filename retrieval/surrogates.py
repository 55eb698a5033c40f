r"""Lone surrogates: halves of characters, which no file, database or model takes.

JSON can write them ("\ud800"), and so can the references of HTML. Each is one code point, and is
put in place of by one, so that offsets stay.
"""

import re
from typing import Final

_LONE: Final = re.compile(r"[\ud800-\udfff]")
_INSTEAD: Final = "\ufffd"
# An escape, or two that make one character together; what is left is half of one.
_ESCAPE: Final = re.compile(
    rb"\\(?:[^u]|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|u([dD][89a-fA-F][0-9a-fA-F]{2}))"
)
_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPED: Final = rb"\ufffd"


def without_surrogates(text: str) -> str:
    """The text, as long as it was, with U+FFFD for every lone surrogate."""
    # Nearly every text is without, and to encode it is by far the quickest way to know.
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE.sub(_INSTEAD, text)
    return text


def without_surrogate_escapes(data: bytes) -> bytes:
    r"""JSON in UTF-8, with "\ufffd" for the escape of every lone surrogate: pydantic takes none."""
    if _HALF.search(data) is None:
        return data
    return _ESCAPE.sub(lambda found: _ESCAPED if found[1] else found[0], data)
