"""Digests of a few small texts by a model that can be predicted by eye, and of the seeds."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from retrieval import Digest, Filters, Length, Library, Quote
from retrieval.embedding import Embedder
from retrieval.models import Document, Kind, Segment, Voice, Work
from retrieval.rows import Vectors
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, write

MAY = datetime(2026, 5, 20, tzinfo=UTC)


def document(
    name: str,
    text: str,
    speaker: str | None = None,
    published: str = "",
    kind: Kind = Kind.TRANSCRIPT,
) -> Document:
    """A text in one voice; its paragraphs are segments."""
    voice = Voice(kind, speaker)
    starts = [0, *(n + 2 for n in range(len(text)) if text[n : n + 2] == "\n\n")]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    segments = tuple(Segment(a, b, voice) for a, b in zip(starts, ends, strict=True))
    work = Work(title=name, published=published or None)
    return Document(f"/{name}", "text", text, segments, work, name, f"{name}{text}")


def quotes_of(digest: Digest) -> list[Quote]:
    return [quote for section in digest.sections for quote in section.quotes]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three speakers on salt tariffs, a year apart, and one on something else."""
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [
                document("one", "Salt tariffs help the fishing ports.", "Ann", "2024-03-01"),
                document("two", "Salt tariffs harm the fishing ports.", "Bob", "2025-03-09"),
                document("three", "Old salt tariffs feed corrupt clerks.", "Eve", "2026-05-02"),
                document("four", "Silent owls hunt grey mice at night.", "Joe", "2026-05-03"),
            ]
        )
    return tmp_path / "library"


def digest_of(shelf: Path, topic: str, filters: Filters | None = None) -> Digest:
    with opened(shelf, now=lambda: MAY) as library:
        return library.digest(topic, filters or Filters())


def test_a_topic_is_told_by_all_who_speak_of_it_and_by_nobody_else(shelf: Path) -> None:
    found = digest_of(shelf, "salt tariffs")

    assert {quote.speaker for quote in quotes_of(found)} == {"Ann", "Bob", "Eve"}
    assert [(v.speaker, v.count) for v in found.voices] == [("Ann", 1), ("Bob", 1), ("Eve", 1)]


def test_the_contrary_view_stands_beside_its_opposite_and_is_marked(shelf: Path) -> None:
    found = digest_of(shelf, "salt tariffs")

    [section] = [section for section in found.sections if section.contrary]
    [place] = section.contrary
    assert {q.speaker for q in section.quotes[place - 1 : place + 1]} == {"Ann", "Bob"}


def test_the_timeline_and_the_first_and_latest_mention_follow_the_dates(shelf: Path) -> None:
    found = digest_of(shelf, "salt tariffs")

    assert [(p.period, p.count) for p in found.timeline] == [
        ("2024-03", 1),
        ("2025-03", 1),
        ("2026-05", 1),
    ]
    assert (found.first and found.first.speaker) == "Ann"
    assert (found.latest and found.latest.speaker) == "Eve"


def test_filters_bound_a_digest(shelf: Path) -> None:
    by_bob = digest_of(shelf, "salt tariffs", Filters(voices=("Bob",)))
    lately = digest_of(shelf, "salt tariffs since:2026")

    assert [quote.speaker for quote in quotes_of(by_bob)] == ["Bob"]
    assert [quote.speaker for quote in quotes_of(lately)] == ["Eve"]


def test_filters_alone_are_a_topic(shelf: Path) -> None:
    found = digest_of(shelf, "", Filters(voices=("Joe",)))

    assert [quote.speaker for quote in quotes_of(found)] == ["Joe"]


def test_a_filter_that_cannot_be_followed_is_told_and_nothing_is_quoted(shelf: Path) -> None:
    found = digest_of(shelf, "salt from:nobody")

    assert (found.sections, [p.value for p in found.problems]) == ((), ["nobody"])


@pytest.mark.parametrize("topic", ["this month", "May 2026", "what happened this month?"])
def test_a_time_alone_is_a_topic(shelf: Path, topic: str) -> None:
    found = digest_of(shelf, topic)

    assert {quote.speaker for quote in quotes_of(found)} == {"Eve", "Joe"}


