"""Context shows what stands around the words of the answer, whatever became of their document."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.controls import mark_of
from bot.pages import pages
from bot.parts import Quoted
from bot.pursuing import known_again, neighbours
from bot.replies import quoted
from bot.wishes import Around, Question
from retrieval import Library, Source
from tests.retrieval.fakes import opened

ASKED = Question("Then I let them dry for a week.")
DRY = "Then I let them dry for a week."
TALK = f"I paint them with tar. That takes a day. {DRY} After that they last ten years."
GONE = "One quote has changed or gone since"


class Shelf:
    """A document that somebody works on, and its library."""

    def __init__(self, library: Library, file: Path) -> None:
        self._library = library
        self._file = file

    def holds(self, text: str) -> None:
        self._file.write_text(text, "utf-8")
        self._library.sync()

    def answer(self) -> Quoted:
        (quote,) = self._library.ask(ASKED.text).quotes
        return quoted(quote)

    def context(self, shown: Quoted) -> str:
        """What a press on Context says, by what a button carries."""
        found = known_again(self._library, ASKED, [mark_of(shown)])
        return self.around(*found, gone=1 - len(found))

    def around(self, *found: Quoted, gone: int = 0) -> str:
        reply = neighbours(self._library, Around(found, gone))
        return "\n".join(pages(reply))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "talks").mkdir()
    with opened(tmp_path / "library") as library:
        library.add_source(Source("talks", str(tmp_path / "talks")))
        shelf = Shelf(library, tmp_path / "talks" / "boats.md")
        shelf.holds(TALK)
        yield shelf


@pytest.mark.parametrize(
    "changed",
    [
        lambda talk: f"Welcome to the show. Tar is sticky.\n\n{talk}",
        lambda talk: f"# Boats\n\nGlue holds.\n\n# Tar\n\n{talk}",
    ],
    ids=["text was inserted before it", "it moved under another heading"],
)
def test_a_quote_that_has_moved_is_shown_where_it_stands_now(
    shelf: Shelf, changed: Callable[[str], str]
) -> None:
    shown = shelf.answer()

    shelf.holds(changed(TALK))

    assert f"That takes a day. **{DRY}** After that they last ten years." in shelf.context(shown)


def test_a_quote_that_was_taken_out_is_told_to_be_gone(shelf: Shelf) -> None:
    shown = shelf.answer()

    shelf.holds(TALK.replace(DRY, "Then they have to dry."))

    assert shelf.context(shown).startswith(GONE)


def test_words_that_were_wrongly_decoded_are_found_again(shelf: Shelf) -> None:
    broken = "Then I donâ€™t let them dry for a week."
    shelf.holds(TALK.replace(DRY, broken))
    shown = shelf.answer()

    assert "don’t let them" in shelf.context(shown)
    shelf.holds(f"Welcome to the show.\n\n{TALK.replace(DRY, broken)}")
    assert "That takes a day. **Then I don’t let them" in shelf.context(shown)


def test_other_words_that_stand_in_the_same_place_by_now_are_not_shown_for_it(
    shelf: Shelf,
) -> None:
    shown = shelf.answer()

    # Between the search for the quote and the look around it, too, a sync may end.
    shelf.holds(TALK.replace(DRY, DRY.replace("week", "year")))

    assert shelf.around(shown).startswith(GONE)
