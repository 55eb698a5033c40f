"""Reads one document and tells of it on standard output; run as a process of its own (apart.py)."""

import os
import pickle
import sys
from contextlib import suppress

from retrieval.errors import PullquoteError
from retrieval.models import Document
from retrieval.readers import document_from

# Whoever asks comes first.
_NICENESS = 5


def main() -> None:
    """A document's source, bytes and entry from standard input; the document, or what is raised."""
    with suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    # Whatever a library prints is no part of the answer.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    answers.write(pickle.dumps(_answer(sys.stdin.buffer.read())))


def _answer(asked: bytes) -> Document | Exception:
    try:
        return document_from(*pickle.loads(asked))  # noqa: S301 - from the process that started this one
    except PullquoteError as error:
        return error
    except Exception as error:  # noqa: BLE001 - told where others are, by its kind alone
        kind = type(error) if type(error).__module__ == "builtins" else RuntimeError
        return kind(f"while a document was read apart: {type(error).__name__}")


if __name__ == "__main__":
    main()
