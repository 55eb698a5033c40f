"""For any text at all: segments, sentences and passages are slices, in order, and lose nothing."""

from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chunking import Chunker
from retrieval.models import Document, Work
from retrieval.readers import READERS
from retrieval.readers.base import Entry, Raw, Reader, lines_of
from retrieval.sentences import glue_points, sentence_spans
from tests.retrieval.reading import TEXT_READERS

# Pieces that look like each form, and what may stand between them.
PIECES = (
    "Ada Brook",
    "Podcast Appearances",
    "X SpeakerAppearances Over Time",
    "Bo Lind's avatar",
    "User’s avatar",
    "2 Comments",
    "> As I said, it fails.",
    ">> ",
    "As I wrote in March 2022:",
    "Listen for free",
    "No reviews yet",
    "『船』のカバーアート",
    "無料で聴く",
    "It ended in May.It began again. ...",
    "First.* Second.* Third",
    "* a bullet",
    "Read more",
    "Episode notes",
    "Quick takeaways",
    "Podcast summary created with Sumbot 3",
    "Deep dives",
    "A Heading Without an End",
    "Ada Brook said: “Nobody has won this race yet.”",
    'He said: "We go on, as we always have."',
    "“an open mark",
    'a stray " mark',
    "Nobody knows... or do they",
    "and so it goes.",
    "Dr. No has 3.5 cats, e.g. in the U.S. and at Z.ai!",
    "https://a.example/b?c=d.e",
    "a.",
    "...",
    "格物自知。王阳明！",
    "👍🏽 👨‍👩‍👧",
    "e\u0301tude",
    "\u202eabc\u202c",
    "\u200b",
    "\ufeff",
    "x" * 300,
)
GAPS = ("\n", "\n\n", "\r\n", "\r", "\r\n\r\n", " ", "", "\u2028", "\x0b", "\t", "\n \t\n")
any_character = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
piece = st.one_of(st.sampled_from(PIECES), st.text(any_character, max_size=30))
TEXTS = st.lists(st.tuples(piece, st.sampled_from(GAPS)), max_size=12).map(
    lambda pairs: "".join(part for pair in pairs for part in pair)
)
READER = st.sampled_from(TEXT_READERS)


@cache
def chunker() -> Chunker:
    return Chunker(budget=40)


def document_of(reader: Reader, text: str) -> Document:
    raw = Raw("a.txt", text.encode("utf-8"))
    segments = reader.read(raw, Entry()).segments if raw.lines else ()
    return Document("/a.txt", reader.form, text, segments, Work(), "", "")


def letters(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_lines_are_trimmed_slices_in_order(text: str) -> None:
    lines = lines_of(text)

    assert all(line.text == text[line.start : line.end] != "" for line in lines)
    assert all(line.text == line.text.strip() for line in lines)
    assert all(a.end < b.start for a, b in pairwise(lines))
    assert not any(set(line.text) & {"\r", "\n"} for line in lines)


@given(TEXTS)
def test_lines_hold_every_letter_of_the_text(text: str) -> None:
    said = letters("".join(line.text for line in lines_of(text)))

    assert said.replace("\ufeff", "").replace("\u200b", "") == letters(text).replace(
        "\ufeff", ""
    ).replace("\u200b", "")


@given(READER, TEXTS)
def test_segments_are_slices_in_order_without_overlap(reader: Reader, text: str) -> None:
    segments = document_of(reader, text).segments

    assert all(0 <= s.start < s.end <= len(text) for s in segments)
    assert all(a.end <= b.start for a, b in pairwise(segments))
    assert all(letters(text[s.start : s.end]) for s in segments)


@given(READER, TEXTS)
def test_a_document_that_is_read_twice_is_the_same(reader: Reader, text: str) -> None:
    assert document_of(reader, text) == document_of(reader, text)


@given(TEXTS)
def test_exactly_one_form_fits_first_and_some_form_always_does(text: str) -> None:
    raw = Raw("a.txt", text.encode("utf-8"))

    assert any(reader.recognises(raw) for reader in READERS) == bool(raw.lines)


@given(TEXTS, st.data())
def test_sentences_are_trimmed_slices_that_lose_no_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    spans = sentence_spans(text, start, end)

    said = [text[span.start : span.end] for span in spans]
    assert all(start <= span.start < span.end <= end for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(part == part.strip() for part in said)
    assert letters("".join(said)) == letters(text[start:end])


@given(TEXTS)
def test_glue_points_lie_inside_the_text_and_in_order(text: str) -> None:
    points = glue_points(text)

    assert points == sorted(set(points))
    assert all(0 < point < len(text) for point in points)


@given(READER, TEXTS)
def test_passages_are_whole_sentences_of_one_voice(reader: Reader, text: str) -> None:
    document = document_of(reader, text)

    for passage in chunker().passages(document):
        sentences = passage.sentences
        segments = [document.segments[s.segment] for s in sentences]
        assert (passage.start, passage.end) == (sentences[0].start, sentences[-1].end)
        assert {segment.voice for segment in segments} == {passage.voice}
        assert {segment.heading for segment in segments} == {passage.heading}
        for sentence, segment in zip(sentences, segments, strict=True):
            assert segment.start <= sentence.start < sentence.end <= segment.end


@given(READER, TEXTS)
def test_the_sentences_of_all_passages_are_all_that_the_segments_say(
    reader: Reader, text: str
) -> None:
    document = document_of(reader, text)

    passages = chunker().passages(document)

    assert all(a.end <= b.start for a, b in pairwise(passages))
    sentences = [s for passage in passages for s in passage.sentences]
    for number, segment in enumerate(document.segments):
        said = "".join(text[s.start : s.end] for s in sentences if s.segment == number)
        assert letters(said) == letters(text[segment.start : segment.end])
