"""Whatever bytes a transcript or captions hold: they are read, or one named error says why not."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.chunking import Chunker
from retrieval.errors import DocumentError, DocumentTooLarge
from retrieval.models import Document
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw
from tests.retrieval.test_captions import podcast, subrip, webvtt
from tests.retrieval.test_long_texts import grows_in_proportion
from tests.retrieval.test_transcripts import FRONT, MARKDOWN

FORMS = ("transcript", "subrip", "webvtt", "speech-json", "timed-lines", "markdown")
FEW = settings(max_examples=60, deadline=None)
WHOLE = (
    FRONT + MARKDOWN,
    subrip("ADA: Rope", "<i>rots.</i>", ">> Does it?"),
    webvtt("<v Ada Brook>Rope", "rope<00:00:01.000><c> rots</c>"),
    podcast({"speaker": "Ada", "startTime": 0, "endTime": 1, "body": "Rope rots. It does."}),
)
PIECES = (
    *(
        "**Ada Brook:** ",
        "**Bo Lind**: ",
        "Ada: ",
        "ADA: ",
        "[00:12] Ada",
        "Bo  1:05",
        "\n",
        "\n\n",
    ),
    *(
        "\\[04:05\\]",
        "[99:99]",
        "[12:34:56]",
        "(00:12)",
        "**Break:**",
        "[Music]",
        "# ",
        "---\n",
        ">> ",
    ),
    *(
        "title: x\n",
        "audience: crew\n",
        "Rope rots. ",
        "“Rope,” he said.",
        "** **",
        "**:**",
        "::",
        "__",
    ),
    *(
        "This episode is brought to you by Knot. ",
        "use code KNOT20 ",
        "1\n",
        "WEBVTT\n\n",
        "<v Ada>",
    ),
    *(
        "00:00:01,000 --> 00:00:02,000\n",
        "00:01.000 --> 00:02.000\n",
        "<",
        "&amp;",
        "\r\n",
        "\ufeff",
    ),
    *(
        '{"segments": [{"start": 1, "text": "x"}]}',
        "🎵",
        "\u202e",
        "\x00",
        "\x85",
        "\u2028",
        "x" * 200,
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join)


def read_it(data: bytes, form: str | None) -> tuple[Document | None, str]:
    try:
        return document_from("/x", Raw("x", data), Entry(form=form)), ""
    except DocumentError as error:
        return None, str(error)


def read_or_refuse(data: bytes, form: str | None = None) -> None:
    """Reads and cuts a document; what it says are slices in order, or an error names it."""
    document, refusal = read_it(data, form)
    if document is None:
        assert refusal.startswith("x: ")
        assert len(refusal.splitlines()) == 1
        return
    assert all(0 <= s.start < s.end <= len(document.text) for s in document.segments)
    assert all(a.end <= b.start for a, b in pairwise(document.segments))
    assert all(len(s.voice.speaker or "") <= 100 for s in document.segments)
    document.text.encode()
    Chunker().passages(document)


@FEW
@given(st.sampled_from(FORMS), TEXTS)
def test_any_text_is_read_or_refused_by_name(form: str, text: str) -> None:
    read_or_refuse(text.encode("utf-8", "replace"), form)


@FEW
@given(st.sampled_from(WHOLE), st.integers(0, 900), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_what_is_cut_off_or_in_another_encoding_is_read_or_refused(
    text: str, length: int, encoding: str
) -> None:
    data = text.encode(encoding, "replace")[:length]

    for form in (None, *FORMS):
        read_or_refuse(data, form)


@FEW
@given(st.sampled_from(FORMS), st.sampled_from(WHOLE), st.binary(max_size=20), st.integers(0, 400))
def test_stray_bytes_are_read_or_refused(form: str, text: str, stray: bytes, at: int) -> None:
    data = text.encode()

    read_or_refuse(data[:at] + stray + data[at:], form)


LINES = st.dictionaries(
    st.sampled_from(["startTime", "start", "endTime", "body", "text", "speaker", "offsets", "x"]),
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(), st.just([])),
)


@FEW
@given(st.lists(LINES, max_size=6))
def test_any_timed_lines_are_read_or_refused(lines: list[dict[str, Any]]) -> None:
    for written in (lines, {"segments": lines}):
        read_or_refuse(json.dumps(written).encode(), "speech-json")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "deep",
    [
        "[" * 2000,
        '{"segments": ' * 2000,
        '{"segments": [{"start": 1, "text": ' + "[" * 2000 + "]" * 2000 + "}]}",
        "---\na: " + "[" * 2000 + "\n---\nRope.",
        "---\n" + "".join(f"{' ' * n}a:\n" for n in range(1000)) + "---\nRope.",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nRope.",
        "---\naudience: crew\n" + "a: b\n" * 50_000,
        "---\na: !!python/object/apply:os.system [true]\n---\nRope.",
        "---\nduration: " + "9" * 10_000 + "\n---\n**Ada Brook:** Hi.\n\n**Bo Lind:** Hi.",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>" * 1000,
        f"**{'A' * 1000}:** Hi.\n\n**{'B' * 1000}:** Hi.\n\n" * 3,
        "[00:05] Ada: So.\n\n[99:59:59] Bo: No.\n\n[00:01] Ada: Yes.\n\n" * 50,
    ],
)
def test_what_is_made_to_break_a_reader_breaks_nothing(form: str, deep: str) -> None:
    read_or_refuse(deep.encode(), form)
    read_or_refuse(deep.encode())


def test_a_front_matter_with_aliases_or_without_an_end_is_refused() -> None:
    for front in ("a: &a [x]\nb: *a\n---\n", "audience: crew\n\n"):
        with pytest.raises(DocumentError, match="front matter"):
            document_from("/x", Raw("x", f"---\n{front}{MARKDOWN}".encode()), Entry())


@pytest.mark.parametrize("beginning", [b"", *(text.encode() for text in WHOLE)])
def test_more_than_anybody_would_read_is_refused_at_once(beginning: bytes) -> None:
    with pytest.raises(DocumentTooLarge, match=r"^x: it holds more than 64 MB"):
        document_from("/x", Raw("x", beginning + b" so" * (22 << 20)))


GROWING = {
    "transcript": (
        *(
            "**Ada Brook:** Rope rots.\n\n",
            "Ada: Rope rots.\n",
            "[00:12] Rope rots. ",
            "**Ada",
            "**",
        ),
        *(
            "Ada Brook  0:12\nRope.\n",
            "# Rope\n\n",
            "[Music]\n",
            "\\[",
            "1:",
            "(",
            "12:34 ",
            "♪",
            "---\n",
        ),
        *(
            "Use code ROPE20. ",
            "This show is brought to you by Knot. It rots. ",
            "Thank you ",
            ">> ",
        ),
        *("my guest is Ada Brook ", "_", "**Ada** ", "[" * 5, "A ", "Aa. "),
    ),
    "subrip": (
        "1\n00:00:01,000 --> 00:00:02,000\nRope rots.\n\n",
        "x\n",
        "<",
        "& ",
        ">> ",
        "rope ",
    ),
    "webvtt": (
        "00:01.000 --> 00:02.000\n<v Ada>Rope\n\n",
        "<v A>",
        "{\\",
        "-->\n",
        "rope\n",
        "<v ",
    ),
    "speech-json": ('{"start": 1, "text": "Rope rots."},', " ", '{"start": ', "{", "[", '"start"'),
}
BEGINNINGS = {
    "timed-lines": "[00:01] ",
    "markdown": "---\ntitle: x\n---\n",
    "transcript": "**Ada Brook:** ",
    "subrip": "1\n00:00:01,000 --> 00:00:02,000\n",
    "webvtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "speech-json": '{"segments": [',
}


@pytest.mark.parametrize(
    ("form", "pattern"), [(form, each) for form, patterns in GROWING.items() for each in patterns]
)
def test_speech_is_read_in_proportion_to_its_length(form: str, pattern: str) -> None:
    end = '{"start": 1, "text": "x"}]}' if form == "speech-json" else "\n"

    def read(pad: str) -> None:
        read_or_refuse(f"{BEGINNINGS[form]}{pad}{end}".encode(), form)

    assert grows_in_proportion(read, pattern)
