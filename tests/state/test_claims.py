import asyncio
from datetime import UTC, datetime, timedelta

from bot.state import State
from bot.state.claims import Answered

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_of_many_that_want_to_answer_a_message_one_does(state: State) -> None:
    won = await asyncio.gather(*(state.claims.claim([4, 5], 1, NOON) for _ in range(5)))

    assert sorted(map(len, won)) == [0, 0, 0, 0, 2]
    assert await state.claims.claim([5, 6], 1, NOON) == {6}


async def test_an_edit_is_taken_up_once_and_a_later_one_again(state: State) -> None:
    await state.claims.claim([4], None, NOON)

    assert await state.claims.claim_edit(4, NOON + timedelta(seconds=1))
    assert not await state.claims.claim_edit(4, NOON + timedelta(seconds=1))
    assert await state.claims.claim_edit(4, NOON + timedelta(seconds=2))
    assert not await state.claims.claim_edit(9, NOON)


async def test_what_answers_a_message_is_known_until_it_is_old(state: State) -> None:
    await state.claims.claim([4, 5], 1, NOON)
    await state.claims.claim([6], 1, NOON)
    await state.claims.note([4, 5], Answered(7, (8, 9)))

    assert await state.claims.of([4, 6]) == {4: Answered(7, (8, 9))}

    await state.claims.purge(NOON + timedelta(days=31))
    assert await state.claims.of([4, 5]) == {}
    assert await state.claims.claim([4], 1, NOON) == {4}


async def test_claims_go_with_their_server(state: State) -> None:
    await state.claims.claim([4], 1, NOON)
    await state.claims.note([4], Answered(7, (8,)))

    await state.forget_guild(1)

    assert await state.claims.of([4]) == {}
