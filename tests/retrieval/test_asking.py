"""What a member is told: verbatim, attributed, at most four, and the same for every thread."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest

from retrieval import Answer, Kind, Library, Quote
from retrieval.embedding import Embedder
from tests.conftest import SEEDS
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import chapters, in_step, said, write

TOPICS = (
    "DeepSeek R2",
    "Qwen",
    "open models in China",
    "semiconductor export controls",
    "Chinese regulation of AI",
    "Martin Casado and startups",
    "GPU clusters and memory",
    "High Flyer's money",
    "original innovation",
    "a sovereign wealth fund",
    "energy use of data centers",
    "the Curve conference",
    "the infrastructure in Asia",
    "electric vehicles and tariffs",
    "the price of tulips",
)
FRAMES = (
    "What is said about {}?",
    "Who talks about {}?",
    "Why does {} matter?",
    "{}",
    "tell me something on {} please",
    "Is there a problem with {}?",
    "How will {} change?",
)
QUESTIONS = [frame.format(topic) for topic, frame in product(TOPICS, FRAMES)]


def stands_at(quote: Quote) -> str:
    """What the quote's file holds where the quote says that it stands."""
    with Path(quote.source).open(encoding="utf-8", newline="") as file:
        return file.read()[quote.start : quote.end]


@pytest.fixture(scope="module")
def answers(seed_library: Library) -> list[Answer]:
    return [seed_library.ask(question) for question in QUESTIONS]


@pytest.fixture(scope="module")
def quotes(answers: list[Answer]) -> list[Quote]:
    found = [quote for answer in answers for quote in answer.quotes]
    assert len(found) > 50
    return found


def test_every_quote_is_a_slice_of_its_file(quotes: list[Quote]) -> None:
    assert [quote for quote in quotes if stands_at(quote) != quote.text] == []


def test_every_quote_names_its_file(quotes: list[Quote]) -> None:
    for quote in quotes:
        assert Path(quote.source).is_absolute()
        assert Path(quote.source).parent == SEEDS
        assert quote.source_name == Path(quote.source).name


def test_no_answer_has_more_than_four_quotes_or_one_twice(answers: list[Answer]) -> None:
    for answer in answers:
        assert len(answer.quotes) <= 4
        assert len({quote.text for quote in answer.quotes}) == len(answer.quotes)


def test_an_answer_has_quotes_and_silence_has_none_but_a_confidence(answers: list[Answer]) -> None:
    for answer in answers:
        assert answer.answered == bool(answer.quotes)
        assert 0 <= answer.confidence <= 1
        assert answer.elapsed_ms > 0


def test_answers_and_silence_both_occur(answers: list[Answer]) -> None:
    answered = {answer.question: answer.answered for answer in answers}

    assert answered["What is said about DeepSeek R2?"]
    assert not answered["What is said about the price of tulips?"]


def test_a_quote_is_one_to_three_whole_sentences_of_about_sixty_words(quotes: list[Quote]) -> None:
    for quote in quotes:
        assert 1 <= len(quote.sentences) <= 3
        assert len(quote.sentences) == 1 or len(quote.text.split()) <= 60


def test_the_sentences_of_a_quote_cover_its_text_in_order(quotes: list[Quote]) -> None:
    for quote in quotes:
        ends = [0, *(span.end for span in quote.sentences)]
        starts = [*(span.start for span in quote.sentences), len(quote.text)]
        assert all(not quote.text[a:b].strip() for a, b in zip(ends, starts, strict=True))
        assert all(span.start < span.end for span in quote.sentences)


def test_no_quote_holds_what_is_furniture_on_its_page(quotes: list[Quote]) -> None:
    furniture = ("avatar", "Read more", "auto_awesome", "Podcast Appearances", "カバーアート")
    for quote in quotes:
        assert not [words for words in furniture if words in quote.text]
        assert quote.text == quote.text.strip()
        assert not quote.text.startswith((">", "* "))
        assert not (quote.text.endswith("...") and quote.source_name.startswith("001"))


