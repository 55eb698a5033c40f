"""Which passages do filters let through? Names to voices and works, dates to days, all to ids."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.dates import Period, period_of
from retrieval.filters import Filters, parse
from retrieval.models import Kind, Work
from retrieval.naming import Names, folded
from retrieval.people import People
from retrieval.results import FilterProblem, FilterReason
from retrieval.tongues.dating import read_date
from retrieval.words import is_stopword, words_of

# The words by which in: names a kind of text; the first is offered.
_KIND_WORDS = {
    Kind.TRANSCRIPT: ("transcripts", "transcript"),
    Kind.ESSAY: ("essays", "essay", "newsletters", "newsletter"),
    Kind.COMMENT: ("comments", "comment"),
    Kind.POST: ("posts", "post", "forum"),
    Kind.SUMMARY: ("summaries", "summary"),
    Kind.NOTES: ("notes", "show notes"),
    Kind.MESSAGE: ("messages", "message"),
    Kind.BOOK: ("books", "book"),
}

# What a work may be called besides, and what in: then finds.
_SPOKEN, _WRITTEN = ("podcasts", "transcripts"), ("essays",)
_PLACES = {
    **dict.fromkeys(("podcast", "podcasts", "episode", "episodes", "interview", "show"), _SPOKEN),
    **dict.fromkeys(("article", "articles", "blog", "piece", "column"), _WRITTEN),
    **dict.fromkeys(("readers", "commenters"), ("comments",)),
    **{word: (words[0],) for words in _KIND_WORDS.values() for word in words},
}

# So many words of a title are one, whatever else they might be about.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its filters, and the only passages that may answer it.

    `permitted` is None where all may. With `problems` nothing may be searched.
    """

    text: str
    permitted: frozenset[int] | None = None
    problems: tuple[FilterProblem, ...] = ()


