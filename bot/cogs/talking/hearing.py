"""What of a message matters: who it speaks to, where it stands, and what it replies to."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import discord
from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.patience import in_time
from bot.cogs.serving import names_of
from bot.preferences import UNCHANGED, Preferences
from bot.questions import Incoming
from bot.state import State
from bot.talking.attention import Attention, attention
from bot.talking.posts import question_of_post
from bot.talking.vocatives import speaks_to

# Of a channel's past, so many messages are looked at.
_MOST_BEFORE: Final = 8
# And at so many for who is there.
_MOST_PEOPLE: Final = 50


Author = discord.User | discord.Member


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of a person; `replied` is the message that it replies to, where that is known."""

    message: discord.Message
    incoming: Incoming
    settings: Preferences
    replied: discord.Message | None = None
    # What the message is to the bot; asked often, and so read once.
    attention: Attention = field(init=False)

    def __post_init__(self) -> None:
        """Read what it says."""
        object.__setattr__(self, "attention", attention(self.incoming))


class Ears:
    """Listens, with what those who run a server have set in mind."""

    def __init__(self, bot: commands.AutoShardedBot, state: State) -> None:
        self._bot = bot
        self._state = state
        # What was read again of channels in which nobody was listening.
        self._recalled: dict[int, Sequence[discord.Message]] = {}

    @contextmanager
    def recalling(self, channel: int, said: Sequence[discord.Message]) -> Iterator[None]:
        """Know what was said in a channel while nobody listened, for as long as the block lasts."""
        self._recalled[channel] = said
        try:
            yield
        finally:
            del self._recalled[channel]

    async def hear(self, message: discord.Message) -> Heard | None:
        """Return what of a message matters; None where no person has written it."""
        if message.author.bot or message.webhook_id is not None or message.is_system():
            return None
        settings = await self.settings(message.guild)
        replied = await _replied_to(message)
        incoming = self._incoming(message, settings, replied)
        unasked = await self._needs_no_mention(message, settings)
        return Heard(message, replace(incoming, every_question=unasked), settings, replied)

    async def settings(self, guild: discord.Guild | None) -> Preferences:
        """Return what those who run a server have set."""
        if guild is None:
            return UNCHANGED
        preferences = self._state.preferences
        return await in_time(preferences.of(guild.id), preferences.known(guild.id))

    def _incoming(
        self, message: discord.Message, settings: Preferences, replied: discord.Message | None
    ) -> Incoming:
        me = self._bot.user
        assert me is not None  # noqa: S101 - there are no messages before the login
        mine = replied is not None and replied.author.id == me.id
        ours = mine or _in_thread_of(me.id, message.channel)
        before = self._latest_before(message, _MOST_PEOPLE) if ours else []
        around = _names_of_people(before, message.author)
        return Incoming(
            content=_in_words(message),
            my_id=me.id,
            mentions_me=me in message.mentions and not (mine and me.id not in message.raw_mentions),
            mentions_others=_speaks_to_others(message, me),
            is_direct=message.guild is None,
            replies_to_me=mine,
            replies_to_others=_is_reply(message) and not mine,
            in_my_thread=_in_thread_of(me.id, message.channel),
            answered_here=answers_in(message.channel, settings),
            readable=self.can_read(message),
            follows_me=bool(before) and before[0].author.id == me.id,
            speaks_by_name=ours and speaks_to(message.content, around),
            names=names_of(message),
        )

    def can_read(self, message: discord.Message) -> bool:
        """Tell whether Discord shows us a message: what it withholds comes with nothing at all."""
        if message.guild is None or self._bot.intents.message_content:
            return True
        return bool(message.content or message.attachments or message.embeds or message.stickers)

    async def _needs_no_mention(self, message: discord.Message, settings: Preferences) -> bool:
        """Tell whether every question is answered here.

        In a post or another thread it is who opened it that asks, until somebody else has taken it
        up; whoever opens one on another's message has done so.
        """
        channel = message.channel
        if not helps_in(channel, settings):
            return False
        if not isinstance(channel, discord.Thread):
            return True
        if channel.owner_id != message.author.id or self._is_taken_up(channel, message):
            return False
        return await _is_on_own_words(channel)

    def _is_taken_up(self, thread: discord.Thread, by: discord.Message) -> bool:
        there = self._before(by)
        return any(known.author.id != thread.owner_id and not known.author.bot for known in there)

    async def said_before(self, heard: Heard, seconds: float) -> list[Heard]:
        """Return what a member has just said in the same place to nobody else, the latest first.

        It is what they have written within `seconds`, and nobody else has written in between.
        """
        found: list[Heard] = []
        for known in self._latest_before(heard.message, _MOST_BEFORE):
            age = (heard.message.created_at - known.created_at).total_seconds()
            if known.author != heard.message.author or age > seconds:
                break
            earlier = await self.hear(known)
            if earlier is None or not _is_to_all(earlier):
                break
            found.append(earlier)
        return found

    def _latest_before(self, message: discord.Message, most: int) -> list[discord.Message]:
        """Return the messages before one, as far as we remember them, the latest first."""
        return sorted(self._before(message), key=lambda known: known.id, reverse=True)[:most]

    def _before(self, message: discord.Message) -> Collection[discord.Message]:
        channel = message.channel.id
        known = (*self._recalled.get(channel, ()), *self._bot.cached_messages)
        there = {one.id: one for one in known if one.channel.id == channel}
        return [one for number, one in there.items() if number < message.id]