def test_the_summary_and_the_notes_are_in_nobodys_mouth(quotes: list[Quote]) -> None:
    page = [quote for quote in quotes if quote.source_name.startswith("004")]

    assert {quote.kind for quote in page} <= {Kind.SUMMARY, Kind.NOTES}
    assert {(quote.speaker, quote.quoted_speaker) for quote in page} == {(None, None)}
    for quote in page:
        labels = {Kind.SUMMARY: "Machine-written summary", Kind.NOTES: "Publisher's notes"}
        assert quote.attribution.startswith(labels[quote.kind])


def test_every_attribution_begins_with_the_voice(quotes: list[Quote]) -> None:
    for quote in quotes:
        if quote.quoted_speaker is None and quote.speaker and "quoted by" not in quote.attribution:
            assert quote.attribution.startswith(quote.speaker)


def test_scores_lie_between_nought_and_one_and_the_best_leads(answers: list[Answer]) -> None:
    for answer in answers:
        scores = [quote.score for quote in answer.quotes]
        assert all(0 <= score <= 1 for score in scores)


def test_asking_again_gives_the_same_answer(seed_library: Library, answers: list[Answer]) -> None:
    for answer in answers[::9]:
        assert said(seed_library.ask(answer.question)) == said(answer)


def test_eight_threads_get_what_one_thread_gets(
    seed_library: Library, answers: list[Answer]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(seed_library.ask, QUESTIONS[:48]))

    assert [said(answer) for answer in together] == [said(a) for a in answers[:48]]


def test_asking_while_documents_are_exchanged_is_no_fault(tmp_path: Path) -> None:
    # Both versions of each tale fill passages, and each exchange gives them new numbers.
    versions = [
        {f"tale{n}": chapters(f"{word}{n}", 40) for n in range(6)} for word in ("boat", "kite")
    ]
    texts = write(tmp_path / "texts", **versions[0])
    with opened(tmp_path / "library") as library, ThreadPoolExecutor(8) as pool:
        library.ingest([texts])
        asked = [pool.submit(library.ask, f"Which boat{n % 6} was fine?") for n in range(80)]
        for n in range(4):
            write(texts, **versions[(n + 1) % 2])
            library.ingest([texts])

        assert all(len(question.result().quotes) <= 4 for question in asked)
        assert in_step(library)


SPELLINGS = {
    "LF": ("", "\n"),
    "CRLF": ("", "\r\n"),
    "CR": ("", "\r"),
    "byte-order mark": ("\ufeff", "\n"),
    "byte-order mark and CRLF": ("\ufeff", "\r\n"),
}


@pytest.fixture(scope="module")
def respelled(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Each spelling of line ends of one text, whose sentences run over them."""
    folder = tmp_path_factory.mktemp("respelled")
    lines = "👍 The lighthouse at Skagen\nburns whale oil.\n\nIts keeper owns\nseven grey cats.\n"
    for name, (mark, ending) in SPELLINGS.items():
        text = f"{mark}Entry {name}.\n{lines}".replace("\n", ending)
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    with opened(folder / ".library", embedder) as library:
        assert not library.ingest([folder]).failed
        yield library


@pytest.mark.parametrize("name", SPELLINGS)
def test_offsets_count_every_character_of_the_file(respelled: Library, name: str) -> None:
    found = respelled.ask(f"What does the lighthouse at Skagen burn? Entry {name}").quotes
    found += respelled.ask("How many cats does the keeper own?").quotes

    assert found
    assert [quote for quote in found if stands_at(quote) != quote.text] == []


def test_stored_passages_are_slices_of_their_files_whatever_the_line_ends(
    respelled: Library,
) -> None:
    catalogue = respelled._catalogue
    for stored in catalogue.passages(catalogue.passage_ids()):
        with Path(stored.source).open(encoding="utf-8", newline="") as file:
            assert stored.text == file.read()[stored.passage.start : stored.passage.end]


@pytest.mark.parametrize("name", ["Azeem Azhar", "azeem azhar", "azhar"])
def test_a_person_is_asked_for_however_the_name_is_written(
    seed_library: Library, name: str
) -> None:
    # The name stands above each passage of theirs, where it is no ordinary word.
    answer = seed_library.ask(f"what did {name} say about r2")
    assert answer.quotes[0].speaker == "Azeem Azhar"
    assert "R2" in answer.quotes[0].text
