"""What /daily is called and answers: what was done, and why something cannot be."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.display import one_line, shortened
from bot.parts import Moment, Phrase, Reply, Said, Spot
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.lists import all_of, one_of, sentences
from bot.wording.sections import titles
from bot.wording.sentences import sentence

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
    return (sentence(said, channel=Spot(channel), permissions=permissions(lacking)),)


def permissions(names: Iterable[str]) -> str:
    """Return permissions by the names that Discord has for them."""
    return all_of(f"“{_(name)}”" for name in names)


def resumed(coming: datetime) -> Reply:
    """Return what is said when posts go on."""
    return (sentence(_("Resumed. The next post is due {moment}."), moment=Moment(coming)),)


def zone_choice(name: str, now: str) -> str:
    """Return a time zone as it is offered: with what its clocks show."""
    return _("{zone} ({time} now)").format(zone=name, time=now)


def _given(text: str) -> str:
    return f"“{shortened(one_line(text), _LONGEST)}”"
