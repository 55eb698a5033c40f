"""Filters in Discord and in the terminal: followed, or explained in a kind sentence."""

import pytest

from bot import replies
from bot.replies import Said
from retrieval import Answer, FilterProblem, FilterReason
from tests.bot.conftest import Stage
from tests.bot.reading import read

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
