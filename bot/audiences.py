"""Who may read what where. No Discord types, no database.

A document has one audience:

    public               everybody
    server:7             whoever is in server 7, in every channel of it
    server:7/patrons     the circle "patrons" of server 7
    server:7/#8          whoever can see channel 8 of server 7, in that channel
    patrons              the operator's own, in any server that the operator trusts

A server says who belongs to a circle: members with certain roles, and whoever can see certain
channels. The circle "patrons" of a trusted server reads both "server:7/patrons" and "patrons".
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from retrieval import PUBLIC

LONGEST_NAME: Final = 40
# What members call the audience of all of them.
THIS_SERVER: Final = "this server"
EVERYBODY: Final = frozenset({PUBLIC})
_SERVER: Final = "server:"
_NAME = re.compile(r"\w(?:[\w .&+-]*\w)?")


class NotAName(Exception):
    """Nothing can be called so; the argument is what was written."""


class EveryAudience:
    """All there are: what the operator reads, who has the files themselves."""


OPERATOR: Final = EveryAudience()
Audiences = frozenset[str] | EveryAudience


@dataclass(frozen=True, slots=True)
class Circle:
    """A named audience in a server: who belongs to it, by the ids of roles and channels."""

    name: str
    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class House:
    """A server with its circles. What the operator named is read only where it is `trusted`."""

    guild: int
    circles: tuple[Circle, ...] = ()
    trusted: bool = False


def of_server(guild: int) -> str:
    """Return the audience of all members of a server."""
    return f"{_SERVER}{guild}"


def of_circle(guild: int, name: str) -> str:
    """Return a named audience that is a server's own; "Patrons" and "patrons" are the same."""
    return f"{_SERVER}{guild}/{name.casefold()}"


def of_channel(guild: int, channel: int) -> str:
    """Return the audience of a channel that not everybody in its server can see."""
    return f"{of_server(guild)}/#{channel}"  # no circle's name begins so


def circle_of(guild: int, audience: str) -> str | None:
    """Return the name of a server's own circle, None of any other audience."""
    own = of_circle(guild, "")
    return audience.removeprefix(own) if audience.startswith(own) else None


def named(written: str) -> str:
    """Return the name of a circle as it is kept; raise NotAName."""
    name = " ".join(written.split())
    reserved = name.casefold() in {PUBLIC, THIS_SERVER}
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or reserved:
        raise NotAName(written)
    return name


def in_channel(
    house: House, channel: int | None, viewers: Collection[int], *, closed: bool = False
) -> frozenset[str]:
    """Return what everybody who can see a channel may read.

    What was said in a channel that is `closed` to others is read there. `viewers` are roles of
    which each viewer has one at least, administrators aside; none where nobody can say. A thread
    goes by the channel that it is in, None if that is unknown.
    """
    theirs = (
        circle
        for circle in house.circles
        if channel in circle.channels or (viewers and circle.roles.issuperset(viewers))
    )
    own = {of_channel(house.guild, channel)} if closed and channel is not None else set()
    return _read_by(house, theirs) | own


def with_roles(house: House, roles: Collection[int]) -> frozenset[str]:
    """Return what a member of a server may read who has these roles."""
    theirs = (circle for circle in house.circles if not circle.roles.isdisjoint(roles))
    return _read_by(house, theirs)


def anywhere_in(house: House) -> frozenset[str]:
    """Return what is read in a server by anybody, somewhere."""
    return _read_by(house, house.circles)


def _read_by(house: House, circles: Iterable[Circle]) -> frozenset[str]:
    return EVERYBODY | {of_server(house.guild)} | set(_names(house, circles))


def _names(house: House, circles: Iterable[Circle]) -> Iterator[str]:
    for circle in circles:
        yield of_circle(house.guild, circle.name)
        if house.trusted:
            yield circle.name
            yield circle.name.casefold()
