"""Ingests a folder and is killed in the middle of it, once for each way of being killed.

    python -m tests.retrieval.killed LIBRARIES TEXTS

Below LIBRARIES stands one copy of a library for each name in WAYS. Every one is ingested into by
a process of its own, which sends itself SIGKILL. They are forked from this one before it opens
anything, so that what takes a second to import is imported once.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import chromadb  # noqa: F401 - imported here, for all

from retrieval.catalogue import Catalogue
from retrieval.keywords import KeywordIndex
from retrieval.store import Store
from tests.retrieval.fakes import HashEmbedder, opened


def die(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def dies_after(call: Callable[..., object]) -> Callable[..., object]:
    """The same call, and then the end."""

    def wrapped(*given: object, **named: object) -> object:
        call(*given, **named)
        die()

    return wrapped


def while_embedding() -> None:
    patch.object(HashEmbedder, "embed", die).start()


def inside_the_transaction() -> None:
    patch.object(KeywordIndex, "put", die).start()


def after_the_transaction() -> None:
    patch.object(Store, "_settle", die).start()


def after_chroma_forgot_the_old_rows() -> None:
    patch.object(Catalogue, "settle", die).start()


def after_chroma_was_given_the_first_new_rows() -> None:
    patch.object(Store, "_upsert", dies_after(Store._upsert)).start()
    patch.object(Store.settle, "__defaults__", (1,)).start()


def while_the_index_is_made_anew() -> None:
    patch.object(Store, "_check", raise_out_of_step).start()
    patch.object(Store, "_upsert", dies_after(Store._upsert)).start()


def raise_out_of_step(*_: object) -> NoReturn:
    raise RuntimeError


WAYS = (
    while_embedding,
    inside_the_transaction,
    after_the_transaction,
    after_chroma_forgot_the_old_rows,
    after_chroma_was_given_the_first_new_rows,
    while_the_index_is_made_anew,
)


def main(libraries: Path, texts: Path) -> None:
    for way in WAYS:
        child = os.fork()
        if child == 0:
            way()
            with opened(libraries / way.__name__) as library:
                library.ingest([texts])
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{way.__name__} lived on"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
