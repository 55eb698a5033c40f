"""Questions that the library has in other words: other names, slips, two people, another time."""

from collections.abc import Iterator

import pytest

from retrieval import Answer, Library, Reading
from retrieval.embedding import Embedder
from retrieval.models import Work
from retrieval.printing import as_text
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import transcript

EARLY = Work(title="Keels and sails", published="2018-10-08")
LATE = Work(title="Engines at sea", published="2024-04-24")
TURNS = (
    ("Ada Lind", "Keelforge builds every hull of the fleet, and Keelforge paints them too."),
    ("Bo Storgård", "The anchors hold because their chains are long and heavy on the sand."),
    ("Ada Lind", "The anchors slip when somebody lets too little of the chain out."),
    ("Ada Lind", "At Keelforge we launch four ships in a year, with Sternlink as their radio."),
    ("Kaj Berg", "The Plotter-4 draws every chart, and no Plotter-3 draws them as well."),
    ("Olu Strand", "The harbour pilots are employed by the town and paid by the ship."),
    ("Olu Strand", "Marta Quay founded the harbour in a year of storms, with her sisters."),
)
LATER = (("Kaj Berg", "Turbines turn the propellers of the ferry, and the gulls eat the fish."),)


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(tmp_path_factory.mktemp("otherwise") / "library", embedder) as library:
        library.ingest_documents(
            [transcript("early", *TURNS, work=EARLY), transcript("late", *LATER, work=LATE)]
        )
        yield library


def voices(answer: Answer) -> list[str | None]:
    return [quote.speaker for quote in answer.quotes]


@pytest.mark.parametrize("name", ["Keelman", "keelman", "Helmforge"])
def test_another_name_is_not_answered_as_if_it_were_the_one_asked_for(
    library: Library, name: str
) -> None:
    assert not library.ask(f"What did they say about {name}?").answered


@pytest.mark.parametrize("typed", ["keelfroge", "Keelforgte", "keelforxe"])
def test_a_slip_finds_the_name_that_is_meant_and_says_how_it_was_read(
    library: Library, typed: str
) -> None:
    answer = library.ask(f"What did they say about {typed}?")

    assert "Keelforge" in answer.quotes[0].text
    assert answer.readings == (Reading(typed, "Keelforge"),)
    assert f"“{typed}” was read as “Keelforge”." in as_text(answer)


def test_another_version_is_another_thing(library: Library) -> None:
    for asked in ("What did they say about Plotter-5?", "what is Plotter-5"):
        assert not library.ask(asked).answered
    assert library.ask("What did they say about Plotter-4?").answered


def test_a_name_as_it_is_written_is_read_as_nothing_else(library: Library) -> None:
    assert library.ask("What did they say about Keelforge?").readings == ()


def test_what_is_short_in_chat_is_asked_as_if_it_were_written_out(library: Library) -> None:
    short = library.ask("wat do ppl say abt the harbour pilots lol")
    whole = library.ask("what do people say about the harbour pilots")

    assert short.quotes == whole.quotes
    assert short.quotes
    assert (short.question, short.understood) == ("wat do ppl say abt the harbour pilots lol", "")


def test_two_people_who_are_asked_for_are_both_quoted(library: Library) -> None:
    for question in (
        "What did Ada and Bo say about anchors?",
        "Ada Lind vs Bo Storgard on anchors",
        "What do Ada Lind & Bo Storgård think of anchors?",
    ):
        assert set(voices(library.ask(question))[:2]) == {"Ada Lind", "Bo Storgård"}


def test_a_person_who_has_nothing_on_it_is_told_beside_one_who_has(library: Library) -> None:
    answer = library.ask("What did Bo and Kaj say about anchors?")

    assert set(voices(answer)) == {"Bo Storgård"}
    assert answer.lacking == ("What did Kaj say about anchors?",)


@pytest.mark.parametrize("name", ["Bo Storgard", "Bo Storgaard"])
def test_a_voice_is_found_without_its_accents_and_as_it_sounds(library: Library, name: str) -> None:
    assert voices(library.ask(f"What did {name} say about anchors?"))[0] == "Bo Storgård"


def test_in_silence_the_nearest_voice_is_offered(library: Library) -> None:
    answer = library.ask("What did Olaf Strandberg say about submarines?")

    assert not answer.answered
    assert "Olu Strand" in answer.nearest
    assert "Olu Strand" in as_text(answer)


def test_a_year_of_which_nothing_is_quoted_is_told(library: Library) -> None:
    for question in ("What turns the propellers in 2018?", "What turned the propellers in 1999?"):
        answer = library.ask(question)

        assert voices(answer) == ["Kaj Berg"]
        assert answer.missing_time == question.removesuffix("?")[-7:]
        assert f"Nothing from the time asked for ({answer.missing_time})" in as_text(answer)


@pytest.mark.parametrize("time", ["", " in 2024", " since 2020"])
def test_nothing_is_told_of_a_time_that_is_quoted(library: Library, time: str) -> None:
    assert library.ask(f"What turns the propellers{time}?").missing_time == ""


def test_both_parts_of_a_question_are_answered_the_best_of_each_first(library: Library) -> None:
    answer = library.ask("Who employs the harbour pilots and who founded the harbour?")

    first = " ".join(quote.text for quote in answer.quotes[:2])
    assert "employed by the town" in first
    assert "Marta Quay" in first


def test_a_part_without_an_answer_is_told(library: Library) -> None:
    answer = library.ask("Who employs the harbour pilots and who wrote the opera Tannhäuser?")

    assert "employed by the town" in answer.quotes[0].text
    assert answer.lacking == ("who wrote the opera Tannhäuser?",)
