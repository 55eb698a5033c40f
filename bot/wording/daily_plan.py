"""How a server's daily post stands: its settings, what became of the last ones, what is wrong."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.daily.sections import SectionKind
from bot.display import one_line, shortened
from bot.links import jump_link
from bot.parts import Line, Linked, Moment, Part, Phrase, Reply, Said, Spot
from bot.state.posts import Post, Reason, Stage
from bot.state.schedules import Pause, Plan
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording import dates
from bot.wording.daily_setup import WEEKDAYS, permissions
from bot.wording.lists import all_of
from bot.wording.numbers import number
from bot.wording.sections import titles
from bot.wording.sentences import enumerated, sentence

_LONGEST = 100
_MOST_SKIPPED = 7
_MOST_SPOTS = 12

NO_INTENT = Phrase(
    N_(
        "Discussed today stays empty, because Discord does not show me messages here: whoever runs "
        "me has to allow the message content intent (PULLQUOTE_MESSAGE_CONTENT)."
    )
)


def forgotten_early(days: int) -> Said:
    """Return what is said where questions are kept for less time than a post is about."""
    titles_of = titles()
    names = {"asked": titles_of[SectionKind.ASKED], "open": titles_of[SectionKind.OPEN]}
    if not days:
        none = _(
            "{asked} and {open} stay empty, because questions are not kept here: whoever runs me "
            "can change that (PULLQUOTE_KEEP_QUESTIONS)."
        )
        return Said(none.format(**names))
    few = ngettext(
        "{asked} and {open} lack what is older, because questions are kept for only {count} day "
        "here: whoever runs me can change that (PULLQUOTE_KEEP_QUESTIONS).",
        "{asked} and {open} lack what is older, because questions are kept for only {count} days "
        "here: whoever runs me can change that (PULLQUOTE_KEEP_QUESTIONS).",
        days,
    )
    return Said(few.format(count=number(days), **names))


def cannot_read(channels: Sequence[int]) -> Line:
    """Return what is said of channels whose conversations are not shown."""
    said = _(
        "I leave out {channels} because not everybody who sees the post may read there, or I may "
        "not."
    )
    return sentence(said, channels=enumerated([Spot(one) for one in channels], _MOST_SPOTS))


def settings(plan: Plan, *, coming: datetime, read: Sequence[int], hears: bool) -> tuple[Part, ...]:
    """Return how a post is set up, and when the next comes (unless it is paused).

    `read` are the channels that it quotes, if the bot `hears` what members write.
    """
    lines: list[Part] = [_set_up(plan), _next(plan.pause, coming)]
    if SectionKind.DISCUSSED in plan.sections:
        lines.append(_discussed(read) if hears else NO_INTENT)
    return tuple(lines)


def _set_up(plan: Plan) -> Line:
    schedule, named = plan.schedule, titles()
    if schedule.weekday is None:
        said, on = _("Every day at {time} ({zone}) I post in {channel}: {sections}."), ""
    else:
        said = _("Every {weekday} at {time} ({zone}) I post in {channel}: {sections}.")
        on = _(WEEKDAYS[schedule.weekday])
    return sentence(
        said,
        weekday=on,
        time=f"{schedule.at:%H:%M}",
        zone=schedule.zone,
        channel=Spot(plan.channel),
        sections=all_of(named[kind] for kind in plan.sections),
    )


def _next(pause: Pause | None, coming: datetime) -> Part:
    match pause:
        case None:
            return sentence(_("The next post is due {moment}."), moment=Moment(coming))
        case Pause.BY_HAND:
            return Phrase(_BY_HAND)
        case Pause.CHANNEL_GONE:
            return Phrase(_PAUSED_GONE)
        case Pause.FORBIDDEN:
            return Phrase(_PAUSED_FORBIDDEN)


_BY_HAND = N_("It is paused; /daily resume goes on with it.")
_PAUSED_GONE = N_(
    "It is paused: its channel does not exist any longer. Repair that and use /daily resume, or "
    "/daily setup for another channel."
)
_PAUSED_FORBIDDEN = N_(
    "It is paused: I may no longer see its channel or write there. Repair that and use /daily "
    "resume, or /daily setup for another channel."
)


def _discussed(read: Sequence[int]) -> Part:
    if not read:
        return Phrase(_NO_CHANNELS)
    said = _("Discussed today quotes from {channels}.")
    return sentence(said, channels=enumerated([Spot(one) for one in read], _MOST_SPOTS))


_NO_CHANNELS = N_("Discussed today stays empty until channels are chosen below.")


def weaker(channel: int, lacking: Iterable[str]) -> Line:
    """Return what is said of a channel in which not everything is allowed that a post can use."""
    said = _(
        "In {channel} I lack {permissions}. Without the permissions for threads a post is one "
        "message alone; without the history I cannot tell after a crash whether it was sent."
    )
    return sentence(said, channel=Spot(channel), permissions=permissions(lacking))


def history(posts: Sequence[Post]) -> tuple[Part, ...]:
    """Return what became of the last posts: where the last one is, and what was skipped and why."""
    last = next((post for post in posts if post.message is not None), None)
    parts: list[Part] = []
    if last and last.message:
        jump = jump_link(last.guild, last.channel, last.message)
        parts.append(Linked(_("The last post, of {day}").format(day=_date(last)), jump))
    skipped = [post for post in posts if post.stage is Stage.SKIPPED and post.reason]
    quiet = [post for post in posts if post.stage is Stage.QUIET]
    lines = [_skip(post, post.reason) for post in skipped[:_MOST_SKIPPED] if post.reason]
    if lines:
        parts.append(Said("\n".join((_("Skipped:"), *lines))))
    if quiet:
        parts.append(Said(_("With nothing to say: {day}").format(day=_date(quiet[0]))))
    return tuple(parts)


def _date(post: Post) -> str:
    return dates.day(post.due.day)


def _skip(post: Post, reason: Reason) -> str:
    return _("{day}: {reason}").format(day=_date(post), reason=_(_SKIPPED[reason]))


def trouble(plan: Plan, server: str) -> Reply:
    """Return what the owner of a server is told when its post had to be paused."""
    if plan.pause is Pause.FORBIDDEN:
        said = _(
            "I have paused the daily post of {server}: I may no longer see its channel or write "
            "there. Repair that and use /daily resume, or /daily setup for another channel."
        )
    else:
        said = _(
            "I have paused the daily post of {server}: its channel does not exist any longer. "
            "Repair that and use /daily resume, or /daily setup for another channel."
        )
    return (Said(said.format(server=shortened(one_line(server), _LONGEST))),)


_SKIPPED = {
    Reason.MISSED: N_("For three hours I, my database or Discord was away."),
    Reason.CHANNEL_GONE: N_("The channel was gone."),
    Reason.FORBIDDEN: N_("I was not allowed to write in the channel."),
    Reason.UNSURE: N_("I broke off while sending and could not read whether it was sent."),
}
