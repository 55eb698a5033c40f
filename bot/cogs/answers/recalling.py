"""What an answer was about, of which somebody presses a button, perhaps after a restart.

The button's id holds a short question. A longer one is looked for where it may still be known: in
memory, in the database, in the message that the answer replies to, and above the answer.
"""

import functools
import re
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

import discord
from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.patience import in_time
from bot.cogs.serving import names_of
from bot.controls import Tag
from bot.exchanges import Exchanges
from bot.markdown import unescape
from bot.questions import Incoming, question_in, readable
from bot.remembered import Row
from bot.state import State
from bot.translation import in_every_language
from bot.wishes import Evidence, Question
from bot.wording.marks import ASKED

# Messages of which sources were looked for last; they are in memory alone.
_MOST_MESSAGES: Final = 2000
Pressed = discord.Interaction[Any]


class Recalling:
    """Knows, or finds out, what was asked."""

    def __init__(self, bot: commands.AutoShardedBot, *, state: State, exchanges: Exchanges) -> None:
        self._bot = bot
        self._state = state
        self._exchanges = exchanges
        self._messages: OrderedDict[int, Evidence] = OrderedDict()

    def remember(self, evidence: Evidence) -> None:
        """Keep in memory what a message says, of which sources were looked for."""
        self._messages[evidence.message] = evidence
        if len(self._messages) > _MOST_MESSAGES:
            self._messages.popitem(last=False)

    def forget(self, messages: Collection[int]) -> None:
        """Forget what messages said that are gone, or say something else by now."""
        for message in messages:
            self._messages.pop(message, None)

    def rows_of(self, member: int) -> list[Row]:
        """Return the messages of a member of which sources were looked for."""
        return [
            {"message_id": one.message, "text": one.text, "link": one.link}
            for one in self._messages.values()
            if one.author == member
        ]

    def forget_member(self, member: int) -> None:
        """Forget what a member's messages said."""
        self.forget([one.message for one in self._messages.values() if one.author == member])

    async def wish_behind(self, pressed: Pressed, tag: Tag) -> Question | Evidence | None:
        """Return what was wished for where a button was pressed, None where nobody knows."""
        if tag.about is not None:
            return await self._evidence(pressed, tag.about)
        return await self.question_behind(pressed, tag)

    async def question_behind(self, pressed: Pressed, tag: Tag) -> Question | None:
        """Return what was asked where a button was pressed, None where nobody knows."""
        message = pressed.message
        if tag.asked or message is None:
            return Question(tag.asked) if tag.asked else None
        first = tag.messages[0] if tag.messages else message.id
        return (
            self._remembered(message.id)
            or await self._kept(first)
            or await self._replied_to(message)
            or _above(message.content)
        )

    async def _evidence(self, pressed: Pressed, number: int) -> Evidence | None:
        known = self._messages.get(number)
        if known is None:
            message = await _fetched(pressed.channel, number)
            known = evidence_of(message) if message else None
        return await self.as_agreed(known) if known and known.text else None

    async def as_agreed(self, evidence: Evidence) -> Evidence:
        """Return what a message says, to be repeated only if its author may be quoted now."""
        author = evidence.author
        refused = await in_time(self._state.quoting.refused_by([author]), {author})
        return replace(evidence, repeated=evidence.repeated and author not in refused)

    def _remembered(self, answer: int) -> Question | None:
        known = self._exchanges.of_answer(answer)
        if known is None or not known.text:
            return None
        return Question(known.text, filters=known.filters, before=known.before)

    async def _kept(self, answer: int) -> Question | None:
        kept = await in_time(self._state.questions.answered_by(answer), None)
        return Question(kept.text) if kept else None

    async def _replied_to(self, message: discord.Message) -> Question | None:
        reference, me = message.reference, self._bot.user
        if reference is None or reference.message_id is None or me is None:
            return None
        known = reference.resolved
        if not isinstance(known, discord.Message):
            known = await _fetched(message.channel, reference.message_id)
        if known is None or not known.content:
            return None
        words = question_in(Incoming(known.content, me.id, names=names_of(known)))
        return Question(words) if words else None


def evidence_of(message: discord.Message) -> Evidence:
    """Return what a message says, of which sources are looked for.

    What is forwarded in it, or shown of a link, is what it says where it has no words of its own.
    Nobody knows who wrote what is forwarded, and so whether they may be quoted.
    """
    own = Evidence(
        readable(message.content, names_of(message)),
        message.id,
        message.jump_url,
        message.author.id,
    )
    if says_something(own):
        return own
    passed_on = "\n".join(
        said
        for one in message.message_snapshots
        for said in (readable(one.content, {}), *map(_shown_in, one.embeds))
    )
    forwarded = replace(own, text=passed_on, repeated=False)
    shown = replace(own, text="\n".join(map(_shown_in, message.embeds)))
    return next((one for one in (forwarded, shown) if says_something(one)), own)


def says_something(evidence: Evidence) -> bool:
    """Tell whether there are words in what a message says."""
    return any(map(str.isalnum, evidence.stated))


def _shown_in(embed: discord.Embed) -> str:
    fields = (field.value for field in embed.fields)
    return "\n".join(filter(None, (embed.title, embed.description, *fields)))


# Made when it is first looked for: it takes the catalogues of all languages.
@functools.cache
def _asked() -> re.Pattern[str]:
    """Return what the line above an answer looks like, whoever was to read it."""
    lines = sorted(in_every_language(ASKED))
    forms = (re.escape(line).replace(re.escape("{question}"), "(.*)") for line in lines)
    return re.compile("|".join(f"^-# {form}$" for form in forms), re.MULTILINE)


def _above(content: str) -> Question | None:
    """Return the question that stands in small print above an answer, as much of it as does."""
    found = _asked().search(content)
    written = found[found.lastindex or 0] if found else ""
    asked = unescape(written).removesuffix("…").strip()
    return Question(asked) if asked else None


async def _fetched(channel: object, number: int) -> discord.Message | None:
    """Return a message of a channel, None where Discord does not show it to us."""
    if not isinstance(channel, discord.abc.Messageable):
        return None
    try:
        return await channel.fetch_message(number)
    except FAILURES:
        return None
