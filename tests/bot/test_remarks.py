"""What is said around quotes that are not quite what was asked for."""

from bot.parts import Lead, Said
from bot.wording.follow_ups import with_remarks
from retrieval import Answer, Reading

SAID = (Said("the quotes"),)


def test_an_answer_says_above_its_quotes_what_it_is_not() -> None:
    answer = Answer(
        "?",
        answered=True,
        confidence=0.5,
        elapsed_ms=1.0,
        quotes=(),
        readings=(Reading("Nvdia", "NVIDIA"),),
        lacking=("who made it?",),
        missing_time="in 2018",
    )

    assert with_remarks(answer, SAID) == (
        Lead("“Nvdia” was read as “NVIDIA”."),
        Lead("Nothing was found on: who made it?"),
        Lead("Nothing from the time asked for (in 2018); from other times:"),
        *SAID,
    )


def test_silence_names_whose_voice_may_be_meant() -> None:
    silent = Answer("?", False, 0.1, 1.0, (), nearest=("Olu Strand",))  # noqa: FBT003 - no answer

    assert with_remarks(silent, SAID) == (*SAID, Said("The nearest voices are: Olu Strand"))


def test_an_answer_to_what_was_asked_says_nothing_of_itself() -> None:
    assert with_remarks(Answer("?", True, 0.9, 1.0, ()), SAID) == SAID  # noqa: FBT003 - an answer
