"""What is said of who may read what in a server, and of who may manage its sources."""

from collections.abc import Sequence
from itertools import accumulate

from bot.audiences import LONGEST_NAME, Circle
from bot.display import one_line, shortened
from bot.markdown import escape, width
from bot.parts import Part, Phrase, Reply, Said, Spot, Strong, Together
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording.lists import and_more, comma, space
from bot.wording.numbers import number
from bot.wording.sentences import enumerated, sentence

NAME_OPTION = N_("The audience's name, as sources have it; all of them, if you leave it out")
ROLES_MENU = N_("Roles whose members belong to it")
CHANNELS_MENU = N_("Channels in which everybody may read it")
MANAGERS_MENU = N_("Roles that may manage sources")

_LONGEST = 100
_MOST_SPOTS = 20
# What the names of roles may take of a message, in UTF-16 units as they are written.
_ROOM_FOR_NAMES = 1000

NONE = (
    Phrase(
        N_(
            "There are no named audiences here yet: what this server adds, all its members may "
            "read. /sources audience name: makes one."
        )
    ),
)


def not_a_name(written: str) -> Reply:
    """Return what is said of what cannot be an audience's name."""
    said = _(
        "No audience can be called “{name}”. A name has letters, digits and spaces, "
        "{longest} at most, and “public” is everybody already."
    )
    given = shortened(one_line(written), _LONGEST)
    return (Said(said.format(name=given, longest=LONGEST_NAME)),)


def too_many(most: int) -> Reply:
    """Return what is said where no further audience can be made."""
    said = ngettext(
        "There is {count} named audience here, and no more can be. Please empty it.",
        "There are {count} named audiences here, and no more can be. Please empty one.",
        most,
    )
    return (Said(said.format(count=number(most))),)


def circle(circle: Circle, role_names: Sequence[str], *, trusted: bool) -> Reply:
    """Return who belongs to an audience; `trusted` where it holds for the operator's texts too."""
    return (_who(circle, role_names), _EXPLAINED, _TRUSTED if trusted else _UNTRUSTED)


def circles(found: Sequence[tuple[Circle, Sequence[str]]]) -> Reply:
    """Return all audiences of a server, each with the names of its roles."""
    return tuple(_who(one, names) for one, names in found) or NONE


_EXPLAINED = Phrase(
    N_(
        "It is quoted in these channels and their threads, in channels that only these roles can "
        "see, and, where nobody else reads it, to members with one of these roles."
    )
)
_TRUSTED = Phrase(N_("This holds as well for what whoever runs me has marked with that name."))
_UNTRUSTED = Phrase(
    N_(
        "What whoever runs me has marked with that name is not shown here: they would have to name "
        "this server in PULLQUOTE_TRUSTED_SERVERS."
    )
)


def _who(circle: Circle, role_names: Sequence[str]) -> Part:
    roles = _roles(role_names)
    lines: list[Part] = [Strong(circle.name, "" if roles or circle.channels else _("nobody yet"))]
    if roles:
        lines.append(Said(_("Members with {roles}").format(roles=roles)))
    if circle.channels:
        channels = enumerated([Spot(one) for one in sorted(circle.channels)], _MOST_SPOTS)
        lines.append(sentence(_("Everybody who can see {channels}"), channels=channels))
    return Together(tuple(lines))


def _roles(names: Sequence[str]) -> str:
    """Return the names of roles, as many as there is room for, and how many there are beyond."""
    written = [f"@{shortened(one_line(name), _LONGEST)}" for name in names]
    ends = accumulate(width(escape(name)) + len(", ") for name in written)
    fitting = sum(end <= _ROOM_FOR_NAMES for end in ends)
    beyond = len(written) - fitting
    return comma().join(written[:fitting]) + (space() + and_more(beyond) if beyond else "")


def managers(role_names: Sequence[str]) -> Reply:
    """Return who may manage sources."""
    if not role_names:
        return (Phrase(_NOBODY_ELSE),)
    said = ngettext(
        "Beside whoever may manage the server, {count} role may manage sources: {roles}.",
        "Beside whoever may manage the server, {count} roles may manage sources: {roles}.",
        len(role_names),
    )
    return (Said(said.format(count=number(len(role_names)), roles=_roles(role_names))),)


_NOBODY_ELSE = N_("Whoever may manage the server manages its sources, and nobody else.")
