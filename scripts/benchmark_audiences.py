"""What it costs that readers may read a part: scripts/run.py scripts/benchmark_audiences.py FOLDER.

FOLDER is a question set in BEIR's layout, grown to 25,000 passages as `benchmark_scale.py` does.
Its documents are dealt out to audiences in several ways, each in a copy of the library.

Prints what a question costs readers of the public's documents, beside what it costs whoever may
read everything, and how long their part takes to make ready. Then how long the search of vectors
alone takes by each way of keeping them apart: a collection for each audience; one for all, of which
more are fetched, four times as many again and again, until a hundred may be read; one for all,
searched among the ids that may be read.
"""

import argparse
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from benchmark_scale import grown, p95, seconds
from numpy.typing import NDArray

from retrieval import PUBLIC, Library, LibrarySettings, open_library, read_settings
from retrieval.beir import read_question_set
from retrieval.embedding import load_embedder
from retrieval.fusion import CANDIDATES
from retrieval.places import CATALOGUE, CHROMA
from retrieval.rows import Vectors

_SIZE = 25_000
_ASKED = 60
_WARM = 5
_AGAIN = 4
# How the documents are dealt out: what is SQL of a document's audience.
_DEALT = {
    "everything": "'public'",
    "half": "CASE WHEN id % 2 THEN 'public' ELSE 'subscribers' END",
    "a tenth": "CASE WHEN id % 10 THEN 'subscribers' ELSE 'public' END",
    "a hundredth": "CASE WHEN id % 100 THEN 'subscribers' ELSE 'public' END",
    "one of 100 audiences": "CASE WHEN id % 100 THEN 'circle ' || (id % 100) ELSE 'public' END",
}
_HEAD = """\
| readers may read | passages | ask, ms p50 / p95 | of everything, ms p50 / p95 \
| made ready for questions, s | for topics, s | vectors, ms p50 / p95 | of everything |
|---|---|---|---|---|---|---|---|"""
_ONE_HEAD = """
| one collection; readers may read | fetching more, ms p50 / p95 | where what is hidden is nearest \
| among ids |
|---|---|---|---|"""
Integers = NDArray[np.int64]


def main() -> int:
    """Deal out, measure and print."""
    parser = argparse.ArgumentParser(description="What it costs that readers may read a part.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    settings = read_settings(LibrarySettings)
    asked = [query.text for query in read_question_set(options.folder).queries[:_ASKED]]
    vectors = load_embedder(settings.model, settings.model_cache).embed_queries(asked)
    place = grown(options.folder, _SIZE)
    rows = [_ONE_HEAD]
    print(_HEAD, flush=True)
    for name, audience in _DEALT.items():
        with tempfile.TemporaryDirectory() as copy:
            _deal(place, Path(copy), audience)
            with open_library(settings.model_copy(update={"library": Path(copy)})) as library:
                print(_row(name, library, asked, vectors), flush=True)
                if name == "everything":
                    rows += _of_one_collection(library, vectors)
    print(*rows, sep="\n")
    return 0


def _deal(place: Path, copy: Path, audience: str) -> None:
    """A copy of a library whose documents are dealt out; Chroma is made anew when it is opened."""
    shutil.copytree(place, copy, ignore=shutil.ignore_patterns(CHROMA), dirs_exist_ok=True)
    with closing(sqlite3.connect(copy / CATALOGUE)) as connection, connection:
        connection.execute(f"UPDATE documents SET audience = {audience}")  # noqa: S608 - from above


def _row(name: str, library: Library, asked: Sequence[str], vectors: Vectors) -> str:
    library.warm_up()
    library._views.close()  # noqa: SLF001 - what is made ready for the public is measured
    public = library.readable_by([])
    questions, topics = seconds(public.ask, "warm up"), seconds(public.topics, "a", 1)
    for question in asked[:_WARM]:
        public.ask(question)
        library.ask(question)
    view = library._views.of(frozenset([PUBLIC]))  # noqa: SLF001 - as above
    # In turn, so that whatever else the machine does harms both.
    pairs = [(seconds(public.ask, q), seconds(library.ask, q)) for q in asked]
    asking, whole = (_told(column) for column in zip(*pairs, strict=True))
    theirs = _each(vectors, view.indexes.store.search)
    everybody = _each(vectors, library._store.search)  # noqa: SLF001 - as above
    passages = len(view.indexes.catalogue.passage_ids())
    return (
        f"| {name} | {passages:,} | {asking} | {whole} | {questions:.2f} | {topics:.2f} "
        f"| {theirs} | {everybody} |"
    )


def _of_one_collection(library: Library, vectors: Vectors) -> list[str]:
    """A row for each share of the passages that may be read."""
    ids = np.array(library._catalogue.passage_ids())  # noqa: SLF001 - as above
    every = library._catalogue.vectors(ids.tolist())  # noqa: SLF001 - as above
    drawn = np.random.default_rng(7).permutation(ids)
    rows = []
    for name, share in (("half", 2), ("a tenth", 10), ("a hundredth", 100)):
        readable = frozenset(drawn[: len(ids) // share].tolist())
        # The farthest may be read: whatever is nearer is hidden.
        farthest = [
            frozenset(ids[np.argsort(every @ vector)[: len(ids) // share]].tolist())
            for vector in vectors
        ]
        more = _each(vectors, partial(_fetch, library, readable))
        worst = _told(
            [
                seconds(_fetch, library, may, vector, CANDIDATES)
                for vector, may in zip(vectors, farthest, strict=True)
            ]
        )
        among = _each(vectors, partial(_among, library, readable))
        rows.append(f"| {name} | {more} | {worst} | {among} |")
    return rows


def _fetch(
    library: Library, readable: frozenset[int], vector: Vectors, count: int
) -> list[tuple[int, float]]:
    """The nearest that may be read, by fetching more until there are enough."""
    fetched = count
    while True:
        nearest = library._store.search(vector, fetched)  # noqa: SLF001 - as above
        found = [each for each in nearest if each[0] in readable]
        if len(found) >= min(count, len(readable)) or len(nearest) < fetched:
            return found[:count]
        fetched *= _AGAIN


def _among(library: Library, readable: frozenset[int], vector: Vectors, count: int) -> object:
    """As `_fetch`, by Chroma among ids."""
    collection = library._store._ready.of(PUBLIC)  # noqa: SLF001 - as above
    return collection.query(
        query_embeddings=vector[np.newaxis], n_results=count, ids=[*map(str, readable)]
    )


def _each(vectors: Vectors, search: Callable[[Vectors, int], object]) -> str:
    for vector in vectors[:_WARM]:
        search(vector, CANDIDATES)
    return _told([seconds(search, vector, CANDIDATES) for vector in vectors])


def _told(taken: Sequence[float]) -> str:
    return f"{1000 * median(taken):.1f} / {1000 * p95(taken):.1f}"


if __name__ == "__main__":
    sys.exit(main())
