"""The same text in two places is quoted once, from where most is known, with both named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import Library, Source
from retrieval.embedding import Embedder
from retrieval.models import Document, Kind, Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import KITES, transcript

ESSAY = (
    "Rope rots from the inside, so nobody sees how weak it is before the winter comes. ",
    "Tarred rope keeps its strength for 9 years if it hangs in a dry loft every summer. ",
    "Whoever saves on rope pays with a boat, and boats are dearer than rope by far. ",
)
ASKED = "How long does tarred rope keep its strength?"
SPOKEN = Work("Episode 7", "Pier Radio", "2025-05", "https://youtu.be/abc", duration=600)
WRITTEN = Work("On rope", "Pier Letter", "2025-03", "https://pier.example/rope")


def essay(work: Work, speaker: str | None = "Ada Brook", name: str = "essay.txt") -> Document:
    text = "“Rope” is the matter.  " + "".join(ESSAY).replace("nobody sees", "nobody  sees")
    return transcript(name, (speaker, text), work=work, kind=Kind.ESSAY)


def episode(work: Work, speaker: str | None = "Ada Brook") -> Document:
    turns = [f"0:{10 * n}|{part}" for n, part in enumerate(ESSAY, start=1)]
    turns[1] = turns[1].replace("in a dry loft", "in some dry loft")
    return transcript("episode.txt", *((speaker, turn) for turn in turns), work=work)


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    with opened(tmp_path / "library", embedder) as library:
        yield library


def take_in(library: Library, *documents: Document) -> None:
    kites = transcript("kites.txt", ("Bo Lind", KITES), work=Work("On kites"))
    library.ingest_documents([*documents, kites])


def test_a_twin_is_quoted_once_from_where_the_time_is_known(library: Library) -> None:
    take_in(library, essay(WRITTEN), episode(SPOKEN))

    [quote] = library.ask(ASKED).quotes

    assert (quote.title, quote.timestamp) == ("Episode 7", 20)
    assert quote.link == "https://youtu.be/abc?t=20"
    [place] = quote.also
    assert (place.title, place.link) == ("On rope", "https://pier.example/rope")
    assert place.attribution == "“On rope” · Pier Letter · 2025-03"
    assert library.verify().clean


def test_a_named_voice_is_quoted_rather_than_an_unknown_one(library: Library) -> None:
    take_in(library, essay(WRITTEN), episode(SPOKEN, speaker=None))

    [quote] = library.ask(ASKED).quotes

    assert (quote.speaker, quote.title) == ("Ada Brook", "On rope")
    assert quote.also[0].attribution == "“Episode 7”, 0:20 · Pier Radio · 2025-05"


def test_whoever_else_says_it_is_named_with_the_other_place(library: Library) -> None:
    take_in(library, essay(WRITTEN, speaker="Bo Lind"), episode(SPOKEN))

    [quote] = library.ask(ASKED).quotes

    assert quote.speaker == "Ada Brook"
    assert quote.also[0].attribution == "“On rope” · Pier Letter · 2025-03 · there by Bo Lind"


def test_of_two_that_are_told_alike_the_first_to_come_out_is_quoted(library: Library) -> None:
    later = replace(WRITTEN, title="On rope, again", published="2025-04", url="https://b.example/")
    take_in(library, essay(later, name="later.txt"), essay(WRITTEN))

    [quote] = library.ask(ASKED).quotes

    assert [quote.title, *(place.title for place in quote.also)] == ["On rope", "On rope, again"]


def test_what_a_question_names_is_quoted_and_its_twin_named(library: Library) -> None:
    take_in(library, essay(WRITTEN), episode(SPOKEN))

    [quote] = library.ask(f"{ASKED} I mean in Pier Letter").quotes
    [filtered] = library.ask(f'{ASKED} in:"On rope"').quotes

    assert (quote.title, [place.title for place in quote.also]) == ("On rope", ["Episode 7"])
    assert (filtered.title, filtered.also) == ("On rope", ())


def test_a_twin_that_some_may_not_read_is_not_named_to_them(library: Library) -> None:
    secret = replace(SPOKEN, audience="patrons")
    take_in(library, essay(WRITTEN), episode(secret))

    [quote] = library.readable_by(frozenset({"public"})).ask(ASKED).quotes
    [whole] = library.readable_by(frozenset({"public", "patrons"})).ask(ASKED).quotes

    assert (quote.title, quote.also) == ("On rope", ())
    assert whole.title == "Episode 7"


def test_a_correction_is_no_twin(library: Library) -> None:
    written = essay(WRITTEN)
    corrected = replace(written, text=written.text.replace("9 years", "6 years"))
    take_in(library, corrected, episode(SPOKEN))

    assert all(not quote.also for quote in library.ask(ASKED).quotes)


def test_a_twin_is_found_however_many_passages_are_nearer(library: Library) -> None:
    talk = [
        transcript(
            f"talk{n}.txt",
            ("Bo Lind", f"Tarred rope, dry lofts, summer: part {n} on how long rope keeps."),
            work=Work(f"Talk {n}"),
        )
        for n in range(70)
    ]
    take_in(library, essay(WRITTEN, speaker=None), episode(SPOKEN), *talk)

    quotes = library.ask(f"{ASKED} {ESSAY[1]}").quotes

    assert [place.title for q in quotes if q.title == "Episode 7" for place in q.also] == [
        "On rope"
    ]


def test_digests_and_profiles_name_the_other_place_too(library: Library) -> None:
    take_in(library, essay(WRITTEN), episode(SPOKEN))

    digest = library.digest("tarred rope")
    said = [q for section in (*digest.sections, *digest.deep_dives) for q in section.quotes]
    shown = [*said, *library.person("Ada Brook").quotes, *library.episode("On rope").takeaways]

    assert shown
    assert all(quote.also for quote in shown)
    words = [" ".join(quote.text.split()) for quote in said]
    assert len(words) == len(set(words))


def test_a_place_that_reads_like_the_quotes_own_is_not_named(library: Library) -> None:
    unlinked = replace(WRITTEN, url=None)
    take_in(library, essay(WRITTEN), essay(unlinked, name="patrons.txt"))

    [quote] = library.ask(ASKED).quotes

    assert quote.link == WRITTEN.url
    assert quote.also == ()


def test_of_places_that_read_alike_one_is_named(library: Library) -> None:
    unlinked = replace(WRITTEN, url=None)
    patrons = essay(unlinked, name="a-patrons.txt")
    take_in(library, patrons, episode(SPOKEN), essay(WRITTEN, name="public.txt"))

    [quote] = library.ask(ASKED).quotes

    assert quote.title == "Episode 7"
    assert [(place.title, place.link) for place in quote.also] == [("On rope", WRITTEN.url)]


@pytest.mark.parametrize("audiences", [None, ()])
def test_a_file_that_was_renamed_is_quoted_by_its_new_name_alone(
    tmp_path: Path, embedder: Embedder, audiences: tuple[str, ...] | None
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "old.txt").write_text("".join(ESSAY))
    (shelf / "kites.txt").write_text(KITES)
    # What somebody else may read does not change what these readers are told.
    (shelf / "crew.txt").write_text("Oars are stored dry, and nobody paints them in the summer.")
    rows = '[[source]]\nfile = "old.txt"\npublished = "2020"\nspeaker = "Ada Brook"\n'
    crew = '[[source]]\nfile = "crew.txt"\naudience = "crew"\n'
    (shelf / "sources.toml").write_text(rows + crew)
    with opened(tmp_path / "library", embedder) as library:
        library.add_source(Source("shelf", str(shelf)))
        library.sync()
        (shelf / "old.txt").rename(shelf / "new.txt")
        (shelf / "sources.toml").write_text(crew)
        library.sync()
        asked = library if audiences is None else library.readable_by(audiences)

        [quote] = asked.ask(ASKED).quotes
        (shelf / "new.txt").rename(shelf / "old.txt")
        library.sync()
        [again] = asked.ask(ASKED).quotes

    assert (quote.source_name, quote.also) == ("new.txt", ())
    assert (again.source_name, again.also) == ("old.txt", ())
