"""One engine, measured in a process of its own, so that its memory is nobody else's."""

import json
import pickle
import re
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from engines.engine import Engine  # noqa: E402 - the path above has to come first
from retrieval.postings import Row  # noqa: E402
from retrieval.terms import QueryTerm  # noqa: E402

# Where each engine's class is; imported when it is its turn, for the sake of its memory.
ENGINES = {
    "postings in numpy": ("engines.arrays", "Arrays"),
    "SQLite FTS5": ("engines.fts5", "Fts5"),
    "tantivy": ("engines.tantivy_index", "Tantivy"),
    "bm25s": ("engines.bm25s_index", "Bm25s"),
}
ROWS, MORE, SHORT, LONG = "rows.tsv", "more.tsv", "short.pickle", "long.pickle"
CHANGED = 100
_ROUNDS = 3
_WARM = 5
_FOUND = 100
Figures = dict[str, float | None]


def main(step: str, name: str, given: Path, folder: Path) -> int:
    """Build or use the engine called `name` in `folder`; its figures as JSON."""
    file, kind = ENGINES[name]
    make = getattr(import_module(file), kind)
    figures = {"build": _build, "use": _use}[step](make, given, folder)
    print(json.dumps(figures | {f"{step}_mb": _peak()}))
    return 0


def rows_of(path: Path) -> Iterator[Row]:
    """The rows in a file of tab-separated values, one by one."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, said, around, names = line.rstrip("\n").split("\t")
            yield int(number), said, around, names


def _peak() -> float:
    """The most memory that this process has had, in MB; getrusage would add its parent's."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def _build(make: type[Engine], given: Path, folder: Path) -> Figures:
    engine = make(folder)
    began = time.perf_counter()
    engine.build(rows_of(given / ROWS))
    return {"build_s": time.perf_counter() - began}


def _use(make: type[Engine], given: Path, folder: Path) -> Figures:
    short, long = (pickle.loads((given / name).read_bytes()) for name in (SHORT, LONG))  # noqa: S301 - our own
    began = time.perf_counter()
    engine = make(folder)
    engine.search(long[0], _FOUND)
    opened = time.perf_counter() - began
    figures = {"open_s": opened} | _asked(engine, short, "short") | _asked(engine, long, "long")
    return figures | {"change_ms": _changed(engine, given, short[0])}


def _asked(engine: Engine, questions: Sequence[Sequence[QueryTerm]], name: str) -> Figures:
    for question in questions[:_WARM]:
        engine.search(question, _FOUND)
    taken = []
    for question in questions:
        began = time.perf_counter()
        engine.search(question, _FOUND)
        taken.append((time.perf_counter() - began) * 1000)
    return {f"{name}_p50": median(taken), f"{name}_p95": quantiles(taken, n=20)[-1]}


def _changed(engine: Engine, given: Path, question: Sequence[QueryTerm]) -> float | None:
    """Milliseconds until rows that came and went show in a search; None where it cannot be."""
    more = rows_of(given / MORE)
    taken = []
    for turn in range(_ROUNDS):
        added = list(islice(more, CHANGED))
        removed = range(1 + turn * CHANGED, 1 + (turn + 1) * CHANGED)
        began = time.perf_counter()
        try:
            engine.change(added, removed)
        except NotImplementedError:
            return None
        engine.search(question, _FOUND)
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])))
