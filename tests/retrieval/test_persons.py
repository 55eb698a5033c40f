"""What is held of a person: where, when, what about, in which words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library, PeriodCount
from retrieval.models import Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import transcript, write

GREETING = "Welcome to another episode of the show, my name is Ada and I am glad you are here."
ROPE = "The mooring rope is what holds every boat at the pier when the wind turns in the night."
TAR = "Pine tar on the planks keeps every boat dry for years, and nobody should use anything else."
KITE = "A paper kite needs a long tail before it flies in a steady wind over the harbour wall."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(tmp_path_factory.mktemp("persons") / "library") as library:
        library.ingest_documents(
            [
                transcript(
                    "one.md",
                    ("Ada Brook", GREETING),
                    ("Bo Lund", "What holds a boat?"),
                    ("Ada Brook", ROPE),
                    ("Bo Lund", KITE),
                    ("Ada Brook", f"{ROPE} And the mooring rope wears out."),
                    work=Work("On rope", "Harbour", "2024-03-09", "https://h.example/1"),
                ),
                transcript(
                    "two.md", ("Brook, Ada", TAR), work=Work("On tar", "Harbour", "2024-03-30")
                ),
                transcript("three.md", ("Ada Brook", TAR), work=Work("Later", "Harbour", "2025")),
                transcript("four.md", ("Ada Brook", KITE), work=Work(description="a talk")),
                transcript("five.md", ("Bo", "We met Bo Tan."), ("Bo", KITE), work=Work("Alone")),
            ]
        )
        yield library


def test_spellings_of_one_person_have_one_page(library: Library) -> None:
    person = library.person("ada")

    assert (person.name, person.other_names) == ("Ada Brook", ("Brook, Ada",))
    assert person == library.person("Brook, Ada")


def test_works_come_with_words_the_latest_first_and_undated_ones_last(library: Library) -> None:
    works = library.person("Ada Brook").works

    assert [work.title for work in works] == ["Later", "On tar", "On rope", None]
    assert [work.words for work in works] == [
        len(said.split())
        for said in (TAR, TAR, f"{GREETING} {ROPE} {ROPE} And the mooring rope wears out.", KITE)
    ]
    assert works[2].url == "https://h.example/1"
    assert works[3].description == "a talk"
    assert works[3].source_name == "four.md"


def test_words_are_counted_by_month_or_by_year_where_no_more_is_known(library: Library) -> None:
    first = sum(work.words for work in library.person("Ada Brook").works[1:3])

    assert library.person("Ada Brook").timeline == (
        PeriodCount("2024-03", first),
        PeriodCount("2025", len(TAR.split())),
    )


def test_quotes_are_their_own_words_each_on_something_else_and_no_greeting(
    library: Library,
) -> None:
    quotes = library.person("Ada Brook").quotes

    assert 2 <= len(quotes) <= 3
    assert {quote.speaker for quote in quotes} <= {"Ada Brook", "Brook, Ada"}
    assert not any("Welcome" in quote.text for quote in quotes)
    assert len({quote.text for quote in quotes}) == len(quotes)


def test_topics_are_what_they_come_back_to_and_no_names(library: Library) -> None:
    topics = library.person("Ada Brook").topics

    assert "mooring rope" in topics
    assert not any("Ada" in topic or "Harbour" in topic for topic in topics)


def test_a_person_nobody_is_has_no_name_and_near_ones_are_told(library: Library) -> None:
    person = library.person("Adalbert Brookfield")

    assert person.name is None
    assert "Ada Brook" in person.nearest
    assert (person.works, person.quotes) == ((), ())


@pytest.mark.parametrize(
    "typed", ["", "?", "x" * 5000, "\0\ud800", "many words " * 300, "%' OR 1=1 --"]
)
def test_any_text_may_be_asked_for(library: Library, typed: str) -> None:
    assert library.person(typed).name is None


def test_a_first_name_in_the_source_meets_the_full_name_that_it_also_gives(
    library: Library,
) -> None:
    assert library.person("Bo Tan").name == "Bo"
    assert library.person("Bo Berg").name is None


def test_of_a_first_name_that_is_somebodys_whole_name_the_others_are_told(
    library: Library,
) -> None:
    person = library.person("bo")

    assert (person.name, person.nearest) == ("Bo", ("Bo Lund",))


def test_who_is_only_quoted_has_a_page_of_what_is_quoted(tmp_path: Path) -> None:
    said = "Boats are never finished by anybody, they are only launched when the money is gone."
    texts = write(tmp_path / "texts", words=f'It is late. Anna Berg said: "{said}" So we went on.')
    (texts / "sources.toml").write_text(
        '[[source]]\nfile = "words.txt"\nspeaker = "Ada Brook"\npublished = "2023-01"\n'
    )
    with opened(tmp_path / "library") as library:
        library.ingest([texts])

        anna, ada = library.person("Anna Berg"), library.person("Ada Brook")

    [work] = anna.works
    assert work.quoted
    assert said in anna.quotes[0].text
    assert anna.timeline == (PeriodCount("2023-01", len(said.split())),)
    assert [each.quoted for each in ada.works] == [False]
    assert ada.works[0].words == len(
        ["It", "is", "late.", "Anna", "Berg", "said:", "So", "we", "went", "on."]
    )


def test_what_came_in_later_is_on_the_page(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents([transcript("a", ("Ada Brook", ROPE), work=Work("One"))])
        assert len(library.person("Ada Brook").works) == 1

        library.ingest_documents([transcript("b", ("Ada Brook", TAR), work=Work("Two"))])

        assert len(library.person("Ada Brook").works) == 2


def test_an_empty_library_knows_nobody(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        assert library.person("Ada Brook") == library.person("")
        assert library.person("Ada Brook").nearest == ()


def test_filters_follow_a_name_however_it_is_written(library: Library) -> None:
    answer = library.ask('from:"Brook, Ada" mooring rope')

    assert {quote.speaker for quote in answer.quotes} == {"Ada Brook"}


def test_the_seeds_tell_what_their_voices_are_about(seed_library: Library) -> None:
    azhar, casado = seed_library.person("azhar"), seed_library.person("casado")

    assert (azhar.name, azhar.timeline) == ("Azeem Azhar", ())
    assert any("DeepSeq" in topic or "China" in topic for topic in azhar.topics)
    assert len(azhar.quotes) == 3
    assert casado.works[0].quoted
    assert casado.quotes[0].quoted_speaker == "Martin Casado"


def test_whoever_is_asked_for_alone_is_not_answered_with_fillers(tmp_path: Path) -> None:
    fillers = [("Bo Lund", text) for text in ("Awesome.", "Yeah.", "I saw that.", "Oh, cool.")]
    spoken = [pair for filler in fillers for pair in (("Ann Berg", TAR), filler)]
    talk = transcript("talk.txt", *spoken, ("Bo Lund", ROPE), ("Bo Lund", KITE), work=Work("Talk"))
    with opened(tmp_path / "library") as library:
        library.ingest_documents([talk])
        asked = ("Who is Bo Lund?", "What does Bo Lund do?", "What did Bo Lund say?")
        answers = [library.ask(question) for question in asked]

    assert all({quote.text for quote in answer.quotes} <= {ROPE, KITE} for answer in answers)
    assert any(answer.answered for answer in answers)