def is_post(channel: object) -> bool:
    """Tell whether a thread is a post in a forum."""
    return isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel)


def helps_in(channel: object, settings: Preferences) -> bool:
    """Tell whether every question is answered in a channel, or in a post or thread of it."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id in settings.help_channels
    return getattr(channel, "id", 0) in settings.help_channels


def quoting(heard: Heard) -> Heard:
    """Return a bare mention with the words of the message that it replies to."""
    if heard.replied is None or heard.incoming.replies_to_me:
        return heard
    names = {**names_of(heard.replied), **heard.incoming.names}
    return replace(
        heard, incoming=replace(heard.incoming, content=heard.replied.content, names=names)
    )


def _in_words(message: discord.Message) -> str:
    """Return what a message says; what begins a forum post says its title as well."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and is_post(channel) and message.id == channel.id:
        return question_of_post(channel.name, message.content)
    return message.content


def _is_to_all(heard: Heard) -> bool:
    """Tell whether a message speaks to nobody in particular."""
    said = heard.incoming
    to_somebody = said.mentions_me or said.mentions_others
    return said.readable and not (to_somebody or said.replies_to_me or said.replies_to_others)


def _names_of_people(said: Collection[discord.Message], but: Author) -> frozenset[str]:
    """Return the names of the people who have written some messages."""
    people = {one.author for one in said if not one.author.bot and one.author.id != but.id}
    return frozenset(name for one in people for name in (one.display_name, one.name))


def _speaks_to_others(message: discord.Message, me: discord.ClientUser) -> bool:
    return any(user.id != me.id for user in message.mentions) or bool(message.role_mentions)


def _in_thread_of(member: int, channel: object) -> bool:
    return isinstance(channel, discord.Thread) and channel.owner_id == member


def answers_in(channel: object, settings: Preferences) -> bool:
    """Tell whether the bot answers in a channel; a thread is part of the channel it is in."""
    if not settings.channels:
        return True
    place = channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)
    return place in settings.channels | settings.help_channels


async def _is_on_own_words(thread: discord.Thread) -> bool:
    """Tell whether a thread hangs on nothing that another has said than who opened it."""
    parent = thread.parent
    if not isinstance(parent, discord.TextChannel):
        return True
    try:
        starter = thread.starter_message or await parent.fetch_message(thread.id)
    except FAILURES:
        return True
    return starter.author.id == thread.owner_id


def _is_reply(message: discord.Message) -> bool:
    return message.type is discord.MessageType.reply and message.reference is not None


async def _replied_to(message: discord.Message) -> discord.Message | None:
    """Return the message that one replies to; None where it does not, or that is gone."""
    reference = message.reference
    if not _is_reply(message) or reference is None or reference.message_id is None:
        return None
    known = reference.resolved or reference.cached_message
    if known is None:
        try:
            known = await message.channel.fetch_message(reference.message_id)
        except FAILURES:
            return None
    return known if isinstance(known, discord.Message) else None
