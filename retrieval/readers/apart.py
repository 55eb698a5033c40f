"""Large documents read in a process of their own, so that whoever asks meanwhile need not wait.

Patterns are looked for in C, which lets no other thread run before it has come to an end: in five
megabytes of text that takes up to a second.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

from retrieval.errors import DocumentTooLarge
from retrieval.models import Document
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw

# Bytes. What is smaller is read here within 100 ms at a stretch, and sooner than a process starts.
_LARGE: Final = 500_000
_SECONDS: Final = 600
_CHILD: Final = "retrieval.readers.apart_child"
_ROOT: Final = str(Path(__file__).parents[2])


def read_gently(source: str, raw: Raw, entry: Entry) -> Document:
    """As `document_from`; a large document takes a second or two longer."""
    if len(raw.data) < _LARGE:
        return document_from(source, raw, entry)
    told = _answer(raw, pickle.dumps((source, raw, entry)))
    if isinstance(told, Exception):
        raise told
    return told


def _answer(raw: Raw, asked: bytes) -> Document | Exception:
    """What the child process answers, which is the document or what was raised."""
    too_large = DocumentTooLarge(
        "{name}: it takes too long or too much room; split it up.", name=raw.name
    )
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            [sys.executable, "-P", "-m", _CHILD],
            input=asked,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": _path()},
        )
    except subprocess.TimeoutExpired:
        return too_large
    if done.returncode:
        return too_large
    answer: Document | Exception = pickle.loads(done.stdout)  # noqa: S301 - our own process's
    return answer


def _path() -> str:
    """Where the child finds what is ours, wherever this process was started."""
    return os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
