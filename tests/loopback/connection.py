"""How do frames travel? One WebSocket, its outbox, and the ways in which it ends."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web

from tests.loopback.world import Json


class Connection:
    """Sending is `put`, which never waits: a writer task drains the outbox in order, so whoever
    makes something happen on this Discord needs no `await`.
    """

    def __init__(self, request: web.Request) -> None:
        self.path = request.path
        self.received: list[Json] = []
        self.muted = False
        self.close_code: int | None = None
        self.closed = False
        self._request = request
        # One zlib context for the whole connection; every frame ends with a sync flush.
        wanted = request.query.get("compress")
        self._deflate = zlib.compressobj() if wanted == "zlib-stream" else None
        self._socket = web.WebSocketResponse(compress=False, timeout=1.0)
        self._outbox: asyncio.Queue[Json | int] = asyncio.Queue()

    def put(self, frame: Json) -> None:
        """Queue a frame. On a muted connection it is lost, as on a half-open link."""
        if not self.muted:
            self._outbox.put_nowait(frame)

    def close(self, code: int) -> None:
        """Say goodbye with a close code, after what is already queued."""
        self._outbox.put_nowait(code)

    def abort(self) -> None:
        """Lose the link without a goodbye."""
        if self._request.transport:
            self._request.transport.abort()

    def received_ops(self, op: int) -> list[Json]:
        return [frame for frame in self.received if frame["op"] == op]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[web.WebSocketResponse]:
        """The upgraded socket, with the writer running beside it."""
        await self._socket.prepare(self._request)
        writer = asyncio.create_task(self._write())
        try:
            yield self._socket
        finally:
            writer.cancel()
            self.closed = True
            self.close_code = self._socket.close_code

    async def frames(self) -> AsyncIterator[Json]:
        """What the client sends, until either side ends it."""
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                frame: Json = json.loads(message.data)
                self.received.append(frame)
                yield frame

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, int):
                await self._socket.close(code=item)
                return
            await self._send(json.dumps(item).encode())

    async def _send(self, data: bytes) -> None:
        if self._deflate is None:
            await self._socket.send_str(data.decode())
            return
        deflated = self._deflate.compress(data) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        await self._socket.send_bytes(deflated)
