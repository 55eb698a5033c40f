"""Who asks too much waits, and is told so without bothering anybody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import discord

from bot.cogs.patience import in_time
from bot.cogs.talking.hearing import Heard
from bot.controls import TEMPLATE, Control
from bot.correspondents import Caller, Writer
from bot.inflight import Inflight
from bot.preferences import UNCHANGED, Preferences
from bot.state import State
from bot.talking.limits import Limits, Seat
from bot.wording import talking as wording

# The commands that ask the library; what sets up or explains is never refused.
_ASKING: Final = frozenset({"ask", "digest", "person", "episode", "Find sources"})
# The buttons that ask the library once more, and how many times as often as one may ask.
_CLOSER: Final = frozenset({Control.CONTEXT, Control.MORE, Control.SHARE})
_WIDER: Final = 3
# Seconds for which a notice in a channel stands at most; it goes when one may ask again.
_LONGEST_NOTICE: Final = 120.0


class Admission:
    """Lets questions through, as many as a server lets a member and a channel ask."""

    def __init__(self, state: State, inflight: Inflight, now: Callable[[], datetime]) -> None:
        self._inflight = inflight
        self._state = state
        self._now = now
        self._limits = Limits()
        self._closer = Limits()

    async def of_message(self, heard: Heard, asked_at: datetime, *, aloud: bool) -> bool:
        """Tell whether a question in a message may be asked; say once if not, where it is `aloud`.

        What was `asked_at` a moment when nobody was there counts for that one.

        Discord lets nobody write to one member in a channel, so the notice goes away by itself.
        """
        message = heard.message
        seat = Seat(message.guild.id if message.guild else 0, message.channel.id, message.author.id)
        wait = self._limits.admit(seat, heard.settings, asked_at)
        if wait is None:
            return True
        if aloud and not wait.told:
            seconds = min((wait.until - self._now()).total_seconds(), _LONGEST_NOTICE)
            await Writer(message).hint(wording.wait(wait), seconds, self._inflight)
        return False

    async def admit(self, interaction: discord.Interaction) -> bool:
        """Tell whether a command, button or form may be used; tell whoever used it if not.

        Nobody else hears of it. A form that asks in other words counts as a question; what looks
        closer at an answer has a wider limit of its own.
        """
        settings = await self._settings(interaction.guild_id or 0)
        if _asks(interaction):
            limits = self._limits
        elif _looks_closer(interaction):
            limits, settings = self._closer, _wider(settings)
        else:
            return True
        guild, channel = interaction.guild_id or 0, interaction.channel_id or 0
        wait = limits.admit(Seat(guild, channel, interaction.user.id), settings, self._now())
        if wait is not None:
            await Caller(interaction, privately=True).tell(wording.wait(wait))
        return wait is None

    async def _settings(self, guild: int) -> Preferences:
        preferences = self._state.preferences
        return (
            await in_time(preferences.of(guild), preferences.known(guild)) if guild else UNCHANGED
        )


def _asks(interaction: discord.Interaction) -> bool:
    match interaction.type:
        case discord.InteractionType.application_command:
            return _given(interaction, "name") in _ASKING
        case discord.InteractionType.modal_submit:
            return True
        case _:
            return False


def _looks_closer(interaction: discord.Interaction) -> bool:
    button = TEMPLATE.fullmatch(str(_given(interaction, "custom_id")))
    return button is not None and Control(button["control"]) in _CLOSER


def _wider(settings: Preferences) -> Preferences:
    wider = {
        "member_limit": _WIDER * settings.member_limit,
        "channel_limit": _WIDER * settings.channel_limit,
    }
    return settings.model_copy(update=wider)


def _given(interaction: discord.Interaction, name: str) -> object:
    return interaction.data.get(name) if interaction.data else None
