from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.audiences import EVERYBODY
from bot.daily.contents import Contents, Seen, Span
from bot.daily.sections import MessageBullet, NewBullet, QuestionBullet, Section, SectionKind
from bot.daily.told import Told
from bot.desk import Desk
from bot.state import State, open_state
from bot.state.enquiries import Enquiry, FirstQuote
from retrieval import NewWork
from tests.bot.fakes import FakeLibrary, quote

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = Span(NOON - timedelta(days=1), NOON)
# In this file, Any is whatever field of a value a test gives.
GUILD, GENERAL, HELP, MODERATORS = 1, 10, 11, 12
ANN, EVE, JOE = 101, 102, 103
LATE = FirstQuote("It is.\nLate.", "Azeem Azhar", None, "/elsewhere/a.txt")


class FakeServer:
    """A server whose moderators talk among themselves."""

    def __init__(self) -> None:
        self.messages: list[Told] = []
        self.closed = {MODERATORS}

    def may_show(self, channel: int) -> bool:
        return channel not in self.closed

    async def told(self, channel: int, since: datetime, until: datetime) -> list[Told]:
        return [
            message
            for message in self.messages
            if message.channel == channel and since <= message.at < until
        ]

    def say(self, author: int, words: str, channel: int = GENERAL, **more: Any) -> Told:
        number = len(self.messages) + 1
        at = NOON - timedelta(hours=2) + timedelta(minutes=number)
        name = {ANN: "Ann", EVE: "Eve", JOE: "Joe"}[author]
        message = replace(Told(number, channel, author, name, words, at), **more)
        self.messages.append(message)
        return message


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    async with aclosing(open_state("", tmp_path, days=30)) as state:
        yield state


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def contents(desk: Desk, state: State) -> Contents:
    return Contents(desk, state)


async def only(contents: Contents, kind: SectionKind, server: FakeServer) -> Section | None:
    sections = await contents.sections(GUILD, [kind], DAY, Seen(server, EVERYBODY))
    assert [section.kind for section in sections] in ([], [kind])
    return sections[0] if sections else None


def question(text: str, minutes: int, *, answered: bool, **more: Any) -> Enquiry:
    enquiry = Enquiry(
        guild=GUILD,
        channel=GENERAL,
        author=ANN,
        text=text,
        at=NOON - timedelta(hours=5) + timedelta(minutes=minutes),
        answered=answered,
        message=500 + minutes,
        answer=600 + minutes,
        quote=LATE if answered else None,
    )
    return replace(enquiry, **more)


class TestNew:
    async def test_what_was_added_in_the_span_comes_with_its_quote(
        self, contents: Contents, library: FakeLibrary, server: FakeServer
    ) -> None:
        work = NewWork("Open models", "Exponential View", None, DAY.since, quote("It may be."))
        library.new = (work, replace(work, title="Too new", added=DAY.until))

        section = await only(contents, SectionKind.NEW, server)

        assert section is not None
        [bullet] = section.bullets
        assert isinstance(bullet, NewBullet)
        assert (bullet.title, bullet.publisher) == ("Open models", "Exponential View")
        assert bullet.quote is not None
        assert bullet.quote.sentences[0].text == "It may be."


