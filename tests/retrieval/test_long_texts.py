"""A long text takes longer in proportion to its length, whatever it is made of.

The clock is only asked whether ten times the text took hundreds of times as long: a cost that
grows with the square would, and on these lengths would also hang the test for minutes.
"""

import time
from collections.abc import Callable

import pytest

from retrieval.chunking import Chunker
from retrieval.models import Document, Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Raw
from retrieval.sentences import sentence_spans
from tests.retrieval.reading import TEXT_READERS

SHORT, LONG = 7_000, 70_000
# Ten times would be proportional, a hundred times quadratic; noise and caches need room.
MOST_TIMES_LONGER = 45
# Below this the clock tells noise.
LEAST_SECONDS = 0.01

PATTERNS = {
    "one letter": "a",
    "one capital": "A",
    "dots": ".",
    "straight quotes": '"',
    "opening quotes": "“",
    "quotes that are never closed": "“a b c. ",
    "apostrophes": "'",
    "line breaks": "\n",
    "carriage returns": "\r",
    "white space": " ",
    "blank lines with spaces": "\n  \t",
    "sentences without capitals": "and so it went. ",
    "sentences without words": "! ",
    "ellipses": "... ",
    "quotations": '"a b c d e." ',
    "curly quotations": "“a b c d e.”",
    "names that say": "Ada Brook said ",
    "glued sentences": "one.Two",
    "colons": "Aa: ",
    "bullets": ".* ",
    "angles": "> ",
    "emoji": "👍",
    "Chinese": "的。",
    "list numbers": "1. ",
    "cover art": "x cover art ",
}


def grows_in_proportion(work: Callable[[str], object], pattern: str) -> bool:
    """Whether `work` on ten times as much of `pattern` takes about ten times as long."""
    short, long = (pattern * (length // len(pattern)) for length in (SHORT, LONG))
    return seconds(work, long) < MOST_TIMES_LONGER * max(seconds(work, short), LEAST_SECONDS)


def seconds(work: Callable[[str], object], text: str) -> float:
    # Of this thread alone: whatever else runs on the machine takes no part in them.
    began = time.thread_time()
    work(text)
    return time.thread_time() - began


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_sentences_are_found_in_proportion_to_the_texts_length(pattern: str) -> None:
    assert grows_in_proportion(sentence_spans, pattern)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
@pytest.mark.parametrize("form", [reader.form for reader in TEXT_READERS])
def test_every_form_is_read_in_proportion_to_the_texts_length(form: str, pattern: str) -> None:
    reader = next(reader for reader in TEXT_READERS if reader.form == form)

    def read(pad: str) -> None:
        # The filling stands where each form looks hardest: in a comment, before a block quote,
        # inside a listing's essay, before its cut-off mark.
        text = f"Ada Brook\nPodcast Appearances\nBo's avatar\nx {pad} x\n> quoted\n{pad} ...\n"
        raw = Raw("a.txt", text.encode("utf-8"))
        reader.recognises(raw)
        reader.read(raw, Entry())

    assert grows_in_proportion(read, pattern)


@pytest.mark.parametrize("pattern", ["a", " ", ".", "的", "Yes. ", "“a b c. "])
def test_passages_are_cut_in_proportion_to_the_texts_length(pattern: str) -> None:
    chunker = Chunker()

    def cut(text: str) -> None:
        segment = Segment(0, len(text), Voice(Kind.TEXT))
        chunker.passages(Document("/x.txt", "text", text, (segment,), Work(), "", ""))

    assert grows_in_proportion(cut, pattern)
