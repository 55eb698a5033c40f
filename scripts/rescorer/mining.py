"""What the re-scorer learns from: a question, texts that answer it and texts that only seem to.

Texts that seem to answer are the product's own best candidates that are not relevant ("hard
negatives"): what the re-scorer will be shown is what it has to tell apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fitting import examinations

from retrieval.answering import Considered
from retrieval.beir import Query
from retrieval.evaluation import holds_answer
from retrieval.ranking import Candidate
from retrieval.sentences import sentence_spans
from retrieval.windows import MOST_SENTENCES, MOST_WORDS

_MOST_NEGATIVES = 8
# A title and a text; the title may be empty.
Text = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A question, texts that answer it, texts beside those, and texts from elsewhere."""

    question: str
    positives: tuple[Text, ...]
    beside: tuple[Text, ...]
    elsewhere: tuple[Text, ...]


def windows(folder: Path, most: int | None = None) -> Iterator[Group]:
    """Quotes of one to three sentences: those that hold an answer, and others."""
    for query, examined in examinations(folder, rescore=False, most=most):
        around = [w for c in examined.ranking if _relevant(query, c) for w in _cut(_text(c))]
        away = [_quote(c) for c in examined.considered if not _relevant(query, c.candidate)]
        positives = [w for w in around if _holds(query, w)]
        if positives:
            beside = [w for w in around if not _holds(query, w)]
            elsewhere = [w for w in away if not _holds(query, w)]
            yield _group(query, positives, beside, elsewhere)


def passages(folder: Path, most: int | None = None) -> Iterator[Group]:
    """Whole passages: those that are relevant, and others."""
    for query, examined in examinations(folder, rescore=False, most=most):
        positives = [_text(c) for c in examined.ranking if _relevant(query, c)]
        others = [_text(c) for c in examined.ranking if not _relevant(query, c)]
        elsewhere = [t for t in others if not query.answers or not _holds(query, t)]
        if positives:
            yield _group(query, positives, [], elsewhere[:_MOST_NEGATIVES])


def _relevant(query: Query, candidate: Candidate) -> bool:
    return candidate.stored.source in query.relevant


def _text(candidate: Candidate) -> Text:
    return candidate.stored.work.title or "", candidate.stored.text


def _quote(considered: Considered) -> Text:
    return considered.quote.title or "", considered.quote.text


def _group(query: Query, positives: list[Text], beside: list[Text], elsewhere: list[Text]) -> Group:
    return Group(query.text, tuple(positives), tuple(beside), tuple(elsewhere))


def _cut(text: Text) -> Iterator[Text]:
    title, whole = text
    spans = sentence_spans(whole)
    for first, start in enumerate(spans):
        for last in spans[first : first + MOST_SENTENCES]:
            window = whole[start.start : last.end]
            if last is start or len(window.split()) <= MOST_WORDS:
                yield title, window


def _holds(query: Query, text: Text) -> bool:
    return holds_answer(text[1], query.answers)
