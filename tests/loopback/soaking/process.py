"""The bot as a process of its own, and how much memory it uses."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback.server import LoopbackDiscord

ROOT = Path(__file__).resolve().parents[3]
_MODULE = "tests.loopback.soaking.bot_process"
_STARTING_S = 60.0
_ENDING_S = 20.0


class BotProcess:
    """A bot that runs."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    def logged(self) -> list[str]:
        """Return what it has logged: errors, each with what led to it."""
        return [line for line in self._log.read_text(encoding="utf-8").splitlines() if line]

    def megabytes(self) -> float:
        """How much memory is in use now, as Linux counts it (resident, without what is shared)."""
        fields = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()
        pages = int(fields[1]) - int(fields[2])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@asynccontextmanager
async def bot_process(
    server: LoopbackDiscord, folder: Path, *, echo: bool
) -> AsyncIterator[BotProcess]:
    """Start the bot over a library in `folder`, wait until it is online, stop it at the end."""
    environment = _without_settings() | {
        "DISCORD_TOKEN": server.token,
        "PULLQUOTE_LIBRARY": str(folder),
        "PULLQUOTE_MESSAGE_CONTENT": "true",
        "PULLQUOTE_LOG_LEVEL": "error",
    }
    log = folder / "soak.log"
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _MODULE, server.rest_url, server.gateway.url),
            *(["--echo"] if echo else []),
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
        )
    try:
        await server.until(lambda: server.gateway.sessions, patience=_STARTING_S)
        yield BotProcess(process, log)
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), _ENDING_S)


def _without_settings() -> dict[str, str]:
    """The environment without any setting of whoever runs this."""
    ours = ("PULLQUOTE_", "DISCORD_", "DATABASE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
