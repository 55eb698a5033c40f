"""Sets a server's daily post up, changes it and ends it; every change is noted."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord.ext import commands

from bot.cards import card
from bot.cogs.certain import guild_of
from bot.cogs.daily.settings import Settings
from bot.cogs.daily.wishes import Refused, Wish
from bot.cogs.posting.house import DiscordHouse
from bot.cogs.posting.rights import NEEDED, Right, lacking
from bot.cogs.setup.audits import Audits
from bot.daily.publishing import ChannelClosed, ChannelGone
from bot.daily.schedule import upcoming
from bot.daily.sections import SectionKind
from bot.parts import Reply
from bot.state import State
from bot.state.schedules import Pause, Plan
from bot.translation import noted as N_
from bot.wording import audits as audit_wording
from bot.wording import daily_setup as wording

_SET_UP, _PAUSED = N_("Daily post"), N_("Daily post paused")
_RESUMED, _OFF = N_("Daily post resumed"), N_("Daily post turned off")
_SECTIONS_CHANGED = N_("Sections of the daily post")
_CHANNELS_CHANGED = N_("Channels that the daily post may quote")


class Plans:
    """The daily posts of all servers; whoever changes one has been let through before."""

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

    async def of(self, guild: discord.Guild) -> Settings | None:
        """Return how a server's post is set up, None where there is none."""
        plan = await self._state.schedules.of(guild.id)
        return await self._settings(guild, plan) if plan else None

    async def set_up(self, by: discord.Interaction, channel: int, wish: Wish) -> Settings:
        """Have a post as it was wished for, in the place of the one that there may be.

        Raises Refused.
        """
        guild = guild_of(by)
        plan = Plan(
            guild=guild.id,
            channel=channel,
            schedule=wish.schedule(),
            sections=wish.kinds(),
            begins=discord.utils.utcnow(),
            set_up_by=by.user.id,
        )
        self._check_channel(guild, channel, wording.cannot_post(channel, [Right.VIEW]))
        return await self._put(by, plan)

    async def move(self, by: discord.Interaction, channel: int) -> Settings:
        """Post in another channel, which ends a pause that the old one was the cause of.

        Raises Refused.
        """
        plan = await self._existing(by)
        self._check_channel(guild_of(by), channel, wording.cannot_post(channel, [Right.VIEW]))
        pause = plan.pause if plan.pause is Pause.BY_HAND else None
        return await self._put(by, replace(plan, channel=channel, pause=pause))

    async def retime(self, by: discord.Interaction, wish: Wish) -> Settings:
        """Post at another time, on the same days; raise Refused."""
        plan = await self._existing(by)
        schedule = replace(wish.schedule(), weekday=plan.schedule.weekday)
        return await self._put(by, replace(plan, schedule=schedule))

    async def repeat(self, by: discord.Interaction, weekday: int | None) -> Settings:
        """Post every day, or on one day of the week (Monday is 0); raise Refused."""
        plan = await self._existing(by)
        schedule = replace(plan.schedule, weekday=weekday)
        return await self._put(by, replace(plan, schedule=schedule))

    async def choose(
        self, by: discord.Interaction, settings: Settings, kinds: tuple[SectionKind, ...]
    ) -> Settings:
        """Post these sections from now on."""
        after = await settings.with_sections(kinds)
        values = (audit_wording.listed(one.plan.sections) for one in (settings, after))
        self._note(by, _SECTIONS_CHANGED, *values)
        return after

    async def quote(
        self, by: discord.Interaction, settings: Settings, channels: Sequence[int]
    ) -> Settings:
        """Quote what is discussed in these channels alone from now on."""
        after = await settings.reading(channels)
        values = (audit_wording.spots(one.read) for one in (settings, after))
        self._note(by, _CHANNELS_CHANGED, *values)
        return after

    async def pause(self, by: discord.Interaction) -> None:
        """Post nothing until further notice; raise Refused."""
        plan = await self._existing(by)
        if plan.pause is not None:
            raise Refused(wording.ALREADY_PAUSED)
        await self._state.schedules.pause(plan.guild, Pause.BY_HAND)
        self._note(by, _PAUSED)

    async def resume(self, by: discord.Interaction) -> Settings:
        """Go on, if the channel takes posts; raise Refused."""
        plan = await self._existing(by)
        if plan.pause is None:
            raise Refused(wording.NOT_PAUSED)
        self._check_channel(guild_of(by), plan.channel, wording.CHANNEL_GONE)
        await self._state.schedules.resume(plan.guild, discord.utils.utcnow())
        self._note(by, _RESUMED)
        return await self._settings(guild_of(by), plan)

    async def off(self, by: discord.Interaction) -> None:
        """Stop, and forget the settings; raise Refused."""
        plan = await self._existing(by)
        await self._state.schedules.forget_guild(plan.guild)
        for channel in await self._state.channels.of(plan.guild):
            await self._state.channels.opt_out(channel)
        self._note(by, _OFF, before=audit_wording.plan(plan))

    async def preview(self, by: discord.Interaction) -> None:
        """Show the next post to whoever asks, as if it were sent now; raise Refused."""
        plan = await self._existing(by)
        due = next(upcoming(plan.schedule, discord.utils.utcnow()))
        try:
            edition = await self._house.composer(plan)(due, late=False)
        except (ChannelGone, ChannelClosed):
            raise Refused(wording.CHANNEL_GONE) from None
        if edition is None:
            raise Refused(wording.NOTHING_TO_SAY)
        for page in (edition.message, *edition.details):
            await by.followup.send(**card(page), ephemeral=True)

    async def _put(self, by: discord.Interaction, wished: Plan) -> Settings:
        """Have this plan from now on."""
        plan = replace(wished, begins=discord.utils.utcnow(), set_up_by=by.user.id)
        before = await self._state.schedules.of(plan.guild)
        await self._state.schedules.set_up(plan)
        values = (audit_wording.plan(one) if one else "" for one in (before, plan))
        self._note(by, _SET_UP, *values)
        return await self._settings(guild_of(by), plan)

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

    def _note(
        self, by: discord.Interaction, subject: str, before: str = "", after: str = ""
    ) -> None:
        self._audits.note(guild_of(by).id, by.user.id, subject, before, after)

    async def _existing(self, by: discord.Interaction) -> Plan:
        """Return the plan as it is now; raise Refused where there is none."""
        plan = await self._state.schedules.of(guild_of(by).id)
        if plan is None:
            raise Refused(wording.NOT_SET_UP)
        return plan

    async def _settings(self, guild: discord.Guild, plan: Plan) -> Settings:
        hears = self._bot.intents.message_content
        return await Settings.load(self._state, guild, plan, hears=hears)
