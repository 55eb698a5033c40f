"""How do tests hold this Discord? Start and stop it, speak as a member, wait for the bot."""

import socket
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.loopback.buckets import Buckets
from tests.loopback.clock import Clock
from tests.loopback.faults import Faults
from tests.loopback.gateway import Gateway
from tests.loopback.journal import PATIENCE_S, Journal
from tests.loopback.members import Members
from tests.loopback.posting import Post
from tests.loopback.rest import API, Rest
from tests.loopback.rest_application import ApplicationRoutes
from tests.loopback.rest_interactions import InteractionRoutes
from tests.loopback.rest_messages import MessageRoutes
from tests.loopback.trouble import Trouble
from tests.loopback.world import Attachment, Channel, Message, World

TOKEN = "loopback.token"  # noqa: S105 - opens this server only


class LoopbackDiscord(Members, Trouble):
    """`async with LoopbackDiscord() as server:` listens on 127.0.0.1 until the block ends.

    What makes something happen (`say`, `use`, `drop`, …) takes effect at once, without `await`:
    two calls in a row are one moment for the client, which is what a race needs.
    """

    def __init__(self, *, shards: int = 1) -> None:
        self.token = TOKEN
        self.clock = Clock()
        self.journal = Journal()
        self.faults = Faults(self.journal.ring)
        self.buckets = Buckets()
        self.world = World(self.clock)
        self.gateway = Gateway(self.world, self.journal, TOKEN, shards)
        self.rest_url = ""
        self._uploads: dict[int, Attachment] = {}
        self._post = Post(self.world, self.gateway)
        # The bot may leave sockets half open on purpose of a test: do not wait long for them.
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        listener = socket.create_server(("127.0.0.1", 0))
        await web.SockSite(self._runner, listener).start()
        place = f"127.0.0.1:{listener.getsockname()[1]}"
        self.rest_url = f"http://{place}{API}"
        self.gateway.url = f"ws://{place}/gateway"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for connection in self.gateway.open_connections():
            connection.abort()
        await self._runner.cleanup()
        if self.journal.broken and error is None:
            raise ExceptionGroup("This Discord itself broke", self.journal.broken)

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/resume", self.gateway.handle)
        app.router.add_get("/uploads/{number}", self._uploaded)
        tables = (
            ApplicationRoutes(self.world, self.gateway).table(),
            MessageRoutes(self.world, self._post).table(),
            InteractionRoutes(self.world, self._post).table(),
        )
        Rest(self.journal, self.faults, self.buckets, TOKEN).mount(app, *tables)
        return app

    def upload(self, filename: str, content: bytes) -> Attachment:
        """A member hands in a file; it goes as an option of a command."""
        number = self.world.mint()
        url = self.rest_url.removesuffix(API) + f"/uploads/{number}"
        self._uploads[number] = Attachment(number, filename, content, url)
        return self._uploads[number]

    async def _uploaded(self, request: web.Request) -> web.Response:
        return web.Response(body=self._uploads[int(request.match_info["number"])].content)

    async def until(self, happened: Callable[[], object], patience: float = PATIENCE_S) -> None:
        await self.journal.until(happened, patience)

    async def replies(self, channel: Channel | None = None, *, count: int = 1) -> list[Message]:
        """Wait until the bot has said `count` messages in a channel (general); all of them."""
        place = channel or self.world.general
        await self.until(lambda: len(self.world.said_by_bot(place)) >= count)
        return self.world.said_by_bot(place)
