"""How long a question takes in large libraries: .venv/bin/python scripts/benchmark_scale.py FOLDER.

FOLDER is a question set in BEIR's layout, ingested as `evaluate` does. What a library is to hold
beyond that is recombined: a made passage takes as many sentences as a real one, drawn from all of
them, and the mean of their stored vectors, so that nothing is embedded. The libraries are kept in
the user's cache folder.

Prints a row for each size: the whole ask and, in turn with it, what a builder would otherwise call:
the question embedded, and Chroma's 20 nearest with their texts. Then the digests of topics that the
library offers, and how long it takes to offer any while somebody types.
"""

import argparse
import random
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import PUBLIC, Library, LibrarySettings, open_library, read_settings  # noqa: E402 - the path above has to come first
from retrieval.beir import QuestionSet, read_question_set  # noqa: E402
from retrieval.catalogue import Catalogue  # noqa: E402
from retrieval.embedding import load_embedder  # noqa: E402
from retrieval.evaluating import place_for  # noqa: E402
from retrieval.evaluation import index  # noqa: E402
from retrieval.keywords import KeywordIndex  # noqa: E402
from retrieval.models import NOWHERE, Document, Passage, Sentence, Work  # noqa: E402
from retrieval.rows import Entry, Stored, Vectors  # noqa: E402
from retrieval.store import Store  # noqa: E402

_SIZES = (25_000, 100_000)
_SEED = 11
_PASSAGES = 20
_TOGETHER = 25
_NEAREST = 20
_WARM = 10
_HEAD = """\
| passages | ask, ms p50 / p95 | embedding + Chroma, ms p50 / p95 | ratio of p50 / p95 \
| digest, ms p50 / p95 | topics, ms p95 | warming up, s | memory, MB |
|---|---|---|---|---|---|---|---|"""
_TOPICS = 120
Said = tuple[str, Vectors]


def main() -> int:
    """Make what is missing, measure and print."""
    parser = argparse.ArgumentParser(description="The whole ask in large libraries.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--sizes", nargs="+", type=int, default=_SIZES, metavar="PASSAGES")
    options = parser.parse_args()
    settings, questions = read_settings(LibrarySettings), read_question_set(options.folder)
    print(_HEAD, flush=True)
    for size in options.sizes:
        place = grown(options.folder, size)
        with open_library(settings.model_copy(update={"library": place})) as library:
            asked = [query.text for query in questions.queries]
            print(_row(size, library, settings, asked), flush=True)
    return 0


def grown(folder: Path, size: int) -> Path:
    """Where the library of `size` passages over a question set is, made if need be."""
    # In a process of its own, so that only what answers counts as memory.
    made = get_context("spawn").Process(target=_make, args=(folder, size))
    made.start()
    made.join()
    return _place(read_question_set(folder), read_settings(LibrarySettings), size)


def _place(questions: QuestionSet, settings: LibrarySettings, size: int) -> Path:
    place = place_for(questions.digest, settings)
    return place.with_name(f"{place.name}-{size}")