class Scope:
    """The voices, works and kinds of a library, as filters name them."""

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        """`today` tells what "last month" is counted from."""
        self._catalogue = catalogue
        self._today = today
        self._known: _Known | None = None

    def refresh(self) -> None:
        """Look again which names there are: documents came or went."""
        self._known = None

    def read(self, question: str, further: Filters, *, wordless: bool = False) -> Asked:
        """Part a question from its filters, and find what these and `further` let through.

        Where `wordless`, filters may stand without anything to look for.
        """
        text, written = parse(question)
        filters = written + further
        if not filters:
            return Asked(question)
        problems = self._problems(filters)
        if not (problems or wordless) and all(map(is_stopword, words_of(text))):
            problems = [FilterProblem(FilterReason.NO_QUESTION)]
        if problems:
            return Asked(text, frozenset(), tuple(problems))
        permitted = self._permitted(filters)
        nothing = () if permitted else (FilterProblem(FilterReason.NOTHING_LEFT),)
        return Asked(text, permitted, nothing)

    @property
    def voices(self) -> People:
        """The people and publications that are heard."""
        return self._names.voices

    def people(self, typed: str, count: int) -> list[str]:
        """Voices whose names somebody may be about to type."""
        return self._names.voices.beginning(typed, count)

    def works(self, typed: str, count: int) -> list[str]:
        """Publishers, titles and kinds that somebody may be about to type."""
        return self._names.works.beginning(typed, count)

    def place_called(self, words: str, *, led: bool) -> str:
        """The value of in: that words such as "podcast" or "latest essay" stand for, "" for none.

        Words that tell no kind of work have to be a whole name, where "in" leads to them (`led`),
        or one that is no topic.
        """
        last = words.casefold().split()[-1:]
        if self.titled(words) or (led and self._names.works.is_whole(words)):
            return words
        if not last or last[0] not in _PLACES:
            return ""
        if self._names.works.find(words):
            return words
        return next((word for word in _PLACES[last[0]] if self._names.works.find(word)), "")

    def titled(self, name: str) -> frozenset[int]:
        """The documents of a publisher, title, description or file, by its whole name.

        A short title without a number, or one word, is as likely what somebody speaks about.
        """
        known = self._names
        return frozenset(known.named.get(folded(name), ())) if folded(name) else frozenset()

    def _problems(self, filters: Filters) -> list[FilterProblem]:
        known, unknown = self._names, FilterReason.UNKNOWN
        return [
            *(
                FilterProblem(unknown, "from", value, tuple(known.voices.nearest(value)))
                for value in filters.voices
                if not known.voices.find(value)
            ),
            *(
                FilterProblem(unknown, "in", value, tuple(known.works.nearest(value)))
                for value in filters.works
                if not known.works.find(value)
            ),
            *(
                FilterProblem(FilterReason.NO_DATE, name, value)
                for name in ("since", "until")
                for value in filters.named[name]
                if read_date(value, self._today()) is None
            ),
        ]

    def _permitted(self, filters: Filters) -> frozenset[int]:
        """The passages that pass all filters, of which none may have a problem."""
        named = [self._names.works.find(value) for value in filters.works]
        # in:essays and in:"Exponential View" mean the essays there; two titles mean either.
        kinds = {key for found in named for key in found if isinstance(key, Kind)}
        titles = {key for found in named for key in found if not isinstance(key, Kind)}
        return self._catalogue.select(
            voices={name for value in filters.voices for name in self._names.voices.find(value)},
            kinds=kinds,
            documents=self._documents(titles, self._period(filters)),
        )

    def _documents(self, titles: set[str], period: Period | None) -> set[int] | None:
        """The documents of these titles and this time; None where any may be meant."""
        if not titles and period is None:
            return None
        found = set(self._names.dates)
        if titles:
            found = {number for title in titles for number in self._names.documents[title]}
        if period is not None:
            found = {n for n in found if (known := self._names.dates[n]) and period.covers(known)}
        return found

    def _period(self, filters: Filters) -> Period | None:
        """The days that filters let through; None where any, and what has no date, may be meant."""
        begins = [day.first for day in self._days(filters.since)]
        ends = [day.last for day in self._days(filters.until)]
        if not begins and not ends:
            return None
        return Period(max(begins, default=date.min), min(ends, default=date.max))

    def _days(self, values: tuple[str, ...]) -> list[Period]:
        read = (read_date(value, self._today()) for value in values)
        return [period for period in read if period is not None]

    @property
    def _names(self) -> "_Known":
        if self._known is None:
            self._known = _known(self._catalogue)
        return self._known


@dataclass(frozen=True, slots=True)
class _Known:
    """What a library's voices, works and kinds are called.

    `documents` are a name's documents, `named` those of a name that is no topic, by the name
    without case and marks; `dates` when each was published.
    """

    voices: People
    works: Names[str | Kind]
    documents: dict[str, set[int]]
    named: dict[str, set[int]]
    dates: dict[int, Period | None]


def _known(catalogue: Catalogue) -> _Known:
    documents: dict[str, set[int]] = {}
    named: dict[str, set[int]] = {}
    dates = {}
    offered: set[str | None] = set()
    for number, source, work in catalogue.works():
        file = Path(source).name
        dates[number] = period_of(work.published or "")
        offered.update((work.publisher, work.title or work.description or file))
        for name in (work.publisher, work.title, work.description, file):
            if name:
                documents.setdefault(name, set()).add(number)
            if name and _names_a_work(name, work):
                named.setdefault(folded(name), set()).add(number)
    words = {word: kind for kind in catalogue.kinds() for word in _KIND_WORDS.get(kind, ())}
    offered.update(shown for shown, *_ in _KIND_WORDS.values())
    names = words | {name: name for name in documents if name not in words}
    return _Known(
        voices=People(catalogue.voices()),
        works=Names(names, hidden=names.keys() - offered),
        documents=documents,
        named=named,
        dates=dates,
    )


def _names_a_work(name: str, work: Work) -> bool:
    """Whether who types a name and no more means what bears it, and not its words."""
    words = folded(name).split()
    told_apart = name == work.publisher or any(map(str.isdigit, name))
    return len(words) >= _TELLING or (len(words) > 1 and told_apart)
