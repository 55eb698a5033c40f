"""🗑: an answer goes, with all its messages, if who asked or a moderator wishes."""

import discord

from bot.cards import FAILURES
from bot.cogs.answers.recalling import Pressed
from bot.controls import Tag
from bot.correspondents import Caller
from bot.wording import answers as wording


async def remove(pressed: Pressed, tag: Tag) -> None:
    """Remove an answer; what has gone already is no fault."""
    if pressed.user.id != tag.asker and not pressed.permissions.manage_messages:
        await Caller(pressed, privately=True).tell(wording.only_asker_removes())
        return
    await pressed.response.defer()
    gone = [await _remove(pressed, message) for message in tag.messages]
    # What the button stands under can be removed wherever it is, also where we are no member.
    try:
        await pressed.delete_original_response()
    except discord.NotFound:
        pass
    except FAILURES:
        gone.append(False)
    if not all(gone):
        await Caller(pressed, privately=True).tell(wording.not_removed())


async def _remove(pressed: Pressed, message: int) -> bool:
    """Remove an earlier message of an answer; tell whether it is gone."""
    channel = pressed.channel
    if not isinstance(channel, discord.abc.Messageable):
        return False
    try:
        await pressed.client.http.delete_message(channel.id, message)
    except discord.NotFound:
        return True
    except FAILURES:
        return False
    return True
