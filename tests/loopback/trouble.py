"""How does a test break this Discord on purpose? Failing requests, lost links, ended sessions."""

from contextlib import AbstractContextManager

from tests.loopback.faults import TOO_MANY, Fault, Faults, Gate, too_many
from tests.loopback.gateway import ENDS_SESSION, INVALID_SESSION, RECONNECT, Gateway


class Trouble:
    """The part of the server that makes trouble. Everything takes effect at once."""

    gateway: Gateway
    faults: Faults

    def fail_next(  # noqa: PLR0913 - one knob per thing that an HTTP failure can say
        self,
        route: str,
        *,
        status: int,
        code: int = 0,
        message: str = "Scripted",
        retry_after: float | None = None,
        headers: dict[str, str] | None = None,
        times: int = 1,
        takes_effect: bool = False,
    ) -> None:
        """Let the next requests to `route` ("POST /channels/{channel_id}/messages") fail.

        A 429 carries `Via` unless `headers` says otherwise, and shuts the route until
        `retry_after` seconds have passed. With `takes_effect` the request is carried out, and
        only its answer is lost.
        """
        if status == TOO_MANY:
            fault = too_many(retry_after or 0.0, headers)
        else:
            body = {"message": message, "code": code}
            fault = Fault(status, body, headers or {}, retry_after, takes_effect)
        self.faults.plan(route, fault, times)

    def holding(self, route: str) -> AbstractContextManager[Gate]:
        """Leave requests to `route` without answer or effect until the block ends."""
        return self.faults.holding(route)

    def withholding(self, route: str) -> AbstractContextManager[Gate]:
        """Carry requests to `route` out and leave them without answer until the block ends."""
        return self.faults.withholding(route)

    def drop(self, code: int | None = None) -> None:
        """End every connection: the link is lost, or closed with a code."""
        for connection in self.gateway.open_connections():
            if code in ENDS_SESSION:
                self.gateway.forget_sessions_of(connection)
            self.gateway.detach(connection)
            if code is None:
                connection.abort()
            else:
                connection.close(code)

    def mute(self) -> None:
        """Make every connection half-open: it looks alive and nothing comes through."""
        for connection in self.gateway.open_connections():
            connection.muted = True

    def ask_to_reconnect(self) -> None:
        """Opcode 7, which Discord sends before it restarts a gateway node."""
        for connection in self.gateway.open_connections():
            connection.put({"op": RECONNECT, "d": None})

    def invalidate(self) -> None:
        """Opcode 9: every session is gone, and cannot be resumed."""
        for connection in self.gateway.open_connections():
            self.gateway.forget_sessions_of(connection)
            connection.put({"op": INVALID_SESSION, "d": False})
