"""/daily: a server's daily post, for those who may manage the server."""

import asyncio
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import card
from bot.cogs.certain import guild_of
from bot.cogs.daily_menus import Menus
from bot.cogs.daily_settings import Settings
from bot.cogs.daily_wishes import PostChannel, Refused, Wish
from bot.cogs.posting.house import DiscordHouse
from bot.cogs.posting.rights import NEEDED, Right, lacking
from bot.cogs.serving import Choice, Typed
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.rights import let_managers
from bot.correspondents import Caller
from bot.daily import choosing, zones
from bot.daily.publishing import ChannelClosed, ChannelGone
from bot.daily.schedule import upcoming
from bot.parts import Reply
from bot.state import State
from bot.state.schedules import Pause, Plan
from bot.translation import noted as N_
from bot.wording import audits as audit_wording
from bot.wording import daily_setup as wording

_MOST_CHOICES = 25
_LONGEST_CHOICE = 100
_SET_UP, _PAUSED = N_("Daily post"), N_("Daily post paused")
_RESUMED, _OFF = N_("Daily post resumed"), N_("Daily post turned off")

Every = Literal["day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@app_commands.guild_only()
class Daily(commands.GroupCog, group_name="daily", group_description=wording.GROUP):
    """Sets the daily post up and shows what becomes of it; answers the caller alone."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        house: DiscordHouse,
        audits: Audits,
    ) -> None:
        self._bot = bot
        self._state = state
        self._house = house
        self._audits = audits

    async def cog_load(self) -> None:
        """Load the time zones beside, before somebody begins to type one."""
        asyncio.get_running_loop().run_in_executor(None, zones.warm_up)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only those through who may manage the server, or have a role that may set it up."""
        return await let_managers(
            interaction,
            self._state,
            elsewhere=wording.ONLY_IN_SERVERS,
            others=wording.NEEDS_MANAGER,
        )

    @app_commands.command(description=wording.SETUP)
    @app_commands.describe(
        channel=wording.CHANNEL_OPTION,
        time=wording.TIME_OPTION,
        timezone=wording.ZONE_OPTION,
        sections=wording.SECTIONS_OPTION,
        every=wording.EVERY_OPTION,
    )
    async def setup(  # noqa: PLR0913, PLR0917 - the options of the command
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[int, PostChannel],
        time: Typed,
        timezone: Typed,
        sections: Typed | None = None,
        every: Every = "day",
    ) -> None:
        """Set the post up, or say what is wrong; nothing is changed then."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            try:
                wish = Wish(time, timezone, sections or "", every)
                plan = self._planned(interaction, channel, wish)
            except Refused as refused:
                await to.tell(refused.reply)
                return
            before = await self._plan(interaction)
            await self._state.schedules.set_up(plan)
            values = (audit_wording.plan(one) if one else "" for one in (before, plan))
            self._note(interaction, _SET_UP, *values)
            settings = await self._settings(interaction, plan)
        await Menus(settings, self._audits).open(interaction)

    @setup.autocomplete("timezone")
    async def _complete_zone(self, _: discord.Interaction, typed: str) -> list[Choice]:
        """Offer time zones, each with what its clocks show now."""
        return [
            Choice(name=_with_time(name), value=name)
            for name in zones.completions(typed, _MOST_CHOICES)
        ]

    @setup.autocomplete("sections")
    async def _complete_sections(self, _: discord.Interaction, typed: str) -> list[Choice]:
        """Offer what the list of sections may go on with."""
        return [
            Choice(name=names, value=names)
            for names in choosing.completions(typed)
            if len(names) <= _LONGEST_CHOICE
        ]

    @app_commands.command(description=wording.SHOW)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the settings, the last post, and what was skipped."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            plan = await self._plan(interaction)
            settings = await self._settings(interaction, plan) if plan else None
        if settings is None:
            await to.tell(wording.NOT_SET_UP)
        else:
            await Menus(settings, self._audits, with_history=True).open(interaction)

    @app_commands.command(description=wording.PREVIEW)
    async def preview(self, interaction: discord.Interaction) -> None:
        """Show the next post as it would be if it were sent now."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            plan = await self._plan(interaction)
            told = wording.NOT_SET_UP if plan is None else await self._preview(interaction, plan)
        if told:
            await to.tell(told)

    @app_commands.command(description=wording.PAUSE)
    async def pause(self, interaction: discord.Interaction) -> None:
        """Post nothing until further notice."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            plan = await self._plan(interaction)
            if plan is not None and plan.pause is None:
                await self._state.schedules.pause(plan.guild, Pause.BY_HAND)
                self._note(interaction, _PAUSED)
        if plan is None:
            await to.tell(wording.NOT_SET_UP)
        else:
            await to.tell(wording.PAUSED if plan.pause is None else wording.ALREADY_PAUSED)

    @app_commands.command(description=wording.RESUME)
    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on, if the channel takes posts."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            plan = await self._plan(interaction)
            reply = wording.NOT_SET_UP if plan is None else await self._resume(interaction, plan)
        await to.tell(reply)

    @app_commands.command(description=wording.OFF)
    async def off(self, interaction: discord.Interaction) -> None:
        """Stop, and forget the settings."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            plan = await self._plan(interaction)
            if plan is not None:
                await self._state.schedules.forget_guild(plan.guild)
                for channel in await self._state.channels.of(plan.guild):
                    await self._state.channels.opt_out(channel)
                self._note(interaction, _OFF, before=audit_wording.plan(plan))
        await to.tell(wording.NOT_SET_UP if plan is None else wording.STOPPED)

    def _planned(self, interaction: discord.Interaction, channel: int, wish: Wish) -> Plan:
        """Return the plan that was wished for; raise Refused."""
        self._check_channel(
            guild_of(interaction), channel, wording.cannot_post(channel, [Right.VIEW])
        )
        return Plan(
            guild=guild_of(interaction).id,
            channel=channel,
            schedule=wish.schedule(),
            sections=wish.kinds(),
            begins=discord.utils.utcnow(),
            set_up_by=interaction.user.id,
        )

    def _check_channel(self, guild: discord.Guild, channel: int, if_unknown: Reply) -> None:
        """Raise Refused where the bot cannot post, with `if_unknown` where it knows no channel."""
        try:
            missing = lacking(self._house.channel(guild.id, channel))
        except ChannelGone:
            raise Refused(if_unknown) from None
        except ChannelClosed:
            raise Refused(wording.WRONG_CHANNEL) from None
        if NEEDED & set(missing):
            raise Refused(wording.cannot_post(channel, missing))

    async def _resume(self, interaction: discord.Interaction, plan: Plan) -> Reply:
        if plan.pause is None:
            return wording.NOT_PAUSED
        try:
            self._check_channel(guild_of(interaction), plan.channel, wording.CHANNEL_GONE)
        except Refused as refused:
            return refused.reply
        await self._state.schedules.resume(plan.guild, discord.utils.utcnow())
        self._note(interaction, _RESUMED)
        return wording.resumed((await self._settings(interaction, plan)).coming())

    async def _preview(self, interaction: discord.Interaction, plan: Plan) -> Reply | None:
        """Show the post; None where that was done, else a reply that says why not."""
        due = next(upcoming(plan.schedule, discord.utils.utcnow()))
        try:
            edition = await self._house.composer(plan)(due, late=False)
        except (ChannelGone, ChannelClosed):
            return wording.CHANNEL_GONE
        if edition is None:
            return wording.NOTHING_TO_SAY
        for page in (edition.message, *edition.details):
            await interaction.followup.send(**card(page), ephemeral=True)
        return None

    def _note(
        self, by: discord.Interaction, subject: str, before: str = "", after: str = ""
    ) -> None:
        self._audits.note(guild_of(by).id, by.user.id, subject, before, after)

    async def _plan(self, interaction: discord.Interaction) -> Plan | None:
        return await self._state.schedules.of(guild_of(interaction).id)

    async def _settings(self, interaction: discord.Interaction, plan: Plan) -> Settings:
        hears = self._bot.intents.message_content
        return await Settings.load(self._state, guild_of(interaction), plan, hears=hears)


def _with_time(name: str) -> str:
    now = datetime.now(ZoneInfo(name))
    return wording.zone_choice(name, f"{now:%H:%M}")
