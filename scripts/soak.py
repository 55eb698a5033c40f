"""Soaks the bot, a process of its own, on a Discord of ours: scripts/run.py scripts/soak.py.

2,000 questions of 200 members in 20 channels over the seeds, with edits, deletions, follow-ups and
pressed buttons, while links break and Discord stumbles. Prints what came of it; 1 if a question
was lost or answered twice, or memory was not flat.
"""

import asyncio
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import LibrarySettings, open_library  # noqa: E402 - the path above has to come first
from tests.loopback.server import LoopbackDiscord  # noqa: E402
from tests.loopback.soaking.report import Report  # noqa: E402
from tests.loopback.soaking.soak import Size, Soak  # noqa: E402

_SEEDS = ROOT / "seeds"
_QUESTIONS = ROOT / "tests" / "acceptance" / "questions.toml"


def main() -> int:
    """Soak, print, and say whether all went well."""
    report = asyncio.run(_soak())
    for line in [*report.lines(), *report.faults]:
        print(line)
    return 1 if report.faults else 0


async def _soak() -> Report:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with open_library(LibrarySettings(library=folder), create=True) as library:
            library.ingest([_SEEDS])
        async with LoopbackDiscord() as server:
            return await Soak(server, Size(), echoes=False).run(folder, _questions())


def _questions() -> list[str]:
    told = tomllib.loads(_QUESTIONS.read_text(encoding="utf-8"))
    return [one["question"] for one in told["answerable"]]


if __name__ == "__main__":
    sys.exit(main())