def _make(folder: Path, size: int) -> None:
    """The library of `size` passages over a question set, if it is not there yet."""
    settings, questions = read_settings(LibrarySettings), read_question_set(folder)
    base, place = place_for(questions.digest, settings), _place(questions, settings, size)
    if place.exists():
        return
    with open_library(settings.model_copy(update={"library": base}), create=True) as library:
        index(library, questions.documents, base)
    making = place.with_name(f"{place.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(base, making)
    _grow(making, size, load_embedder(settings.model, settings.model_cache).rarity)
    making.rename(place)


def _grow(folder: Path, size: int, rarity: Callable[[str], float]) -> None:
    """Add made documents to the library in `folder` until it holds `size` passages."""
    with closing(Catalogue(folder / "catalogue.sqlite")) as catalogue:
        keywords = KeywordIndex(catalogue, rarity)
        with closing(Store(folder / "chroma", catalogue)) as store:
            made = _documents(catalogue.passages(catalogue.passage_ids()))
            while (held := catalogue.counts()[1]) < size:
                with catalogue.transaction():
                    for number in range(min(_TOGETHER, -(-(size - held) // _PASSAGES))):
                        _add(catalogue, keywords, *next(made), size - held - number * _PASSAGES)
                store.settle()
                print(f"\r{held:,} of {size:,} ...", end="", file=sys.stderr, flush=True)


def _add(
    catalogue: Catalogue,
    keywords: KeywordIndex,
    document: Document,
    entries: Sequence[Entry],
    most: int,
) -> None:
    for stored in catalogue.passages(catalogue.add_document(document, entries[:most])):
        keywords.add(stored.id, stored.text, stored.surroundings)


def _documents(real: Sequence[Stored]) -> Iterator[tuple[Document, list[Entry]]]:
    """Documents without end, whose sentences are drawn from the real passages."""
    drawn = random.Random(_SEED)  # noqa: S311 - made to be repeated
    pool = [sentence for stored in real for sentence in _said(stored)]
    number = 0
    while True:
        models = drawn.choices(real, k=_PASSAGES)
        chosen = [drawn.choices(pool, k=len(model.passage.sentences)) for model in models]
        text = "\n\n".join(" ".join(words for words, _ in sentences) for sentences in chosen)
        work = Work(title=f"Recombined {number}")
        name = f"recombined-{number}"
        yield Document(name, "text", text, (), work, name, name), _entries(models, chosen)
        number += 1


def _said(stored: Stored) -> list[Said]:
    first = stored.passage.start
    return [
        (stored.text[sentence.start - first : sentence.end - first], vector)
        for sentence, vector in zip(stored.passage.sentences, stored.sentence_vectors, strict=True)
    ]


def _entries(models: Sequence[Stored], chosen: Sequence[Sequence[Said]]) -> list[Entry]:
    """The passages of a document as they are stored; each has the voice of a real one."""
    entries, start = [], 0
    for model, said in zip(models, chosen, strict=True):
        ends = np.cumsum([len(words) + 1 for words, _ in said]) - 1 + start
        starts = [start, *(int(end) + 1 for end in ends[:-1])]
        sentences = tuple(Sentence(a, int(b), 0) for a, b in zip(starts, ends, strict=True))
        vectors = np.stack([vector for _, vector in said])
        mean = vectors.mean(axis=0)
        passage = Passage(start, sentences[-1].end, sentences, model.passage.voice)
        unit = mean / np.linalg.norm(mean)
        entries.append(Entry(passage, "", unit, vectors, (NOWHERE,) * len(said)))
        start = sentences[-1].end + 2
    return entries


def _row(size: int, library: Library, settings: LibrarySettings, asked: Sequence[str]) -> str:
    """The figures of one library; each question is asked in both ways, in turn."""
    warming = seconds(library.warm_up)
    embedder = load_embedder(settings.model, settings.model_cache)
    collection = library._store._ready.of(PUBLIC)  # noqa: SLF001 - Chroma as it stands, opened once

    def plainly(question: str) -> None:
        collection.query(query_embeddings=embedder.embed([question]), n_results=_NEAREST)

    for question in asked[:_WARM]:
        library.ask(question)
        plainly(question)
    pairs = [(seconds(library.ask, q), seconds(plainly, q)) for q in asked]
    whole, plain = ([1000 * second for second in column] for column in zip(*pairs, strict=True))
    completing, digesting = _digests(library)
    ratios = (median(whole) / median(plain), p95(whole) / p95(plain))
    return (
        f"| {size:,} | {median(whole):.1f} / {p95(whole):.1f} | {median(plain):.1f} / "
        f"{p95(plain):.1f} | {ratios[0]:.2f} / {ratios[1]:.2f} | "
        f"{median(digesting):.1f} / {p95(digesting):.1f} | {p95(completing):.1f} | "
        f"{warming:.1f} | {_memory()} |"
    )


def _digests(library: Library) -> tuple[list[float], list[float]]:
    """Milliseconds: to offer topics, and of the digests of those that are offered first."""
    topics = library.topics("", _TOPICS)
    typed = [topic[:size] for topic in topics for size in (1, 2, len(topic) // 2)]
    completing = [1000 * seconds(library.topics, start, 25) for start in typed]
    return completing, [library.digest(topic).elapsed_ms for topic in topics]


def seconds(call: Callable[..., object], *given: object) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call(*given)
    return time.perf_counter() - began


def p95(taken: Sequence[float]) -> float:
    """What 95% of these do not exceed."""
    return quantiles(taken, n=20)[-1]


def _memory() -> int:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


if __name__ == "__main__":
    sys.exit(main())
