"""Whom and what kind of text a question asks for, and what is left of it."""

from datetime import date

import pytest

from retrieval.aspects import AspectFinder
from retrieval.models import Kind, Voice, Work

VOICES = ["Ada Lind", "James Okoro", "James Brandt", "The Harbour Letter"]
TODAY = date(2026, 11, 22)
COMMON = {"letter", "people", "harbour", "boats"}


@pytest.fixture(scope="module")
def finder() -> AspectFinder:
    kinds = [Kind.COMMENT, Kind.NOTES, Kind.ESSAY, Kind.TRANSCRIPT]
    return AspectFinder(VOICES, kinds, lambda word: word in COMMON)


@pytest.mark.parametrize(
    ("question", "voices", "topic"),
    [
        ("What did Ada Lind say about boats?", {"Ada Lind"}, "What did say about boats?"),
        ("ada on boats", set(), "ada on boats"),  # too short to tell a name from a word
        ("lind on boats", {"Ada Lind"}, "on boats"),
        ("What does James Okoro think?", {"James Okoro"}, "What does think?"),
        ("James's boats", {"James Okoro", "James Brandt"}, "boats"),
        ("Okorro on boats", {"James Okoro"}, "on boats"),
        ("which letter did people send", set(), "which letter did people send"),
        (
            "What did Ada Lind say about James Okoro?",
            {"Ada Lind"},
            "What did say about James Okoro?",
        ),
    ],
)
def test_a_voice_is_found_by_most_of_its_name_and_leaves_the_topic(
    finder: AspectFinder, question: str, voices: set[str], topic: str
) -> None:
    found = finder.find(question, TODAY)

    assert set(found.voices) == voices
    assert found.topic == topic


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what do the show notes say about boats", Kind.NOTES),
        ("in the comments, who likes boats", Kind.COMMENT),
        ("does the essay mention boats", Kind.ESSAY),
    ],
)
def test_a_kind_of_text_is_found_by_its_everyday_name(
    finder: AspectFinder, question: str, kind: Kind
) -> None:
    found = finder.find(question, TODAY)

    assert set(found.kinds) == {kind}
    assert found.match(Voice(kind, "Ada Lind"))
    assert not found.match(Voice(Kind.TRANSCRIPT, "Ada Lind"))


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("What did Olu Strand say about boats?", "Olu Strand"),
        ("olu strand on boats", "olu strand"),
        ("According to Olu Strand, do boats float?", "Olu Strand"),
        ("What do most people think about boats?", None),
        ("What did Ada Lind say about Olu Strand?", None),
        ("Why do boats float?", None),
    ],
)
def test_a_person_who_is_no_voice_here_is_a_stranger(
    finder: AspectFinder, question: str, stranger: str | None
) -> None:
    assert finder.find(question, TODAY).stranger == stranger


class TestTimes:
    """Of a library whose one dated work is of June."""

    @pytest.fixture
    def dated(self) -> AspectFinder:
        works = [(1, Work(published="2026-06-03")), (2, Work())]
        return AspectFinder(VOICES, [], lambda word: word in COMMON, works)

    def test_a_date_leaves_what_is_answered_and_still_finds(self, dated: AspectFinder) -> None:
        found = dated.find("What did Ada Lind say in June 2026 on boats?", TODAY)

        assert found.question == "What did Ada Lind say on boats?"
        assert found.topic == "What did say on boats?"
        assert found.searched == "What did Ada Lind say in June 2026 on boats?"
        assert found.documents == {1}

    def test_words_that_mean_another_time_tomorrow_find_nothing(self, dated: AspectFinder) -> None:
        found = dated.find("what of boats last month?", TODAY)

        assert found.question == found.searched == "what of boats ?"
        assert found.documents == frozenset()

    def test_a_date_of_which_no_work_is_stays_in_the_question(self, dated: AspectFinder) -> None:
        found = dated.find("what of boats in 1912?", TODAY)

        assert found.question == "what of boats in 1912?"
        assert found.period is None
