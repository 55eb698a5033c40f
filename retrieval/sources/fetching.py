"""What a link leads to, fetched so that nobody can use it to look into the inside of a network.

Only http and https, only public servers (`connecting.py`), at every redirect; 20 MB unpacked, 30
seconds in all. No cookies are kept, no proxy of the environment is used, and nothing is tried
twice: a sync that comes round again is the retry.
"""

import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import httpcore
import httpx

from retrieval.errors import LinkRefused, LinkTooSlow, LinkUnreachable
from retrieval.saying import noted
from retrieval.sources.answers import REDIRECTS, body, check_status, check_type, type_of
from retrieval.sources.base import Fetched
from retrieval.sources.connecting import (
    Deadline,
    NameUnknown,
    NotPublic,
    PublicBackend,
    Resolve,
    is_public,
    look_up,
)
from retrieval.sources.requests import Request, first_request

# The web's own, and those that are usually taken beside them: no other service listens there.
PORTS: Final = frozenset({80, 443, 8080, 8443})
_NOT_MODIFIED: Final = 304
# At DEBUG it would write down where servers redirect to, and that may be somebody's private link.
logging.getLogger("httpcore").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched at most: bytes when unpacked, seconds in all, redirects."""

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


class Fetcher:
    """Fetches links; a `Fetch`. Only tests have reason to give it anything."""

    def __init__(
        self,
        *,
        resolve: Resolve = look_up,
        permits: Callable[[str], bool] = is_public,
        ports: frozenset[int] = PORTS,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`permits` says which IP addresses may be connected to, `resolve` which a name has."""
        self._resolve = resolve
        self._permits = permits
        self._ports = ports
        self._limits = limits or Limits()
        self._tls = tls

    def __call__(
        self,
        address: str,
        *,
        known: Mapping[str, str] | None = None,
        private: bool = False,
        trusted: bool = False,
    ) -> Fetched:
        """What is at an address; `unchanged` where it is what `known`, an earlier `state`, is of.

        Of a `private` address only the host is shown; a name and a password in it are only taken
        from who is `trusted`. Raises a `LinkError`.
        """
        request = first_request(address, known or {}, private=private, trusted=trusted)
        try:
            return self._followed(request)
        except NotPublic as error:
            raise LinkRefused(
                "{name}: it leads to an address that is not on the public internet; give a "
                "public one, or save the page and add the file.",
                name=request.shown,
            ) from error
        except NameUnknown as error:
            raise LinkUnreachable(
                "{name}: there is no such server; check it.", name=request.shown
            ) from error
        except httpcore.TimeoutException as error:
            raise LinkTooSlow(
                "{name}: it takes longer than {seconds} seconds; try again later.",
                name=request.shown,
                seconds=f"{self._limits.seconds:g}",
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise LinkUnreachable(_trouble(error), name=request.shown) from error

    def _followed(self, request: Request) -> Fetched:
        deadline = Deadline(self._limits.seconds)
        for _ in range(self._limits.redirects + 1):
            self._check(request)
            answer = self._answer(request, deadline)
            if isinstance(answer, Fetched):
                return answer
            request = request.to(answer)
        raise LinkRefused(
            "{name}: it redirects more than {count} times; give the address where it ends.",
            name=request.shown,
            count=self._limits.redirects,
        )

    def _check(self, request: Request) -> None:
        url = request.url
        if url.scheme not in {"http", "https"} or not url.host:
            raise LinkRefused(
                "{name}: only links with http or https are fetched.", name=request.shown
            )
        if (url.port or {"http": 80, "https": 443}[url.scheme]) not in self._ports:
            ports = ", ".join(map(str, sorted(self._ports)))
            raise LinkRefused(
                "{name}: only the ports {ports} are fetched from.", name=request.shown, ports=ports
            )

    def _answer(self, request: Request, deadline: Deadline) -> Fetched | str:
        """What the server answers, or the address that it redirects to."""
        backend = PublicBackend(deadline, self._resolve, self._permits)
        self._tls = self._tls or httpcore.default_ssl_context()
        address = request.address
        with (
            httpcore.ConnectionPool(self._tls, network_backend=backend) as pool,
            pool.stream("GET", address, headers=list(request.headers.items())) as response,
        ):
            headers = httpx.Headers(response.headers)
            if response.status in REDIRECTS and "location" in headers:
                return headers["location"]
            return self._document(request, response, headers)

    def _document(
        self, request: Request, response: httpcore.Response, headers: httpx.Headers
    ) -> Fetched:
        address = request.address
        if response.status == _NOT_MODIFIED and request.is_conditional:
            return Fetched(address, b"", None, None, {}, unchanged=True)
        check_status(response.status, headers, request.shown, datetime.now(UTC))
        media_type, charset = type_of(headers)
        check_type(media_type, request.shown)
        data = body(headers, response.iter_stream(), self._limits.size, request.shown)
        return Fetched(address, data, media_type, charset, _state(headers))


def _state(headers: httpx.Headers) -> dict[str, str]:
    kept = {name: headers.get(name, "") for name in ("etag", "last-modified")}
    return {name: value for name, value in kept.items() if value and value.isascii()}


def _trouble(error: Exception) -> str:
    causes = (error, error.__cause__, error.__context__)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return noted(
            "{name}: its server does not prove that it is who it says (certificate); check the "
            "link."
        )
    return noted("{name}: its server cannot be reached; check the link, or try again later.")
