"""What stands around a quote: verbatim, in the right voices, and nothing that was left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval import Library, QuoteGone, Surroundings
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import write

TALK = """# Practical Boats

**Ann Berg:** \\[00:10\\] Welcome to the show. Today we talk about tar. How do you keep planks dry?

**Bo Lund:** \\[00:20\\] I paint them with tar. That takes a day. Then I let them dry for a week. \
After that they last ten years. My father did the same. And his father did too.

**Break:** \\[05:00\\]

**Sponsor:** Buy the best brushes at brushes.example today. Use the code BOATS for a discount.

**Bo Lund:** \\[06:00\\] Back to the boats, then. Rope is another matter.

**Ann Berg:** \\[06:30\\] Which rope do you use?
"""


def test_the_same_voice_goes_on_and_another_is_named(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        found = _around(library, "Then I let them dry for a week.")

        assert found.before == "I paint them with tar. That takes a day."
        assert found.quote == "Then I let them dry for a week."
        assert found.after.startswith("After that they last ten years.")
        assert found.attribution.startswith("Bo Lund")
        assert found.preceding is not None
        assert found.preceding.speaker == "Ann Berg"
        assert found.preceding.text.endswith("How do you keep planks dry?")


def test_what_was_left_out_is_neither_shown_nor_crossed(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        before, after = _around(library, "And his father did too."), _around(library, "Back to")

        assert before.after == ""
        assert before.following is None
        assert after.before == ""
        assert after.preceding is None
        assert after.following is not None
        assert after.following.text == "Which rope do you use?"


def test_all_that_is_shown_is_a_slice_of_the_document(tmp_path: Path) -> None:
    text = TALK
    with _library(tmp_path) as library:
        for opening in ("Welcome", "Today", "That takes", "My father", "Rope is", "Which rope"):
            found = _around(library, opening)
            beside = [q.text for q in (found.preceding, found.following) if q]

            assert all(each in text for each in (found.before, found.quote, found.after, *beside))


@pytest.mark.parametrize("shift", [(1, 0), (0, 1), (0, -1), (40, 40), (10**6, 10**6)])
def test_what_is_no_quote_of_the_document_is_gone(tmp_path: Path, shift: tuple[int, int]) -> None:
    with _library(tmp_path) as library:
        start = TALK.index("That takes a day.")
        end = start + len("That takes a day.")

        with pytest.raises(QuoteGone):
            library.around(_source(library), start + shift[0], end + shift[1])


def test_a_quote_whose_document_has_changed_is_gone(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        start = TALK.index("That takes a day.")
        end, source = start + len("That takes a day."), _source(library)
        write(tmp_path / "shelf", talk=TALK.replace("takes a day", "takes a bay"))
        library.ingest([tmp_path / "shelf"])

        assert library.around(source, start, end).quote == "That takes a bay."
        with pytest.raises(QuoteGone, match="ask again"):
            library.around(source, start, end, "That takes a day.")
        with pytest.raises(QuoteGone):
            library.around("/no/such.txt", start, end)


def test_every_quote_of_the_seeds_has_surroundings(seed_library: Library) -> None:
    for question in ("What is said about China?", "Who says what of DeepSeek?", "chips", "models"):
        for quote in seed_library.ask(question).quotes:
            found = seed_library.around(quote.source, quote.start, quote.end, quote.text)

            assert found.quote == quote.text
            assert found.attribution == quote.attribution


@contextmanager
def _library(place: Path) -> Iterator[Library]:
    """A library with the talk in it."""
    shelf = write(place / "shelf", talk=TALK)
    with opened(place / "library") as library:
        assert not library.ingest([shelf]).failed
        yield library


def _source(library: Library) -> str:
    return library.sources()[0].source


def _around(library: Library, opening: str) -> Surroundings:
    start = TALK.index(opening)
    end = min(TALK.index(mark, start) for mark in ".?" if mark in TALK[start:]) + 1
    return library.around(_source(library), start, end)