class TestQuestions:
    async def test_alike_questions_are_one_with_the_answer_and_the_way_to_it(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        for asked in (
            question("Is the R2 model of DeepSeek late?", 1, answered=True),
            question("is R2, the DeepSeek model, late", 2, answered=True, author=EVE),
            question("What is a token?", 3, answered=True),
        ):
            await state.questions.record(asked)

        section = await only(contents, SectionKind.ASKED, server)

        assert section is not None
        first, second = section.bullets
        assert isinstance(first, QuestionBullet)
        assert (first.question, first.times) == ("Is the R2 model of DeepSeek late?", 2)
        assert first.jump == f"https://discord.com/channels/{GUILD}/{GENERAL}/501"
        assert first.quote is not None
        assert [sentence.text for sentence in first.quote.sentences] == ["It is.", "Late."]
        assert isinstance(second, QuestionBullet)
        assert second.question == "What is a token?"

    async def test_a_question_with_another_number_name_or_word_is_another(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        for minutes, text in enumerate(
            (
                "How much did the training of GPT-4 cost them?",
                "How much did the training of GPT-5 cost them?",
                "When did the training of GPT-4 cost them?",
                "Should people in the community buy Nvidia stock now?",
                "Should people in the community sell Nvidia stock now?",
            )
        ):
            await state.questions.record(question(text, minutes, answered=True))

        section = await only(contents, SectionKind.ASKED, server)

        assert section is not None
        assert len(section.bullets) == 5

    async def test_a_kept_quote_is_not_shown_where_its_document_may_not_be_read(
        self, contents: Contents, state: State, server: FakeServer, library: FakeLibrary
    ) -> None:
        """Its audience may have changed since, or its source may be gone."""
        hidden = replace(LATE, source="/elsewhere/subscribers.txt")
        await state.questions.record(question("Is R2 late?", 1, answered=True, quote=hidden))
        await state.questions.record(question("What is a token?", 2, answered=True))

        section = await only(contents, SectionKind.ASKED, server)

        assert section is not None
        [shown] = section.bullets
        assert isinstance(shown, QuestionBullet)
        assert shown.question == "What is a token?"
        assert ("sources", EVERYBODY) in library.shown

    async def test_what_is_new_is_asked_for_whoever_sees_the_post(
        self, contents: Contents, server: FakeServer, library: FakeLibrary
    ) -> None:
        await only(contents, SectionKind.NEW, server)

        assert library.shown == [("added_since", EVERYBODY)]

    async def test_what_met_silence_and_was_answered_later_is_open_no_more(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        await state.questions.record(question("Is R2 late?", 1, answered=False))
        await state.questions.record(question("is R2 late", 2, answered=True))
        await state.questions.record(question("How tall is Everest?", 3, answered=False))

        asked, open_ = await contents.sections(
            GUILD, [SectionKind.OPEN, SectionKind.ASKED], DAY, Seen(server, EVERYBODY)
        )

        assert [asked.kind, open_.kind] == [SectionKind.ASKED, SectionKind.OPEN]
        assert [b.question for b in asked.bullets if isinstance(b, QuestionBullet)] == [
            "is R2 late"
        ]
        [still] = open_.bullets
        assert isinstance(still, QuestionBullet)
        assert (still.question, still.quote) == ("How tall is Everest?", None)

    async def test_what_was_asked_where_not_everyone_may_read_never_appears(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        for answered in (True, False):
            secret = question("Whom do we ban?", 1, answered=answered, channel=MODERATORS)
            await state.questions.record(secret)

        assert await contents.sections(GUILD, list(SectionKind), DAY, Seen(server, EVERYBODY)) == ()

    async def test_nor_what_asked_who_is_not_to_be_quoted_or_another_server_or_day(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        await state.quoting.refuse(EVE, NOON)
        for asked in (
            question("Is R2 late?", 1, answered=True, author=EVE),
            question("Is R2 late?", 1, answered=True, guild=2),
            question("Is R2 late?", 1, answered=True, at=DAY.until),
            question("Is R2 late?", 1, answered=True, message=None, answer=None),
        ):
            await state.questions.record(asked)

        assert await only(contents, SectionKind.ASKED, server) is None

    async def test_many_questions_are_read_a_few_at_a_time_and_cut_to_a_dozen(
        self, contents: Contents, state: State, library: FakeLibrary, server: FakeServer
    ) -> None:
        for number in range(30):
            await state.questions.record(question(f"What is {number}?", number, answered=True))

        section = await only(contents, SectionKind.ASKED, server)

        assert section is not None
        assert len(section.bullets) == 12
        assert sum(library.batches) == 30
        assert max(library.batches) <= 8


class TestDiscussed:
    @pytest.fixture(autouse=True)
    async def _opted_in(self, state: State) -> None:
        for channel in (GENERAL, MODERATORS):
            await state.channels.opt_in(GUILD, channel, DAY.since)

    def chips(self, server: FakeServer, **more: Any) -> Told:
        """A conversation, and the message that tells most of it."""
        server.say(ANN, "do export controls slow labs down", **more)
        telling = server.say(EVE, "export controls slow labs down, as chips get dear", **more)
        server.say(JOE, "lol same", **more)
        return telling

    async def test_a_conversation_is_shown_by_its_most_telling_message(
        self, contents: Contents, server: FakeServer
    ) -> None:
        telling = self.chips(server)

        section = await only(contents, SectionKind.DISCUSSED, server)

        assert section is not None
        assert section.title == "Discussed today"
        assert section.bullets == (
            MessageBullet(
                words=telling.words,
                name="Eve",
                author=EVE,
                jump=f"https://discord.com/channels/{GUILD}/{GENERAL}/{telling.id}",
                channel=GENERAL,
                message=telling.id,
                messages=3,
                people=3,
            ),
        )

    async def test_who_opted_out_is_neither_quoted_nor_counted(
        self, contents: Contents, state: State, server: FakeServer
    ) -> None:
        telling = self.chips(server)
        server.say(JOE, "and chips get to labs anyway", reply_to=telling.id - 1)
        server.say(ANN, "so they say, but smugglers get chips to labs anyway")
        await state.quoting.refuse(EVE, NOON)

        section = await only(contents, SectionKind.DISCUSSED, server)

        assert section is not None
        [bullet] = section.bullets
        assert isinstance(bullet, MessageBullet)
        assert bullet.name != "Eve"
        assert (bullet.messages, bullet.people) == (3, 2)

    @pytest.mark.parametrize(
        "more",
        [
            {"channel": HELP},
            {"channel": MODERATORS},
            {"from_a_program": True},
            {"to_the_bot": True},
            {"at": DAY.until},
        ],
    )
    async def test_other_channels_programs_and_what_is_said_to_the_bot_are_left_out(
        self, contents: Contents, server: FakeServer, more: dict[str, Any]
    ) -> None:
        self.chips(server, **more)

        assert await only(contents, SectionKind.DISCUSSED, server) is None

    async def test_a_monologue_is_no_conversation_nor_is_what_discord_withholds(
        self, contents: Contents, server: FakeServer
    ) -> None:
        for number in range(5):
            server.say(ANN, f"export controls slow labs down, part {number}")
            server.say(EVE, "")

        assert await only(contents, SectionKind.DISCUSSED, server) is None

    async def test_of_a_long_message_whole_sentences_are_quoted_that_tell_most(
        self, contents: Contents, server: FakeServer
    ) -> None:
        point = "Export controls slow labs down, because chips get dear."
        long = (
            "Well, I had a long day at the office. " * 9
            + point
            + " More of that tomorrow, friends."
        )
        server.say(ANN, "do export controls slow labs down? chips get dear")
        server.say(EVE, long, reactions=9)
        server.say(JOE, "export controls make chips dear, they slow labs")

        section = await only(contents, SectionKind.DISCUSSED, server)

        assert section is not None
        [bullet] = section.bullets
        assert isinstance(bullet, MessageBullet)
        assert bullet.name == "Eve"
        assert bullet.words.startswith(point)
        assert bullet.words in long
        assert len(bullet.words) <= 300


async def test_a_post_about_a_week_says_so(
    contents: Contents, state: State, server: FakeServer
) -> None:
    await state.questions.record(question("Is R2 late?", 1, answered=True))
    week = Span(NOON - timedelta(days=7), NOON)

    [section] = await contents.sections(GUILD, list(SectionKind), week, Seen(server, EVERYBODY))

    assert section.title == "Asked this week"
