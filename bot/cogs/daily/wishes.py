"""What /daily setup was given, and what is wrong with it."""

from dataclasses import dataclass
from datetime import time
from typing import cast

import discord
from discord import app_commands

from bot.daily import choosing, zones
from bot.daily.clock_times import NotATime, clock_time
from bot.daily.schedule import Schedule
from bot.daily.sections import SectionKind
from bot.parts import Reply
from bot.wording import daily_setup as wording


class Refused(Exception):
    """What was asked for cannot be; the reply says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class PostChannel(app_commands.Transformer):
    """A channel that may hold posts, also where the bot has not heard of it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord lets members choose."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Which channels Discord offers."""
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _: discord.Interaction, value: object, /) -> int:
        """Return the channel's id."""
        return cast("app_commands.AppCommandChannel", value).id


@dataclass(frozen=True, slots=True)
class Wish:
    """What /daily setup was given, as it was typed."""

    at: str
    zone: str
    sections: str
    every: str

    def schedule(self) -> Schedule:
        """Return when to post; raise Refused."""
        weekday = None if self.every == wording.EVERY_DAY else wording.WEEKDAYS.index(self.every)
        return Schedule(self._at(), self._zone(), weekday)

    def kinds(self) -> tuple[SectionKind, ...]:
        """Return what to post; raise Refused."""
        try:
            return choosing.sections_named(self.sections)
        except choosing.UnknownSections as wrong:
            raise Refused(wording.wrong_sections(wrong.unknown)) from wrong

    def _at(self) -> time:
        try:
            return clock_time(self.at)
        except NotATime as wrong:
            raise Refused(wording.wrong_time(wrong.written)) from wrong

    def _zone(self) -> str:
        try:
            return zones.zone_named(self.zone)
        except zones.UnknownZone as wrong:
            raise Refused(wording.wrong_zone(wrong.written, wrong.nearest)) from wrong
