"""Conversations with the seeds: what a question is understood as behind those before it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval import Answer, Library

Turn = dict[str, Any]  # a TOML table: strings and marks
_LISTED = tomllib.loads(Path(__file__).with_name("conversations.toml").read_text("utf-8"))
_CONVERSATIONS: list[list[Turn]] = [each["turns"] for each in _LISTED["conversation"]]


@pytest.mark.parametrize("turns", _CONVERSATIONS, ids=lambda turns: turns[0]["asked"])
def test_each_turn_is_understood_and_answered_behind_those_before_it(
    seed_library: Library, turns: list[Turn]
) -> None:
    asked = [turn["asked"] for turn in turns]
    answers = [seed_library.ask(a, before=asked[:n]) for n, a in enumerate(asked)]

    assert [a.understood for a in answers] == [turn["understood"] for turn in turns]
    assert not [t["asked"] for t, a in zip(turns, answers, strict=True) if not _is_right(t, a)]


@pytest.mark.parametrize("turns", _CONVERSATIONS, ids=lambda turns: turns[0]["asked"])
def test_what_was_understood_is_a_question_that_stands_on_its_own(
    seed_library: Library, turns: list[Turn]
) -> None:
    told = [turn["understood"] for turn in turns if turn["understood"]]

    again = [seed_library.ask(text, before=[turns[0]["asked"]]).understood for text in told]

    assert again == [""] * len(told)


def _is_right(turn: Turn, answer: Answer) -> bool:
    said = [" ".join(quote.text.split()) for quote in answer.quotes]
    if turn.get("silent"):
        return not said
    return "holds" not in turn or any(turn["holds"] in text for text in said)
