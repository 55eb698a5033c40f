"""Context and More: what stands around an answer's quotes, and what follows them, privately."""

import asyncio

from bot.cogs.answers.recalling import Pressed, Recalling
from bot.cogs.readers import Readers
from bot.controls import Tag
from bot.correspondents import Caller
from bot.desk import Desk
from bot.parts import Reply
from bot.replies import Place
from bot.wishes import Around, Evidence, More, Question, Wish
from bot.wording import answers as wording


class Reading:
    """Shows more of what was answered, as much of it as whoever asks for it may read now."""

    def __init__(self, *, desk: Desk, readers: Readers, recalling: Recalling) -> None:
        self._desk = desk
        self._readers = readers
        self._recalling = recalling

    async def context(self, pressed: Pressed, tag: Tag) -> None:
        """Show the sentences before and after each quote."""
        to = Caller(pressed, privately=True)
        async with to.waiting():
            wish = await self._recalling.wish_behind(pressed, tag)
            reply = await self._context(pressed, tag, wish) if wish else wording.unknown_question()
        await to.tell(reply)

    async def more(self, pressed: Pressed, tag: Tag) -> None:
        """Show the next quotes, or say that there are none."""
        to = Caller(pressed, privately=True)
        async with to.waiting():
            wish = await self._recalling.wish_behind(pressed, tag)
            reply = await self._more(pressed, tag, wish) if wish else wording.unknown_question()
        await to.tell(reply)

    async def _context(self, pressed: Pressed, tag: Tag, wish: Question | Evidence) -> Reply:
        """Find the quotes as they were shown, and around them what the presser may read."""
        here, theirs = await self._who_reads(pressed)
        quotes = await asyncio.wrap_future(self._desk.known_again(wish, tag.marks, here))
        return await self._asked(Around(quotes, len(tag.marks) - len(quotes)), theirs)

    async def _more(self, pressed: Pressed, tag: Tag, wish: Question | Evidence) -> Reply:
        here, theirs = await self._who_reads(pressed)
        return await self._asked(More(wish, tag.marks, fewer=here != theirs), theirs)

    async def _who_reads(self, pressed: Pressed) -> tuple[frozenset[str], frozenset[str]]:
        """Return for whom the answer was written, and what whoever presses may read."""
        theirs = await self._readers.of_call(pressed, privately=True)
        if pressed.message is not None and pressed.message.flags.ephemeral:
            return theirs, theirs
        return await self._readers.of_call(pressed), theirs

    async def _asked(self, wish: Wish, audiences: frozenset[str]) -> Reply:
        return await asyncio.wrap_future(self._desk.reply(wish, Place.DISCORD, audiences))
