"""What the menus of /setup ask, and what they offer."""

from collections.abc import Callable

from bot.translation import gettext as _
from bot.translation import ngettext
from bot.wording import settings

Label = Callable[[int], str]


def channel_menu(name: str) -> str:
    """Return what stands in an empty menu of channels."""
    return {
        "channels": _("Every channel"),
        "help_channels": _("Channels where I answer every question"),
        "audit_channel": _("Channel in which changes are told"),
    }[name]


def role_menu(name: str) -> str:
    """Return what stands in an empty menu of roles."""
    return {
        "trusted": _("Roles whose replies may be kept"),
        "managers": _("Roles that may manage me"),
    }[name]


def language_menu() -> str:
    """Return what stands above the languages."""
    return _("Choose a language")


def patience_menu() -> str:
    """Return what stands above the waits."""
    return _("How long a person may answer first")


def patience_option(seconds: int) -> str:
    """Return a wait as it is offered."""
    if not seconds:
        return _("I answer at once")
    return _("A person has {time} first").format(time=settings.duration(seconds))


def member_limit_menu() -> str:
    """Return what stands above the limits of a member."""
    return _("Questions of one member")


def member_limit_option(count: int) -> str:
    """Return a member's limit as it is offered."""
    return _("One member: {limit}").format(limit=settings.limit(count))


def channel_limit_menu() -> str:
    """Return what stands above the limits of a channel."""
    return _("Questions in one channel")


def channel_limit_option(count: int) -> str:
    """Return a channel's limit as it is offered."""
    return _("One channel: {limit}").format(limit=settings.limit(count))


def window_menu() -> str:
    """Return what stands above the times over which questions are counted."""
    return _("Counted over")


def window_option(seconds: int) -> str:
    """Return a time as it is offered."""
    return _("Counted over {time}").format(time=settings.duration(seconds))


def thread_menu() -> str:
    """Return what stands above the choice of threads."""
    return _("When an exchange moves to a thread")


def no_thread_option() -> str:
    """Return what is offered to whoever wants no threads."""
    return _("I open no threads")


def thread_option(count: int) -> str:
    """Return a number of answers as it is offered."""
    text = ngettext("Thread after {count} answer", "Thread after {count} answers", count)
    return text.format(count=count)
