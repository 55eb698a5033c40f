"""A hundred questions to the seeds, written by someone who had not seen how they are answered."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval import Library, Quote

Row = dict[str, Any]  # a TOML table: strings, and lists of them
_LISTED = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))


def _each(kind: str) -> list[Any]:
    """The questions of a kind; those that are known to fail say why, and must go on failing."""
    return [
        pytest.param(
            row,
            id=row["question"],
            marks=[pytest.mark.xfail(strict=True, reason=row["gap"])] if "gap" in row else [],
        )
        for row in _LISTED[kind]
    ]


@pytest.mark.parametrize("row", _each("answerable"))
def test_a_question_that_the_seeds_answer_gets_the_right_words_in_the_right_voice(
    seed_library: Library, row: Row
) -> None:
    answer = seed_library.ask(row["question"])

    assert any(_is_right(quote, row) for quote in answer.quotes), [q.text for q in answer.quotes]


@pytest.mark.parametrize("row", _each("silent"))
def test_a_question_that_the_seeds_do_not_answer_gets_silence(
    seed_library: Library, row: Row
) -> None:
    answer = seed_library.ask(row["question"])

    assert not answer.quotes, [(q.score, q.text) for q in answer.quotes]


def _is_right(quote: Quote, row: Row) -> bool:
    return _holds(quote, row) and ("file" not in row or _is_in_voice(quote, row))


def _holds(quote: Quote, row: Row) -> bool:
    text = " ".join(quote.text.split())
    if "holds" in row:
        return all(words in text for words in row["holds"])
    return any(words in text for words in row["holds_any"])


def _is_in_voice(quote: Quote, row: Row) -> bool:
    wanted = (row["kind"], row.get("speaker"), row.get("quoted_speaker", quote.quoted_speaker))
    given = (quote.kind, quote.speaker, quote.quoted_speaker)
    return quote.source_name.startswith(row["file"]) and given == wanted
