"""Share: a private answer for a channel, as far as everybody there may read it."""

import asyncio
import contextlib
from collections import deque
from typing import Final

import discord

from bot.cards import FAILURES
from bot.cogs.answers.recalling import Pressed, Recalling
from bot.cogs.posting.rights import Right, not_in
from bot.cogs.readers import Readers
from bot.cogs.serving import may_write, origin_of
from bot.cogs.tongue import tongues_of
from bot.controls import Tag
from bot.correspondents import Caller
from bot.desk import Desk
from bot.parts import Reply
from bot.recording import Recorder
from bot.translation import speak
from bot.wishes import Evidence, Question
from bot.wording import answers as wording

# So many answers are kept in mind as shared.
_MOST_SHARED: Final = 2000


class Sharing:
    """Posts what only one member has seen, if they wish."""

    def __init__(
        self, *, desk: Desk, readers: Readers, recalling: Recalling, recorder: Recorder
    ) -> None:
        self._desk = desk
        self._readers = readers
        self._recalling = recalling
        self._recorder = recorder
        # Answers that are shared, or about to be: who presses twice shares once.
        self._shared: deque[int] = deque(maxlen=_MOST_SHARED)

    async def share(self, pressed: Pressed, tag: Tag) -> None:
        """Ask again for the channel's readers, and post what is left of the answer."""
        if refusal := _refusal(pressed):
            await Caller(pressed, privately=True).tell(refusal)
            return
        await pressed.response.defer()
        message = pressed.message
        if message is None or message.id in self._shared:
            return
        self._shared.append(message.id)
        posted = False
        try:
            posted = await self._share(pressed, message, tag)
        finally:
            if not posted and message.id in self._shared:
                self._shared.remove(message.id)

    async def _share(self, pressed: Pressed, message: discord.Message, tag: Tag) -> bool:
        """Share an answer, or say why not; tell whether it was."""
        wish = await self._recalling.wish_behind(pressed, tag)
        if wish is None:
            await Caller(pressed, privately=True).tell(wording.unknown_question())
            return False
        # From here on it is for everybody there, in the language that is spoken there.
        speak(await tongues_of(pressed.client).of_call(pressed, privately=False))
        audiences = await self._readers.of_call(pressed)
        quotes = await asyncio.wrap_future(self._desk.known_again(wish, tag.marks, audiences))
        if not quotes:
            await Caller(pressed, privately=True).tell(wording.nothing_to_share())
            return False
        posted = await self._post(
            pressed, wish, wording.shared(wish, quotes, pressed.user.display_name)
        )
        if posted:
            await _take_away(pressed, message)
        await _tell(pressed, posted=posted, left_out=len(tag.marks) - len(quotes))
        return posted

    async def _post(self, pressed: Pressed, wish: Question | Evidence, reply: Reply) -> bool:
        """Post, as an answer to the command, so that it also works where the bot is no member."""
        sent = await Caller(pressed).tell(reply)
        if sent:
            self._recorder.note(origin_of(pressed), wish, reply, sent)
        return bool(sent)


def _refusal(pressed: Pressed) -> Reply | None:
    """Return why nothing may be shared there, None where it may.

    Discord takes what answers a button even where a server keeps us silent; we hold to the server.
    """
    if not may_write(pressed):
        return wording.may_not_share()
    if pressed.guild_id is None or pressed.client.get_guild(pressed.guild_id) is None:
        return None
    in_thread = isinstance(pressed.channel, discord.Thread)
    needed = {Right.VIEW, Right.SEND_IN_THREADS if in_thread else Right.SEND}
    missing = not_in(pressed.app_permissions, needed)
    return wording.lacks_right(missing[0]) if missing else None


async def _take_away(pressed: Pressed, message: discord.Message) -> None:
    """Take the button away, which has done what it can."""
    view = discord.ui.View.from_message(message, timeout=None)
    for item in view.children:
        if isinstance(item, discord.ui.Button) and item.custom_id == pressed.custom_id:
            view.remove_item(item)
    view.stop()
    with contextlib.suppress(*FAILURES):
        await pressed.edit_original_response(view=view)


async def _tell(pressed: Pressed, *, posted: bool, left_out: int) -> None:
    if not posted:
        await Caller(pressed, privately=True).tell(wording.not_shared())
    elif left_out:
        await Caller(pressed, privately=True).tell(wording.partly_shared(left_out))
