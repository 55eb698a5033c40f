"""Members' answers that are kept: into the library, out of it again, and true to their messages."""

import asyncio
from collections.abc import Iterable

import discord
from discord.ext import commands

from bot.cogs.posting.reading import words_of
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.desk import Desk
from bot.gaps.lessons import digest_of
from bot.markdown import has_spoiler
from bot.state import State
from bot.state.learned import Lesson
from bot.translation import noted as N_
from retrieval import Kept, NothingToKeep

_KEPT = N_("Member's answer kept")
_WITHDRAWN = N_("Member's answer withdrawn")
Place = discord.abc.GuildChannel | discord.Thread


class KeptAnswers:
    """The answers of members that the library quotes. Each is quoted as long as it stands."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        state: State,
        readers: Readers,
        audits: Audits,
    ) -> None:
        self._bot = bot
        self._audits = audits
        self._desk = desk
        self._lessons = state.lessons
        self._quoting = state.quoting
        self._readers = readers

    async def keep(self, lesson: Lesson, message: discord.Message, words: str) -> bool:
        """Keep a message in these words, which are its own; false where nothing can be quoted."""
        place, guild = message.channel, message.guild
        if not isinstance(place, Place) or guild is None:
            return False
        audience = self._readers.said_in(place)
        # Noted first: what the library holds and nobody knows of could never be withdrawn.
        await self._lessons.keep(
            lesson.message, discord.utils.utcnow(), digest=digest_of(words), audience=audience
        )
        kept = Kept(
            id=message.id,
            text=words,
            author=message.author.display_name,
            link=message.jump_url,
            asked=lesson.asked,
            at=message.created_at,
            audience=audience,
            channel=place.name,
            server=guild.name,
        )
        try:
            await asyncio.wrap_future(self._desk.keep_message(kept))
        except NothingToKeep:
            await self._lessons.settle(lesson.message)
            return False
        if lesson.kept_at is None:
            self._audits.note(guild.id, lesson.author, _KEPT, after=f"<#{lesson.channel}>")
        return True

    async def withdraw(self, lessons: Iterable[Lesson], *, by: int | None = None) -> int:
        """Quote these no longer; return how many there were.

        Noted among the server's changes where it was done `by` a member.
        """
        count = 0
        for lesson in lessons:
            await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))
            await self._lessons.settle(lesson.message)
            if by is not None:
                self._audits.note(lesson.guild, by, _WITHDRAWN, before=f"<#{lesson.channel}>")
            count += 1
        return count

    async def withdraw_words_of(self, member: int) -> int:
        """Quote nothing that a member wrote any more, in any server; return how much that was."""
        return await self.withdraw(await self._lessons.kept_by(member))

    async def forget_member(self, member: int) -> int:
        """Withdraw what a member wrote, and forget that they were ever asked."""
        count = await self.withdraw_words_of(member)
        await self._lessons.forget_author(member)
        return count

    async def leave(self, guild: int) -> None:
        """Withdraw what was written in a server that the bot has left."""
        await self.withdraw(await self._lessons.kept_in(guild))

    async def reread(self, lesson: Lesson) -> None:
        """Bring what is kept in step with its message, as Discord has it now."""
        guild = self._bot.get_guild(lesson.guild)
        if guild is None or guild.unavailable:
            return
        place = guild.get_channel_or_thread(lesson.channel)
        message = await _fetched(place, lesson.message)
        refused = await self._quoting.refused_by([lesson.author])
        if message is None or refused:
            await self.withdraw([lesson])
        else:
            await self.follow(lesson, message)

    async def follow(self, lesson: Lesson, message: discord.Message) -> None:
        """Keep what a message says now; withdraw it where that cannot be told, or is covered."""
        words, place = words_of(message), message.channel
        moved = isinstance(place, Place) and self._readers.said_in(place) != lesson.audience
        edited = message.edited_at is not None and lesson.kept_at is not None
        rewritten = edited and message.edited_at >= lesson.kept_at  # type: ignore[operator]  # neither is None
        if not words:  # Discord does not show it to us
            if moved or rewritten:
                await self.withdraw([lesson])
        elif has_spoiler(message.content):
            await self.withdraw([lesson])
        elif moved or digest_of(words) != lesson.digest:
            await self._keep_or_withdraw(lesson, message, words)

    async def _keep_or_withdraw(self, lesson: Lesson, message: discord.Message, words: str) -> None:
        if not await self.keep(lesson, message, words):
            await self.withdraw([lesson])

    async def reseat(self, guild: discord.Guild) -> None:
        """Keep for other readers what stands in channels that others can see since."""
        for lesson in await self._lessons.kept_in(guild.id):
            place = guild.get_channel_or_thread(lesson.channel)
            # An archived thread is not known until it is asked for.
            if not isinstance(place, Place) or self._readers.said_in(place) != lesson.audience:
                await self.reread(lesson)


async def _fetched(place: object, message: int) -> discord.Message | None:
    """Return a message as it is now, None if it is gone or closed to us; raise what may pass."""
    if not isinstance(place, discord.abc.Messageable):
        return None
    try:
        return await place.fetch_message(message)
    except (discord.NotFound, discord.Forbidden):
        return None
