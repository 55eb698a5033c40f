"""Questions to begin with: such as are answered, others each week, chosen with one press."""

from tests.bot.conftest import Stage
from tests.bot.fakes import EXAMPLES


async def offered(stage: Stage, typed: str) -> list[str]:
    choices = await stage.ann.autocomplete(stage.channel, "ask", "question", typed)
    assert all(choice["name"] == choice["value"] for choice in choices)
    return [choice["value"] for choice in choices]


async def test_whoever_has_typed_nothing_is_offered_questions_that_can_be_answered(
    stage: Stage,
) -> None:
    questions = await offered(stage, "")

    assert [question.partition(" (")[0] for question in questions] == list(EXAMPLES)
    assert await offered(stage, "is R2") == []


async def test_they_are_those_of_the_week(stage: Stage) -> None:
    week = f"({stage.env.now():%G-%V})"

    assert all(question.endswith(week) for question in await offered(stage, ""))


async def test_a_question_that_would_have_to_be_cut_is_not_offered(stage: Stage) -> None:
    stage.library.examples = ("Why " + "so " * 60 + "long?", "Why?")

    [only] = await offered(stage, "")

    assert only.startswith("Why? (")


async def test_how_to_ask_names_them_too(stage: Stage) -> None:
    await stage.ann.send(stage.channel, stage.mention)

    [told] = stage.said()
    assert EXAMPLES[0] in told
