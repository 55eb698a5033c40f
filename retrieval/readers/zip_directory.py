"""How much a zip lists, told before it is opened: Python reads all of its list first.

The records are APPNOTE.TXT's (4.3.12 to 4.3.16). The number of files that the last of them tells is
looked at, and so is the list itself, since a zip may say what it likes.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_LOCATOR: Final = struct.Struct("<4sLQL")
_LOCATOR_MARK: Final = b"PK\x06\x07"
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_END_64_MARK: Final = b"PK\x06\x06"
_ENTRY_MARK: Final = b"PK\x01\x02"
# The end's record may be followed by a comment of so many bytes.
_LONGEST_COMMENT: Final = (1 << 16) - 1
# What a file takes in the list, at most: its name, times and owners. More is no honest zip's.
_BYTES_EACH: Final = 2_000


def holds_more_than(most: int, file: Path | IO[bytes]) -> bool:
    """Whether a zip lists more files than so many, or its list is longer than theirs would be.

    What is no zip, or cannot be read, lists nothing.
    """
    try:
        with _at_hand(file) as data:
            return _lists_more_than(most, data)
    except (OSError, struct.error, ValueError):
        return False


@contextmanager
def _at_hand(file: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    if isinstance(file, Path):
        with file.open("rb") as data:
            yield data
        return
    yield file
    file.seek(0)


def _lists_more_than(most: int, data: IO[bytes]) -> bool:
    size = data.seek(0, io.SEEK_END)
    data.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = data.read()
    at = tail.rfind(_END_MARK)
    if at < 0:
        return False
    _, _, _, _, files, length, _, _ = _END.unpack_from(tail, at)
    end = size - len(tail) + at
    end, files, length = _in_64_bits(data, end) or (end, files, length)
    if files > most or length > most * _BYTES_EACH:
        return True
    data.seek(max(0, end - length))
    return data.read(length).count(_ENTRY_MARK) > most


def _in_64_bits(data: IO[bytes], end: int) -> tuple[int, int, int] | None:
    """Where the list ends, how many files and bytes it has, by the records of a large zip."""
    if end < _LOCATOR.size + _END_64.size:
        return None
    data.seek(end - _LOCATOR.size)
    if not data.read(4).startswith(_LOCATOR_MARK):
        return None
    # Where Python looks, whatever the locator says.
    start = end - _LOCATOR.size - _END_64.size
    data.seek(start)
    mark, *_, files, length, _ = _END_64.unpack(data.read(_END_64.size))
    return (start, files, length) if mark == _END_64_MARK else None
