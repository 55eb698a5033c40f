"""A library that can be predicted by eye, and people to talk to it."""

import re
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import compress
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from bot.desk import Desk
from bot.holdings import Progress, Readable
from retrieval import (
    NO_FILTERS,
    PUBLIC,
    Answer,
    Digest,
    Episode,
    FilterProblem,
    Filters,
    IngestReport,
    KeptMessage,
    Kind,
    Length,
    LibrarySettings,
    NewWork,
    NothingToKeep,
    Person,
    Quote,
    QuoteGone,
    Section,
    SourceSummary,
    Span,
    Surroundings,
)
from tests.bot.fake_sources import FakeSources

_SOURCES = ("/elsewhere/a.txt", "/seeds/000.txt")
EXAMPLES = ("What is delaying R2?", "Who funds @everyone's *models*?")


def quote(  # noqa: PLR0913 - what a test may want to choose
    text: str = "It may be delayed.",
    *,
    sentences: Sequence[tuple[int, int]] = (),
    kind: Kind = Kind.TRANSCRIPT,
    attribution: str = "Azeem Azhar · podcast appearance",
    url: str | None = None,
    audience: str = PUBLIC,
) -> Quote:
    return Quote(
        text=text,
        speaker="Azeem Azhar",
        quoted_speaker=None,
        kind=kind,
        attribution=attribution,
        title=None,
        publisher=None,
        published=None,
        source="/seeds/000.txt",
        source_name="000.txt",
        url=url,
        start=0,
        end=len(text),
        timestamp=None,
        score=0.9,
        sentences=tuple(Span(*bounds) for bounds in sentences) or (Span(0, len(text)),),
        audience=audience,
    )


def digest(*sections: Section, nearest: Sequence[str] = (), **more: Any) -> Digest:
    """A digest of these sections; Any, as its other fields are."""
    fields: dict[str, Any] = {"deep_dives": (), "voices": (), "timeline": ()} | more
    return Digest("?", sections, nearest=tuple(nearest), elapsed_ms=1.0, **fields)


def answer(*quotes: Quote, question: str = "?") -> Answer:
    return Answer(question, answered=bool(quotes), confidence=0.9, elapsed_ms=1.0, quotes=quotes)


