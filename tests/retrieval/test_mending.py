"""Mojibake is found by the words it stands for, and quoted as it is stored."""

from pathlib import Path

from retrieval.embedding import Embedder
from retrieval.people import People
from retrieval.printing import as_text
from retrieval.profiles.printing import episode_text, person_text
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


def broken(text: str) -> str:
    return text.encode().decode("cp1252")


SALT = f"""---
title: {broken("Salt cafés")}
---

**{broken("Renée Dubé")}:** {broken("Crème brûlée sells well on the pier in every summer.")}

**Bo Lind:** Nobody believes it.

**{broken("Renée Dubé")}:** {broken("Every café sells crème brûlée to the sailors there.")}
"""


def test_a_broken_name_and_title_are_found_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "salt.md"
    path.write_text(SALT, "utf-8")
    with opened(tmp_path / "library", HashEmbedder()) as library:
        library.ingest([path])

        asked = library.ask('from:"Renée Dubé" in:"Salt cafés" crème brûlée')
        person, episode = library.person("Renée Dubé"), library.episode("Salt cafés")

        assert {quote.speaker for quote in asked.quotes} == {broken("Renée Dubé")}
        assert (person.name, episode.title) == (broken("Renée Dubé"), broken("Salt cafés"))
        assert any("crème" in topic.casefold() for topic in person.topics)
        for shown in (person_text(person), episode_text(episode), as_text(asked)):
            assert "Renée Dubé" in shown
            assert "Salt cafés" in shown
            assert "Ã" not in shown


def test_spellings_that_only_a_wrong_decoding_parts_are_one_persons() -> None:
    people = People({"Renée Dubé": 3, broken("Renée Dubé"): 2})

    assert people.named("renee dube") == ["Renée Dubé"]
    assert people.find("Renée") == {"Renée Dubé", broken("Renée Dubé")}
