"""What follows the first quotes of an answer."""

from collections.abc import Iterator

import pytest

from retrieval import Library
from retrieval.models import Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import transcript

_TOLD = (
    "need tar before every winter",
    "rot when nobody looks after the planks",
    "hold well at a pier of stone",
    "cost more than a house in the city",
    "sail faster than those of steel",
    "were built here for a thousand years",
    "sink slowly when they are full",
    "smell of resin in the sun",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Eight people who each say something else of the same."""
    documents = [
        transcript(f"{n}.txt", (f"Voice {n}", f"Wooden boats {told}."), work=Work(f"Talk {n}"))
        for n, told in enumerate(_TOLD)
    ]
    with opened(tmp_path_factory.mktemp("more") / "library") as library:
        library.ingest_documents(documents)
        yield library


def test_all_that_is_sure_enough_is_shown_and_nothing_twice(library: Library) -> None:
    shown = [quote.text for quote in library.ask("wooden boats").quotes]
    assert len(shown) == 4
    while (further := library.more("wooden boats", shown=len(shown))).answered:
        shown += [quote.text for quote in further.quotes]

    assert sorted(shown) == sorted(f"Wooden boats {told}." for told in _TOLD)


def test_after_nothing_comes_the_answer_itself(library: Library) -> None:
    assert library.more("wooden boats", shown=0).quotes[:4] == library.ask("wooden boats").quotes


def test_where_nothing_is_answered_there_is_no_more(library: Library) -> None:
    further = library.more("quantum chromodynamics", shown=0)

    assert not further.answered
    assert further.quotes == ()


def test_more_of_a_question_behind_another_is_of_what_it_means(library: Library) -> None:
    before = ["What did Voice 1 say about wooden boats?"]

    further = library.more("and from Voice 2?", before=before, shown=0)

    assert further.understood == "What did Voice 2 say about wooden boats?"
    assert further.quotes[0].speaker == "Voice 2"


def test_more_passes_the_filters_of_the_question(library: Library) -> None:
    further = library.more('wooden boats from:"Voice 3"', shown=0)

    assert {quote.speaker for quote in further.quotes} == {"Voice 3"}
    assert not library.more('wooden boats from:"Voice 3"', shown=1).answered
    assert library.more("wooden boats from:Nobody", shown=1).problems
