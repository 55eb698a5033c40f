"""What whoever cannot be answered where they ask is told, once in each place."""

from collections import OrderedDict
from typing import Final

import discord

from bot import replies
from bot.cogs.talking.hearing import Heard
from bot.correspondents import Writer
from bot.inflight import Inflight
from bot.talking.attention import Attention
from bot.wording import talking as wording

# Seconds for which a hint stands that is in others' way.
_HINT: Final = 20.0
_MOST_TOLD: Final = 5000

# Which hint somebody was given, where, and who.
_Told = tuple[Attention, int, int]


class Hints:
    """Tells members where and how they may ask."""

    def __init__(self, inflight: Inflight) -> None:
        self._inflight = inflight
        self._told: OrderedDict[_Told, None] = OrderedDict()

    async def elsewhere(self, heard: Heard) -> None:
        """Tell for a moment where the bot answers."""
        if self._is_first(heard):
            reply = wording.elsewhere(_open_channels(heard))
            await Writer(heard.message).hint(reply, _HINT, self._inflight)

    async def withheld(self, heard: Heard) -> None:
        """Tell that Discord does not show what was said."""
        if self._is_first(heard):
            await Writer(heard.message).tell(replies.NEEDS_MENTION)

    def _is_first(self, heard: Heard) -> bool:
        """Tell whether a member is told something for the first time in a place."""
        key = heard.attention, heard.message.channel.id, heard.message.author.id
        if key in self._told:
            return False
        self._told[key] = None
        while len(self._told) > _MOST_TOLD:
            self._told.popitem(last=False)
        return True


def _open_channels(heard: Heard) -> list[int]:
    """Return the channels in which a member may ask, of those that they can see."""
    guild, member = heard.message.guild, heard.message.author
    if guild is None or not isinstance(member, discord.Member):
        return []
    answered = heard.settings.channels | heard.settings.help_channels
    found = [channel for channel in guild.channels if channel.id in answered]
    return [one.id for one in found if one.permissions_for(member).view_channel]
