"""A question as the indexes see it: embedded, in terms, and with whom and what it asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.aspects import AspectFinder, Aspects
from retrieval.indexes import Indexes
from retrieval.rows import Stored, Vectors
from retrieval.terms import QueryTerm
from retrieval.territories import in_one_name
from retrieval.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, or what is left of it: its unit vector (dimensions,) and its terms."""

    vector: Vectors
    terms: tuple[QueryTerm, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the indexes see it: its unit vector (dimensions,) and its terms.

    `topic` is the same of what is left of the question without the voices, kinds and works that it
    names; for their passages, only that has to be answered. `searched` is the same of what finds
    candidates. `permitted` are the only passages that may answer, None where all of them may;
    `preferred` those of a work or time that the question names, None where it names neither.
    """

    text: str
    aspects: Aspects
    question: Wording
    topic: Wording
    searched: Wording
    wanted: Wanted
    permitted: frozenset[int] | None = None
    preferred: frozenset[int] | None = None

    @property
    def terms(self) -> tuple[QueryTerm, ...]:
        """The terms of the question."""
        return self.question.terms

    def vector_for(self, stored: Stored) -> Vectors:
        """The vector that this passage is compared with."""
        return self._wording(stored).vector

    def terms_for(self, stored: Stored) -> tuple[QueryTerm, ...]:
        """The terms that this passage has to hold."""
        return self._wording(stored).terms

    def _wording(self, stored: Stored) -> Wording:
        named = self.aspects.match(stored.passage.voice, stored.document_id)
        return self.topic if named else self.question


class Analyst:
    """Reads questions to a library whose voices, kinds and works it knows."""

    def __init__(self, indexes: Indexes, today: Callable[[], date]) -> None:
        """`today` tells what "last month" is counted from."""
        self._indexes = indexes
        self._today = today
        self._aspects: AspectFinder | None = None

    def query(self, question: str, permitted: frozenset[int] | None = None) -> Query:
        """Embed and analyse a question, and what is left of it without what it names."""
        aspects = self.finder().find(question, self._today())
        texts = list(dict.fromkeys((aspects.question, aspects.topic, aspects.searched)))
        vectors = self._indexes.embedder.embed_queries(list(map(in_one_name, texts)))
        terms = self._indexes.keywords.analyse(aspects.searched)
        worded = {
            text: Wording(vector, self._left(terms, text, aspects))
            for text, vector in zip(texts, vectors, strict=True)
        }
        return Query(
            text=question,
            aspects=aspects,
            question=worded[aspects.question],
            topic=worded[aspects.topic],
            searched=worded[aspects.searched],
            wanted=Wanted(question),
            permitted=permitted,
            preferred=self._preferred(aspects, permitted),
        )

    def _left(
        self, terms: Sequence[QueryTerm], text: str, aspects: Aspects
    ) -> tuple[QueryTerm, ...]:
        """Those of the question's terms that are left in a text that was a part of it."""
        if text == aspects.searched:
            return tuple(terms)
        left = {term.term for term in self._indexes.keywords.analyse(text)}
        return tuple(term for term in terms if term.term in left)

    def _preferred(
        self, aspects: Aspects, permitted: frozenset[int] | None
    ) -> frozenset[int] | None:
        """The passages of the work or time that a question names, of those that may answer."""
        if not aspects.documents:
            return None
        found = self._indexes.catalogue.select(documents=aspects.documents)
        return found if permitted is None else found & permitted

    def refresh(self) -> None:
        """Look again which voices, kinds and works there are: documents came or went."""
        self._aspects = None

    def finder(self) -> AspectFinder:
        """What finds the voices, kinds, works and times that a question names."""
        if self._aspects is None:
            catalogue = self._indexes.catalogue
            self._aspects = AspectFinder(
                catalogue.voices(),
                catalogue.kinds(),
                self._indexes.keywords.is_ordinary,
                [(number, work) for number, _, work in catalogue.works()],
            )
        return self._aspects
