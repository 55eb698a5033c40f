"""Which servers are connected to: public ones, at the very address that was looked up.

A name is looked up once, every address that it has is checked, and the connection goes to one of
those. A second look-up, as HTTP clients make it, could be answered by another address (DNS
rebinding). TLS still proves the name.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

import httpcore

Resolve = Callable[[str, int], Sequence[str]]

# What IPv6 carries an IPv4 address in, and would let through where that one is not: NAT64, 6to4,
# Teredo, and what was once called compatible (RFC 6052, 8215, 3056, 4380, 4291). Then what older
# versions of Python take for public (RFC 6890, 7526, 9637, 9602), and what is an inside of the
# cloud's among public addresses: where Azure's machines ask for their own metadata.
_REFUSED: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"),
            *("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16"),
            "168.63.129.16/32",
        ),
    )
)


class NotPublic(Exception):
    """A name stands for an address that is not a public one."""


class NameUnknown(Exception):
    """No server goes by this name."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and to nobody's inside."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.is_site_local):
        return False
    inside = ip.is_multicast or ip.is_reserved or ip.is_private or not ip.is_global
    return not inside and not any(ip in network for network in _REFUSED)


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system tells them. Raises `OSError`, `UnicodeError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Deadline:
    """The moment by which all of a fetch has to be done, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left. Raises `httpcore.ReadTimeout` where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class PublicBackend(httpcore.NetworkBackend):
    """Connects to public servers alone, and keeps to a deadline.

    Raises `NotPublic` and `NameUnknown` beside httpcore's own errors.
    """

    def __init__(
        self, deadline: Deadline, resolve: Resolve, permits: Callable[[str], bool]
    ) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._permits = permits
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses, all of which have to be public."""
        del timeout, local_address
        addresses = self._resolved(host, port)
        if not addresses:
            raise NameUnknown
        if not all(self._permits(address) for address in addresses):
            raise NotPublic
        return _Timed(self._first(addresses, port, socket_options), self._deadline)

    def _first(
        self, addresses: Sequence[str], port: int, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        """The first that answers; each gets its share of the time, as IPv6 may lead nowhere."""
        for tried, address in enumerate(addresses, 1):
            share = self._deadline.left() / (len(addresses) - tried + 1)
            try:
                return self._plain.connect_tcp(address, port, share, socket_options=options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if tried == len(addresses):
                    raise
        raise NameUnknown

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """The host's addresses; a look-up that hangs is left behind, as it cannot be ended."""
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()
        Thread(target=self._answer, args=(host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except Empty as error:
            raise httpcore.ConnectTimeout from error
        if isinstance(answer, Exception):
            raise NameUnknown from answer
        return answer

    def _answer(
        self, host: str, port: int, answers: "SimpleQueue[Sequence[str] | Exception]"
    ) -> None:
        try:
            answers.put(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)


class _Timed(httpcore.NetworkStream):
    """A stream of which every step has no more time than is left of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        left = self._deadline.left()
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
