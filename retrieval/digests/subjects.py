"""What is a digest wanted of? A topic, a person, a work, a time, or all that passes filters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from retrieval.aspects import Aspects
from retrieval.dates import Period, read_period
from retrieval.filters import Filters
from retrieval.indexes import Indexes
from retrieval.queries import Query
from retrieval.ranking import Ranker
from retrieval.results import FilterProblem
from retrieval.scope import Scope
from retrieval.times import find_time
from retrieval.words import STOPWORDS

_WORD = re.compile(r"[\w'’]+")
# "what do people think about X", "a summary of X": the topic is X.
_LINK = re.compile(r"\b(?:about|regarding|concerning|on|of|with)\b", re.IGNORECASE)
_FRAMING = STOPWORDS | frozenset(
    re.findall(
        r"\w+",
        """
        people guests guest experts expert members member speakers speaker folks community panel
        opinion opinions view views thoughts sides side debate summary summarise summarize digest
        overview roundup recap takes take latest news new newest recent discuss discussed discussion
        discussions feel believe argue arguments give show find get us learn know happened
        happening going deal case perspectives topic subject quotes voices different various
        """,
    )
)
_LONGEST_FRAME = 12
# What two things are set against each other by: who asks for "X vs Y" wants both.
_VERSUS = re.compile(r"\b(?:vs|v\.s|versus)\b\.?", re.IGNORECASE)
# The number of a work in its series, at the end of its name.
_NUMBER = re.compile(
    r"[\s,]*(?:#|\b(?:no|nr|number|episode|ep|issue|part)\b)?[.\s#]*\d{1,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a digest is wanted of.

    `words` are what its passages are about, "" where everything that is `permitted` belongs to
    it. `permitted` are the only passages that may speak, None where all may.
    """

    words: str
    permitted: frozenset[int] | None = None
    problems: tuple[FilterProblem, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to look for, or nowhere to look."""
        if self.permitted is None:
            return not self.words
        return not self.permitted


class SubjectReader:
    """Reads topics as a library's voices, works, kinds and times let them be understood."""

    def __init__(
        self, indexes: Indexes, ranker: Ranker, scope: Scope, today: Callable[[], date]
    ) -> None:
        """`today` tells what "last month" is counted from."""
        self._catalogue = indexes.catalogue
        self._today = today
        self._ranker = ranker
        self._scope = scope

    def read(self, topic: str, filters: Filters) -> Subject:
        """Read a topic with its filters, in it and beside it."""
        asked = self._scope.read(topic, filters, wordless=True)
        asked = replace(asked, permitted=self._of_works(asked.permitted))
        if asked.problems:
            return Subject("", frozenset(), asked.problems)
        words = _VERSUS.sub("and", without_frame(asked.text))
        works = (self._work(name, asked.permitted) for name in (asked.text, words))
        if work := next(filter(None, works), None):
            return work
        if not any(character.isalnum() for character in words):
            return Subject("", asked.permitted)
        if time := read_period(words, self._today()):
            return self._of_the_time(time, asked.permitted)
        if _is_a_time(words, self._today()) and not any(self._dated()):
            return Subject("", frozenset())
        query = self._ranker.query(words, asked.permitted)
        return self._narrowed(Subject(words, asked.permitted), query)

    def _of_works(self, permitted: frozenset[int] | None) -> frozenset[int] | None:
        """Those of the permitted passages that members did not write as answers to a question."""
        kept = self._catalogue.kept_passages()
        if not kept:
            return permitted
        return (self._catalogue.select() if permitted is None else permitted) - kept

    def _narrowed(self, subject: Subject, query: Query) -> Subject:
        """The subject without a time, and without a person, work or kind, where it names one."""
        aspects = query.aspects
        if aspects.period:
            rest = without_frame(aspects.question)
            rest = rest if _telling(rest) else ""
            subject = self._among(replace(subject, words=rest), documents=_dated_then(aspects))
        if aspects.works and not _telling(aspects.topic):
            return self._among(replace(subject, words=""), documents=aspects.works)
        if aspects.voices and (not _telling(aspects.topic) or _is_on(subject.words, aspects)):
            rest = aspects.topic if _telling(aspects.topic) else ""
            return self._among(replace(subject, words=without_frame(rest)), voices=aspects.voices)
        if aspects.kinds and not _telling(aspects.topic):
            found = self._catalogue.select(kinds=aspects.kinds)
            return _within(replace(subject, words=""), found)
        return subject if _says_anything(subject.words) else replace(subject, words="")

    def _work(self, words: str, permitted: frozenset[int] | None) -> Subject | None:
        """All of the work that a topic names in whole; nothing of one that is not held."""
        if documents := self._scope.titled(words):
            return self._among(Subject("", permitted), documents=documents)
        series = _NUMBER.sub("", words)
        numbered = series != words and self._scope.titled(series)
        return Subject("", frozenset()) if numbered else None

    def _of_the_time(self, time: Period, permitted: frozenset[int] | None) -> Subject:
        """All that is from a time."""
        works = self._catalogue.works()
        then = frozenset(number for number, _, work in works if time.holds(work.published))
        return self._among(Subject("", permitted), documents=then)

    def _dated(self) -> Iterator[str]:
        """The dates of works, as far as they are known."""
        return (work.published for _, _, work in self._catalogue.works() if work.published)

    def _among(
        self,
        subject: Subject,
        *,
        voices: frozenset[str] = frozenset(),
        documents: frozenset[int] | None = None,
    ) -> Subject:
        return _within(subject, self._catalogue.select(voices=voices, documents=documents))


def without_frame(topic: str) -> str:
    """A topic without the words of a question around it: "what do people think about X?" is X."""
    plain = topic.strip().strip("?!.,;:\"'“”").strip()
    for link in _LINK.finditer(plain):
        head = [word.casefold().replace("’", "'") for word in _WORD.findall(plain[: link.start()])]
        if len(head) > _LONGEST_FRAME or not all(word in _FRAMING for word in head):
            break
        if _telling(plain[link.end() :]):
            return without_frame(plain[link.end() :])
    return plain


def _telling(words: str) -> list[str]:
    """The words that say anything of a topic."""
    found = (word.casefold().replace("’", "'") for word in _WORD.findall(words))
    return [word for word in found if word not in _FRAMING and word not in {"'", "s"}]


def _is_a_time(words: str, today: date) -> bool:
    """Whether a topic is a time alone: "last month"."""
    time = find_time(words, today, today)
    return time is not None and not _telling(time.rest)


def _says_anything(words: str) -> bool:
    return any(word.casefold().replace("’", "'") not in STOPWORDS for word in _WORD.findall(words))


def _dated_then(aspects: Aspects) -> frozenset[int]:
    """The documents of the time that is asked for, and not those that are named beside it."""
    return aspects.documents - aspects.works if not aspects.works else aspects.documents


def _is_on(words: str, aspects: Aspects) -> bool:
    """Whether a topic is what a named voice says on something: "Azeem Azhar on China"."""
    named = {part.casefold() for voice in aspects.voices for part in voice.split()}
    asked = [word.casefold() for word in _WORD.findall(words)]
    linked = any(word in {"on", "about", "regarding"} for word in asked)
    return linked and any(word in named for word in asked)


def _within(subject: Subject, found: frozenset[int]) -> Subject:
    permitted = found if subject.permitted is None else found & subject.permitted
    return replace(subject, permitted=permitted)
