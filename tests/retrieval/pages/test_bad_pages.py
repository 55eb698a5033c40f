"""Pages that are broken, endless or mean harm: a reading or a named error, and nothing else."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import DocumentError
from retrieval.models import Document
from retrieval.readers import document_from
from retrieval.readers.base import Raw
from tests.retrieval.pages.opening import SAVED, page, said

PAGES = sorted(SAVED.glob("*.html"))


def read(data: bytes) -> Document:
    return document_from("page", Raw("page", data, "text/html"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES).map(lambda path: path.read_bytes()), st.data())
def test_a_page_cut_off_or_scribbled_on_is_read_or_is_a_named_error(
    data: bytes, draw: st.DataObject
) -> None:
    start = draw.draw(st.integers(0, len(data)))
    scribble = draw.draw(st.binary(max_size=20))
    with contextlib.suppress(DocumentError):
        document = read(data[:start] + scribble + data[start + len(scribble) :])
        ends = [0, *(segment.end for segment in document.segments)]
        for end, segment in zip(ends, document.segments, strict=False):
            assert end <= segment.start < segment.end <= len(document.text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PAGES).map(lambda path: path.read_bytes()), st.integers(0, 4000))
def test_a_truncated_page_is_read_or_is_a_named_error(data: bytes, end: int) -> None:
    with contextlib.suppress(DocumentError):
        read(data[:end])


COMMENT = b"<div class=comment><b class=author>Ada</b><p>Rope, I say.</p>"


@pytest.mark.parametrize(
    "data",
    [
        COMMENT * 1000,
        b"<div class=nav>" * 1000 + b"Rope, I say.",
        b"<blockquote>" * 1000 + b"Rope, I say.",
        b"<p>Rope, I say.<p " + b" ".join(b"a%d" % n for n in range(20_000)) + b">",
        b"<p>Rope, I say." + b"<script type='application/ld+json'>" + b'{"a":[' * 100_000,
        b"<p>Rope, I say." + b'<script>window._preloads = JSON.parse("' + b"\\" * 100_001,
    ],
)
def test_a_page_that_means_harm_still_says_what_it_says(data: bytes) -> None:
    assert "Rope, I say." in read(data).text


def test_a_comment_by_somebody_with_an_endless_name_is_an_unknown_voices() -> None:
    name = "Ada " * 250
    document = page(f'<div class="comment"><b class="author">{name}</b><p>Rope.</p></div>')

    assert said(document) == [(None, "Rope.")]


def test_a_transcript_on_an_episodes_page_is_read_by_its_speakers() -> None:
    turns = (
        "<h2>Transcript</h2><p><b>Ada Brook:</b> Welcome back, everybody, to the show.</p>"
        "<p><b>Bo Lind:</b> It is good to be here with you.</p><p>I came by boat.</p>"
        "<p><b>Ada Brook:</b> Which rope do you use?</p><p><b>Bo Lind:</b> Hemp, always hemp.</p>"
    )
    document = page(turns * 2)

    assert said(document)[:5] == [
        ("Ada Brook", "Welcome back, everybody, to the show."),
        ("Bo Lind", "It is good to be here with you."),
        ("Bo Lind", "I came by boat."),
        ("Ada Brook", "Which rope do you use?"),
        ("Bo Lind", "Hemp, always hemp."),
    ]
    assert {segment.heading for segment in document.segments} == {"Transcript"}
