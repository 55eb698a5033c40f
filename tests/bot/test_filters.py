"""Filters in Discord and in the terminal: followed, or explained in a kind sentence."""

import asyncio
from concurrent.futures import Future

import pytest

from bot import replies
from bot.audiences import EVERYBODY
from bot.cogs import serving
from bot.desk import Desk
from bot.parts import Said
from bot.state import State
from retrieval import Answer, FilterProblem, FilterReason
from tests.bot.conftest import Stage
from tests.bot.reading import read, width

UNKNOWN = FilterProblem(FilterReason.UNKNOWN, "from", "azim", ("Azeem Azhar", "Sally Wong"))


def sentence(problem: FilterProblem) -> str:
    answer = Answer(
        "?", answered=False, confidence=0.0, elapsed_ms=1.0, quotes=(), problems=(problem,)
    )
    [said] = replies.answer(answer)
    assert isinstance(said, Said)
    return said.text


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (UNKNOWN, ["azim", 'from:"Azeem Azhar"', 'from:"Sally Wong"']),
        (FilterProblem(FilterReason.UNKNOWN, "in", "x"), ["x"]),
        (FilterProblem(FilterReason.NO_DATE, "since", "soon"), ["soon", "2025-06", "30d"]),
        (FilterProblem(FilterReason.NO_QUESTION), ["want to know"]),
        (FilterProblem(FilterReason.NOTHING_LEFT), ["filters"]),
    ],
)
def test_a_filter_that_cannot_be_followed_is_explained(
    problem: FilterProblem, words: list[str]
) -> None:
    assert [word for word in words if word not in sentence(problem)] == []


def test_nobody_is_offered_where_nobody_is_known() -> None:
    assert "mean" not in sentence(FilterProblem(FilterReason.UNKNOWN, "from", "x"))


async def test_an_unknown_name_is_answered_with_the_nearest_ones(stage: Stage) -> None:
    stage.library.problems = (UNKNOWN,)

    await stage.ann.send(stage.channel, f"{stage.mention} from:azim is R2 late?")

    [said] = stage.said()
    assert 'from:"Azeem Azhar"' in read(said)
    assert "\n" not in said
    assert stage.library.asked == ["from:azim is R2 late?"]


async def test_a_filter_pings_nobody_and_forges_nothing(stage: Stage) -> None:
    forged = "@everyone [a](https://evil.example) <@1> \n# **x**" + "y" * 3000
    stage.library.problems = (FilterProblem(FilterReason.UNKNOWN, "from", forged, (forged,)),)

    await stage.ann.send(stage.channel, f"{stage.mention} from:x why?")

    [said] = stage.said()
    shown = read(said)
    assert "@everyone [a](https://evil.example)" in shown
    message = stage.channel.last_message
    assert message is not None
    assert not message.mention_everyone
    assert message.mentions == []


async def test_a_filter_that_names_a_member_reaches_the_library_as_a_name(stage: Stage) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} from:{stage.eve.mention} is R2 late?")

    assert stage.library.asked == ["from:@eve is R2 late?"]


class TestOptions:
    """What /ask takes beside the question."""

    async def test_they_reach_the_library_and_stand_above_the_answer(self, stage: Stage) -> None:
        result = await stage.ann.slash(
            *(stage.channel, "ask"),
            **{"question": "late?", "from": "Azeem Azhar", "in": "comments"},
            since="30d",
            until="yesterday",
        )

        written = 'late? from:"Azeem Azhar" in:"comments" since:"30d" until:"yesterday"'
        assert stage.library.asked == [written]
        assert result.response is not None
        assert (
            read(result.response.content.split("\n")[0].removeprefix("-# ")) == f"Asked: {written}"
        )

    async def test_they_are_added_to_the_filters_in_the_question(self, stage: Stage) -> None:
        await stage.ann.slash(stage.channel, "ask", question="late? in:essays", since="1y")

        assert stage.library.asked == ['late? in:essays since:"1y"']

    async def test_white_space_alone_is_no_filter(self, stage: Stage) -> None:
        await stage.ann.slash(stage.channel, "ask", **{"question": "late?", "from": "  "})

        assert stage.library.asked == ["late?"]

    async def test_people_and_works_are_completed_from_the_library(self, stage: Stage) -> None:
        people = await stage.ann.autocomplete(stage.channel, "ask", "from", "Az", question="x")
        works = await stage.ann.autocomplete(stage.channel, "ask", "in", "S")

        assert people == [{"name": "Azeem Azhar", "value": "Azeem Azhar"}]
        assert works == [{"name": "Sally Wong's works", "value": "Sally Wong's works"}]

    async def test_no_more_than_25_names_of_at_most_100_characters_are_offered(
        self, stage: Stage
    ) -> None:
        stage.library.names = ["", "\u202e", *(f"{n} word{'😀' * n} and more" for n in range(90))]

        offered = await stage.ann.autocomplete(stage.channel, "ask", "from", "")

        assert 1 <= len(offered) <= 25
        assert all(1 <= width(one[key]) <= 100 for one in offered for key in ("name", "value"))

    async def test_of_what_was_pasted_the_beginning_is_read_and_a_fault_offers_nothing(
        self, stage: Stage
    ) -> None:
        def fail() -> None:
            raise RuntimeError

        stage.library.names = ["Azeem " * 40]
        pasted = "Azeem " * 300
        assert await stage.ann.autocomplete(stage.channel, "ask", "from", pasted) != []
        stage.library.before_answering = fail

        assert await stage.ann.autocomplete(stage.channel, "ask", "from", "Az") == []

    async def test_names_do_not_wait_for_a_database_that_hangs(
        self, stage: Stage, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Discord waits three seconds, of which the library may need two."""
        asked: list[int] = []

        async def hang(guild: int) -> None:
            asked.append(guild)
            await asyncio.Event().wait()

        monkeypatch.setattr(state.preferences, "of", hang)

        assert await stage.ann.autocomplete(stage.channel, "ask", "from", "Az") != []
        assert asked == []

    async def test_a_library_that_is_closed_offers_nothing(self, stage: Stage, desk: Desk) -> None:
        desk.close(1)

        assert await stage.ann.autocomplete(stage.channel, "ask", "in", "") == []


async def everybody() -> frozenset[str]:
    return EVERYBODY


async def test_a_library_that_is_busy_offers_nothing_in_time_and_is_not_asked_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "_COMPLETION_TIME", 0.01)
    waiting: Future[list[str]] = Future()

    offered = await serving.completions(lambda *_: waiting, "Az", everybody)

    assert offered == []
    assert waiting.cancelled()


def test_a_name_that_is_cut_is_still_found_by_its_words() -> None:
    shown, value = replies.choice("word " * 40)

    assert shown.endswith("…")
    assert len(shown) <= 100
    assert value + "…" == shown
