"""/digest in Discord, and the same in a terminal."""

import io
import re
from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audiences import EVERYBODY
from bot.console import PipeFace, _reply
from bot.desk import Desk
from bot.display import one_line
from bot.drawing import PlainDrawer
from bot.questions import understood
from bot.tickets import TEMPLATE, Ticket, ticket_of
from bot.wishes import Deeper, Topic
from bot.wording import digests as wording
from retrieval import Digest, FilterProblem, FilterReason, Kind, Length, Section, VoiceCount
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary, digest, opened, quote
from tests.bot.reading import read, width
from tests.bot.texts import nasty_texts

CHIPS = Section("export controls", (quote("Chips are scarce."), quote("Chips abound.")), (1,))
MODELS = Section("open models", (quote("Models are open."),))


def held() -> Digest:
    return digest(
        CHIPS,
        MODELS,
        deep_dives=(Section("open models", (quote("They are free, too."),)),),
        voices=(VoiceCount("Azeem Azhar", 5), VoiceCount(None, 2)),
        first=replace(quote("R1 is there."), published="2024-03-01"),
        latest=replace(quote("R2 is late."), published="2025-06"),
    )


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.digested = held()
    return library


def labels(message: discord.Message) -> list[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [one.label or "" for row in rows for one in row.children if hasattr(one, "label")]


async def digested(stage: Stage, **options: str) -> discord.Message:
    """The last message of what /digest is answered with."""
    await stage.ann.slash(stage.channel, "digest", **options)
    message = stage.channel.last_message
    assert message is not None
    return message


class TestInDiscord:
    async def test_takeaways_stand_under_headings_with_the_contrary_view_marked(
        self, stage: Stage
    ) -> None:
        message = await digested(stage, topic="chips")

        lines = message.content.split("\n")
        assert lines[0] == "-# Asked: chips"
        assert [line for line in lines if line.startswith("### ")] == [
            "### Export controls",
            "### Open models",
        ]
        contrary = lines.index("-# On the other side")
        assert lines[contrary + 1] == "> Chips abound."

    async def test_who_is_heard_and_when_stands_below(self, stage: Stage) -> None:
        message = await digested(stage, topic="chips")

        heard = "Who speaks on this (number of passages): Azeem Azhar (5), unknown voices (2)"
        assert heard in message.content
        assert "First mention 1 March 2024 (Azeem Azhar), latest June 2025" in message.content

    async def test_machine_summaries_are_counted_as_such(
        self, stage: Stage, library: FakeLibrary
    ) -> None:
        summaries = VoiceCount(None, 3, Kind.SUMMARY)
        library.digested = replace(held(), voices=(VoiceCount("Azeem Azhar", 5), summaries))

        message = await digested(stage, topic="chips")

        assert ": Azeem Azhar (5), machine-written summaries (3)" in message.content

    async def test_nobody_is_said_to_speak_where_machines_summed_up(
        self, stage: Stage, library: FakeLibrary
    ) -> None:
        summed_up = replace(quote("R1 is there."), kind=Kind.SUMMARY, speaker=None)
        library.digested = replace(
            held(),
            voices=(VoiceCount(None, 3, Kind.SUMMARY),),
            first=replace(summed_up, published="2024-03-01"),
        )

        message = await digested(stage, topic="chips")

        assert "Who speaks" not in message.content
        assert "First mention 1 March 2024 (machine-written summary)" in message.content

    async def test_options_reach_the_library_and_stand_above(self, stage: Stage) -> None:
        options = {
            "topic": "chips",
            "from": "Azeem",
            "since": "30d",
            "until": "1d",
            "length": "long",
        }
        message = await digested(stage, **options)

        assert stage.library.asked == ['chips from:"Azeem" since:"30d" until:"1d"']
        assert stage.library.lengths == [Length.LONG]
        assert 'from:"Azeem"' in read(message.content.split("\n")[0].removeprefix("-# "))

    async def test_a_button_goes_deeper_for_the_one_who_presses_it_alone(
        self, stage: Stage
    ) -> None:
        message = await digested(stage, topic="chips", since="30d", length="short")
        assert labels(message) == ["More on open models", "See the first and latest mention"]

        pressed = await stage.eve.click(message, label="More on open models")

        assert pressed.response is not None
        assert pressed.response.ephemeral
        assert "> They are free, too." in pressed.response.content
        assert stage.library.asked[-1] == 'chips since:"30d"'
        assert stage.library.lengths[-1] is Length.SHORT
        assert stage.said() == [message.content]

    async def test_the_first_and_the_latest_mention_are_behind_a_button(self, stage: Stage) -> None:
        message = await digested(stage, topic="chips")

        pressed = await stage.ann.click(message, label="See the first and latest mention")

        assert pressed.response is not None
        shown = pressed.response.content
        assert shown.index("### First mention, 1 March 2024") < shown.index("> R1 is there.")
        assert shown.index("### Latest mention, June 2025") < shown.index("> R2 is late.")

    async def test_a_topic_too_long_for_a_button_is_read_from_above_it(self, stage: Stage) -> None:
        topic = "what *do* people @everyone think about chips and " + "so on " * 12
        message = await digested(stage, topic=topic)

        await stage.ann.click(message, label="More on open models")

        assert stage.library.asked[-1] == topic.strip()
        assert not message.mention_everyone

    async def test_what_is_no_longer_there_is_told(self, stage: Stage) -> None:
        message = await digested(stage, topic="chips")
        stage.library.digested = digest(CHIPS)

        pressed = await stage.ann.click(message, label="More on open models")

        assert pressed.response is not None
        assert "ask for the digest again" in pressed.response.content

    async def test_a_fault_behind_a_button_is_one_kind_sentence(self, stage: Stage) -> None:
        message = await digested(stage, topic="chips")

        def break_down() -> None:
            raise RuntimeError("password=hunter2")

        stage.library.before_answering = break_down
        pressed = await stage.ann.click(message, label="More on open models")

        assert pressed.response is not None
        assert "went wrong" in pressed.response.content
        assert "hunter2" not in pressed.response.content

    async def test_long_deep_dives_come_in_several_messages(self, stage: Stage) -> None:
        many = tuple(quote(f"Number {n} " + "x" * 900) for n in range(5))
        stage.library.digested = digest(MODELS, deep_dives=(Section("open models", many),))
        message = await digested(stage, topic="chips")

        pressed = await stage.ann.click(message, label="More on open models")

        sent = [pressed.response, *pressed.followups]
        contents = [one.content for one in sent if one is not None]
        assert sum(content.count("> Number") for content in contents) == 5
        assert all(len(content) <= 2000 for content in contents)

    async def test_a_topic_that_is_not_held_is_one_sentence_with_the_nearest(
        self, stage: Stage
    ) -> None:
        stage.library.digested = digest(nearest=("Chips", "Qwen"))

        message = await digested(stage, topic="baking")

        assert "nothing on that topic" in message.content
        assert "“Chips” or “Qwen”" in message.content
        assert "> " not in message.content
        assert labels(message) == []

    async def test_a_filter_that_cannot_be_followed_is_explained(self, stage: Stage) -> None:
        problem = FilterProblem(FilterReason.NO_DATE, "since", "soon")
        stage.library.digested = digest(problems=(problem,))

        message = await digested(stage, topic="chips", since="soon")

        assert "“soon” as a date" in message.content

    async def test_topics_people_and_works_are_completed(self, stage: Stage) -> None:
        for option, offered in (
            ("topic", "Azeem Azhar's topics"),
            ("from", "Azeem Azhar"),
            ("in", "Azeem Azhar's works"),
        ):
            given = {} if option == "topic" else {"topic": "x"}
            found = await stage.ann.autocomplete(stage.channel, "digest", option, "Az", **given)
            assert found == [{"name": offered, "value": offered}]

    async def test_nothing_in_it_pings_anybody(self, stage: Stage) -> None:
        text = f"@everyone {stage.eve.mention}"
        stage.library.digested = digest(
            Section(text, (quote(text, attribution=text),)),
            deep_dives=(Section(text, (quote(text),)),),
            voices=(VoiceCount(text, 1),),
        )

        message = await digested(stage, topic=text)

        assert not message.mention_everyone
        assert message.mentions == []

    async def test_a_digest_may_be_asked_for_in_a_message_too(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} /digest chips")

        message = stage.channel.last_message
        assert message is not None
        assert "### Export controls" in message.content
        assert labels(message) == ["More on open models", "See the first and latest mention"]


class TestTickets:
    @given(nasty_texts, st.sampled_from(Length), st.integers(0, 99))
    def test_a_button_brings_back_what_was_asked_or_where_to_read_it(
        self, text: str, length: Length, place: int
    ) -> None:
        ticket = Ticket(text.strip(), length)
        written = ticket.custom_id(place)
        match = TEMPLATE.fullmatch(written)

        assert width(written) <= 100
        assert match is not None
        assert ticket_of(match, "").length is length
        assert bool(ticket_of(match, "").written) is not bool(ticket.shown) or not one_line(text)

    def test_buttons_of_one_message_differ(self) -> None:
        ticket = Ticket("x" * 500, Length.LONG)

        assert len({ticket.custom_id(place) for place in range(8)}) == 8


class TestInATerminal:
    def say(self, library: FakeLibrary, line: str) -> str:
        out = io.StringIO()
        desk = opened(library)
        PlainDrawer(out).draw(_reply(desk, line, PipeFace([], out, out)))
        desk.close(1)
        return out.getvalue()

    def test_a_digest_is_drawn_and_says_how_to_go_deeper(self, library: FakeLibrary) -> None:
        out = self.say(library, "/digest china chips since:30d length:long")

        assert library.asked == ["china chips since:30d"]
        assert library.lengths == [Length.LONG]
        assert out.startswith("# Export controls\n> Chips are scarce.\n")
        assert "Deeper: /more china chips since:30d length:long" in out

    def test_what_it_says_goes_deeper(self, library: FakeLibrary) -> None:
        out = self.say(library, "/more china chips")

        assert "> They are free, too." in out
        assert "First mention, 1 March 2024" in out

    def test_silence_is_the_same_sentence(self, library: FakeLibrary) -> None:
        library.digested = digest(nearest=("Chips",))

        assert re.match(r"I looked.*“Chips”\.\n", self.say(library, "/digest baking"))

    def test_without_a_topic_some_are_offered(self, library: FakeLibrary) -> None:
        library.digested = digest(nearest=("Chips", "Qwen"))

        assert self.say(library, "/digest").startswith(
            "Which topic? Please name one. For example “Chips” or “Qwen”."
        )


@pytest.mark.parametrize(
    ("typed", "wished"),
    [
        ("/digest chips", Topic("chips")),
        ("/DIGEST topic: chips length:Short", Topic("chips", Length.SHORT)),
        ("/digest", Topic("")),
        ("/more chips", Deeper("chips")),
    ],
)
def test_typed_commands_are_understood(typed: str, wished: Topic | Deeper) -> None:
    assert understood(typed) == wished


def test_a_word_that_begins_like_a_command_is_a_question() -> None:
    assert not isinstance(understood("/digestion?"), Topic)


def test_labels_fit_on_buttons() -> None:
    long = Section("😀" * 90, (quote(),))
    page = wording.page(digest(long, deep_dives=(long,)), "x", Length.LONG)

    [further] = [part for part in page if hasattr(part, "labels")]
    assert all(width(label) <= 80 for label in further.labels)


def test_a_desk_that_is_closed_offers_no_topics(desk: Desk) -> None:
    assert desk.topics("Az", 25, EVERYBODY).result(5) == ["Azeem Azhar's topics"]
