"""Members' answers that are kept: into the library, and out of it again."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from weakref import WeakValueDictionary

import discord

from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.desk import Desk
from bot.gaps.lessons import ANSWER_KEPT, ANSWER_WITHDRAWN, digest_of
from bot.state import State
from bot.state.learned import Lesson
from retrieval import KeptMessage, NothingToKeep

Place = discord.abc.GuildChannel | discord.Thread


class KeptAnswers:
    """The answers of members that the library quotes. Each is quoted as long as it stands.

    What is done about one message is done in turn, so that none is kept that was taken back
    meanwhile. `owed` are messages that have to be read again before anybody knows what is kept.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        state: State,
        readers: Readers,
        audits: Audits,
    ) -> None:
        self._audits = audits
        self._desk = desk
        self._lessons = state.lessons
        self._quoting = state.quoting
        self._readers = readers
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self.owed: set[int] = set()

    def turn(self, message: int) -> asyncio.Lock:
        """Return what is held while something is done about a message."""
        return self._turns.setdefault(message, asyncio.Lock())

    async def keep(
        self, lesson: Lesson, message: discord.Message, words: str, at: datetime
    ) -> bool:
        """Keep a message in these words, which are its own `at` a time, in whose turn this is.

        False where nothing can be quoted. Where it fails nothing is kept.
        """
        place, guild = message.channel, message.guild
        if not isinstance(place, Place) or guild is None:
            return False
        refused = await self._quoting.refused_by({lesson.author, lesson.asker or 0})
        if lesson.author in refused:
            return False
        audience = self._readers.said_in(place)
        # Noted first: what the library holds and nobody knows of could never be withdrawn.
        digest = digest_of(words)
        await self._lessons.keep(lesson.message, at, digest=digest, audience=audience)
        kept = KeptMessage(
            id=message.id,
            text=words,
            author=message.author.display_name,
            link=message.jump_url,
            asked="" if lesson.asker in refused else lesson.asked,
            at=message.created_at,
            audience=audience,
            channel=place.name,
            server=guild.name,
        )
        if not await self._taken_in(lesson, kept):
            return False
        if lesson.kept_at is None:
            self._audits.note(guild.id, lesson.author, ANSWER_KEPT, after=f"<#{lesson.channel}>")
        return True

    async def _taken_in(self, lesson: Lesson, kept: KeptMessage) -> bool:
        try:
            await asyncio.wrap_future(self._desk.keep_message(kept))
        except NothingToKeep:
            await self.take_out(lesson)
            return False
        except Exception:
            await self._undo(lesson)
            raise
        return True

    async def _undo(self, lesson: Lesson) -> None:
        """Have the library hold nothing of a message that it could not take in.

        One that was kept before is tried again, since its author has agreed.
        """
        if lesson.kept_at is None:
            await self._lessons.settle(lesson.message)
        else:
            self.owed.add(lesson.message)
            await self._lessons.blur(lesson.message)
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))

    async def withdraw(self, lessons: Iterable[Lesson], *, by: int | None = None) -> int:
        """Quote these no longer; return how many there were.

        Noted among the server's changes where it was done `by` a member; where that is not its
        author, it is kept no more.
        """
        count = 0
        for lesson in lessons:
            async with self.turn(lesson.message):
                now = await self._lessons.of(lesson.message)
                if now is None or now.kept_at is None:
                    continue
                await self.take_out(now, barred=by not in {None, now.author})
            if by is not None:
                self._audits.note(lesson.guild, by, ANSWER_WITHDRAWN, before=f"<#{lesson.channel}>")
            count += 1
        return count

    async def take_out(self, lesson: Lesson, *, barred: bool = False) -> None:
        """Quote a message no longer, in whose turn this is."""
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))
        await self._lessons.settle(lesson.message, barred=barred)

    async def leave(self, guild: int) -> None:
        """Withdraw what was written in a server that the bot has left."""
        await self.withdraw(await self._lessons.kept_in(guild))

    async def hide(self, lesson: Lesson) -> None:
        """Show a message to nobody until it is read again, in whose turn this is."""
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))
        await self._lessons.blur(lesson.message)
