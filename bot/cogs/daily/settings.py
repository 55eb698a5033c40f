"""How a server's daily post is set up, as it is told to whoever may change it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord

from bot.cogs.posting.reading import GuildServer
from bot.cogs.posting.rights import lacking
from bot.daily.schedule import upcoming
from bot.daily.sections import SectionKind
from bot.parts import Part, Reply
from bot.state import State
from bot.state.posts import Post
from bot.state.schedules import Pause, Plan
from bot.wording import daily_plan as wording

# Posts that are looked back on: a month of weekly ones is too few to say anything, of daily ones
# enough.
_LOOKED_BACK = 14

# Days that a post is about.
_DAY, _WEEK = 1, 7
_QUESTIONS = {SectionKind.ASKED, SectionKind.OPEN}


@dataclass(frozen=True, slots=True)
class Settings:
    """A plan, the channels that it reads, and its last posts, latest first.

    `hears` is whether Discord shows the bot what members write; `left_out` are channels that were
    chosen and may not be shown.
    """

    state: State
    guild: discord.Guild
    plan: Plan
    read: tuple[int, ...]
    posts: tuple[Post, ...]
    hears: bool
    left_out: tuple[int, ...] = ()

    @classmethod
    async def load(
        cls, state: State, guild: discord.Guild, plan: Plan, *, hears: bool
    ) -> "Settings":
        """Return what is remembered of a server's post."""
        read = tuple(await state.channels.of(guild.id))
        posts = tuple(await state.posts.recent(guild.id, _LOOKED_BACK))
        return cls(state, guild, plan, read, posts, hears)

    async def with_sections(self, kinds: tuple[SectionKind, ...]) -> "Settings":
        """Post these sections from now on."""
        await self.state.schedules.choose(self.guild.id, kinds)
        return replace(self, plan=replace(self.plan, sections=kinds), left_out=())

    async def reading(self, channels: Sequence[int]) -> "Settings":
        """Quote from these channels alone, as far as they may be shown in the post's."""
        target = self.guild.get_channel(self.plan.channel)
        server = GuildServer(self.guild, target) if target else None
        fitting = [one for one in channels if server and server.may_show(one)]
        for channel in set(self.read) - set(fitting):
            await self.state.channels.opt_out(channel)
        for channel in fitting:
            await self.state.channels.opt_in(self.guild.id, channel, discord.utils.utcnow())
        left_out = tuple(one for one in channels if one not in fitting)
        return replace(self, read=tuple(fitting), left_out=left_out)

    @property
    def may_quote(self) -> bool:
        """Whether there is anything to choose channels for that may be quoted."""
        return self.hears and SectionKind.DISCUSSED in self.plan.sections

    def coming(self) -> datetime:
        """Return when the next post is due, of a date that has none yet."""
        made = {post.due.day for post in self.posts}
        moments = upcoming(self.plan.schedule, discord.utils.utcnow())
        return next(due.moment for due in moments if due.day not in made)

    def told(self) -> Reply:
        """Return the settings, and what stands in the way of all or a part of them."""
        return (
            *wording.settings(self.plan, coming=self.coming(), read=self.read, hears=self.hears),
            *self._warnings(),
        )

    def history(self) -> tuple[Part, ...]:
        """Return what became of the last posts."""
        return wording.history(self.posts)

    def _warnings(self) -> list[Part]:
        found: list[Part] = []
        if self._forgets_early():
            found.append(wording.forgotten_early(self.state.days))
        target = self.guild.get_channel(self.plan.channel)
        if target and self.plan.pause in {None, Pause.BY_HAND} and (missing := lacking(target)):
            found.append(wording.weaker(target.id, missing))
        if self.left_out:
            found.append(wording.cannot_read(self.left_out))
        return found

    def _forgets_early(self) -> bool:
        """Tell whether questions are forgotten before a post that would show them."""
        about = _WEEK if self.plan.schedule.weekly else _DAY
        return bool(_QUESTIONS & set(self.plan.sections)) and self.state.days < about
