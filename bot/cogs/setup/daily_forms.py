"""The forms of /setup for the daily post: to begin one, and to change its time."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.cogs.daily.wishes import Wish
from bot.cogs.forms import Form
from bot.cogs.menus import WRITING
from bot.cogs.setup.rights import let_managers
from bot.daily.schedule import Schedule
from bot.state import State
from bot.wording import setup as wording
from bot.wording import setup_daily as pages
from bot.wording.daily_setup import EVERY_DAY

_LONGEST = 60
_USUAL = "09:00"
# What is done with what was typed.
Do = Callable[[discord.Interaction, Wish], Awaitable[None]]
# What is done with the channel that was chosen, and with what was typed.
Begin = Callable[[discord.Interaction, int, Wish], Awaitable[None]]


class TimeForm(Form):
    """Asks at what time to post."""

    def __init__(self, state: State, do: Do, schedule: Schedule) -> None:
        super().__init__(title=pages.time_button(), custom_id="setup:daily-time")
        self._state = state
        self._do = do
        self._clock = _Clock(self, f"{schedule.at:%H:%M}", schedule.zone)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Look once more whether somebody may choose: the form stays open for a while."""
        if await _may(interaction, self._state):
            await self._do(interaction, self._clock.wish)


class BeginForm(Form):
    """Asks where and at what time to post."""

    def __init__(self, state: State, begin: Begin) -> None:
        super().__init__(title=pages.begin_button(), custom_id="setup:daily-begin")
        self._state = state
        self._begin = begin
        self._where: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
            custom_id="channel", channel_types=list(WRITING), required=True
        )
        self.add_item(discord.ui.Label(text=pages.where_field(), component=self._where))
        self._clock = _Clock(self, _USUAL, None)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Look once more whether somebody may choose: the form stays open for a while."""
        if await _may(interaction, self._state):
            await self._begin(interaction, self._where.values[0].id, self._clock.wish)


class _Clock:
    """The two fields of a form for the time of day and its zone."""

    def __init__(self, form: Form, time: str, zone: str | None) -> None:
        self._time: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="time", default=time, max_length=_LONGEST
        )
        self._zone: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="zone", default=zone, placeholder=pages.ZONE_EXAMPLE, max_length=_LONGEST
        )
        for label, hint, field in (
            (pages.time_field(), pages.time_hint(), self._time),
            (pages.zone_field(), pages.zone_hint(), self._zone),
        ):
            form.add_item(discord.ui.Label(text=label, description=hint, component=field))

    @property
    def wish(self) -> Wish:
        """What was typed; every day, with everything in it."""
        return Wish(self._time.value, self._zone.value, "", EVERY_DAY)


async def _may(interaction: discord.Interaction, state: State) -> bool:
    return await let_managers(
        interaction,
        state,
        elsewhere=wording.only_in_servers(),
        others=wording.needs_manager(),
    )
