"""Mojibake is found by the words it stands for, and quoted as it is stored."""

from pathlib import Path

from retrieval.embedding import Embedder
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, write

WHOLE = "The café’s naïve owner pours crème brûlée for everybody at the pier."
BROKEN = WHOLE.encode().decode("cp1252")


def test_a_broken_text_is_found_by_its_words_and_quoted_as_it_stands(
    tmp_path: Path, embedder: Embedder
) -> None:
    shelf = write(tmp_path / "shelf", broken=BROKEN, other=BOATS)
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([shelf])

        [quote] = library.ask("Who pours crème brûlée at the café?").quotes

        assert quote.text == BROKEN
        text = (shelf / "broken.txt").read_text("utf-8")
        assert text[quote.start : quote.end] == quote.text
        assert library.verify().clean


def test_a_broken_text_has_the_whole_ones_vector_and_terms(tmp_path: Path) -> None:
    with opened(tmp_path / "library", HashEmbedder()) as library:
        library.ingest([write(tmp_path / "shelf", broken=BROKEN, whole=WHOLE)])

        broken, whole = library._catalogue.passage_ids()
        terms = library._keywords.terms([broken, whole])
        assert terms[broken].said == terms[whole].said
        vectors = library._catalogue.vectors([broken, whole])
        assert (vectors[0] == vectors[1]).all()
