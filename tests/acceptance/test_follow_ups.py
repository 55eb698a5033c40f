"""Follow-ups, and questions in other languages: answered as the whole question in English is."""

import tomllib

import pytest
from follow_ups import QUESTIONS, Turn, turns, understood

from retrieval import Library

_TOLD = tomllib.loads(QUESTIONS.read_text("utf-8"))
_ABSENT = [question for questions in _TOLD["absent"].values() for question in questions]


@pytest.mark.parametrize("turn", turns(_TOLD), ids=lambda turn: f"{turn.language} {turn.asked}")
def test_the_best_quote_is_that_of_the_whole_question(seed_library: Library, turn: Turn) -> None:
    # One that is understood by now is to be counted.
    assert understood(seed_library, turn) is not turn.missed


@pytest.mark.parametrize("question", _ABSENT)
def test_what_is_absent_is_met_with_silence_in_every_language(
    seed_library: Library, question: str
) -> None:
    assert not seed_library.ask(question).answered


def test_a_reader_is_told_what_was_put_into_english(seed_library: Library) -> None:
    asked = "Wer hat über Exportkontrollen gesprochen?"

    assert seed_library.ask(asked).question == asked
    assert seed_library.ask(asked).understood == "Who talked about export controls?"
    assert seed_library.ask("Was ist eine GPU?").understood == ""
