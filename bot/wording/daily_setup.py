"""What is said of a server's daily post: how it is set up, what becomes of it, what is wrong."""

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
from bot.wording.lists import all_of, one_of, sentences
from bot.wording.numbers import number
from bot.wording.sections import titles
from bot.wording.sentences import enumerated, sentence

GROUP = N_(
    "The daily post: what is new, asked, still open and discussed, in everybody's own words."
)
SETUP = N_("Post once a day or week in a channel, or change how.")
SHOW = N_("Show when and what I post, what was posted last, and what was skipped.")
PREVIEW = N_("Show what the next post would say now; nobody else sees it.")
PAUSE = N_("Post nothing until it is resumed.")
RESUME = N_("Go on with the daily post.")
OFF = N_("Stop the daily post and forget how it was set up.")

CHANNEL_OPTION = N_("Where: a text or announcement channel")
TIME_OPTION = N_("When: 9, 09:00 or 9:30 pm")
ZONE_OPTION = N_("Of which time zone: begin to type a city, a country or EST")
SECTIONS_OPTION = N_("What is in it; everything, if you leave it out")
EVERY_OPTION = N_("Every day, or on one day of the week about the last seven days")

EVERY_DAY = N_("day")
WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday")),
    *(N_("Friday"), N_("Saturday"), N_("Sunday")),
)
READ_MENU = N_("Channels that Discussed today may quote")

_LONGEST = 100
_MOST_SKIPPED = 7
_MOST_SPOTS = 12


NEEDS_MANAGER: Reply = (
    Phrase(N_("This is for members who may manage the server (Manage Server).")),
)
ONLY_IN_SERVERS: Reply = (
    Phrase(N_("The daily post belongs to a server; please use this command in one.")),
)
NOT_SET_UP: Reply = (Phrase(N_("There is no daily post here yet. /daily setup makes one.")),)
NOTHING_TO_SAY: Reply = (
    Phrase(
        N_(
            "Nothing yet: no section has anything to say for the next post. A post with nothing in "
            "it is not sent."
        )
    ),
)
WRONG_CHANNEL: Reply = (
    Phrase(
        N_(
            "I can post in text and announcement channels, and not in forums, voice channels or "
            "threads. Please choose another channel."
        )
    ),
)
CHANNEL_GONE: Reply = (
    Phrase(
        N_(
            "The channel of the daily post does not exist any longer, or takes no posts. "
            "/daily setup chooses another."
        )
    ),
)
ALREADY_PAUSED: Reply = (
    Phrase(N_("The daily post is paused already. /daily resume goes on with it.")),
)
NOT_PAUSED: Reply = (Phrase(N_("The daily post is not paused.")),)
PAUSED: Reply = (Phrase(N_("Paused. I post nothing until somebody uses /daily resume.")),)
STOPPED: Reply = (
    Phrase(
        N_("The daily post is off, and I have forgotten how it was set up. What was posted stays.")
    ),
)
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


def wrong_time(written: str) -> Reply:
    """Return what is said of what is no time of day."""
    said = _("I cannot read {text} as a time of day. Write 9, 09:00 or 9:30 pm.")
    return (Said(said.format(text=_given(written))),)


def wrong_zone(written: str, nearest: Sequence[str]) -> Reply:
    """Return what is said of what is no time zone."""
    unknown = _("I know no time zone called {name}.").format(name=_given(written))
    near = _("Did you mean {names}?").format(names=one_of(nearest)) if nearest else ""
    how = _("Begin to type a city or a country and choose, as in Europe/Berlin.")
    return (Said(sentences(unknown, near, how)),)


def wrong_sections(unknown: Sequence[str]) -> Reply:
    """Return what is said of what is no section."""
    said = _("I know no section called {names}. There are {sections}; separate several by commas.")
    names = one_of(_given(one) for one in unknown)
    return (Said(said.format(names=names, sections=all_of(titles().values()))),)


def cannot_post(channel: int, lacking: Iterable[str]) -> Reply:
    """Return what is said of a channel in which the bot may not write."""
    said = _("I cannot post in {channel}. Please allow me {permissions} there, and try again.")
    return (sentence(said, channel=Spot(channel), permissions=_rights(lacking)),)


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
    return sentence(said, channel=Spot(channel), permissions=_rights(lacking))


def _rights(names: Iterable[str]) -> str:
    return all_of(f"“{_(name)}”" for name in names)


def resumed(coming: datetime) -> Reply:
    """Return what is said when posts go on."""
    return (sentence(_("Resumed. The next post is due {moment}."), moment=Moment(coming)),)


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


def zone_choice(name: str, now: str) -> str:
    """Return a time zone as it is offered: with what its clocks show."""
    return _("{zone} ({time} now)").format(zone=name, time=now)


def _given(text: str) -> str:
    return f"“{shortened(one_line(text), _LONGEST)}”"
