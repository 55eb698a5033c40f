"""The bot as a process of its own, and how much memory it uses."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback.gateway import IDENTIFY
from tests.loopback.server import LoopbackDiscord

ROOT = Path(__file__).resolve().parents[3]
_MODULE = "tests.loopback.soaking.bot_process"
_STARTING_S = 60.0
_ENDING_S = 20.0


class BotProcess:
    """A bot over a library in `folder` that runs, until it is stopped or killed."""

    def __init__(self, server: LoopbackDiscord, folder: Path, *, echo: bool) -> None:
        self._server = server
        self._folder = folder
        self._echo = echo
        self._log = folder / "soak.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it is connected."""
        before = self._identified()
        environment = _without_settings() | {
            "DISCORD_TOKEN": self._server.token,
            "PULLQUOTE_LIBRARY": str(self._folder),
            "PULLQUOTE_MESSAGE_CONTENT": "true",
            "PULLQUOTE_LOG_LEVEL": "error",
        }
        with self._log.open("ab") as file:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _MODULE, self._server.rest_url, self._server.gateway.url),
                *(["--echo"] if self._echo else []),
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=file,
            )
        await self._server.until(lambda: self._identified() > before, patience=_STARTING_S)

    async def kill(self) -> None:
        """End it as a crash does: it does nothing more."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        await self._server.until(lambda: not self._server.gateway.open_connections())

    async def stop(self) -> None:
        """Tell it to end, if it is not dead already."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await asyncio.wait_for(self._process.wait(), _ENDING_S)

    def logged(self) -> list[str]:
        """Return what it has logged: errors, each with what led to it."""
        return [line for line in self._log.read_text(encoding="utf-8").splitlines() if line]

    def megabytes(self) -> float:
        """How much memory is in use now, as Linux counts it (resident, without what is shared)."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()
        pages = int(fields[1]) - int(fields[2])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def _identified(self) -> int:
        return len(self._server.gateway.received_ops(IDENTIFY))


@asynccontextmanager
async def bot_process(
    server: LoopbackDiscord, folder: Path, *, echo: bool
) -> AsyncIterator[BotProcess]:
    """Start the bot over a library in `folder`, wait until it is online, stop it at the end."""
    bot = BotProcess(server, folder, echo=echo)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()


def _without_settings() -> dict[str, str]:
    """The environment without any setting of whoever runs this."""
    ours = ("PULLQUOTE_", "DISCORD_", "DATABASE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
