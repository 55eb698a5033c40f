"""Which database an address means: `DATABASE_URL` as hosters hand it out.

asyncpg reads PostgreSQL addresses as libpq does (`sslmode`, several hosts, a socket's folder), so
it is handed the address itself and SQLAlchemy only its dialect.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from sqlalchemy.engine import URL

from bot.state.errors import MEANWHILE, StateUnavailable

_FORMS = "postgresql://user:password@host/database or sqlite:///folder/file.sqlite"

# What libpq alone understands; asyncpg would take it for a setting of the server.
_OF_LIBPQ = frozenset(
    {
        "channel_binding",
        "client_encoding",
        "connect_timeout",
        "connection_limit",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "load_balance_hosts",
        "pgbouncer",
        "pool_timeout",
        "requirepeer",
        "sslcompression",
        "sslsni",
        "tcp_user_timeout",
    }
)

_CERTIFICATES = ("sslrootcert", "sslcert", "sslkey", "sslcrl")


@dataclass(frozen=True, slots=True)
class Address:
    """A database: SQLAlchemy's `url` for it, its name in sentences, and what must not be shown.

    `dsn` is what asyncpg is to connect to, None for SQLite; `file` is SQLite's, None otherwise.
    """

    url: URL
    name: str
    dsn: str | None = field(default=None, repr=False)
    file: Path | None = None
    secret: str = field(default="", repr=False)


def read_address(written: str, default: Path) -> Address:
    """Return what `written` means, the SQLite file `default` where it is empty.

    Raises StateUnavailable, without a word of the address, where it means nothing.
    """
    if not written.strip():
        return _file(default)
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        raise _wrong("it cannot be read as an address") from None
    match parts.scheme.partition("+")[0]:
        case "sqlite":
            return _sqlite(parts)
        case "postgres" | "postgresql":
            return _postgresql(parts)
        case _:
            raise _wrong("it names neither PostgreSQL nor SQLite")


def _wrong(reason: str) -> StateUnavailable:
    return StateUnavailable(f"DATABASE_URL is wrong: {reason}; write {_FORMS}. {MEANWHILE}")


def _sqlite(parts: SplitResult) -> Address:
    # sqlite:///relative and sqlite:////absolute, as SQLAlchemy reads them; "#" may be in a name.
    if parts.query:
        raise _wrong("SQLite takes no settings, and a file's name no question mark")
    path = parts.path.removeprefix("/") + (f"#{parts.fragment}" if parts.fragment else "")
    if parts.netloc or path in {"", ":memory:"}:
        raise _wrong("SQLite needs a file, and three slashes before its path")
    try:
        return _file(Path(path).expanduser())
    except RuntimeError:
        raise _wrong("it names the home folder of a user who is not known here") from None


def _file(path: Path) -> Address:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    return Address(url, f"The database {path}", file=path)


def _postgresql(parts: SplitResult) -> Address:
    hosts = _hosts(parts)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in _OF_LIBPQ]
    _check_certificates(dict(query))
    dsn = parts._replace(scheme="postgresql", query=urlencode(query)).geturl()
    where = hosts or dict(query).get("host", "")
    name = f"The PostgreSQL database{f' at {where}' if where else ''}"
    return Address(URL.create("postgresql+asyncpg"), name, dsn=dsn, secret=_password(parts))


def _hosts(parts: SplitResult) -> str:
    """Return the hosts and ports of an address; raise StateUnavailable where they are none."""
    # A bare "#", "/", "?" or "@" in a password ends it: what is left of it would be taken for a
    # host, and shown.
    if parts.netloc.count("@") > 1 or "@" in f"{parts.path}{parts.query}{parts.fragment}":
        raise _wrong("in users and passwords, write %40 for @, %23 for #, %2F for / and %3F for ?")
    hosts = parts.netloc.rpartition("@")[2]
    try:
        for host in hosts.split(","):
            _check_host(urlsplit(f"//{host}"))
    except ValueError:
        raise _wrong("it cannot be read as an address") from None
    return hosts


def _check_host(host: SplitResult) -> None:
    """Raise ValueError where no computer can be called so, or no port is a number."""
    _ = host.port  # reading is checking
    (host.hostname or "").encode("idna")


def _check_certificates(settings: Mapping[str, str]) -> None:
    for key in _CERTIFICATES:
        if settings.get(key) and not os.access(settings[key], os.R_OK):
            raise _wrong(f"there is no file to be read where {key} says")


def _password(parts: SplitResult) -> str:
    return parts.password or dict(parse_qsl(parts.query)).get("password", "")
