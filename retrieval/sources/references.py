"""References to characters that do not exist, such as "&#99999999999;", which end a parser."""

import re
import sys
from typing import Final

# In XML, and in the HTML that is written in it.
_REFERENCE: Final = re.compile(rb"(&(?:amp;)?#)(?:[xX]([0-9a-fA-F]+)|([0-9]+))")
_INSTEAD: Final = b"65533"
_DIGITS: Final = 10
_SURROGATES: Final = range(0xD800, 0xE000)


def with_existing_characters(data: bytes) -> bytes:
    """The bytes of a page or a feed, with a reference to U+FFFD for one to no character."""
    return _REFERENCE.sub(_existing, data)


def _existing(reference: re.Match[bytes]) -> bytes:
    before, in_hex, decimal = reference.groups()
    digits = (in_hex or decimal).lstrip(b"0")
    # Python makes no number of thousands of digits.
    number = int(digits or b"0", 16 if in_hex else 10) if len(digits) < _DIGITS else -1
    exists = 0 < number <= sys.maxunicode and number not in _SURROGATES
    return bytes(reference[0]) if exists else bytes(before) + _INSTEAD
