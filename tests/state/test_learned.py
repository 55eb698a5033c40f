from datetime import UTC, datetime, timedelta

from bot.feedback import Reason, Verdict
from bot.state import State
from bot.state.enquiries import Enquiry
from bot.state.learned import Lesson

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Wider than 32 bits, as Discord's ids are.
GUILD, CHANNEL, ANN, MESSAGE = (1_100_000_000_000_000_000 + n for n in range(4))
LESSON = Lesson(MESSAGE, GUILD, CHANNEL, ANN, "how tall is Everest?", NOON)


async def test_a_message_is_asked_for_once_whatever_process_asks(state: State) -> None:
    assert await state.lessons.begin(LESSON)
    assert not await state.lessons.begin(LESSON)


async def test_who_did_not_agree_rests_for_an_hour_and_who_agreed_does_not(state: State) -> None:
    await state.lessons.begin(LESSON)
    assert await state.lessons.rests(ANN, NOON + timedelta(minutes=59))
    assert not await state.lessons.rests(ANN, NOON + timedelta(minutes=61))

    await state.lessons.keep(MESSAGE, NOON, digest="d", audience="server:1")
    assert not await state.lessons.rests(ANN, NOON + timedelta(minutes=1))


async def test_what_is_kept_is_so_until_it_is_withdrawn(state: State) -> None:
    await state.lessons.begin(LESSON)
    await state.lessons.offered(MESSAGE, 77)
    await state.lessons.keep(MESSAGE, NOON, digest="d", audience="server:1")
    await state.lessons.purge(NOON + timedelta(days=400))

    for kept in (
        await state.lessons.kept_in(GUILD),
        await state.lessons.written_by(ANN),
        await state.lessons.standing_in(CHANNEL),
    ):
        assert [(one.message, one.offer, one.kept_at) for one in kept] == [(MESSAGE, None, NOON)]
    assert await state.lessons.guilds() == {GUILD}

    await state.lessons.settle(MESSAGE)
    assert await state.lessons.kept_in(GUILD) == []
    await state.lessons.purge(NOON + timedelta(days=31))
    assert await state.lessons.of(MESSAGE) is None


async def test_what_nobody_has_decided_is_found_again(state: State) -> None:
    await state.lessons.begin(LESSON)
    await state.lessons.offered(MESSAGE, 77)

    assert await state.lessons.waiting_since(NOON) == []
    [waiting] = await state.lessons.waiting_since(NOON + timedelta(minutes=1))
    assert waiting.offer == 77


async def test_an_answer_that_was_not_it_leaves_its_question_open(state: State) -> None:
    asked = Enquiry(GUILD, CHANNEL, ANN, "is R2 late?", NOON, answered=True, message=5, answer=6)
    await state.questions.record(asked)
    assert await state.open_questions.in_server(GUILD, NOON, 9) == []
    assert await state.open_questions.concerning(GUILD, {5}, is_open=True) is None

    await state.feedback.give(Verdict(GUILD, 6, 9, NOON, Reason.OFF_TOPIC))

    assert await state.open_questions.in_server(GUILD, NOON, 9) == [asked]
    assert await state.open_questions.concerning(GUILD, {5}, is_open=True) == asked
    assert await state.open_questions.concerning(GUILD + 1, {5}, is_open=False) is None
