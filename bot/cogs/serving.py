"""What all commands share: what a member typed, names that are completed, the way to a reply."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice

import discord
from discord import app_commands

from bot import replies
from bot.audiences import Audiences
from bot.correspondents import Caller, Writer
from bot.desk import Desk
from bot.faults import record
from bot.inflight import Inflight
from bot.parts import Reply
from bot.questions import readable
from bot.recording import Origin, Recorder
from bot.replies import Place
from bot.steering import STARTERS
from bot.wishes import Wish
from bot.workers import Stopped
from retrieval import Filters

# What a member can type into a message without paying for it.
_LONGEST = 2000
Typed = app_commands.Range[str, 1, _LONGEST]

# Discord shows so many, and waits three seconds for them.
_MOST_CHOICES = 25
_COMPLETION_TIME = 2.0
# Characters of a name that are looked at; whoever pastes a page means its first line.
_LONGEST_NAME = 200
Choice = app_commands.Choice[str]
Completion = Callable[[str, int, Audiences], Future[list[str]]]
# Says who will read what is told; it may take Discord or the database a moment.
ReadersOf = Callable[[], Awaitable[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A reply and the ids of its messages, fewer where not all were delivered.

    It `took` so many seconds, from the moment it was asked for to the first message.
    """

    reply: Reply
    messages: tuple[int, ...]
    took: float


async def as_it_is(reply: Reply) -> Reply:
    """Return a reply to which nothing has to be added."""
    return reply


@dataclass(frozen=True, slots=True)
class Errand:
    """Whom to tell what they wish for, and who else will read it."""

    to: Writer | Caller
    wished: Wish
    readers: ReadersOf


async def serve(
    errand: Errand,
    desk: Desk,
    inflight: Inflight,
    finish: Callable[[Reply], Awaitable[Reply]] = as_it_is,
) -> Told | None:
    """Ask and tell; the library is already looking while Discord hears of it.

    `finish` adds what is not made at the desk. Return what was told, None if the program was
    ending and so nothing was asked.
    """
    to, began = errand.to, time.perf_counter()
    if inflight.refuses:
        await to.tell(replies.STOPPING)
        return None
    async with inflight.answering(lambda: to.tell(replies.STOPPING)):
        found = asyncio.create_task(_found(errand, desk))
        try:
            async with to.waiting():
                reply = await finish(await found)
        finally:
            found.cancel()
        return Told(reply, await to.tell(reply), time.perf_counter() - began)


async def answer(
    errand: Errand, origin: Origin | None, desk: Desk, inflight: Inflight, recorder: Recorder
) -> None:
    """Ask and tell, remember it, and keep what was asked where that is kept."""
    told = await serve(errand, desk, inflight)
    if told is not None:
        recorder.note(origin, errand.wished, told.reply, told.messages, took=told.took)


def origin_of(interaction: discord.Interaction, *, private: bool = False) -> Origin | None:
    """Return where a command was used; a server that the bot is not in counts as none."""
    if interaction.channel_id is None:
        return None
    ours = interaction.client.get_guild(interaction.guild_id or 0)
    guild = ours.id if ours else None
    return Origin(guild, interaction.channel_id, interaction.user.id, private=private)


def may_write(interaction: discord.Interaction) -> bool:
    """Tell whether somebody may write there by themselves, and so may we for them."""
    if interaction.guild_id is None:
        return True
    theirs = interaction.permissions
    thread = interaction.channel
    if isinstance(thread, discord.Thread):
        may = theirs.send_messages_in_threads and (theirs.manage_threads or not thread.locked)
    else:
        may = theirs.send_messages
    # Where we are no member, Discord shows what we say to nobody else without this.
    ours = interaction.client.get_guild(interaction.guild_id) is not None
    return may and (ours or theirs.use_external_apps)


async def _found(errand: Errand, desk: Desk) -> Reply:
    audiences = await errand.readers()
    place = Place.DIRECT if errand.to.directly else Place.DISCORD
    return await asyncio.wrap_future(desk.reply(errand.wished, place, audiences))


async def completions(find: Completion, typed: str, readers: ReadersOf) -> list[Choice]:
    """Return names to offer; none where the library is busy for longer than Discord waits.

    Of what was pasted, its beginning tells. A fault is the operator's trouble: less is offered.
    """
    typed = typed[:_LONGEST_NAME]
    try:
        async with asyncio.timeout(_COMPLETION_TIME):
            names = await asyncio.wrap_future(find(typed, _MOST_CHOICES, await readers()))
    except (TimeoutError, Stopped):
        return []
    except Exception as error:  # noqa: BLE001 - whatever it is, one can still type the name
        record(error, doing="completing")
        return []
    return choices(names)


def choices(names: Iterable[str]) -> list[Choice]:
    """Return as many of these names as Discord lets us offer, each short enough for it."""
    offered = (replies.choice(name) for name in names)
    fitting = (Choice(name=shown, value=value) for shown, value in offered if value)
    return list(islice(fitting, _MOST_CHOICES))


async def starters(desk: Desk, readers: ReadersOf) -> list[Choice]:
    """Return this week's questions to begin with, as they can be asked whole by choosing one."""

    def find(_: str, count: int, audiences: Audiences) -> Future[list[str]]:
        week = discord.utils.utcnow().date()
        return desk.starters(week, min(count, STARTERS), audiences)

    offered = await completions(find, "", readers)
    return [choice for choice in offered if choice.name == choice.value]


def filters_of(
    names: Mapping[int, str],
    *,
    from_: str | None,
    in_: str | None,
    since: str | None,
    until: str | None,
) -> Filters:
    """Return what the options of a command let through, mentions read as `names`."""
    return Filters(*(_given(option, names) for option in (from_, in_, since, until)))


def names_of(message: discord.Message) -> dict[int, str]:
    """Return what a reader sees for each mention."""
    people = {member.id: f"@{member.display_name}" for member in message.mentions}
    roles = {role.id: f"@{role.name}" for role in message.role_mentions}
    channels = {channel.id: f"#{channel.name}" for channel in message.channel_mentions}
    return people | roles | channels


def names_in(interaction: discord.Interaction) -> dict[int, str]:
    """Return what a reader sees for the roles and channels of a server.

    Members are not kept in memory; a mention of one is left out of what was typed.
    """
    guild = interaction.guild
    if guild is None:
        return {}
    roles = {role.id: f"@{role.name}" for role in guild.roles}
    return roles | {channel.id: f"#{channel.name}" for channel in guild.channels}


def _given(option: str | None, names: Mapping[int, str]) -> tuple[str, ...]:
    """Return what an option was given, as a reader sees it."""
    value = readable(option or "", names)
    return (value,) if value else ()
