"""Two rankings made one, and what the candidates around a passage tell of it."""

import numpy as np
import pytest

from retrieval.fusion import CANDIDATES, fuse
from retrieval.models import Kind, Passage, Voice, Work
from retrieval.rows import Stored
from retrieval.speech import is_spoken

WORKS = {1: "talk", 2: "talk", 3: "essay", 9: "talk"}


def test_what_both_find_leads() -> None:
    fused = fuse({1: 5.0, 2: 4.0}, {2: 0.9, 3: 0.8}, WORKS)
    assert fused.order()[0] == 2


def test_the_one_hit_of_a_rare_word_counts_in_full() -> None:
    fused = fuse({3: 7.0}, {1: 0.9, 2: 0.1}, WORKS)
    assert fused.keyword[3] == 1


def test_the_worst_of_a_full_ranking_counts_as_none() -> None:
    many = {number: float(number) for number in range(1, CANDIDATES + 1)}
    assert fuse(many, {}, dict.fromkeys(many, "talk")).keyword[1] == 0


def test_a_passage_knows_how_good_its_work_and_the_passage_before_it_are() -> None:
    fused = fuse({1: 5.0, 3: 1.0}, {2: 0.9, 9: 0.2}, WORKS)
    assert fused.before(2) == fused.total[1]
    assert fused.of_its_work(9) == fused.total[1]


def test_neither_another_work_nor_a_gap_is_before_a_passage() -> None:
    fused = fuse({1: 5.0, 2: 3.0, 3: 1.0}, {9: 0.2}, WORKS)
    assert fused.before(3) == 0
    assert fused.before(9) == 0


def test_nothing_fuses_to_nothing() -> None:
    assert fuse({}, {}, {}).order() == []


def passage(text: str, kind: Kind, speaker: str | None = None) -> Stored:
    voice = Voice(kind, speaker)
    return Stored(
        id=1,
        document_id=1,
        source="a.txt",
        work=Work(),
        passage=Passage(0, len(text), (), voice, None),
        lead_in="",
        text=text,
        at=(),
        sentence_vectors=np.zeros((0, 2), np.float32),
    )


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "spoken"),
    [
        ("I think so.", Kind.TRANSCRIPT, None, True),
        ("I think so.", Kind.TEXT, "Jane Roe", True),
        ("Jane Roe: I think so.\nÖzil: No.", Kind.TEXT, None, True),
        ("One thing is sure: it rains.\nIt rains.", Kind.TEXT, None, False),
        ("I think so.", Kind.COMMENT, "Jane Roe", False),
        ("I think so.", Kind.ESSAY, "Jane Roe", False),
    ],
)
def test_speech_is_told_from_writing(
    text: str, kind: Kind, speaker: str | None, spoken: bool
) -> None:
    assert is_spoken(passage(text, kind, speaker)) is spoken
