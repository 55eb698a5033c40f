"""What is said of who may read what in a server, and of who may manage its sources."""

from collections.abc import Sequence
from itertools import accumulate

from bot.audiences import LONGEST_NAME, Circle
from bot.display import one_line, shortened
from bot.markdown import escape, width
from bot.parts import Line, Part, Reply, Said, Spot, Strong, Together
from bot.wording.lists import counted

NAME_OPTION = "The audience's name, as sources have it; all of them, if you leave it out"
ROLES_MENU = "Roles whose members belong to it"
CHANNELS_MENU = "Channels in which everybody may read it"
MANAGERS_MENU = "Roles that may manage sources"

_LONGEST = 100
_MOST_SPOTS = 20
# What the names of roles may take of a message, in UTF-16 units as they are written.
_ROOM_FOR_NAMES = 1000

NONE = (
    Said(
        "There are no named audiences here yet: what this server adds, all its members may read. "
        "/sources audience name: makes one."
    ),
)


def not_a_name(written: str) -> Reply:
    """Return what is said of what cannot be an audience's name."""
    given = shortened(one_line(written), _LONGEST)
    return (
        Said(
            f"No audience can be called “{given}”. A name has letters, digits and spaces, "
            f"{LONGEST_NAME} at most, and “public” is everybody already."
        ),
    )


def too_many(most: int) -> Reply:
    """Return what is said where no further audience can be made."""
    return (Said(f"There are {most} named audiences here, and no more can be. Please empty one."),)


def circle(circle: Circle, role_names: Sequence[str], *, trusted: bool) -> Reply:
    """Return who belongs to an audience; `trusted` where it holds for the operator's texts too."""
    return (_who(circle, role_names), Said(_EXPLAINED), Said(_TRUSTED if trusted else _UNTRUSTED))


def circles(found: Sequence[tuple[Circle, Sequence[str]]]) -> Reply:
    """Return all audiences of a server, each with the names of its roles."""
    return tuple(_who(one, names) for one, names in found) or NONE


_EXPLAINED = (
    "It is quoted in these channels and their threads, in channels that only these roles can see, "
    "and, where nobody else reads it, to members with one of these roles."
)
_TRUSTED = "This holds as well for what whoever runs me has marked with that name."
_UNTRUSTED = (
    "What whoever runs me has marked with that name is not shown here: they would have to name "
    "this server in PULLQUOTE_TRUSTED_SERVERS."
)


def _who(circle: Circle, role_names: Sequence[str]) -> Part:
    roles = _roles(role_names)
    lines: list[Part] = [Strong(circle.name, "" if roles or circle.channels else "nobody yet")]
    if roles:
        lines.append(Said(f"Members with {roles}"))
    if circle.channels:
        lines.append(Line(("Everybody who can see", *_spots(sorted(circle.channels)))))
    return Together(tuple(lines))


def _roles(names: Sequence[str]) -> str:
    """Return the names of roles, as many as there is room for, and how many there are beyond."""
    written = [f"@{shortened(one_line(name), _LONGEST)}" for name in names]
    ends = accumulate(width(escape(name)) + len(", ") for name in written)
    fitting = sum(end <= _ROOM_FOR_NAMES for end in ends)
    beyond = len(written) - fitting
    return ", ".join(written[:fitting]) + (f" and {beyond} more" if beyond else "")


def _spots(channels: Sequence[int]) -> list[str | Spot]:
    pieces: list[str | Spot] = []
    for channel in channels[:_MOST_SPOTS]:
        pieces += [" ", Spot(channel)]
    if len(channels) > _MOST_SPOTS:
        pieces.append(f" and {len(channels) - _MOST_SPOTS} more")
    return pieces


def managers(role_names: Sequence[str]) -> Reply:
    """Return who may manage sources."""
    if not role_names:
        return (Said("Whoever may manage the server manages its sources, and nobody else."),)
    roles, noun = _roles(role_names), counted(len(role_names), "role")
    return (Said(f"Beside whoever may manage the server, {noun} may manage sources: {roles}."),)