def test_a_time_from_which_there_is_nothing_is_silent(shelf: Path) -> None:
    assert digest_of(shelf, "in June 2020").sections == ()
    assert digest_of(shelf, "last week").sections == ()


@pytest.mark.parametrize("topic", ["Joe", "what does Joe think?", "from:Joe"])
def test_a_person_is_a_topic(shelf: Path, topic: str) -> None:
    assert [quote.speaker for quote in quotes_of(digest_of(shelf, topic))] == ["Joe"]


@pytest.mark.parametrize("topic", ["", "  ", "?!", "what about the", "\u202e", "🙂"])
def test_nothing_is_no_topic_and_topics_are_offered(shelf: Path, topic: str) -> None:
    found = digest_of(shelf, topic)

    assert found.sections == ()
    assert found.nearest


def test_a_topic_that_is_not_held_is_silent_and_the_nearest_are_offered(shelf: Path) -> None:
    found = digest_of(shelf, "quantum cookery")

    assert (found.sections, found.deep_dives, found.voices) == ((), (), ())
    assert found.nearest


def test_a_misspelt_topic_finds_the_right_one(shelf: Path) -> None:
    assert len(quotes_of(digest_of(shelf, "salt tarifs"))) == 3


def test_an_empty_library_is_silent(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        found = library.digest("salt")
        assert library.topics("", 25) == []

    assert (found.sections, found.nearest) == ((), ())


def test_topics_come_and_go_with_their_documents(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", a=BOATS)
    with opened(tmp_path / "library") as library:
        library.ingest([folder])
        assert "salt water" in library.topics("salt", 25)

        write(folder, a=KITES)
        library.ingest([folder])

        assert library.topics("salt", 25) == []
        assert "steady wind" in library.topics("wi", 25)


def test_a_topic_that_is_typed_with_a_slip_is_completed(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "texts", a=BOATS)])

        assert library.topics("sallt watr", 25)[0] == "salt water"


@pytest.mark.parametrize("typed", ["slat tarifs", "corupt clekrs", "fihsing ports", "fishingports"])
def test_a_topic_is_understood_with_a_slip_in_each_word(shelf: Path, typed: str) -> None:
    assert "Salt" in quotes_of(digest_of(shelf, typed))[0].text.replace("Old salt", "Salt")


def test_the_nearest_topics_are_told_word_by_word(tmp_path: Path) -> None:
    text = "Spice tariffs ended. The sail makers met. The rope tariff board met."
    with opened(tmp_path / "library") as library:
        library.ingest_documents([document("one", text)])

        assert library.topics("tarfif spcie", 25)[0] == "Spice tariffs"


