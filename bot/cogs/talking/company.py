"""Who speaks when: bursts that are waited for, people who answer first, hints said once."""

import asyncio
from collections import OrderedDict
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Final

import discord

from bot import replies
from bot.cogs.talking.answering import Answering
from bot.cogs.talking.hearing import Ears, Heard, quoting
from bot.cogs.talking.standing import Register, Standing
from bot.correspondents import Writer
from bot.inflight import Inflight
from bot.parts import Reply
from bot.questions import question_in, understood
from bot.talking.attention import Attention
from bot.talking.bursts import pause_after, said_all
from bot.talking.interrogatives import is_asking
from bot.talking.people import Remark, answers
from bot.wishes import Hello, Question
from bot.wording import talking as wording

# Seconds that may lie between a question and the mention that follows it: of a mention alone, and
# of one that says something itself.
_BEFORE_A_MENTION: Final = 60.0
_BEFORE_WORDS: Final = 10.0
# Seconds for which a hint stands that is in others' way.
_HINT: Final = 20.0
# For how long whoever has greeted the bot may ask without another mention.
_LISTENING: Final = timedelta(minutes=1)
_MOST_TOLD: Final = 5000


class Company:
    """Hears all that people say where the bot is, and answers what is for it."""

    def __init__(
        self, *, ears: Ears, register: Register, answering: Answering, inflight: Inflight
    ) -> None:
        self._ears = ears
        self._register = register
        self._answering = answering
        self._inflight = inflight
        # What somebody is saying just now, by where and who.
        self._said: dict[tuple[int, int], Standing] = {}
        # When somebody has greeted the bot, by where and who.
        self._greeted: OrderedDict[tuple[int, int], datetime] = OrderedDict()
        self._told: OrderedDict[tuple[Attention, int, int], None] = OrderedDict()

    async def hear(self, heard: Heard) -> None:
        """Answer a message if it is for the bot, together with what else its author says now."""
        self._let_people_answer(heard)
        begun = self._said.get(_key(heard))
        if begun is not None and _goes_on(begun, heard):
            begun.add(heard)
            self._register.keep(begun)
            return
        if self._is_listened_to(heard):
            await self._take_up(Standing([heard], Attention.FOLLOWED_UP))
            return
        match heard.attention:
            case Attention.NONE:
                return
            case Attention.ELSEWHERE:
                await self._hint(heard, wording.elsewhere(_open_channels(heard)))
            case Attention.WITHHELD:
                await self._say_once(heard, replies.NEEDS_MENTION)
            case _:
                await self._take_up(Standing([heard], heard.attention))

    async def _take_up(self, standing: Standing) -> None:
        """Answer a question once it is all said, and once people had their turn."""
        self._register.keep(standing)
        if self._inflight.ending:  # which whoever asks is told
            await self._answering.answer(standing)
            return
        if standing.aloud:
            writer = Writer(standing.opener.message)
            async with self._inflight.answering(lambda: writer.tell(replies.STOPPING)):
                await self._all_said(standing, writer)
                self._listen_to(standing)
                await self._answering.answer(standing)
            return
        with self._register.waiting(standing):
            await self._all_said(standing, None)
            if standing.attention is Attention.OVERHEARD:
                await asyncio.sleep(standing.opener.settings.patience)
        await self._answering.answer(standing)

    def _listen_to(self, standing: Standing) -> None:
        """Listen for a while to whoever has greeted the bot: they may ask next."""
        if isinstance(standing.wished(), Hello):
            self._greeted[_key(standing.opener)] = standing.opener.message.created_at
            while len(self._greeted) > _MOST_TOLD:
                self._greeted.popitem(last=False)

    def _is_listened_to(self, heard: Heard) -> bool:
        """Tell whether a message asks what its author has greeted the bot for."""
        said, greeted = heard.incoming, self._greeted.get(_key(heard))
        if greeted is None or heard.attention not in {Attention.NONE, Attention.OVERHEARD}:
            return False
        if said.mentions_others or said.replies_to_others or not said.answered_here:
            return False
        soon = heard.message.created_at - greeted <= _LISTENING
        if soon and not is_asking(question_in(said)):
            return False
        del self._greeted[_key(heard)]
        return soon

    async def _all_said(self, standing: Standing, writer: Writer | None) -> None:
        """Wait until a question is complete, with what its author has said just before."""
        key = _key(standing.opener)
        self._said[key] = standing
        try:
            async with writer.waiting() if writer else nullcontext():
                await self._look_back(standing)
                await said_all(standing.heard, lambda one: pause_after(one.incoming.content))
        finally:
            if self._said.get(key) is standing:
                del self._said[key]

    async def _look_back(self, standing: Standing) -> None:
        """Add what the author of a mention has said just before it, or what that replies to."""
        heard = standing.opener
        if heard.attention is not Attention.ADDRESSED or heard.incoming.is_direct:
            return
        bare = not isinstance(understood(question_in(heard.incoming)), Question)
        if bare and not question_in(heard.incoming):
            standing.heard[0] = heard = quoting(heard)
        seconds = _BEFORE_A_MENTION if bare else _BEFORE_WORDS
        for earlier in await self._ears.said_before(heard, seconds):
            known = self._register.of(earlier.message.id)
            if known is not None and (known.answered or known.aloud):
                break
            if known is not None:
                known.gone = True  # asked of everybody a moment ago, and now of the bot
            standing.heard.insert(0, earlier)
        self._register.keep(standing)

    def _let_people_answer(self, heard: Heard) -> None:
        """Leave a question to whoever answers it."""
        message = heard.message
        mentioned = frozenset(user.id for user in message.mentions)
        to = message.reference.message_id if message.reference else None
        remark = Remark(question_in(heard.incoming), to, mentioned)
        latest = True
        for standing in self._register.waiting_in(message.channel.id):
            asker = standing.opener.message.author.id
            if standing.attention is not Attention.OVERHEARD:
                continue
            if asker != message.author.id:
                asked = frozenset(standing.messages)
                standing.gone = standing.gone or answers(remark, asker, asked, latest=latest)
            latest = False

    async def _hint(self, heard: Heard, reply: Reply) -> None:
        if self._is_first(heard):
            await Writer(heard.message).hint(reply, _HINT, self._inflight)

    async def _say_once(self, heard: Heard, reply: Reply) -> None:
        if self._is_first(heard):
            await Writer(heard.message).tell(reply)

    def _is_first(self, heard: Heard) -> bool:
        """Tell whether a member is told something for the first time in a place."""
        key = heard.attention, heard.message.channel.id, heard.message.author.id
        if key in self._told:
            return False
        self._told[key] = None
        while len(self._told) > _MOST_TOLD:
            self._told.popitem(last=False)
        return True


def _key(heard: Heard) -> tuple[int, int]:
    return heard.message.channel.id, heard.message.author.id


def _goes_on(begun: Standing, heard: Heard) -> bool:
    """Tell whether a message is part of what its author has begun to say."""
    said = heard.incoming
    if not said.readable or said.replies_to_others:
        return False
    if said.mentions_others and not said.mentions_me:
        return False
    return heard.replied is None or _id(heard.replied) == _id(begun.opener.replied)


def _id(message: discord.Message | None) -> int | None:
    return message.id if message else None


def _open_channels(heard: Heard) -> list[int]:
    """Return the channels in which a member may ask, of those that they can see."""
    guild, member = heard.message.guild, heard.message.author
    if guild is None or not isinstance(member, discord.Member):
        return []
    answered = heard.settings.channels | heard.settings.help_channels
    found = [channel for channel in guild.channels if channel.id in answered]
    return [one.id for one in found if one.permissions_for(member).view_channel]