class FakeLibrary(FakeSources):
    """Answers every question with the same quotes and remembers what it was asked, for whom."""

    def __init__(self, *quotes: Quote, sources: Sequence[str] = _SOURCES) -> None:
        super().__init__()
        self.quotes = quotes
        self.shown: list[tuple[str, frozenset[str]]] = []
        self.problems: tuple[FilterProblem, ...] = ()
        self.asked: list[str] = []
        self.followed: list[tuple[str, ...]] = []
        # What questions are understood as behind others; "more" asks for more.
        self.understood: dict[str, str] = {}
        self.confidence = 0.9
        self.silent_on: Collection[str] = ()
        self.unknown: Collection[str] = ("asdf",)
        self.further: tuple[Quote, ...] = ()
        self.beside: dict[tuple[str, int, int], Surroundings] = {}
        self.kept: dict[int, KeptMessage] = {}
        self.names: Sequence[str] = ("Azeem Azhar", "Sally Wong")
        self.digested = digest(nearest=("Chips", "Qwen"))
        self.lengths: list[Length] = []
        self.ingested: list[Path] = []
        self.new: Sequence[NewWork] = ()
        self.batches: list[int] = []
        self._dimensions: dict[str, int] = {}
        self.found_person = Person(None)
        self.found_episode = Episode(None)
        self.examples = EXAMPLES
        self.described: str | None = None
        self.closed = False
        self.threads: set[int] = set()
        self.before_answering: Callable[[], None] = lambda: None
        self._sources = sources

    def readable_by(self, audiences: Collection[str]) -> Readable:
        return cast("Readable", FakeReadable(self, frozenset(audiences)))

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, *, before: Sequence[str] = ()
    ) -> Answer:
        self.threads.add(threading.get_ident())
        self.asked.append(f"{question} {filters}".strip())
        self.followed.append(tuple(before))
        self.before_answering()
        found = replace(
            answer(*(() if question in self.silent_on else self.quotes), question=question),
            confidence=self.confidence,
            understood=self.understood.get(question, ""),
            further=question == "more",
        )
        return (
            replace(found, answered=False, quotes=(), problems=self.problems)
            if self.problems
            else found
        )

    def digest(
        self, topic: str, filters: Filters = NO_FILTERS, length: Length = Length.MEDIUM
    ) -> Digest:
        self.threads.add(threading.get_ident())
        self.asked.append(f"{topic} {filters}".strip())
        self.lengths.append(length)
        self.before_answering()
        return self.digested

    def more(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        before: Sequence[str] = (),
        shown: int,
    ) -> Answer:
        """The quotes of an answer, then the further ones, from the one after those shown."""
        self.asked.append(f"{question} {filters}".strip())
        self.followed.append(tuple(before))
        quotes = [*self.quotes, *self.further][shown : shown + 4]
        return answer(*quotes, question=question)

    def around(self, source: str, start: int, end: int, text: str | None = None) -> Surroundings:
        self.asked.append(text or "")
        if (source, start, end) not in self.beside:
            raise QuoteGone
        return self.beside[source, start, end]

    def evidence(self, text: str, *, shown: int = 0, most: int = 4) -> Answer:
        """The quotes in turn speak to the sentences of a message, then the further ones do."""
        self.asked.append(text)
        said = re.split(r"(?<=[.!?])\s+", text.strip())
        every = [*self.quotes, *self.further]
        statements = tuple(said[at % len(said)] for at in range(len(every)))
        found = answer(*every[shown : shown + most], question=text)
        return replace(found, statements=statements[shown : shown + most])

    def starters(self, week: date, count: int) -> list[str]:
        return [f"{question} ({week:%G-%V})" for question in self.examples[:count]]

    def keep_message(self, kept: KeptMessage) -> None:
        if not kept.text:
            raise NothingToKeep
        self.kept[kept.id] = kept

    def withdraw_message(self, number: int) -> bool:
        return self.kept.pop(number, None) is not None

    def kept_messages(self) -> frozenset[int]:
        return frozenset(self.kept)

    def topics(self, typed: str, count: int) -> list[str]:
        return [f"{name}'s topics" for name in self.people(typed, count)]

    def ingest(self, paths: Sequence[Path], *, progress: Progress | None = None) -> IngestReport:
        self.threads.add(threading.get_ident())
        for done in range(1, 4):
            self.before_answering()
            if progress:
                progress(done, 3, "000.txt")
        self.ingested += paths
        return IngestReport(added=["000.txt"], changed=[], unchanged=[], failed=[], passages=3)

    def sources(self) -> list[SourceSummary]:
        return [
            SourceSummary(
                *(source, "plain", None, None, None, None, "public", 1, ()),
                description=self.described,
            )
            for source in self._sources
        ]

    def people(self, typed: str, count: int) -> list[str]:
        self.threads.add(threading.get_ident())
        self.before_answering()
        return [name for name in self.names if name.startswith(typed)][:count]

    def works(self, typed: str, count: int) -> list[str]:
        return [f"{name}'s works" for name in self.people(typed, count)]

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        return tuple(work for work in self.new if work.added >= moment)

    def knows_words(self, text: str) -> bool:
        return text not in self.unknown

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A dimension for each word, so that the cosine is the share of words in common."""
        self.batches.append(len(texts))
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in set(re.findall(r"\w+", text.lower())):
                row[self._dimensions.setdefault(word, len(self._dimensions))] = 1
        rows /= np.sqrt(np.maximum(rows.sum(axis=1, keepdims=True), 1))
        return rows

    def titles(self, typed: str, count: int) -> list[str]:
        return [f"On {name}" for name in self.people(typed, count)]

    def person(self, name: str) -> Person:
        self.threads.add(threading.get_ident())
        self.asked.append(name)
        self.before_answering()
        return self.found_person

    def episode(self, title: str) -> Episode:
        self.asked.append(title)
        return self.found_episode

    def warm_up(self) -> None:
        self.threads.add(threading.get_ident())

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed = True


class FakeReadable:
    """A library as some readers see it: the quotes that they may read, names as they are.

    What it is asked for is noted, with those readers.
    """

    def __init__(self, library: FakeLibrary, audiences: frozenset[str]) -> None:
        self._library = library
        self._audiences = audiences

    def __getattr__(self, asked: str) -> Any:
        """Any: whatever the library has."""
        self._library.shown.append((asked, self._audiences))
        return getattr(self._library, asked)

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, *, before: Sequence[str] = ()
    ) -> Answer:
        self._library.shown.append(("ask", self._audiences))
        return self._mine(self._library.ask(question, filters, before=before))

    def more(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        before: Sequence[str] = (),
        shown: int,
    ) -> Answer:
        self._library.shown.append(("more", self._audiences))
        return self._mine(self._library.more(question, filters, before=before, shown=shown))

    def evidence(self, text: str, *, shown: int = 0, most: int = 4) -> Answer:
        self._library.shown.append(("evidence", self._audiences))
        return self._mine(self._library.evidence(text, shown=shown, most=most))

    def _mine(self, found: Answer) -> Answer:
        mine = [one.audience in self._audiences for one in found.quotes]
        quotes = tuple(compress(found.quotes, mine))
        statements = tuple(compress(found.statements, mine))
        return replace(found, quotes=quotes, statements=statements, answered=bool(quotes))


def waiting_for(event: threading.Event) -> Callable[[], None]:
    """What a library does before it answers if a test wants to hold it up."""

    def wait() -> None:
        event.wait(5)

    return wait


def desk_with(library: FakeLibrary, place: Path = Path("nowhere")) -> Desk:
    def opener(settings: LibrarySettings, *, create: bool = False) -> FakeLibrary:
        assert create
        assert settings.library == place
        return library

    return Desk(LibrarySettings(library=place), opener=opener)


def opened(library: FakeLibrary) -> Desk:
    desk = desk_with(library)
    desk.open(Path("no-seeds"), lambda *_: None).result(5)
    return desk
