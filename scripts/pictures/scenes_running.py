"""Scenes of those who run a server: its settings, its sources, what its members ask."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.daily.schedule import Schedule
from bot.daily.sections import SectionKind
from bot.state.schedules import Plan
from bot.wording import learned
from pictures import archive, past
from pictures.clock import ZONE, now
from pictures.daily_post import daily_post
from pictures.scenes_asking import NOTHING
from pictures.shown import Message, Shown
from pictures.studio import Studio
from tests.loopback.checks import EDIT_REPLY

_OPEN = (
    "Who won the chess game?",
    "who won that chess game",
    NOTHING,
    "Is there a transcript of the live show?",
    "where is the live show's transcript?",
)
_ASKED = "Is there a transcript of the live show?"
_ANSWER = "There is: the transcript went up on Monday, under the show notes of the live episode."


async def setup(studio: Studio) -> Sequence[Shown]:
    """All settings in one panel."""
    return await studio.used("setup")


async def diagnosis(studio: Studio) -> Sequence[Shown]:
    """What the bot lacks, what that costs, and how to grant it."""
    there = studio.server.world
    await studio.state.preferences.change(there.guild.id, help_channels={studio.support.id})
    return await studio.panel("check")


async def setup_daily(studio: Studio) -> Sequence[Shown]:
    """Where, when and what the daily post is, and its pause."""
    await _with_a_daily_post(studio)
    return await studio.panel("daily")


async def setup_audiences(studio: Studio) -> Sequence[Shown]:
    """Who may read what."""
    there = studio.server.world
    await studio.state.circles.choose_channels(there.guild.id, "patrons", {studio.support.id})
    return await studio.panel("audiences")


async def setup_limits(studio: Studio) -> Sequence[Shown]:
    """How much may be asked."""
    return await studio.panel("limits")


async def setup_help(studio: Studio) -> Sequence[Shown]:
    """Where every question is answered."""
    there = studio.server.world
    await studio.state.preferences.change(there.guild.id, help_channels={there.general.id})
    return await studio.panel("help")


async def daily(studio: Studio) -> Sequence[Shown]:
    """The daily post."""
    post = await daily_post(studio.desk, studio.state)
    thread = (post.thread, len(post.details)) if post.details else None
    return [Message("Pullquote", {"content": post.message}, app=True, thread=thread)]


async def sources(studio: Studio) -> Sequence[Shown]:
    """The message that tells of a sync in its middle, and as it ends."""
    [end] = await archive.handed_in(studio)
    told = [one.body for one in studio.server.journal.on(EDIT_REPLY) if isinstance(one.body, dict)]
    middle = next(body for body in told if "document" in body["content"])
    return [replace(end, body=middle), end]


async def source_list(studio: Studio) -> Sequence[Shown]:
    """What a server's answers are quoted from."""
    await archive.handed_in(studio)
    return await studio.used("sources list")


async def gaps(studio: Studio) -> Sequence[Shown]:
    """Questions that met silence."""
    for question in _OPEN:
        await studio.asked(question)
    return await studio.used("gaps")


async def offer(studio: Studio) -> Sequence[Shown]:
    """Somebody trusted answers a question, and is asked whether that may be kept."""
    there = studio.server.world
    await studio.state.preferences.change(there.guild.id, trusted={there.guild.id})
    asked = await studio.asked(_ASKED)
    question = asked[0]
    [first] = [one for one in there.said_in(there.general) if one.body == question.body]
    return [*asked, *await studio.said(_ANSWER, by=studio.jonas, to=first)]


async def kept(studio: Studio) -> Sequence[Shown]:
    """The answers of members that are kept, and the answer that one of them gives now."""
    await offer(studio)
    await studio.told(studio.press(learned.KEEP_BUTTON, by=studio.jonas))
    again = await studio.asked(_ASKED)
    gaps = studio.server.use("gaps", user=studio.mira)
    await studio.told(gaps)
    return [*again, *await studio.under(gaps, learned.LIST_BUTTON)]


async def stats(studio: Studio) -> Sequence[Shown]:
    """What a server's questions come to."""
    there = studio.server.world
    await past.month(studio.desk, studio.state, (there.guild.id, there.general.id))
    return await studio.used("stats")


async def _with_a_daily_post(studio: Studio) -> None:
    there = studio.server.world
    schedule = Schedule(time(9), ZONE)
    kinds, at = tuple(SectionKind), now()
    plan = Plan(there.guild.id, there.general.id, schedule, kinds, at, studio.mira.id)
    await studio.state.schedules.set_up(plan)
    await studio.state.channels.opt_in(there.guild.id, there.general.id, at)