def test_a_quote_without_a_phrase_stands_under_the_topic(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents([document("one", "So reproducibility is really hard.", "Ann")])
        found = library.digest("reproducibility")

    assert [section.heading for section in found.sections] == ["reproducibility"]


def test_greetings_and_housekeeping_are_never_quoted(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        greeting = "Welcome back to another hour on salt tariffs with us."
        library.ingest_documents(
            [document("one", f"{greeting} Old salt tariffs feed corrupt clerks.", "Ann")]
        )
        found = library.digest("salt tariffs")

    assert [quote.text for quote in quotes_of(found)] == ["Old salt tariffs feed corrupt clerks."]


@pytest.mark.parametrize(
    "introduction",
    [
        "I'm Jane Roe, a salt tariffs researcher at the harbour.",
        "Today we have Rose Poe, who studies salt tariffs.",
        "I'd like to introduce Rose Poe of the salt tariffs office.",
        "I'm joined as always by Rose Poe of the salt tariffs office.",
        "Join us on our public Slack and talk about salt tariffs.",
        "Thanks to everyone who wrote to us about salt tariffs.",
        "We are interested to hear what salt tariffs do to you.",
    ],
)
def test_introductions_are_not_quoted_where_anything_is_said(
    tmp_path: Path, introduction: str
) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [document("one", f"{introduction} Old salt tariffs feed corrupt clerks.", "Ann")]
        )
        found = library.digest("salt tariffs")

    assert [quote.text for quote in quotes_of(found)] == ["Old salt tariffs feed corrupt clerks."]


@pytest.mark.parametrize(
    ("topic", "voices"),
    [
        ("Harbour Talk #12", {"Ann"}),
        ("harbour talk 13", {"Bob"}),
        ("a summary of Harbour Talk #13", {"Bob"}),
        ("Harbour Talk #99", set()),
        ("Harbour Talk episode 99", set()),
        ("Harbour Talk", {"Ann", "Bob"}),
    ],
)
def test_a_work_is_found_by_its_whole_name_and_its_number_is_heeded(
    tmp_path: Path, topic: str, voices: set[str]
) -> None:
    with opened(tmp_path / "library") as library:
        each = (
            ("Harbour Talk #12", "Old salt tariffs feed corrupt clerks.", "Ann"),
            ("Harbour Talk #13", "Silent owls hunt grey mice at night.", "Bob"),
        )
        library.ingest_documents(
            [
                replace(made, work=replace(made.work, publisher="Harbour Talk"))
                for made in (document(*one) for one in each)
            ]
        )
        found = library.digest(topic)

    assert {quote.speaker for quote in quotes_of(found)} == voices


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The salt tariffs made Bergen an open port.",
            "The salt tariffs made Cadiz a closed town.",
        ),
        (
            "Fishing ports need these salt tariffs badly.",
            "Salt tariffs are an unnecessary burden on fishing ports.",
        ),
        (
            "Nobody wants salt tariffs as the way to help the fishing ports.",
            "Salt tariffs harm the old clerks and the fishing villages.",
        ),
    ],
)
def test_what_may_mean_the_same_is_not_marked_as_contrary(
    tmp_path: Path, one: str, other: str
) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents([document("one", one, "Ann"), document("two", other, "Bob")])
        found = library.digest("salt tariffs")

    assert len(quotes_of(found)) == 2
    assert not any(section.contrary for section in found.sections)


def test_one_summary_is_enough_where_people_speak(tmp_path: Path) -> None:
    summaries = [
        document("s1", "Salt tariffs rose.\n\nSalt tariffs bite in Cadiz.", kind=Kind.SUMMARY),
        document("s2", "Salt tariffs fell near Dover.", kind=Kind.SUMMARY),
    ]
    people = [
        document("one", "My uncle Walter once paid some salt tariffs.", "Ann"),
        document("two", "Nobody in Bergen minds salt tariffs on herring barrels.", "Ann"),
    ]
    with opened(tmp_path / "library") as library:
        library.ingest_documents([*summaries, *people])
        found = library.digest("salt tariffs")

    assert [quote.kind for quote in quotes_of(found)].count(Kind.SUMMARY) == 1


def test_machines_do_not_crowd_out_people(tmp_path: Path) -> None:
    told = ("Salt tariffs rose.", "Salt tariffs fell.", "Salt tariffs ended.", "Salt tariffs bite.")
    summaries = [
        document(text, f"{text[:-1]} across {place}.", kind=Kind.SUMMARY)
        for text, place in zip(told, ("Bergen", "Cadiz", "Dover", "Emden"), strict=True)
    ]
    people = [
        document(name, f"My {name} uncle paid salt tariffs {how}.", name)
        for name, how in (("Ann", "twice yearly"), ("Bob", "in grain"), ("Eve", "with herring"))
    ]
    with opened(tmp_path / "library") as library:
        library.ingest_documents([*summaries, *people])
        found = library.digest("salt tariffs")

    assert sum(quote.kind is Kind.SUMMARY for quote in quotes_of(found)) <= 1


