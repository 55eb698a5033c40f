"""How posts are kept true: read again what they show, and take out what its author took back."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta

import discord
import structlog

from bot.cards import FAILURES, card
from bot.cogs.posting.reading import words_of
from bot.cogs.tongue import tongues_of
from bot.cogs.whereabouts import Missing, message_at
from bot.daily.edition import Shown
from bot.daily.removing import shows, without
from bot.state import State
from bot.state.shown import Showing
from bot.translation import Language, speaking

_LOG = structlog.stdlib.get_logger("bot")

# Posts of so long are read again each day, for what was deleted or changed unnoticed: a server's
# posts of a week show a few hundred members' messages at most.
_REREAD = timedelta(days=7)

# So long a post is kept true.
_KEPT = timedelta(days=365)
_PAGES = 100


class Keeper:
    """Takes members' words out of posts; what cannot be done for one post harms no other."""

    def __init__(self, client: discord.Client, state: State) -> None:
        self._client = client
        self._shown = state.shown
        self._quoting = state.quoting
        self._questions = state.questions
        self._turn = asyncio.Lock()

    async def reread_all(self) -> None:
        """Take out of the last posts what is gone; forget what stands in very old ones."""
        now = discord.utils.utcnow()
        await self._shown.purge(now - _KEPT)
        found = await self._shown.since(now - _REREAD)
        await self.reread(one for one in found if self._client.get_guild(one.guild))

    async def look_over(self, guild: int, day: date) -> None:
        """Take out of a post what is gone."""
        await self.reread(await self._shown.standing_in(guild, day))

    async def reread(self, showings: Iterable[Showing]) -> None:
        """Take out what is deleted or says something else now, and whom nobody may quote."""
        found = list(showings)
        authors = {one.shown.author for one in found if one.shown.author is not None}
        refused = await self._quoting.refused_by(authors)
        for showing in found:
            if showing.shown.author in refused:
                await self.take_out([showing])
            elif await self._is_gone(showing):
                await self._questions.forget_messages([showing.shown.message])
                await self.take_out([showing])

    async def take_out(self, showings: Iterable[Showing]) -> None:
        """Take members' messages out of the posts in which they stand.

        What Discord does not let us change now is kept in mind, and tried again another day. So is
        what stands in a post of which more is still to be written.
        """
        for showing in showings:
            try:
                async with self._turn:
                    with speaking(await self._language_of(showing.guild)):
                        await self._rewrite(showing)
            except FAILURES as error:
                reason = str(error)
                _LOG.warning("a post cannot be changed", server=showing.guild, reason=reason)
            else:
                if showing.complete:
                    await self._shown.remove(showing)

    async def take_out_words_of(self, member: int) -> None:
        """Take all that a member wrote out of posts, in every server."""
        await self.take_out(await self._shown.written_by(member))

    async def _language_of(self, guild: int) -> Language:
        """Return the language in which a server's posts are written."""
        server = self._client.get_guild(guild)
        return await tongues_of(self._client).of_server(server) if server else Language.ENGLISH

    async def _is_gone(self, showing: Showing) -> bool:
        """Tell whether a message is deleted or says something else; false where nobody can say."""
        shown = showing.shown
        found = await message_at(self._client, showing.guild, shown.channel, shown.message)
        if isinstance(found, Missing):
            return found is Missing.GONE
        return has_changed(found, shown, self._client.user)

    async def _rewrite(self, showing: Showing) -> None:
        """Change the messages of a post, first the one that everybody sees; gone ones hold nothing.

        Raises whatever keeps us from it.
        """
        place = self._client.get_partial_messageable(showing.channel, guild_id=showing.guild)
        with suppress(discord.NotFound):  # its thread may be there all the same
            await _clear(await place.fetch_message(showing.post), showing.shown.message)
        try:
            thread = await self._client.fetch_channel(showing.post)
        except discord.NotFound:
            return
        if isinstance(thread, discord.Thread):
            await self._clear_thread(thread, showing.shown.message)

    async def _clear_thread(self, thread: discord.Thread, message: int) -> None:
        pages = [page async for page in self._written_in(thread) if shows(page.content, message)]
        if pages:
            async with _unfolded(thread):
                for page in pages:
                    await _clear(page, message)

    async def _written_in(self, thread: discord.Thread) -> AsyncIterator[discord.Message]:
        async for page in thread.history(limit=_PAGES, oldest_first=True):
            if page.author == self._client.user:
                yield page


def has_changed(message: discord.Message, shown: Shown, me: discord.ClientUser | None) -> bool:
    """Tell whether a message no longer says what a post shows of it.

    Our own messages are edited by us alone. Of an unedited one, only the names of those whom it
    mentions can have changed. Of a question nothing is kept to compare, so that any edit counts.
    """
    if message.author == me or message.edited_at is None:
        return False
    if shown.digest is None:
        return True
    return bool(message.content) and not shown.stands_in(words_of(message))


@asynccontextmanager
async def _unfolded(thread: discord.Thread) -> AsyncIterator[None]:
    """Unfold a thread while the block lasts: Discord lets nothing change in a folded one."""
    if not thread.archived:
        yield
        return
    await thread.edit(archived=False)
    try:
        yield
    finally:
        await thread.edit(archived=True)


async def _clear(page: discord.Message, message: int) -> None:
    """Take a member's message out of a message of a post, which goes if nothing is left of it."""
    if not shows(page.content, message):
        return
    content = without(page.content, message)
    if not content:
        await page.delete()
        return
    written = card(content)
    await page.edit(content=written["content"], allowed_mentions=written["allowed_mentions"])
