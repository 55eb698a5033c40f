"""Rebuilds a library and is killed in the middle of it, once for each way of being killed.

    python -m tests.retrieval.killed_rebuilding LIBRARIES

As killed.py does it for an ingest.
"""

import os
import sys
from pathlib import Path
from unittest.mock import patch

import chromadb  # noqa: F401 - imported here, for all

from retrieval.catalogue import Catalogue
from retrieval.draft import Draft
from retrieval.embedding import load_embedder
from retrieval.rebuilding import Rebuild
from retrieval.settings import ModelChoice
from retrieval.store import Store
from tests.retrieval.fakes import DIMENSIONS
from tests.retrieval.killed import die, dies_after
from tests.retrieval.toys import ToyFunction

# Vectors of the same length as the old ones: the old would be taken for the new unnoticed.
TOY = ModelChoice("toy", {"size": DIMENSIONS})


def while_embedding() -> None:
    patch.object(ToyFunction, "__call__", die).start()


def after_the_first_vectors_were_kept() -> None:
    patch.object(Draft, "add", dies_after(Draft.add)).start()


def before_the_exchange() -> None:
    patch.object(Catalogue, "exchange_vectors", die).start()


def inside_the_exchange() -> None:
    patch.object(Catalogue, "set_meta", die).start()


def after_the_exchange() -> None:
    patch.object(Catalogue, "exchange_vectors", dies_after(Catalogue.exchange_vectors)).start()


def before_chroma_is_made_anew() -> None:
    patch.object(Store, "rebuild", die).start()


def while_chroma_is_made_anew() -> None:
    patch.object(Store, "_upsert", dies_after(Store._upsert)).start()


def before_chroma_is_settled() -> None:
    patch.object(Catalogue, "settle", die).start()


WAYS = (
    while_embedding,
    after_the_first_vectors_were_kept,
    before_the_exchange,
    inside_the_exchange,
    after_the_exchange,
    before_chroma_is_made_anew,
    while_chroma_is_made_anew,
    before_chroma_is_settled,
)


def main(libraries: Path) -> None:
    embedder = load_embedder(TOY, dimensions=DIMENSIONS)
    for way in WAYS:
        child = os.fork()
        if child == 0:
            with Rebuild(libraries / way.__name__, embedder) as rebuild:
                way()
                rebuild.embed(lambda *_: None)
                rebuild.exchange(lambda *_: None)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{way.__name__} lived on"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
