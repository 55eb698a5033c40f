"""Who asks too much waits, and is told so without bothering anybody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import discord

from bot.cogs.patience import in_time
from bot.cogs.talking.hearing import Heard
from bot.correspondents import Caller, Writer
from bot.preferences import UNCHANGED, Preferences
from bot.state import State
from bot.talking.limits import Limits, Seat
from bot.wording import talking as wording

# The commands that ask the library; what sets up or explains is never refused.
_ASKING: Final = frozenset({"ask", "digest", "person", "episode", "Find sources"})
# Seconds for which a notice in a channel stands at most; it goes when one may ask again.
_LONGEST_NOTICE: Final = 120.0


class Admission:
    """Lets questions through, as many as a server lets a member and a channel ask."""

    def __init__(self, state: State, now: Callable[[], datetime]) -> None:
        self._state = state
        self._now = now
        self._limits = Limits()

    async def of_message(self, heard: Heard, *, aloud: bool) -> bool:
        """Tell whether a question in a message may be asked; say once if not, where it is `aloud`.

        Discord lets nobody write to one member in a channel, so the notice goes away by itself.
        """
        message, now = heard.message, self._now()
        seat = Seat(message.guild.id if message.guild else 0, message.channel.id, message.author.id)
        wait = self._limits.admit(seat, heard.settings, now)
        if wait is None:
            return True
        if aloud and not wait.told:
            seconds = min((wait.until - now).total_seconds(), _LONGEST_NOTICE)
            await Writer(message).hint(wording.wait(wait), seconds)
        return False

    async def of_call(self, interaction: discord.Interaction) -> bool:
        """Tell whether a command may be used; tell whoever used it if not, and nobody else."""
        asks = interaction.type is discord.InteractionType.application_command
        if not asks or _name_of(interaction) not in _ASKING:
            return True
        guild = interaction.guild_id or 0
        seat = Seat(guild, interaction.channel_id or 0, interaction.user.id)
        wait = self._limits.admit(seat, await self._settings(guild), self._now())
        if wait is not None:
            await Caller(interaction, privately=True).tell(wording.wait(wait))
        return wait is None

    async def _settings(self, guild: int) -> Preferences:
        return await in_time(self._state.preferences.of(guild), UNCHANGED) if guild else UNCHANGED


def _name_of(interaction: discord.Interaction) -> object:
    return interaction.data.get("name") if interaction.data else None
