"""What a server's settings are called, and what each of them is set to."""

from collections.abc import Iterable
from typing import Final

from bot.parts import Badge, Piece, Spot
from bot.preferences import Preferences
from bot.translation import Language, ngettext
from bot.translation import gettext as _
from bot.translation import nnoted as NN_
from bot.translation import noted as N_
from bot.wording.sentences import enumerated

_MOST_NAMED: Final = 8
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400

NAMES: Final = {
    "channels": N_("Where I answer"),
    "help_channels": N_("Help channels"),
    "patience": N_("Patience"),
    "language": N_("Language"),
    "threads": N_("Threads"),
    "thread_after": N_("Thread after"),
    "member_limit": N_("Questions of one member"),
    "channel_limit": N_("Questions in one channel"),
    "limit_seconds": N_("Counted over"),
    "managers": N_("Who may manage"),
    "trusted": N_("Trusted roles"),
    "audit_channel": N_("Audit channel"),
}
# Each in its own words, for whoever looks for theirs.
LANGUAGES: Final = {
    Language.ENGLISH: "English",
    Language.GERMAN: "Deutsch",
    Language.SPANISH: "Español",
    Language.JAPANESE: "日本語",
    Language.CHINESE: "简体中文",
}


def value(name: str, preferences: Preferences) -> tuple[Piece, ...]:
    """Return what a setting is set to; `name` is its name in Preferences."""
    match name:
        case "channels":
            return channels(preferences.channels, none=_("every channel"))
        case "help_channels":
            return channels(preferences.help_channels, none=_("none"))
        case "managers":
            return roles(preferences.managers, none=_("nobody else"))
        case "trusted":
            return roles(preferences.trusted, none=_("none"))
        case "audit_channel":
            return channels(filter(None, [preferences.audit_channel]), none=_("none"))
        case _other:
            return (_plain(name, preferences),)


def _plain(name: str, preferences: Preferences) -> str:
    """Return the value of a setting in which neither channels nor roles stand."""
    match name:
        case "patience":
            return duration(preferences.patience) if preferences.patience else _("none")
        case "language":
            return language(preferences.language)
        case "threads":
            return _("on") if preferences.threads else _("off")
        case "thread_after":
            count = preferences.thread_after
            return ngettext("{count} answer", "{count} answers", count).format(count=count)
        case "limit_seconds":
            return duration(preferences.limit_seconds)
        case _other:
            return limit(getattr(preferences, name))


def channels(ids: Iterable[int], *, none: str) -> tuple[Piece, ...]:
    """Return channels by their names, or what is said where there are none."""
    return enumerated([Spot(one) for one in sorted(ids)], _MOST_NAMED) or (none,)


def roles(ids: Iterable[int], *, none: str) -> tuple[Piece, ...]:
    """Return roles by their names, or what is said where there are none."""
    return enumerated([Badge(one) for one in sorted(ids)], _MOST_NAMED) or (none,)


def language(chosen: Language | None) -> str:
    """Return a language in its own words."""
    return LANGUAGES[chosen] if chosen else _("the server's own")


def limit(count: int) -> str:
    """Return how many questions are let through."""
    if not count:
        return _("no limit")
    return ngettext("{count} question", "{count} questions", count).format(count=count)


def duration(seconds: int) -> str:
    """Return a time in the largest unit of which it is a whole number."""
    for unit, one, many in (
        (_DAY, *NN_("{count} day", "{count} days")),
        (_HOUR, *NN_("{count} hour", "{count} hours")),
        (_MINUTE, *NN_("{count} minute", "{count} minutes")),
    ):
        if seconds and seconds % unit == 0:
            return ngettext(one, many, seconds // unit).format(count=seconds // unit)
    return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