class TestSeeds:
    """What must hold of any digest, on real text with the real model."""

    @pytest.mark.parametrize("length", list(Length))
    @pytest.mark.parametrize("topic", ["China", "open models", "DeepSeek", "AI", "Chinese AI"])
    def test_three_to_six_quotes_say_different_things_in_different_voices(
        self, seed_library: Library, topic: str, length: Length
    ) -> None:
        found = seed_library.digest(topic, length=length)

        quotes = quotes_of(found)
        assert 3 <= len(quotes) <= 6
        assert len({quote.speaker or quote.source for quote in quotes}) >= 2
        assert len({(quote.source, quote.start) for quote in quotes}) == len(quotes)
        assert not [1 for a, b in combinations(quotes, 2) if a.text in b.text or b.text in a.text]

    @pytest.mark.parametrize("topic", ["China", "open models", "DeepSeek", "compute"])
    def test_every_heading_stands_in_a_quote_under_it(
        self, seed_library: Library, topic: str
    ) -> None:
        found = seed_library.digest(topic)

        assert found.sections
        for section in found.sections:
            assert any(section.heading in quote.text for quote in section.quotes)

    def test_deep_dives_go_on_under_the_same_headings_and_repeat_nothing(
        self, seed_library: Library
    ) -> None:
        found = seed_library.digest("China", length=Length.LONG)

        said = {quote.text for quote in quotes_of(found)}
        further = [quote.text for dive in found.deep_dives for quote in dive.quotes]
        assert further
        assert said.isdisjoint(further)
        assert len(set(further)) == len(further)
        assert {d.heading for d in found.deep_dives} <= {s.heading for s in found.sections}

    @pytest.mark.parametrize("topic", ["China", "AI", "Chinese AI"])
    def test_what_goes_deeper_holds_its_heading(self, seed_library: Library, topic: str) -> None:
        for dive in seed_library.digest(topic).deep_dives:
            assert any(dive.heading.casefold() in quote.text.casefold() for quote in dive.quotes)

    def test_every_quote_is_a_slice_of_its_source(self, seed_library: Library) -> None:
        for quote in quotes_of(seed_library.digest("AI", length=Length.LONG)):
            text = Path(quote.source).read_bytes().decode("utf-8")
            assert text[quote.start : quote.end] == quote.text

    def test_summaries_by_machines_do_not_crowd_out_people(self, seed_library: Library) -> None:
        quotes = quotes_of(seed_library.digest("China", length=Length.LONG))

        assert sum(quote.kind is Kind.SUMMARY for quote in quotes) <= 1

    @pytest.mark.parametrize(
        "topic", ["x" * 2000, "chips " * 333, "人工智能" * 500, "a\x00b\ud800"]
    )
    def test_any_text_may_be_a_topic(self, seed_library: Library, topic: str) -> None:
        assert seed_library.digest(topic).topic == topic

    @pytest.mark.parametrize("topic", ["China", "AI", "DeepSeek", "open models"])
    def test_no_two_quotes_are_nearer_than_is_stated(
        self, seed_library: Library, embedder: Embedder, topic: str
    ) -> None:
        found = seed_library.digest(topic, length=Length.LONG)

        quotes = [q for section in (*found.sections, *found.deep_dives) for q in section.quotes]
        vectors = np.stack([_vector(quote, embedder) for quote in quotes])
        cosines = vectors @ vectors.T - np.eye(len(quotes))
        assert cosines.max() <= (0.95 if any(s.contrary for s in found.sections) else 0.81)


def _vector(quote: Quote, embedder: Embedder) -> Vectors:
    """The mean of a quote's sentences' vectors, at length 1."""
    texts = [quote.text[span.start : span.end] for span in quote.sentences]
    mean = embedder.embed(texts).mean(axis=0)
    unit: Vectors = mean / np.linalg.norm(mean)
    return unit


def test_what_a_machine_summed_up_is_heard_from_nobody(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [
                document("one", "Salt tariffs help the fishing ports.", kind=Kind.SUMMARY),
                document("two", "Salt tariffs harm the fishing ports."),
                document("three", "Silent owls hunt grey mice at night.", "Joe"),
            ]
        )
        voices = library.digest("salt tariffs", Filters()).voices

    assert {(voice.speaker, voice.kind) for voice in voices} == {
        (None, Kind.SUMMARY),
        (None, None),
    }
