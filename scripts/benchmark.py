"""Measures what a member and an owner wait for, on the seeds: scripts/run.py scripts/benchmark.py.

Prints one figure a line, with the limit on two cores. Nothing fails
here: machines differ, and are busy. Each start is a new process; it makes a digest and a chart too.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.audiences import EVERYBODY  # noqa: E402 - the path above has to come first
from bot.desk import Desk  # noqa: E402
from bot.replies import Place  # noqa: E402
from bot.wishes import Question  # noqa: E402
from retrieval import Library, LibrarySettings, open_library  # noqa: E402

_SEEDS = ROOT / "seeds"
_QUESTIONS = ROOT / "tests" / "acceptance" / "questions.toml"
_AT_ONCE = 16
_STARTS = 5
_START = """
import resource, sys
from pathlib import Path
from retrieval import LibrarySettings, PeriodCount, open_library
from bot.charts import chart
from bot.client import PullquoteBot
settings = LibrarySettings(library=Path(sys.argv[1]), model_cache=Path(sys.argv[2]))
with open_library(settings, create=True) as library:
    library.ingest([Path(sys.argv[3])])
    library.warm_up()
    for question in ("Is DeepSeek R2 delayed?", "Who is quoted in The Economist?"):
        library.ask(question)
    library.digest("open models")
    chart("Ada", [PeriodCount("2025-09", 1)])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        settings = LibrarySettings(library=Path(folder, "library"), model_cache=Path(folder, "m"))
        _starts(settings)
        with open_library(settings) as library:
            _answers(library)
        _event_loop(settings)
    return 0


def _starts(settings: LibrarySettings) -> None:
    first, memory_first = _start(settings)
    again = [_start(settings) for _ in range(_STARTS)]
    _show("first start: model prepared, seeds ingested, ready", first, "s", 60)
    _show("start to ready with a built library, median", median(s for s, _ in again), "s", 4)
    _show("memory at most, first start", memory_first, "MB", 550)
    _show("memory at most, later starts", max(m for _, m in again), "MB", 550)


def _start(settings: LibrarySettings) -> tuple[float, int]:
    """Seconds of a whole process that opens the library and asks twice, and its peak memory."""
    places = [str(settings.library), str(settings.model_cache), str(_SEEDS)]
    began = time.perf_counter()
    told = subprocess.check_output([sys.executable, "-c", _START, *places], cwd=ROOT)
    return time.perf_counter() - began, int(told)


def _answers(library: Library) -> None:
    library.warm_up()
    taken = [library.ask(question).elapsed_ms for question in _questions() * 3]
    _show("question to answer, p50", median(taken), "ms", None)
    _show("question to answer, p95", quantiles(taken, n=20)[-1], "ms", 40)


def _questions() -> list[str]:
    listed = tomllib.loads(_QUESTIONS.read_text("utf-8"))
    return [row["question"] for row in [*listed["answerable"], *listed["silent"]]]


def _event_loop(settings: LibrarySettings) -> None:
    desk = Desk(settings)
    desk.open(_SEEDS, lambda *_: None).result()
    held = asyncio.run(_longest_hold(desk))
    desk.close(5)
    _show(f"event loop held at most while answering {_AT_ONCE} at once", held * 1000, "ms", 50)


async def _longest_hold(desk: Desk) -> float:
    """Seconds that a task which only wants to run again every millisecond had to wait at most."""
    answers = [
        asyncio.wrap_future(desk.reply(Question(question), Place.DISCORD, EVERYBODY))
        for question in _questions()[:_AT_ONCE]
    ]
    done = asyncio.gather(*answers)
    longest, last = 0.0, time.perf_counter()
    while not done.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.001), now
    await done
    return longest


def _show(what: str, figure: float, unit: str, limit: float | None) -> None:
    asked = f"(asked for: at most {limit} {unit})" if limit is not None else ""
    print(f"{what:58} {figure:8.1f} {unit:3} {asked}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
