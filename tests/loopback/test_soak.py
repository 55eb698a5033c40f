"""The short form of scripts/soak.py: a busy while, with a library that echoes."""

from pathlib import Path

from tests.loopback.server import LoopbackDiscord
from tests.loopback.soaking.soak import Size, Soak

SHORT = Size(
    questions=160, members=40, channels=4, killed=20, settled=60, stretch=20, patience=90.0
)


async def test_a_busy_while_loses_nothing_answers_nothing_twice_and_memory_is_flat(
    tmp_path: Path,
) -> None:
    async with LoopbackDiscord() as server:
        report = await Soak(server, SHORT, echoes=True).run(tmp_path, ["Is the model the moat?"])

    assert report.faults == []
    assert len(report.waits) == SHORT.questions
