"""Whether the bot is well, and its metrics, over HTTP on this machine alone.

GET /healthz    200 or 503, and which of its parts are well, as JSON
GET /metrics    Prometheus' text format
"""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Final

import structlog
from aiohttp import web

from bot.metrics import FORM, Metrics

_LOG = structlog.stdlib.get_logger("bot")
# Never another: what listens here knows no password.
LOOPBACK: Final = "127.0.0.1"
# Seconds that looking may take, so that whoever asks need not wait for a database that is away.
_PATIENCE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Health:
    """Which parts of the bot are well."""

    gateway: bool
    library: bool
    database: bool

    @property
    def well(self) -> bool:
        """Whether all are."""
        return self.gateway and self.library and self.database


Examine = Callable[[], Awaitable[Health]]


class HealthServer:
    """Listens on loopback between `start` and `stop`."""

    def __init__(self, port: int, examine: Examine, metrics: Metrics) -> None:
        self._port = port
        self._examine = examine
        self._metrics = metrics
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; where the port is taken, say so in the log and go on without."""
        app = web.Application()
        app.add_routes([web.get("/healthz", self._healthz), web.get("/metrics", self._tell)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, self._port).start()
        except OSError as error:
            await runner.cleanup()
            _LOG.warning(_cannot_listen(self._port, error))
            return
        self._runner = runner

    async def stop(self) -> None:
        """Listen no longer."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_PATIENCE):
                health = await self._examine()
        except TimeoutError:
            return web.json_response({"well": False}, status=503)
        told = {"well": health.well, **asdict(health)}
        return web.json_response(told, status=200 if health.well else 503)

    async def _tell(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": FORM})


def _cannot_listen(port: int, error: OSError) -> str:
    """Return why there are no metrics, and what the operator can do about it."""
    if error.errno == errno.EADDRINUSE:
        why = f"another program listens at port {port} already"
    else:
        why = f"this machine does not let me listen at port {port}"
    return f"There are no metrics and no /healthz: {why}; set PULLQUOTE_METRICS_PORT to another."
