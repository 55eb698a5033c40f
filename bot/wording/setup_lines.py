"""What the first page of /setup says of every setting: what it is set to."""

from collections.abc import Sequence
from typing import Final

from bot.parts import Line, Piece, Spot
from bot.preferences import Preferences
from bot.state.audits import KEPT
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.wording import settings
from bot.wording.lists import space
from bot.wording.sentences import enumerated, sentence

_MOST_NAMED: Final = 8


def channels_line(now: Preferences, there: Sequence[int]) -> tuple[Piece, ...]:
    """Return where mentions are answered; `there` are the chosen channels that still exist."""
    if now.channels and not there:
        return (_("nowhere: the chosen channels are gone"),)
    return settings.channels(there, none=_("every channel that I can see, when mentioned"))


def help_line(now: Preferences, there: Sequence[int]) -> tuple[Piece, ...]:
    """Return where every question is answered."""
    if not there:
        return (_("none; I wait to be mentioned"),)
    spots = settings.channels(there, none="")
    return sentence(
        _("{channels}, after {wait}") if now.patience else _("{channels}, at once"),
        channels=spots,
        wait=settings.duration(now.patience),
    ).pieces


def limits_line(now: Preferences) -> str:
    """Return how much may be asked."""
    return _("{member} of a member, {channel} in a channel, in {time}").format(
        member=settings.limit(now.member_limit),
        channel=settings.limit(now.channel_limit),
        time=settings.duration(now.limit_seconds),
    )


def threads_line(now: Preferences) -> str:
    """Return whether exchanges move to threads."""
    if not now.threads:
        return _("off; I answer where I am asked")
    text = ngettext("after {count} answer", "after {count} answers", now.thread_after)
    return text.format(count=now.thread_after)


def audiences_line(names: Sequence[str]) -> str:
    """Return which audiences there are."""
    if not names:
        return _("all members read all that this server adds")
    return "".join(str(piece) for piece in enumerated(list(names), _MOST_NAMED))


def no_daily_line() -> tuple[Piece, ...]:
    """Return that there is no daily post."""
    return (_("off"),)


def daily_line(channel: int, clock: str, *, paused: bool) -> tuple[Piece, ...]:
    """Return where and when posts come."""
    template = _("{channel}, {clock}, paused") if paused else _("{channel}, {clock}")
    return sentence(template, channel=Spot(channel), clock=clock).pieces


def nobody() -> str:
    """Return what is said where no role is trusted."""
    return _("none; nobody's reply is kept")


def no_others() -> str:
    """Return what is said where no role may manage."""
    return _("members who may manage the server, nobody else")


def changes_line(channel: int | None, last: Line | None) -> tuple[Piece, ...]:
    """Return where changes are told, and the last one."""
    if last is None:
        return (_("none in the last {days} days").format(days=KEPT.days),)
    if channel is None:
        return last.pieces
    told = sentence(_("Told in {channel}."), channel=Spot(channel))
    return (*told.pieces, space(), *last.pieces)
