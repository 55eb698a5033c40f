import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import replies
from bot.inflight import Inflight
from bot.recording import Origin, Recorder, enquiry_of
from bot.state import Database, State, StateUnavailable
from bot.state.enquiries import Enquiry, FirstQuote
from bot.wishes import Hello, Question
from retrieval import FilterProblem, FilterReason, Filters
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ORIGIN = Origin(guild=1, channel=2, author=3, message=4)
QUESTION = Question("Is R2 late?", filters=Filters(since=("2025",)))
LATE = quote("It may\x00 be.\nOr not.", sentences=((0, 12), (12, 19)), url="https://a.example")


def test_an_answered_question_is_kept_with_its_first_quote_as_it_was_read() -> None:
    reply = (replies.quoted(LATE), replies.quoted(quote("Another.")))

    kept = enquiry_of(ORIGIN, QUESTION, reply, 5, NOON)

    assert kept == Enquiry(
        guild=1,
        channel=2,
        author=3,
        text='Is R2 late? since:"2025"',
        at=NOON,
        answered=True,
        message=4,
        answer=5,
        quote=FirstQuote(
            "It may be. Or not.",
            "Azeem Azhar · podcast appearance",
            "https://a.example",
            "/seeds/000.txt",
        ),
        sources=("/seeds/000.txt",),
    )


def test_a_question_that_met_silence_is_kept_as_such() -> None:
    kept = enquiry_of(ORIGIN, QUESTION, replies.SILENCE, 5, NOON)

    assert kept is not None
    assert not kept.answered
    assert kept.quote is None


def test_what_is_no_question_or_came_from_nowhere_is_not_kept() -> None:
    quoted = (replies.quoted(LATE),)
    wrong = replies.unfollowed((FilterProblem(FilterReason.UNKNOWN, "from", "Nobody"),))

    assert enquiry_of(ORIGIN, Hello(), quoted, 5, NOON) is None
    assert enquiry_of(None, QUESTION, quoted, 5, NOON) is None
    assert enquiry_of(ORIGIN, QUESTION, wrong, 5, NOON) is None


class TestInAServer:
    async def test_what_is_asked_by_mention_and_by_command_is_kept_once_it_was_answered(
        self, stage: Stage, state: State
    ) -> None:
        asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        answer = stage.channel.last_message
        stage.library.quotes = ()
        called = await stage.eve.slash(stage.channel, "ask", question="how tall is Everest?")

        first, second = await kept_in(stage, state, 2)

        assert answer is not None
        assert called.response is not None
        assert (first.text, first.answered, first.author) == ("is R2 late?", True, stage.ann.id)
        assert (first.message, first.answer) == (asked.id, answer.id)
        assert (second.text, second.answered) == ("how tall is Everest?", False)
        assert (second.message, second.answer) == (None, called.response.message.id)
        assert second.channel == stage.channel.id
        assert first.sources == ("/seeds/000.txt",)
        assert first.took is not None
        assert second.took is not None

    async def test_greetings_and_direct_messages_are_not_kept(
        self, stage: Stage, state: State
    ) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} hi")
        await stage.ann.send_dm("is R2 late?")
        await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

        [only] = await kept_in(stage, state, 1)
        assert only.message is None
        assert len(await state.questions.asked_by(stage.ann.id)) == 1

    async def test_a_database_that_is_away_harms_no_answer(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Database, "begin", broken)

        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await asyncio.sleep(0.05)

        [said] = stage.said()
        assert said.startswith("> R2 may be a little bit delayed.")
        assert stage.env.errors == []


def broken(_: Database) -> None:
    raise RuntimeError("anything at all")


async def kept_in(stage: Stage, state: State, count: int) -> list[Enquiry]:
    """The server's questions, once there are as many."""
    now = stage.env.now()
    async with asyncio.timeout(5):
        while True:
            kept = await state.questions.asked_in(
                stage.guild.id, now - timedelta(days=1), now + timedelta(days=1)
            )
            if len(kept) >= count:
                return kept
            await asyncio.sleep(0.01)


@pytest.fixture
async def inflight() -> AsyncIterator[Inflight]:
    inflight = Inflight()
    yield inflight
    await inflight.finish(grace=1, last_words=1)


@pytest.fixture
def recorder(state: State, inflight: Inflight) -> Recorder:
    return Recorder(state.questions, inflight, lambda: NOON)


async def test_what_is_to_be_kept_is_kept_before_the_program_ends(
    state: State, inflight: Inflight, recorder: Recorder
) -> None:
    recorder.note(ORIGIN, QUESTION, replies.SILENCE, (5,))
    await inflight.finish(grace=1, last_words=1)

    assert len(await state.questions.asked_by(3)) == 1


async def test_what_is_answered_after_a_post_was_put_together_belongs_to_the_next(
    state: State, inflight: Inflight, recorder: Recorder
) -> None:
    assert not await state.questions.asked_in(1, NOON - timedelta(days=1), NOON)

    recorder.note(ORIGIN, QUESTION, replies.SILENCE, (5,))
    await inflight.finish(grace=1, last_words=1)

    assert len(await state.questions.asked_in(1, NOON, NOON + timedelta(days=1))) == 1


@pytest.mark.parametrize("message", [4, None])
async def test_what_was_deleted_while_it_was_answered_is_not_kept(
    state: State, inflight: Inflight, recorder: Recorder, message: int | None
) -> None:
    assert not await state.questions.asked_by(3)  # opens the database, which takes a while
    recorder.forget({message or 5})
    recorder.note(replace(ORIGIN, message=message), QUESTION, replies.SILENCE, (5,))
    recorder.note(replace(ORIGIN, message=6), QUESTION, replies.SILENCE, (7,))
    await inflight.finish(grace=1, last_words=1)

    [kept] = await state.questions.asked_by(3)
    assert kept.message == 6


async def test_what_was_deleted_while_the_database_was_away_is_forgotten_when_it_is_back(
    state: State, inflight: Inflight, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.note(ORIGIN, QUESTION, replies.SILENCE, (5,))
    await inflight.finish(grace=1, last_words=1)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "begin", away)
        recorder.forget({*range(1000, 1700), 4})
        await inflight.finish(grace=1, last_words=1)
    assert await state.questions.asked_by(3)

    recorder.catch_up()
    await inflight.finish(grace=1, last_words=1)

    assert not await state.questions.asked_by(3)


def away(_: Database) -> None:
    raise StateUnavailable("It is away.")


async def test_what_was_asked_in_messages_and_by_command_is_remembered_with_all_its_answers(
    stage: Stage,
) -> None:
    stage.library.quotes = (quote("x " * 900), quote("y " * 900))
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    written = [m.id for m in stage.channel.history() if m.author == stage.bot.user]
    called = await stage.eve.slash(stage.channel, "ask", question="and Qwen?", since="2025")

    exchanges = stage.bot.exchanges
    by_message = exchanges.of_question(asked.id)
    assert by_message is not None
    assert called.response is not None
    assert (by_message.text, by_message.asker) == ("is R2 late?", stage.ann.id)
    assert by_message.answers == tuple(written)
    by_command = exchanges.of_answer(called.response.message.id)
    assert by_command is not None
    assert (by_command.text, by_command.message) == ("and Qwen?", None)
    assert by_command.filters == Filters(since=("2025",))
    assert exchanges.latest(stage.channel.id) is by_command
    assert exchanges.latest(stage.channel.id, stage.ann.id) is by_message
