"""Syncs a library, or removes a source, and is killed in the middle of it, again and again.

    python -m tests.retrieval.sources.killed_syncing LIBRARIES WAYS

WAYS is a JSON list of what is to be done, what is counted, and at how many of it the end comes.
Below LIBRARIES stands a copy of a library for each, named "DEED-WHAT-NUMBER". Every one is opened
by a process of its own, which sends itself SIGKILL at that moment; they are forked from this one
before it opens anything.
"""

import json
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
from retrieval.sources.registry import Registry
from retrieval.store import Store
from tests.retrieval.fakes import HashEmbedder, opened

# What a sync does that a kill may fall before, each with where it is done.
DONE: dict[str, tuple[type, str]] = {
    "embedded": (HashEmbedder, "embed"),
    "removed": (Catalogue, "remove_document"),
    "added": (Catalogue, "add_document"),
    "terms": (KeywordIndex, "put"),
    "told": (Store, "settle_some"),
    "upserted": (Store, "_upsert"),
    "settled": (Catalogue, "settle"),
    "claimed": (Registry, "claim"),
    "kept": (Registry, "keep"),
    "left": (Registry, "leave"),
    "forgotten": (Registry, "forget"),
}


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def dying_at(number: int, call: Callable[..., object]) -> Callable[..., object]:
    """The same call, but the end at the `number`th time, counted from 0."""
    calls = iter(range(number))

    def counted(*given: object, **named: object) -> object:
        if next(calls, None) is None:
            die()
        return call(*given, **named)

    return counted


def die_at(what: str, number: int) -> None:
    """Have this process end before it does `what` for the `number`th time."""
    where, name = DONE[what]
    patch.object(where, name, dying_at(number, getattr(where, name))).start()


def do(deed: str, folder: Path, *, gently: bool) -> None:
    with opened(folder) as library:
        if deed == "sync":
            library.sync(remove_vanished=True, gently=gently)
        else:
            library.remove_source("texts", gently=gently)


def main(libraries: Path, ways: list[tuple[str, str, int]]) -> None:
    for deed, what, number in ways:
        child = os.fork()
        if child == 0:
            try:
                die_at(what, number)
                do(deed, libraries / f"{deed}-{what}-{number}", gently=bool(number % 2))
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        # Whatever happens less often was not met, and the deed came to its end.
        assert os.WIFSIGNALED(status) or number, f"{what} was never done"


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
