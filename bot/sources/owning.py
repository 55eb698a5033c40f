"""Whose a source is, and what it is called: in its server, and in the library, where all meet."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from bot.display import one_line, shortened
from retrieval import SourceStatus

LONGEST_NAME: Final = 60
_OWNER: Final = "discord:"


def owner_of(guild: int) -> str:
    """Return what a server's sources are marked with."""
    return f"{_OWNER}{guild}"


def guild_of(owner: str) -> int | None:
    """Return the server that a source belongs to, None of the operator's own."""
    written = owner.removeprefix(_OWNER)
    return int(written) if owner.startswith(_OWNER) and written.isdecimal() else None


def kept_name(guild: int, name: str) -> str:
    """Return what the library calls a server's source; another server may have one of that name."""
    return f"{name} ({guild})"


def shown_name(status: SourceStatus) -> str:
    """Return what a source is called where it may be seen at all."""
    guild = guild_of(status.owner)
    return status.name if guild is None else status.name.removesuffix(f" ({guild})")


def owned_by(guild: int, sources: Iterable[SourceStatus]) -> list[SourceStatus]:
    """Return a server's sources."""
    return [status for status in sources if status.owner == owner_of(guild)]


def name_from(written: str) -> str:
    """Return a name on one line, as long as one may be; "" where nothing is left of it."""
    line = one_line(written)
    visible = "".join(c for c in line if c.isprintable())
    return " ".join(shortened(visible, LONGEST_NAME).split())


def is_link(location: str) -> bool:
    """Tell whether somebody may add this as a link: nothing of the bot's own machine is one."""
    try:
        parts = urlsplit(location)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def host_of(link: str) -> str:
    """Return what a link without a name is called."""
    return (urlsplit(link).hostname or "").removeprefix("www.")
