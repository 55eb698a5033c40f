"""Who may connect, identify and resume? The gateway's protocol, version 10.

https://discord.com/developers/docs/events/gateway
"""

from collections.abc import Callable

from aiohttp import web

from tests.loopback import payloads
from tests.loopback.connection import Connection
from tests.loopback.journal import Journal
from tests.loopback.sessions import Session
from tests.loopback.world import Channel, Json, Message, World

HEARTBEAT, IDENTIFY, PRESENCE, RESUME, MEMBERS = 1, 2, 3, 6, 8
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11

# Close codes after which Discord does not let the session be resumed: a clean goodbye of the
# client, an invalid sequence, a session that timed out.
ENDS_SESSION = frozenset({1000, 1001, 4007, 4009})
# Privileged intents: GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT.
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)


Handler = Callable[[Connection, Json], None]


class Gateway:
    """All connections ever made, and the sessions that are alive."""

    def __init__(self, world: World, journal: Journal, token: str, shards: int) -> None:
        self.shards = shards
        self.heartbeat_s = 41.25
        self.granted_intents = PRIVILEGED
        self.url = ""  # the server fills it in when it knows its port
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self._world = world
        self._journal = journal
        self._token = token
        self._on: dict[int, Handler] = {
            HEARTBEAT: lambda connection, _: connection.put({"op": HEARTBEAT_ACK}),
            IDENTIFY: lambda connection, frame: self._identify(connection, frame["d"]),
            RESUME: lambda connection, frame: self._resume(connection, frame["d"]),
            PRESENCE: lambda *_: None,  # recorded with the connection, without effect
            MEMBERS: lambda *_: None,
        }

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """The life of one connection."""
        connection = Connection(request)
        self.connections.append(connection)
        async with connection.opened() as socket:
            interval = {"heartbeat_interval": int(self.heartbeat_s * 1000)}
            connection.put({"op": HELLO, "d": interval})
            async for frame in connection.frames():
                self._receive(connection, frame)
        self._lost(connection)
        return socket

    def dispatch(self, event: str, data: Json, channel: Channel) -> None:
        """Tell the shard that covers `channel`."""
        for session in self.sessions.values():
            if session.covers(channel):
                session.push(event, data)
        self._journal.ring()

    def announce(self, event: str, message: Message) -> None:
        """Tell of a message, to those who may hear it, as they may see it."""
        for session in self.sessions.values():
            if session.hears(message):
                session.push(event, session.view(message))
        self._journal.ring()

    def replay(self, count: int) -> None:
        """Send the last events once more, as they were."""
        for session in self.sessions.values():
            for frame in session.history[-count:]:
                if session.connection:
                    session.connection.put(frame)

    def received_ops(self, op: int) -> list[Json]:
        """What clients have sent with this opcode, over all connections."""
        return [frame for one in self.connections for frame in one.received_ops(op)]

    def open_connections(self) -> list[Connection]:
        return [connection for connection in self.connections if not connection.closed]

    def forget(self, session: Session) -> None:
        session.connection = None
        self.sessions.pop(session.id, None)

    def forget_sessions_of(self, connection: Connection) -> None:
        for session in list(self.sessions.values()):
            if session.connection is connection:
                self.forget(session)

    def detach(self, connection: Connection) -> None:
        """From now on what happens is only kept, to be replayed."""
        for session in self.sessions.values():
            if session.connection is connection:
                session.connection = None

    def _receive(self, connection: Connection, frame: Json) -> None:
        handler = self._on.get(frame["op"])
        if handler is None:
            connection.close(4001)
        else:
            handler(connection, frame)
        self._journal.ring()

    def _identify(self, connection: Connection, data: Json) -> None:
        if code := self._reason_to_refuse(connection, data):
            connection.close(code)
            return
        shard, shards = data.get("shard", [0, 1])
        session = Session(shard, shards, data["intents"], self._world.bot, connection)
        self.sessions[session.id] = session
        self._welcome(session)

    def _reason_to_refuse(self, connection: Connection, data: Json) -> int | None:
        """The close code that the real gateway would use, if any."""
        shard, shards = data.get("shard", [0, 1])
        if data["token"] != self._token:
            return 4004
        if any(session.connection is connection for session in self.sessions.values()):
            return 4005
        if shard >= shards:
            return 4010
        if data["intents"] & PRIVILEGED & ~self.granted_intents:
            return 4014
        return None

    def _welcome(self, session: Session) -> None:
        """READY names the guilds, then each comes whole."""
        mine = [
            g for g in self._world.guilds.values() if (g.id >> 22) % session.shards == session.shard
        ]
        ready: Json = {"v": 10, "user": payloads.me(self._world.bot), "session_id": session.id}
        ready |= {"resume_gateway_url": f"{self.url}/resume"}
        ready |= {"shard": [session.shard, session.shards]}
        ready |= {"guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine]}
        ready |= {"application": {"id": str(self._world.bot.id), "flags": 0}}
        session.push("READY", ready)
        for guild in mine:
            session.push("GUILD_CREATE", payloads.guild(self._world, guild))

    def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self._token:
            connection.close(4004)
        elif session is None:
            connection.put({"op": INVALID_SESSION, "d": False})
        elif data["seq"] > len(session.history):
            self.forget(session)
            connection.close(4007)
        else:
            session.resume(connection, data["seq"])

    def _lost(self, connection: Connection) -> None:
        """A client that leaves with a clean goodbye ends its session; a lost link keeps it."""
        if connection.close_code in ENDS_SESSION:
            self.forget_sessions_of(connection)
        self.detach(connection)
        self._journal.ring()
