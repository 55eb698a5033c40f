"""What is said of a server's daily post: how it is set up, what becomes of it, what is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.daily.sections import SectionKind
from bot.display import one_line, shortened
from bot.links import jump_link
from bot.parts import Line, Linked, Moment, Part, Reply, Said, Spot
from bot.state.posts import Post, Reason, Stage
from bot.state.schedules import Pause, Plan
from bot.wording.sections import title

GROUP = "The daily post: what is new, asked, still open and discussed, in everybody's own words."
SETUP = "Post once a day or week in a channel, or change how."
SHOW = "Show when and what I post, what was posted last, and what was skipped."
PREVIEW = "Show what the next post would say now; nobody else sees it."
PAUSE = "Post nothing until it is resumed."
RESUME = "Go on with the daily post."
OFF = "Stop the daily post and forget how it was set up."

CHANNEL_OPTION = "Where: a text or announcement channel"
TIME_OPTION = "When: 9, 09:00 or 9:30 pm"
ZONE_OPTION = "Of which time zone: begin to type a city, a country or EST"
SECTIONS_OPTION = "What is in it; everything, if you leave it out"
EVERY_OPTION = "Every day, or on one day of the week about the last seven days"

EVERY_DAY = "day"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SECTIONS = {kind: title(kind, weekly=False) for kind in SectionKind}
READ_MENU = "Channels that Discussed today may quote"

_LONGEST = 100
_MOST_SKIPPED = 7
_MOST_SPOTS = 12


def _said(text: str) -> Reply:
    return (Said(text),)


NEEDS_MANAGER = _said("This is for members who may manage the server (Manage Server).")
ONLY_IN_SERVERS = _said("The daily post belongs to a server; please use this command in one.")
NOT_SET_UP = _said("There is no daily post here yet. /daily setup makes one.")
NOTHING_TO_SAY = _said(
    "Nothing yet: no section has anything to say for the next post. A post with nothing in it is "
    "not sent."
)
WRONG_CHANNEL = _said(
    "I can post in text and announcement channels, and not in forums, voice channels or threads. "
    "Please choose another channel."
)
CHANNEL_GONE = _said(
    "The channel of the daily post does not exist any longer, or takes no posts. "
    "/daily setup chooses another."
)
ALREADY_PAUSED = _said("The daily post is paused already. /daily resume goes on with it.")
NOT_PAUSED = _said("The daily post is not paused.")
PAUSED = _said("Paused. I post nothing until somebody uses /daily resume.")
STOPPED = _said(
    "The daily post is off, and I have forgotten how it was set up. What was posted stays."
)


NO_INTENT = Said(
    "Discussed today stays empty, because Discord does not show me messages here: whoever runs me "
    "has to allow the message content intent (PULLQUOTE_MESSAGE_CONTENT)."
)


def forgotten_early(days: int) -> Said:
    """Return what is said where questions are kept for less time than a post is about."""
    kept = f"kept for only {days} {'day' if days == 1 else 'days'}" if days else "not kept"
    names = f"{SECTIONS[SectionKind.ASKED]} and {SECTIONS[SectionKind.OPEN]}"
    lacks = "lack what is older" if days else "stay empty"
    return Said(
        f"{names} {lacks}, because questions are {kept} here: whoever runs me can change "
        "that (PULLQUOTE_KEEP_QUESTIONS)."
    )


def wrong_time(written: str) -> Reply:
    """Return what is said of what is no time of day."""
    return _said(f"I cannot read {_given(written)} as a time of day. Write 9, 09:00 or 9:30 pm.")


def wrong_zone(written: str, nearest: Sequence[str]) -> Reply:
    """Return what is said of what is no time zone."""
    near = f" Did you mean {_or(nearest)}?" if nearest else ""
    return _said(
        f"I know no time zone called {_given(written)}.{near} "
        "Begin to type a city or a country and choose, as in Europe/Berlin."
    )


def wrong_sections(unknown: Sequence[str]) -> Reply:
    """Return what is said of what is no section."""
    return _said(
        f"I know no section called {_or([_given(one) for one in unknown])}. "
        f"There are {_and(SECTIONS.values())}; separate several by commas."
    )


def cannot_post(channel: int, lacking: Iterable[str]) -> Reply:
    """Return what is said of a channel in which the bot may not write."""
    rights = [f"“{right}”" for right in lacking]
    allow = f"Please allow me {_and(rights)} there, and try again."
    return (Line(("I cannot post in ", Spot(channel), f". {allow}")),)


def cannot_read(channels: Sequence[int]) -> Line:
    """Return what is said of channels whose conversations are not shown."""
    why = " because not everybody who sees the post may read there, or I may not."
    return Line(("I leave out", *_spots(channels), why))


def settings(plan: Plan, *, coming: datetime, read: Sequence[int], hears: bool) -> tuple[Part, ...]:
    """Return how a post is set up, and when the next comes (unless it is paused).

    `read` are the channels that it quotes, if the bot `hears` what members write.
    """
    schedule = plan.schedule
    when = "Every day" if schedule.weekday is None else f"Every {WEEKDAYS[schedule.weekday]}"
    clock = f"{schedule.at:%H:%M} ({schedule.zone})"
    names = _and(SECTIONS[kind] for kind in plan.sections)
    lines: list[Part] = [
        Line((f"{when} at {clock} I post in ", Spot(plan.channel), f": {names}.")),
        _next(plan.pause, coming),
    ]
    if SectionKind.DISCUSSED in plan.sections:
        lines.append(_discussed(read) if hears else NO_INTENT)
    return tuple(lines)


def _next(pause: Pause | None, coming: datetime) -> Line:
    match pause:
        case None:
            return Line(("The next post is due ", Moment(coming), "."))
        case Pause.BY_HAND:
            return Line(("It is paused; /daily resume goes on with it.",))
        case _:
            return Line((f"It is paused: {_TROUBLES[pause]} {_REPAIR}",))


def _discussed(read: Sequence[int]) -> Line:
    if not read:
        return Line(("Discussed today stays empty until channels are chosen below.",))
    return Line(("Discussed today quotes from", *_spots(read), "."))


def _spots(channels: Sequence[int]) -> Iterator[str | Spot]:
    """Yield channels with a space before each, and how many there are that are not named."""
    for channel in channels[:_MOST_SPOTS]:
        yield " "
        yield Spot(channel)
    if len(channels) > _MOST_SPOTS:
        yield f" and {len(channels) - _MOST_SPOTS} more"


def weaker(channel: int, lacking: Iterable[str]) -> Line:
    """Return what is said of a channel in which not everything is allowed that a post can use."""
    rights = [f"“{right}”" for right in lacking]
    return Line(
        (
            "In ",
            Spot(channel),
            f" I lack {_and(rights)}. {_WITHOUT}",
        )
    )


_WITHOUT = (
    "Without the permissions for threads a post is one message alone; without the history I "
    "cannot tell after a crash whether it was sent."
)


def resumed(coming: datetime) -> Reply:
    """Return what is said when posts go on."""
    return (Line(("Resumed. The next post is due ", Moment(coming), ".")),)


def history(posts: Sequence[Post]) -> tuple[Part, ...]:
    """Return what became of the last posts: where the last one is, and what was skipped and why."""
    last = next((post for post in posts if post.message is not None), None)
    parts: list[Part] = []
    if last and last.message:
        jump = jump_link(last.guild, last.channel, last.message)
        parts.append(Linked(f"The last post, of {_date(last)}", jump))
    skipped = [post for post in posts if post.stage is Stage.SKIPPED and post.reason]
    quiet = [post for post in posts if post.stage is Stage.QUIET]
    lines = [
        f"{_date(post)}: {_SKIPPED[post.reason]}" for post in skipped[:_MOST_SKIPPED] if post.reason
    ]
    if lines:
        parts.append(Said("\n".join(("Skipped:", *lines))))
    if quiet:
        parts.append(Said(f"With nothing to say: {_date(quiet[0])}"))
    return tuple(parts)


def _date(post: Post) -> str:
    return f"{post.due.day.day} {post.due.day:%B %Y}"


def trouble(plan: Plan, server: str) -> Reply:
    """Return what the owner of a server is told when its post had to be paused."""
    why = _TROUBLES[plan.pause or Pause.CHANNEL_GONE]
    name = shortened(one_line(server), _LONGEST)
    return _said(f"I have paused the daily post of {name}: {why} {_REPAIR}")


_TROUBLES = {
    Pause.BY_HAND: "somebody has paused it.",
    Pause.CHANNEL_GONE: "its channel does not exist any longer.",
    Pause.FORBIDDEN: "I may no longer see its channel or write there.",
}
_REPAIR = "Repair that and use /daily resume, or /daily setup for another channel."
_SKIPPED = {
    Reason.MISSED: "For three hours I, my database or Discord was away.",
    Reason.CHANNEL_GONE: "The channel was gone.",
    Reason.FORBIDDEN: "I was not allowed to write in the channel.",
    Reason.UNSURE: "I broke off while sending and could not read whether it was sent.",
}


def zone_choice(name: str, now: str) -> str:
    """Return a time zone as it is offered: with what its clocks show."""
    return f"{name} ({now} now)"


def _given(text: str) -> str:
    return f"“{shortened(one_line(text), _LONGEST)}”"


def _and(names: Iterable[str]) -> str:
    return _joined(list(names), "and")


def _or(names: Iterable[str]) -> str:
    return _joined(list(names), "or")


def _joined(names: list[str], word: str) -> str:
    if len(names) < 2:  # noqa: PLR2004 - a pair needs a word between
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
