"""What a message follows up: the questions before it, as they are remembered or can be read again.

What was asked last is in memory. After a restart, or when it was long ago, the database knows what
an answer replied to, and Discord itself does: an answer is a reply, and a thread has its past.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.cards import FAILURES
from bot.cogs.patience import in_time
from bot.cogs.serving import names_of
from bot.cogs.talking.hearing import Heard, is_post
from bot.cogs.talking.threads import Threads
from bot.exchanges import Exchange, Exchanges
from bot.questions import readable, understood
from bot.state import State
from bot.talking.interrogatives import is_question
from bot.talking.posts import question_of_post
from bot.wishes import Question

# Of a conversation so many questions are handed on.
_MOST: Final = 5
# How long a member's next question in a channel may follow up their last one, if they do not reply
# to its answer; in a thread and among two, any next question may, for a day.
_SOON: Final = timedelta(minutes=10)
_LATER: Final = timedelta(days=1)
# Of a thread's past so many messages are read.
_MOST_PAST: Final = 10


@dataclass(frozen=True, slots=True)
class Past:
    """The questions before one, the first one first, and how many answers there were."""

    questions: tuple[str, ...] = ()
    answers: int = 0


class Memory:
    """Finds what a message follows up."""

    def __init__(
        self, bot: discord.Client, exchanges: Exchanges, state: State, threads: Threads
    ) -> None:
        self._threads = threads
        self._bot = bot
        self._exchanges = exchanges
        self._state = state

    async def before(self, heard: Heard, now: datetime) -> Past:
        """Return what was asked before a message; a forum post is asked before all else there."""
        past = await self._conversation(heard, now)
        post = await _post_of(heard.message)
        if post and post not in past.questions:
            past = Past((post, *past.questions), past.answers)
        return Past(past.questions[-_MOST:], past.answers)

    async def _conversation(self, heard: Heard, now: datetime) -> Past:
        if heard.replied is not None and heard.incoming.replies_to_me:
            return await self._answered_by(heard.replied)
        if heard.replied is not None:  # "what does she say to that?", under somebody's question
            asked = _asked_in(heard.replied)
            return Past((asked,)) if asked is not None and is_question(asked) else Past()
        latest = self._latest(heard, now)
        if latest is not None:
            return _after(latest)
        alone = heard.incoming.in_my_thread or heard.incoming.is_direct
        return await self._read_again(heard.message) if alone else Past()

    def _latest(self, heard: Heard, now: datetime) -> Exchange | None:
        """Return the exchange that a message goes on with, without replying to anything."""
        channel, asker = heard.message.channel.id, heard.message.author.id
        shared = heard.incoming.in_my_thread
        latest = self._exchanges.latest(channel, None if shared else asker)
        moved = self._threads.of(channel, asker)
        there = self._exchanges.latest(moved.id) if moved is not None else None
        if latest is not None and there is not None and there.at >= latest.at:
            latest = there  # what began here has gone on in a thread
        among_few = shared or heard.incoming.is_direct or is_post(heard.message.channel)
        longest = _LATER if among_few else _SOON
        return latest if latest is not None and now - latest.at <= longest else None

    async def _answered_by(self, answer: discord.Message) -> Past:
        """Return what a message of ours answered."""
        known = self._exchanges.of_answer(answer.id)
        if known is not None:
            return _after(known)
        asked = await _question_of(answer)
        if asked is None:
            kept = await in_time(self._state.questions.answered_by(answer.id), None)
            return Past((kept.text,), 1) if kept is not None else Past()
        return Past((asked,), 1)

    async def _read_again(self, message: discord.Message) -> Past:
        """Return what was asked last in a place that is the bot's, by its past in Discord."""
        try:
            past = [one async for one in message.channel.history(limit=_MOST_PAST, before=message)]
        except FAILURES:
            return Past()
        for answer in (one for one in past if one.author == self._bot.user):
            asked = await _question_of(answer)
            if asked is not None:
                return Past((asked,), 1)
        return Past()


def _after(exchange: Exchange) -> Past:
    asked = (*exchange.before, exchange.text) if exchange.text else exchange.before
    return Past(asked, exchange.turn)


async def _question_of(answer: discord.Message) -> str | None:
    """Return the question that an answer replies to; None where it does not, or it asks nothing."""
    reference = answer.reference
    if reference is None or reference.message_id is None:
        return await _starter_of(answer)
    known = reference.resolved or reference.cached_message
    if known is None:
        try:
            known = await answer.channel.fetch_message(reference.message_id)
        except FAILURES:
            return None
    return _asked_in(known) if isinstance(known, discord.Message) else None


async def _starter_of(answer: discord.Message) -> str | None:
    """Return the question on which a thread of ours hangs, for an answer in it."""
    thread = answer.channel
    if not isinstance(thread, discord.Thread) or thread.owner_id != answer.author.id:
        return None
    parent = thread.parent
    if not isinstance(parent, discord.TextChannel):
        return None
    try:
        starter = thread.starter_message or await parent.fetch_message(thread.id)
    except FAILURES:
        return None
    return _asked_in(starter)


def _asked_in(message: discord.Message) -> str | None:
    """Return what a message asked the library."""
    if message.author.bot:
        return None
    found = understood(_words(message))
    return found.text if isinstance(found, Question) else None


def _words(message: discord.Message) -> str:
    """Return a message's words, without the mentions of bots in it."""
    names = names_of(message)
    names |= {user.id: "" for user in message.mentions if user.bot}
    return readable(message.content, names)


async def _post_of(message: discord.Message) -> str:
    """Return what the forum post asks in which a message stands; "" for the post itself."""
    post = message.channel
    if not isinstance(post, discord.Thread) or not is_post(post) or message.id == post.id:
        return ""
    starter = post.starter_message
    if starter is None:
        try:
            starter = await post.fetch_message(post.id)
        except FAILURES:
            return question_of_post(post.name, "")
    return question_of_post(post.name, _words(starter))
