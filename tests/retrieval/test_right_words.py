"""Of a talk, the answer is quoted and not the question, and no view without what takes it back."""

from collections.abc import Iterator

import pytest

from retrieval import Library
from retrieval.embedding import Embedder
from retrieval.models import Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import transcript

FILLING = "We tarred the second boat before the storm came up from the south. " * 11
PLASTIC = (
    "People at the yard say that plastic has made wooden ships worthless. "
    "I don't believe that for a moment."
)
EPOXY = "Some say that epoxy glue has ended the craft of the shipwright for good. That's not true."
TALK = transcript(
    "talk.md",
    ("Ada Brook", "Welcome to the harbour, everybody who is listening to us out there today."),
    ("Ada Brook", "And what is a carvel? What does that word carvel mean?"),
    ("Bo Lund", "Right, these are hulls whose planks lie edge to edge, so that they are smooth."),
    ("Ada Brook", "How does caulking keep the water out of a hull like that one?"),
    ("Bo Lund", "Sure."),
    ("Ada Brook", "Please go on."),
    ("Bo Lund", "Cotton is driven into the seams with an iron, and pitch goes on top of it."),
    ("Bo Lund", PLASTIC),
    ("Cy Marsh", FILLING + EPOXY),
    ("Ada Brook", "Where did they build the first steel barge?"),
    work=Work("Hulls", "Harbour"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    with opened(tmp_path_factory.mktemp("talk"), embedder) as library:
        library.ingest_documents([TALK])
        yield library


def said(library: Library, question: str) -> list[str]:
    return [" ".join(quote.text.split()) for quote in library.ask(question).quotes]


def test_what_is_said_to_a_question_is_quoted_in_its_place(library: Library) -> None:
    assert said(library, "what is a carvel?")[0].startswith("Right, these are hulls")


def test_what_stands_between_a_question_and_its_answer_is_passed_over(library: Library) -> None:
    assert said(library, "how does caulking keep the water out?")[0].startswith("Cotton is driven")


def test_who_asks_what_was_asked_is_told_the_question(library: Library) -> None:
    assert "what is a carvel?" in said(library, "who asked what a carvel is?")[0]


def test_a_view_of_others_is_quoted_with_what_the_speaker_holds_against_it(
    library: Library,
) -> None:
    first = said(library, "has plastic made wooden ships worthless?")[0]

    assert first.endswith("wooden ships worthless. I don't believe that for a moment.")


def test_a_denial_comes_along_from_the_next_passage(library: Library) -> None:
    first = said(library, "has epoxy glue ended the craft of the shipwright?")[0]

    assert first.endswith("the shipwright for good. That's not true.")


def test_a_question_that_nobody_answers_is_no_answer(library: Library) -> None:
    assert not said(library, "where did they build the first steel barge?")
