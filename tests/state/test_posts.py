"""Who gets to make a post, when many try."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.daily.edition import Edition, Shown
from bot.daily.schedule import Due, Schedule
from bot.daily.sections import SectionKind
from bot.state import Database, State
from bot.state.posts import LEASE, Posts, Reason, Stage
from bot.state.schedules import Pause, Plan

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER_GUILD, CHANNEL = (1_100_000_000_000_000_000 + n for n in range(3))
DUE = Due(date(2026, 3, 1), NOON)
EDITION = Edition("## 1 March\nHello", ("more",), "More", (Shown(70, 7, 5, "ab"),))
PLAN = Plan(
    GUILD,
    CHANNEL,
    Schedule(time(9, 30), "Europe/Berlin", weekday=4),
    (SectionKind.NEW, SectionKind.DISCUSSED),
    NOON,
    set_up_by=9,
)


class TestClaiming:
    async def test_of_many_who_try_at_once_one_gets_it(self, url: str) -> None:
        databases = [Database(url, Path("nowhere")) for _ in range(4)]
        tries = [Posts(database).claim(GUILD, DUE, CHANNEL, NOON) for database in databases * 4]

        claims = await asyncio.gather(*tries)

        assert len([claim for claim in claims if claim]) == 1
        for database in databases:
            await database.close()

    async def test_every_server_and_every_date_has_one_of_its_own(self, state: State) -> None:
        tomorrow = Due(date(2026, 3, 2), NOON)

        for guild, due in ((GUILD, DUE), (OTHER_GUILD, DUE), (GUILD, tomorrow)):
            assert await state.posts.claim(guild, due, CHANNEL, NOON)
            assert not await state.posts.claim(guild, due, CHANNEL, NOON)

    async def test_what_a_dead_process_held_is_to_be_had_when_its_lease_is_over(
        self, state: State
    ) -> None:
        first = await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
        assert first
        assert await state.posts.sending(first, EDITION, NOON, late=True)

        assert await state.posts.abandoned(NOON + LEASE / 2) == []
        assert not await state.posts.claim(GUILD, DUE, CHANNEL, NOON + LEASE / 2)
        [left] = await state.posts.abandoned(NOON + LEASE)
        second = await state.posts.claim(GUILD, left.due, left.channel, NOON + LEASE)

        assert second
        assert (second.stage, second.edition, second.late) == (Stage.SENDING, EDITION, True)
        assert second.sending_since == NOON
        assert not await state.posts.posted(first, 1, NOON + LEASE)
        assert await state.posts.posted(second, 1, NOON + LEASE)

    async def test_a_lease_from_a_clock_that_was_ahead_does_not_last_until_then(
        self, state: State
    ) -> None:
        assert await state.posts.claim(GUILD, DUE, CHANNEL, NOON + timedelta(days=300))

        assert await state.posts.claim(GUILD, DUE, CHANNEL, NOON)

    async def test_a_lease_from_a_clock_a_little_ahead_is_respected(self, state: State) -> None:
        assert await state.posts.claim(GUILD, DUE, CHANNEL, NOON + timedelta(seconds=40))

        assert not await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
        assert await state.posts.abandoned(NOON) == []

    async def test_what_is_done_is_never_to_be_had_again(self, state: State) -> None:
        later = NOON + timedelta(hours=1)
        post = await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
        assert post
        await state.posts.sending(post, EDITION, NOON, late=False)
        await state.posts.posted(post, 5, NOON)
        await state.posts.done(post, 6, NOON)

        assert not await state.posts.claim(GUILD, DUE, CHANNEL, later)
        assert await state.posts.abandoned(later) == []
        [kept] = await state.posts.recent(GUILD, 5)
        assert (kept.stage, kept.message, kept.thread) == (Stage.DONE, 5, 6)
        assert kept.edition is None

    async def test_a_skipped_day_can_still_be_posted_until_it_is_too_late(
        self, state: State
    ) -> None:
        """As when a clock was ahead for a while."""
        await state.posts.missed(GUILD, [DUE], CHANNEL)

        assert not await state.posts.claim(GUILD, DUE, CHANNEL, NOON + timedelta(hours=4))
        assert await state.posts.claim(GUILD, DUE, CHANNEL, NOON + timedelta(hours=3))

    async def test_unless_it_may_have_been_sent(self, state: State) -> None:
        post = await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
        assert post
        await state.posts.skipped(post, Reason.UNSURE, NOON)

        assert not await state.posts.claim(GUILD, DUE, CHANNEL, NOON + timedelta(minutes=1))

    async def test_noting_what_was_missed_leaves_what_was_made(self, state: State) -> None:
        post = await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
        assert post
        await state.posts.quiet(post, NOON)
        before = Due(date(2026, 2, 28), NOON - timedelta(days=1))

        await state.posts.missed(GUILD, [before, DUE], CHANNEL)

        kept = await state.posts.recent(GUILD, 5)
        assert [(one.due, one.stage) for one in kept] == [
            (DUE, Stage.QUIET),
            (before, Stage.SKIPPED),
        ]


class TestPlans:
    async def test_a_plan_is_kept_as_it_is_and_replaced_by_the_next(self, state: State) -> None:
        await state.schedules.set_up(PLAN)
        assert await state.schedules.of(GUILD) == PLAN

        daily = replace(PLAN, schedule=Schedule(time(0), "Asia/Kathmandu"))
        await state.schedules.set_up(daily)

        assert await state.schedules.active() == [daily]
        await state.schedules.forget_guild(GUILD)
        assert await state.schedules.of(GUILD) is None

    async def test_a_pause_lasts_until_it_is_resumed_and_what_was_due_is_not_owed(
        self, state: State
    ) -> None:
        await state.schedules.set_up(PLAN)
        await state.schedules.pause(GUILD, Pause.BY_HAND)
        assert await state.schedules.active() == []

        later = NOON + timedelta(days=1)
        await state.schedules.resume(GUILD, later)

        assert await state.schedules.active() == [replace(PLAN, begins=later)]

    async def test_trouble_is_told_by_one_alone_and_only_once(self, state: State) -> None:
        await state.schedules.set_up(PLAN)
        assert not await state.schedules.take_telling(GUILD)

        await state.schedules.pause(GUILD, Pause.FORBIDDEN)
        await state.schedules.pause(GUILD, Pause.CHANNEL_GONE)
        [troubled] = await state.schedules.troubled()
        tellings = await asyncio.gather(*(state.schedules.take_telling(GUILD) for _ in range(4)))

        assert troubled.pause is Pause.FORBIDDEN
        assert sorted(tellings) == [False, False, False, True]
        assert await state.schedules.troubled() == []

    async def test_a_pause_by_hand_needs_no_telling(self, state: State) -> None:
        await state.schedules.set_up(PLAN)
        await state.schedules.pause(GUILD, Pause.BY_HAND)

        assert await state.schedules.troubled() == []
        assert not await state.schedules.take_telling(GUILD)


async def test_what_a_post_shows_is_found_by_its_message_once_it_is_posted(state: State) -> None:
    post = await state.posts.claim(GUILD, DUE, CHANNEL, NOON)
    assert post
    for _ in range(2):  # a second attempt shows the same
        await state.shown.add(GUILD, DUE.day, EDITION.shown)
    assert await state.shown.showing([70]) == []

    await state.posts.sending(post, EDITION, NOON, late=False)
    await state.posts.posted(post, 5, NOON)
    assert [one.complete for one in await state.shown.standing_in(GUILD, DUE.day)] == [False]
    await state.posts.done(post, 6, NOON)

    [found] = await state.shown.showing([70, 71])
    assert (found.guild, found.day, found.channel, found.post) == (GUILD, DUE.day, CHANNEL, 5)
    assert found.complete
    assert found.shown == EDITION.shown[0]
    assert await state.shown.since(NOON) == [found]
    assert await state.shown.since(NOON + timedelta(days=1)) == []
    await state.shown.remove(found)
    assert await state.shown.showing([70]) == []
