"""Reads a PDF from standard input and writes its lines as JSON; run as a process of its own.

PDFium is C++ and is handed whatever strangers made: here it may fail, hang or fill its memory
without harm. This file imports nothing of ours, so that it starts in a tenth of a second.
"""

import contextlib
import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

# A line: its text, its left edge, baseline and right edge in points, and the size of its letters.
Line = tuple[str, float, float, float, float]
_ENDS = {"\r", "\n"}
# What PDFium writes for a hyphen at a line's end, and what Unicode has for it.
_PARTED, HYPHEN = "\x02", "\xad"


def main(seconds: int, memory: int, pages: int, characters: int) -> None:
    """Write {"error": …} or {"pages": [[height, [Line, …]], …], "metadata": {…}}.

    In so many seconds of the processor and bytes of memory, and of no more pages and characters.
    """
    _limit(seconds, memory)
    try:
        told = _read(sys.stdin.buffer.read(), pages, characters)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        told = {"error": "locked" if locked else "damaged"}
    except MemoryError:
        told = {"error": "large"}
    json.dump(told, sys.stdout)


def _limit(seconds: int, memory: int) -> None:
    # Windows has no such limits; there the time that the parent waits is the only one.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, most_pages: int, left: int) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(data)
    if len(document) > most_pages:
        return {"error": "large"}
    pages: list[tuple[float, list[Line]]] = []
    for number in range(len(document)):
        # A page that is broken says nothing; the others do.
        with contextlib.suppress(pypdfium2.PdfiumError):
            page = document[number]
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                return {"error": "large"}
            pages.append((page.get_height(), list(_lines(text))))
            text.close()
            page.close()
            continue
        pages.append((0.0, []))
    return {"pages": pages, "metadata": document.get_metadata_dict(skip_empty=True)}


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    run: list[tuple[int, str]] = []
    for number in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, number))
        if character not in _ENDS:
            run.append((number, HYPHEN if character == _PARTED else character))
        if character in _ENDS or character == _PARTED:
            yield from _line(text, run)
            run = []
    yield from _line(text, run)


def _line(text: pypdfium2.PdfTextPage, run: list[tuple[int, str]]) -> Iterator[Line]:
    seen = [number for number, character in run if not character.isspace()]
    if not seen:
        return
    left = text.get_charbox(seen[0], loose=True)[0]
    right = text.get_charbox(seen[-1], loose=True)[2]
    size = raw.FPDFText_GetFontSize(text, seen[len(seen) // 2])
    words = "".join(character for _, character in run)
    yield words, left, _baseline(text, seen[0]), right, size


def _baseline(text: pypdfium2.PdfTextPage, number: int) -> float:
    """How high a character's line stands, whatever its font and its shape."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, number, x, y)
    return y.value


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
