"""The rows and questions that engines are measured on: a folder's, and rows recombined from them.

Rows are passages as the product cuts and indexes them. Beyond the passages at hand, a row's
sentences are drawn from all of them. Such rows bring no new words: every term's share of the rows
stays, and the work of a question grows with their number.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.analysis import Analyser, Vocabulary
from retrieval.beir import read_question_set
from retrieval.chunking import Chunker
from retrieval.keywords import row_of
from retrieval.lexicon import vocabulary_of
from retrieval.models import Document, Passage
from retrieval.postings import Postings, Row, TermNumbers
from retrieval.terms import QueryTerm

_SEED = 11
# A short question: the rarest terms of a long one.
_SHORT = 3
Question = tuple[QueryTerm, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """A passage: what each sentence says, with its names, and what surrounds the passage."""

    sentences: tuple[tuple[str, str], ...]
    around: str


@dataclass(frozen=True, slots=True)
class Material:
    """What one folder gives: passages, and its questions' terms, cut short and whole."""

    sources: tuple[_Source, ...]
    short: tuple[Question, ...]
    long: tuple[Question, ...]

    def rows(self, count: int, first: int = 1) -> Iterator[Row]:
        """`count` rows with ids from `first`: those at hand if it is 1, then recombined ones."""
        drawn = random.Random(_SEED + first)  # noqa: S311 - made to be repeated
        pool = [sentence for source in self.sources for sentence in source.sentences]
        for number in range(count):
            source = self.sources[number % len(self.sources)]
            sentences = source.sentences
            if first > 1 or number >= len(self.sources):
                sentences = tuple(drawn.choices(pool, k=len(sentences)))
            said, names = (" ".join(column) for column in zip(*sentences, strict=True))
            yield first + number, said, source.around, names


def read(folder: Path, questions: int) -> Material:
    """The passages and the first `questions` questions of a folder in BEIR's layout."""
    found = read_question_set(folder)
    chunker = Chunker()
    sources = tuple(
        _source(document, passage)
        for document in found.documents
        for passage in chunker.passages(document)
    )
    analyser = Analyser(_vocabulary(sources), lambda _: 1.0)
    asked = [tuple(analyser.analyse(query.text)) for query in found.queries[:questions]]
    return Material(sources, tuple(terms[:_SHORT] for terms in asked), tuple(asked))


def _source(document: Document, passage: Passage) -> _Source:
    texts = (document.text[sentence.start : sentence.end] for sentence in passage.sentences)
    context = "\n".join(filter(None, (passage.voice.speaker, document.work.title)))
    cut = [row_of(0, text, context, lambda _: False) for text in texts]
    return _Source(tuple((said, names) for _, said, _, names in cut), cut[0][2])


def _vocabulary(sources: tuple[_Source, ...]) -> Vocabulary:
    numbers = TermNumbers()
    rows = Material(sources, (), ()).rows(len(sources))
    return vocabulary_of(numbers, [Postings(rows, numbers)])
