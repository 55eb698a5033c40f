"""Documents made to do harm: what they cost, and what is lost of them."""

import json

import pytest

from retrieval.errors import DocumentTooLarge
from retrieval.models import Work
from retrieval.readers import document_from
from retrieval.readers.base import MOST_SEGMENTS, Entry, Raw


def test_half_a_character_is_lost_alone_wherever_it_stands() -> None:
    said = {
        "speaker": "Ada\ud800",
        "startTime": 1,
        "endTime": 2,
        "body": "Boats \udfff float \U0001f6a4.",
    }
    data = json.dumps({"version": "1.0", "segments": [said]}).encode()
    entry = Entry(work=Work(title="The \ud800 Pier"), chapters=((0.0, "Intro \udfff"),))

    document = document_from("a", Raw("a.json", data), entry)

    (segment,) = document.segments
    assert document.text[segment.start : segment.end] == "Boats \ufffd float \U0001f6a4."
    assert segment.voice.speaker == "Ada\ufffd"
    assert segment.heading == "Intro \ufffd"
    assert document.work.title == "The \ufffd Pier"


def test_a_text_of_more_turns_than_anybody_takes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert MOST_SEGMENTS >= 100_000
    for module in ("turns", "base"):
        monkeypatch.setattr(f"retrieval.readers.{module}.MOST_SEGMENTS", 10)
    monkeypatch.setattr("retrieval.readers.MOST_SEGMENTS", 10)

    with pytest.raises(DocumentTooLarge, match=r"a\.txt: it has more than 10 parts; split it up\."):
        document_from("a", Raw("a.txt", b"Name: x\n" * 50))
