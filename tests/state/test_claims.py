import asyncio
from datetime import UTC, datetime, timedelta

from bot.state import State
from bot.state.claims import LEASE, Answered, Asker, LeftBehind

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + LEASE + timedelta(seconds=1)


async def test_of_many_that_want_to_answer_a_message_one_does(state: State) -> None:
    won = await asyncio.gather(
        *(state.claims.claim([4, 5], Asker(3, 7, 1), NOON) for _ in range(5))
    )

    assert sorted(map(len, won)) == [0, 0, 0, 0, 2]
    assert await state.claims.claim([5, 6], Asker(3, 7, 1), NOON) == {6}


async def test_an_edit_is_taken_up_once_and_a_later_one_again(state: State) -> None:
    await state.claims.claim([4], Asker(3, 7, None), NOON)

    assert await state.claims.claim_edit(4, NOON + timedelta(seconds=1))
    assert not await state.claims.claim_edit(4, NOON + timedelta(seconds=1))
    assert await state.claims.claim_edit(4, NOON + timedelta(seconds=2))
    assert not await state.claims.claim_edit(9, NOON)


async def test_what_answers_a_message_is_known_until_it_is_old(state: State) -> None:
    await state.claims.claim([4, 5], Asker(3, 7, 1), NOON)
    await state.claims.claim([6], Asker(3, 7, 1), NOON)
    await state.claims.note([4, 5], Answered(7, (8, 9)))

    assert await state.claims.of([4, 6]) == {4: Answered(7, (8, 9))}

    await state.claims.purge(NOON + timedelta(days=31))
    assert await state.claims.of([4, 5]) == {}
    assert await state.claims.claim([4], Asker(3, 7, 1), NOON) == {4}


async def test_claims_go_with_their_server(state: State) -> None:
    await state.claims.claim([4], Asker(3, 7, 1), NOON)
    await state.claims.note([4], Answered(7, (8,)))

    await state.forget_guild(1)

    assert await state.claims.of([4]) == {}


async def test_what_was_claimed_together_and_has_one_answer_is_known(state: State) -> None:
    await state.claims.claim([4, 5], Asker(3, 7, 1), NOON)
    await state.claims.claim([6], Asker(2, 7, 1), NOON)
    await state.claims.note([4, 5], Answered(7, (8, 9)))
    await state.claims.note([6], Answered(7, (10,)))

    assert await state.claims.together(5) == [4, 5]
    assert await state.claims.together(6) == [6]
    assert await state.claims.together(20) == [20]
    assert await state.claims.answers_in(7) == {8, 9, 10}


class TestLeases:
    async def test_what_is_not_done_is_left_behind_once_the_lease_is_over(
        self, state: State
    ) -> None:
        await state.claims.claim([4, 5], Asker(3, 7, 1), NOON)
        await state.claims.claim([6], Asker(3, 8, None), NOON)
        await state.claims.place([6], 9)
        await state.claims.claim([10], Asker(3, 7, 1), NOON)
        await state.claims.note([10], None)

        assert await state.claims.left_behind(NOON + LEASE) == []
        assert await state.claims.left_behind(LATER) == [
            LeftBehind((4, 5), guild=1, asked_in=7, channel=None),
            LeftBehind((6,), guild=None, asked_in=8, channel=9),
        ]

    async def test_of_many_that_want_to_take_it_over_one_does(self, state: State) -> None:
        await state.claims.claim([4, 5], Asker(3, 7, 1), NOON)

        assert not await state.claims.take_over([4, 5], NOON)
        taken = await asyncio.gather(*(state.claims.take_over([4, 5], LATER) for _ in range(5)))
        assert sorted(taken) == [False] * 4 + [True]
        assert await state.claims.left_behind(LATER) == []

    async def test_whoever_is_still_at_work_keeps_it(self, state: State) -> None:
        await state.claims.claim([4], Asker(3, 7, 1), NOON)
        await state.claims.claim([5], Asker(3, 7, 1), NOON)
        await state.claims.note([5], Answered(7, (8,)))

        await state.claims.renew([4, 5], LATER)

        assert not await state.claims.take_over([4], LATER)
        assert [one.messages for one in await state.claims.left_behind(LATER + 2 * LEASE)] == [(4,)]

    async def test_what_is_being_answered_has_no_answer_yet(self, state: State) -> None:
        await state.claims.claim([4], Asker(3, 7, 1), NOON)
        await state.claims.place([4], 9, [8])
        assert await state.claims.of([4]) == {}
        [left] = await state.claims.left_behind(LATER)
        assert (left.channel, left.answers) == (9, (8,))
        assert await state.claims.among([4, 5]) == {4}

        await state.claims.note([4], Answered(9, (8,)))
        await state.claims.place([4], 9, [])  # came late
        assert await state.claims.of([4]) == {4: Answered(9, (8,))}

    async def test_the_channels_of_direct_messages_are_known_the_latest_first(
        self, state: State
    ) -> None:
        for number, channel in enumerate([7, 8, 7, 9]):
            await state.claims.claim([number], Asker(3, channel, None), NOON + number * LEASE)
        await state.claims.claim([20], Asker(3, 10, 1), LATER)

        assert await state.claims.direct_channels(2) == [9, 7]
