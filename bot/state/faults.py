"""What a fault of the database means to whoever runs the bot, in one line."""

import sqlite3
import ssl
from collections.abc import Iterator
from urllib.parse import unquote

from sqlalchemy import exc

from bot.state.addresses import Address
from bot.state.errors import MEANWHILE, StateUnavailable, ValueRefused

# What using a database may raise that is its fault and not ours.
FAULTS = (exc.DBAPIError, exc.TimeoutError, OSError, TimeoutError)

# The class of SQLSTATEs: a text with a null character, say, which PostgreSQL does not keep.
_DATA_EXCEPTION = "22"


class Refused(OSError):
    """A server answered and takes no connection; its cause says why."""


_SIGNS = {
    "locked": "is locked by another program; close that, or wait until it has done",
    "busy": "is locked by another program; close that, or wait until it has done",
    "readonly": "is read-only; make the file and its folder writable",
    "read-only": "is read-only; make it writable",
    "unable to open": "cannot be opened; make its folder writable, or name another file",
    "not a database": "is damaged or no database; restore it, or move it away to begin anew",
    "malformed": "is damaged; restore it, or move it away to begin anew",
    "full": "has no room left on its disk; make some",
}


def unavailable(error: BaseException, address: Address) -> StateUnavailable:
    """Return a fault as one line that says what to do, without a password."""
    cause = _cause(error)
    return StateUnavailable(f"{address.name} {_what_is_wrong(cause, address)}. {MEANWHILE}")


def newer(address: Address, revision: str) -> StateUnavailable:
    """Return what is said of a database that a later version of Pullquote has written."""
    return StateUnavailable(
        f"{address.name} is of a newer version of Pullquote (revision {revision}); update "
        f"Pullquote, or name another database with DATABASE_URL. {MEANWHILE}"
    )


def refused_value(error: BaseException) -> ValueRefused | None:
    """Return what to raise where a fault lies in what the database was given, else None."""
    states = [str(getattr(one, "sqlstate", "")) for one in _causes(error)]
    state = next((state for state in states if state.startswith(_DATA_EXCEPTION)), None)
    return ValueRefused(f"the database does not take a value (SQLSTATE {state})") if state else None


def _cause(error: BaseException) -> BaseException:
    """Return the driver's own error, which SQLAlchemy wraps twice."""
    *_, last = _causes(error)
    return last


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = getattr(found, "orig", None) or found.__cause__


def _what_is_wrong(cause: BaseException, address: Address) -> str:
    match cause:
        case sqlite3.Error():
            return _of_sqlite(cause)
        case ssl.SSLError() | ConnectionError() if "SSL" in repr(cause):
            return "does not agree on an encrypted connection; look at sslmode in DATABASE_URL"
        case OSError() if address.file:
            return f"cannot be made ({type(cause).__name__}); name another file with DATABASE_URL"
        case OSError() | exc.TimeoutError():
            return (
                f"cannot be reached ({type(cause).__name__}); check that it runs, and its address"
            )
        case _:
            return _of_postgresql(cause, address)


def _of_postgresql(cause: BaseException, address: Address) -> str:
    # https://www.postgresql.org/docs/current/errcodes-appendix.html
    match str(getattr(cause, "sqlstate", "")):
        case "28000" | "28P01":
            return "refuses the user or the password in DATABASE_URL; copy both anew"
        case "3D000":
            return "does not exist on that server; create it, or correct its name in DATABASE_URL"
        case "25006":
            return "is read-only; name the server that takes writes"
        case _:
            return f"cannot be used ({_told(cause, address)}); see to that and it comes back"


def _of_sqlite(cause: sqlite3.Error) -> str:
    told = str(cause)
    known = (sentence for sign, sentence in _SIGNS.items() if sign in told)
    return next(known, f"cannot be used ({told})")


def _told(cause: BaseException, address: Address) -> str:
    """Return the first line of what the server said; it is not known to repeat a password."""
    line = (str(cause).splitlines() or [type(cause).__name__])[0]
    for secret in {address.secret, unquote(address.secret)} - {""}:
        line = line.replace(secret, "…")
    return line
