from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.feedback import Reason, Verdict, VerdictCounts
from bot.state import Database, State
from bot.state.feedback import Feedback

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Wider than 32 bits, as Discord's ids are.
GUILD, OTHER_GUILD, ANN, EVE, ANSWER = (1_100_000_000_000_000_000 + n for n in range(5))

HELPFUL = Verdict(GUILD, ANSWER, ANN, NOON)
NOT_IT = Verdict(GUILD, ANSWER, EVE, NOON, Reason.WRONG_VOICE, "That was said by the host. 🐢")


async def test_verdicts_are_kept_as_they_were_given_and_counted(state: State) -> None:
    await state.feedback.give(HELPFUL)
    await state.feedback.give(NOT_IT)
    await state.feedback.give(replace(NOT_IT, guild=OTHER_GUILD, answer=ANSWER + 1))

    assert await state.feedback.given_in(GUILD, NOON) == [HELPFUL, NOT_IT]
    assert await state.feedback.counts(GUILD, NOON) == VerdictCounts(1, 1, {Reason.WRONG_VOICE: 1})
    assert await state.feedback.counts(GUILD, NOON + timedelta(seconds=1)) == VerdictCounts()


async def test_a_member_has_one_verdict_on_an_answer_which_is_the_last(state: State) -> None:
    await state.feedback.give(replace(NOT_IT, member=ANN))
    await state.feedback.give(HELPFUL)

    assert await state.feedback.given_by(ANN) == [HELPFUL]


async def test_whoever_wants_it_is_forgotten_and_nobody_else(state: State) -> None:
    await state.feedback.give(HELPFUL)
    await state.feedback.give(NOT_IT)

    assert await state.feedback.forget_member(EVE) == 1

    assert await state.feedback.given_in(GUILD, NOON) == [HELPFUL]


async def test_a_server_that_is_left_takes_its_verdicts_with_it(state: State) -> None:
    await state.feedback.give(HELPFUL)
    await state.feedback.give(replace(NOT_IT, guild=OTHER_GUILD))

    await state.forget_guild(OTHER_GUILD)

    assert await state.feedback.given_by(EVE) == []
    assert await state.guilds() == {GUILD}


async def test_they_are_kept_as_long_as_questions(state: State, database: Database) -> None:
    await state.feedback.give(HELPFUL)

    await state.feedback.purge(NOON + timedelta(days=30))
    assert await state.feedback.given_by(ANN) == [HELPFUL]
    await state.feedback.purge(NOON + timedelta(days=30, seconds=1))
    assert await state.feedback.given_by(ANN) == []

    await Feedback(database, keep=timedelta(0)).give(HELPFUL)
    assert await state.feedback.given_by(ANN) == []
