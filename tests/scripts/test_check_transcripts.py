"""The check of transcripts agrees with what is read right, and finds what is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from check_transcripts import check

from retrieval.chunking import Chunker
from retrieval.models import Document, Locator
from retrieval.readers import read_document

TEXT = (
    "**Ada Brook:** Welcome to Tidewrack. Today we talk about rope.\n\n"
    "**Bo Lind:** \\[00:41\\] Rope is cheap.\n\nIt was dear. \\[01:10\\] In my day, that is.\n\n"
    "**Break**: \\[02:30\\] to \\[02:50\\]\n\n**Ada:** So what changed?\n\n"
    "**Bo Lind: S**hips. Ships changed.\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "talk.md"
    path.write_text(TEXT, "utf-8")
    return read_document(path)


def test_a_transcript_that_is_read_right_has_no_faults(document: Document) -> None:
    found = check(document, Chunker())

    assert (found.passages, found.turns, found.stamps) == (5, 5, 4)
    assert found.faults == ()


def test_a_wrong_speaker_and_a_wrong_time_are_found(document: Document) -> None:
    first, second, *others = document.segments
    wrong = replace(second, voice=first.voice, at=Locator(timestamp=7))

    found = check(replace(document, segments=(first, wrong, *others)), Chunker())

    assert len(found.faults) == 2


def test_a_label_that_is_read_as_words_is_found(document: Document) -> None:
    first, *others = document.segments

    found = check(replace(document, segments=(replace(first, start=0), *others)), Chunker())

    assert len(found.faults) == 2
