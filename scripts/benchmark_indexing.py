"""Measures how fast a folder is taken in, and how answers fare meanwhile.

    scripts/run.py scripts/benchmark_indexing.py FOLDER [--documents N] [--held-back N]

FOLDER holds documents of any form, of which some are held back at first. The others are taken in
by parts, and after each part the bare embedding model is given the very texts that were embedded,
passages and their sentences, so that both figures are of the same minutes. Then the command line
syncs what has not changed, and one document that has. At last what was held back is taken in
gently, and removed again, while questions out of the documents are asked in another thread, for
whoever may read what is public, and an event loop counts how long it is held. Prints one figure a
line, with the limit on two cores; nothing fails here.
"""

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import (  # noqa: E402 - the path above has to come first
    PUBLIC,
    Library,
    LibrarySettings,
    Source,
    open_library,
    read_settings,
)
from retrieval.batches import batches  # noqa: E402
from retrieval.embedding import load_embedder, texts_of  # noqa: E402

_PARTS = 10
_TIMES = 3
_QUESTIONS = 200
_QUESTION = re.compile(
    r"(?<=[.!?] )(?:What|How|Why|When|Who|Where|Which|Is|Are|Do|Does|Can)\b[^.!?\n]{20,120}\?"
)
_TICK = 0.001


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--documents", type=int, metavar="N", help="take so many, not all")
    parser.add_argument("--held-back", type=int, default=10, metavar="N")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.iterdir() if path.is_file())
    files = files[: options.documents]
    with tempfile.TemporaryDirectory() as place:
        texts, later = Path(place, "texts"), Path(place, "later")
        for folder in (texts, later):
            folder.mkdir()
        settings = read_settings(LibrarySettings).model_copy(
            update={"library": Path(place, "library")}
        )
        first, last = files[: -options.held_back], files[-options.held_back :]
        _bulk(settings, first, texts)
        _again(settings, texts)
        for path in last:
            shutil.copy(path, later)
        with open_library(settings) as library:
            _gently(library, later, _questions_in(first))
    return 0


def _bulk(settings: LibrarySettings, files: Sequence[Path], texts: Path) -> None:
    """Take files in by parts, and have the bare model embed the same texts after each."""
    embedder = load_embedder(settings.model, settings.model_cache)
    indexing, bare, done = 0.0, 0.0, 0
    with open_library(settings, create=True) as library:
        library.add_source(Source("texts", str(texts)))
        for part in batches(files, -(-len(files) // _PARTS)):
            for path in part:
                shutil.copy(path, texts)
            indexing += _seconds(partial(library.sync, ["texts"]))
            held = _texts(library, {str(texts / path.name) for path in part})
            done += len(held)
            bare += _seconds(partial(embedder.embed, [text for each in held for text in each]))
            print(f"\r{done:,} passages ...", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _show(f"{len(files)} documents, passages", done, "", "")
    _show("indexing, passages with their sentences", done / indexing, "/s", "")
    _show("the bare model on the same texts, passages", done / bare, "/s", "")
    _show("indexing, as a share of the bare model", bare / indexing, "", "at least 0.6")
    _show("memory at most", _memory(), "MB", "under 1000")


def _texts(library: Library, documents: set[str]) -> list[list[str]]:
    """What was embedded of each passage of these documents."""
    return [
        list(texts_of(stored.passage, stored.text, stored.lead_in))
        for content in library.contents("texts")
        if content.document.source in documents
        for stored in content.passages
    ]


def _again(settings: LibrarySettings, texts: Path) -> None:
    """Sync by command what has not changed, and one document that has."""
    command = [sys.executable, "-m", "retrieval", "sources", "sync", "--library"]
    command.append(str(settings.library))

    def sync() -> None:
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)

    nothing = median(_seconds(sync) for _ in range(_TIMES))
    _show("sync of what has not changed, with the process's start", nothing, "s", "under 3")
    taken = []
    for path in sorted(texts.iterdir())[:_TIMES]:
        text = path.read_text("utf-8")
        middle = text.find(". ", len(text) // 2) + 2
        path.write_text(f"{text[:middle]}And so it was mended. {text[middle:]}", "utf-8")
        taken.append(_seconds(sync))
    _show("sync of one changed document, likewise", median(taken), "s", "under 3")


def _gently(library: Library, later: Path, questions: Sequence[str]) -> None:
    """Take in and remove a source while others ask."""
    library.warm_up()
    for question in questions[:10]:
        library.readable_by((PUBLIC,)).ask(question)
    _show_watched("with nothing else to do", _watched(library, questions, lambda: time.sleep(10)))
    library.add_source(Source("later", str(later)))
    watched = _watched(library, questions, lambda: library.sync(["later"], gently=True))
    _show_watched("during a sync", watched)
    removed = _watched(library, questions, lambda: library.remove_source("later", gently=True))
    _show_watched("during a removal", removed)


@dataclass
class _Watched:
    """Seconds that each answer took, and that the event loop was held at most."""

    answers: list[float] = field(default_factory=list)
    held: float = 0.0
    took: float = 0.0


def _watched(library: Library, questions: Sequence[str], work: Callable[[], object]) -> _Watched:
    """Do some work in a thread while another asks, and an event loop looks on."""
    watched, over = _Watched(), threading.Event()
    members = library.readable_by((PUBLIC,))

    def ask() -> None:
        for number in count():
            if over.is_set():
                return
            question = questions[number % len(questions)]
            watched.answers.append(_seconds(partial(members.ask, question)))
            time.sleep(0.02)

    async def look_on() -> None:
        with ThreadPoolExecutor(2) as pool:
            loop = asyncio.get_running_loop()
            asking = loop.run_in_executor(pool, ask)
            working = loop.run_in_executor(pool, work)
            last = time.perf_counter()
            while not working.done():
                await asyncio.sleep(_TICK)
                now = time.perf_counter()
                watched.held, last = max(watched.held, now - last - _TICK), now
            over.set()
            await asyncio.gather(asking, working)

    watched.took = _seconds(lambda: asyncio.run(look_on()))
    return watched


def _show_watched(when: str, watched: _Watched) -> None:
    answers = [1000 * seconds for seconds in watched.answers]
    _show(f"{len(answers)} answers {when}, p50", median(answers), "ms", "")
    _show(f"answers {when}, p95", quantiles(answers, n=20)[-1], "ms", "under 250")
    _show(f"answers {when}, the slowest", max(answers), "ms", "")
    _show(f"event loop held at most {when}", 1000 * watched.held, "ms", "under 150")
    _show(f"the whole took, {when}", watched.took, "s", "")


def _questions_in(files: Sequence[Path]) -> list[str]:
    """Questions that somebody asks in these documents, from everywhere in them."""
    found = list(dict.fromkeys(_asked(files)))
    return found[:: max(1, len(found) // _QUESTIONS)][:_QUESTIONS]


def _asked(files: Sequence[Path]) -> Iterator[str]:
    for path in files:
        yield from _QUESTION.findall(path.read_text("utf-8", "replace"))


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _memory() -> float:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def _show(what: str, figure: float, unit: str, limit: str) -> None:
    asked = f"(asked for: {limit} {unit})" if limit else ""
    print(f"{what:58} {figure:10.2f} {unit:3} {asked}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
