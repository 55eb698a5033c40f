"""The task that sees to it that posts get out: it looks once a minute, and whenever one is due."""

import asyncio
from collections.abc import Awaitable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import structlog

from bot.daily.publishing import (
    Board,
    ChannelClosed,
    ChannelGone,
    Composer,
    Now,
    Publisher,
)
from bot.daily.schedule import Due, between
from bot.daily.timetable import Timetable
from bot.faults import record
from bot.state import State, StateUnavailable
from bot.state.posts import LEASE, Post, Reason, Stage
from bot.state.schedules import Pause, Plan
from bot.workers import Stopped

_LOG = structlog.stdlib.get_logger("bot")

# Seconds between two looks, at most and at least.
_LONGEST_PAUSE = 60.0
_SHORTEST_PAUSE = 0.5

# One attempt takes less time than its lease lasts.
_ATTEMPT = LEASE.total_seconds() * 0.8
_AT_ONCE = 8

# So far back posts that nobody made are noted.
_NOTED = timedelta(days=31)
_INSTANT = timedelta(microseconds=1)


class House(Protocol):
    """The servers of this process."""

    def sees(self, guild: int) -> bool:
        """Tell whether a server is one of ours, and there."""
        ...

    def board(self, guild: int, channel: int) -> Board:
        """Return a channel to post in; raise ChannelGone or ChannelClosed."""
        ...

    def composer(self, plan: Plan) -> Composer:
        """Return what puts together the posts of a plan."""
        ...

    async def look_over(self, guild: int, day: date) -> None:
        """Take out of a post, now that it is there, what was taken back while it was made."""
        ...

    async def tell(self, plan: Plan) -> None:
        """Tell somebody that a plan had to be paused; whatever goes wrong stays here."""
        ...


class Runner:
    """Makes what is due, and what an attempt before it left behind."""

    def __init__(self, state: State, house: House, now: Now) -> None:
        self._schedules = state.schedules
        self._posts = state.posts
        self._house = house
        self._now = now
        self._publisher = Publisher(state.posts, state.shown, now)
        self._timetable = Timetable()
        self._settled: dict[int, Due] = {}
        self._coming: list[Due] = []
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Look again and again, whatever happens, until this is cancelled."""
        while True:
            pause = _LONGEST_PAUSE
            try:
                pause = await self.look()
            except StateUnavailable:
                _LOG.debug("the daily posts wait for the database")
            except Exception as error:  # noqa: BLE001 - the next look may go well
                record(error, doing="daily posts")
            await asyncio.sleep(pause)

    async def look(self) -> float:
        """Do all that is to be done now; return the seconds after which to look again."""
        plans = {plan.guild: plan for plan in await self._active()}
        await self._all(self._finish(post, plans.get(post.guild)) for post in await self._left())
        self._coming.clear()
        await self._all(map(self._make, plans.values()))
        await self._all(self._explain(plan) for plan in await self._schedules.troubled())
        return self._pause()

    async def _active(self) -> list[Plan]:
        return [plan for plan in await self._schedules.active() if self._house.sees(plan.guild)]

    async def _left(self) -> list[Post]:
        left = await self._posts.abandoned(self._now())
        return [post for post in left if self._house.sees(post.guild)]

    async def _make(self, plan: Plan) -> None:
        """Make a server's last post if nobody has or does, and note those that are too late."""
        now = self._now()
        due, coming = self._timetable.around(plan.guild, plan.schedule, now)
        self._coming.append(coming)
        if due.moment < plan.begins or self._settled.get(plan.guild) == due:
            return
        await self._note_missed(plan, due)
        if not due.is_missed(now):
            post = await self._posts.claim(plan.guild, due, plan.channel, now)
            if post is not None:
                await self._publish(post, plan)
        if await self._is_settled(plan.guild, due):
            self._settled[plan.guild] = due

    async def _note_missed(self, plan: Plan, due: Due) -> None:
        """Note the posts since the last that is known which nobody made in time."""
        now = self._now()
        since = max(plan.begins - _INSTANT, now - _NOTED, await self._known(plan.guild))
        missed = [one for one in between(plan.schedule, since, due.moment) if one.is_missed(now)]
        await self._posts.missed(plan.guild, missed, plan.channel)

    async def _known(self, guild: int) -> datetime:
        """Return when the last post that is known of a server was due."""
        if settled := self._settled.get(guild):
            return settled.moment
        posts = await self._posts.recent(guild, 1)
        return posts[0].due.moment if posts else datetime.min.replace(tzinfo=UTC)

    async def _is_settled(self, guild: int, due: Due) -> bool:
        post = await self._posts.of(guild, due.day)
        return post is not None and post.stage in (Stage.DONE, Stage.QUIET, Stage.SKIPPED)

    async def _finish(self, left: Post, plan: Plan | None) -> None:
        """Take over what an attempt before us left behind."""
        post = await self._posts.claim(left.guild, left.due, left.channel, self._now())
        if post is not None:
            await self._publish(post, plan)

    async def _publish(self, post: Post, plan: Plan | None) -> None:
        compose = self._house.composer(plan) if plan else None
        try:
            async with asyncio.timeout(_ATTEMPT):
                board = self._house.board(post.guild, post.channel)
                await self._publisher.publish(post, compose, board)
                _LOG.info("daily post", server=post.guild, day=str(post.due.day))
        except ChannelGone:
            await self._give_up(post, Reason.CHANNEL_GONE, Pause.CHANNEL_GONE)
        except ChannelClosed:
            await self._give_up(post, Reason.FORBIDDEN, Pause.FORBIDDEN)
        else:
            await self._house.look_over(post.guild, post.due.day)

    async def _give_up(self, post: Post, reason: Reason, why: Pause) -> None:
        """Pause a plan whose channel takes no posts; a message that is there stays counted."""
        if post.message is None:
            await self._posts.skipped(post, reason, self._now())
        else:
            await self._posts.done(post, None, self._now())
        await self._schedules.pause(post.guild, why)

    async def _explain(self, plan: Plan) -> None:
        if self._house.sees(plan.guild) and await self._schedules.take_telling(plan.guild):
            await self._house.tell(plan)

    async def _all(self, work: Iterable[Awaitable[None]]) -> None:
        await asyncio.gather(*(self._alone(one) for one in work))

    async def _alone(self, work: Awaitable[None]) -> None:
        """Do one server's work; what goes wrong with it is no other's trouble."""
        async with self._gate:
            try:
                await work
            except (StateUnavailable, Stopped) as away:
                _LOG.debug("a daily post has to wait", reason=str(away))
            except Exception as error:  # noqa: BLE001 - Discord, the library, whatever it was
                record(error, doing="daily post")

    def _pause(self) -> float:
        left = min((due.moment for due in self._coming), default=datetime.max.replace(tzinfo=UTC))
        seconds = (left - self._now()).total_seconds()
        return max(_SHORTEST_PAUSE, min(_LONGEST_PAUSE, seconds))
