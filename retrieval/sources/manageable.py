"""The sources of a library: added, listed, brought in step and removed."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace

from retrieval.errors import SourceUnknown
from retrieval.ingesting import Progress
from retrieval.reports import SourceStatus, SourceSync
from retrieval.sources.base import Source
from retrieval.sources.contents import Content, Contents
from retrieval.sources.naming import checked, made_from, restricted, settled
from retrieval.sources.pace import GENTLE, SWIFT, Pace
from retrieval.sources.syncing import Sync
from retrieval.sources.tools import Tools, settle
from retrieval.turns import Turn


class Manageable:
    """A library as those who manage it know it; may be called from any thread."""

    def __init__(
        self,
        tools: Tools,
        refresh: Callable[[], None],
        renew: Callable[[Turn], None],
    ) -> None:
        """`refresh` is called in the library's turn after documents came or went.

        `renew` does the same in turns that it takes, beside whoever asks.
        """
        self._tools = tools
        self._refresh = refresh
        self._renew = renew
        # Two syncs at once would read everything twice.
        self._syncing = threading.Lock()
        # And two that count at once might leave what the slower one had found.
        self._renewing = threading.Lock()
        # Whatever else is leaving was left so by a removal that was broken off.
        self._removing: set[str] = set()

    def add_source(self, source: Source) -> SourceStatus:
        """Register a source; `sync` takes in what it offers.

        A name is made for it where it has none; a relative path is made absolute. Raises
        `SourceKnown` where the name or the location is taken, `SourceNameWrong`,
        `SourceIncomplete`.
        """
        registry = self._tools.registry
        defaults = replace(source.defaults, audience=restricted(source.defaults.audience))
        source = replace(source, location=settled(source.location), defaults=defaults)
        with self._tools.turn():
            names = {known.name for known in registry.sources()}
            name = checked(source.name) if source.name else made_from(source, names)
            registry.add(replace(source, name=name))
            return registry.status(name)

    def origins(self) -> list[SourceStatus]:
        """Every source, in the order of names."""
        with self._tools.turn():
            return self._tools.registry.statuses()

    def source(self, name: str) -> Source:
        """The source of this name. Raises `SourceUnknown`, with the names that may be meant."""
        with self._tools.turn():
            return self._tools.registry.source(name)

    def contents(self, name: str | None = None) -> Iterator[Content]:
        """The documents that came with a source, in the order of `Document.source`.

        Without a name, those that were ingested by themselves. Raises `SourceUnknown`.
        """
        with self._tools.turn():
            contents = Contents(self._tools.indexes.catalogue)
            vanished = self._vanished(name) if name is not None else frozenset()
            numbers = contents.documents(name)
        for number in numbers:
            with self._tools.turn():
                content = contents.content(number, vanished)
            if content:
                yield content

    def remove_source(self, name: str, *, gently: bool = False) -> int:
        """Forget a source with all that came from it; how many passages went.

        The source is gone at once, and what came from it one document after the other. Where that
        is interrupted, the next sync or the next opening goes on with it. `gently` as in `sync`.
        Raises `SourceUnknown`.
        """
        with self._tools.turn():
            documents = self._tools.registry.leave(name)
            self._removing.add(name)
        return self._removed(name, documents, _pace(gently=gently))

    def sync(
        self,
        names: Sequence[str] = (),
        *,
        progress: Progress | None = None,
        remove_vanished: bool = False,
        gently: bool = False,
    ) -> list[SourceSync]:
        """Take in what is new and changed in these sources, or in all; what each had.

        What is no longer offered is reported and kept unless `remove_vanished`. A document that
        cannot be read is among the failures and harms no other. `progress` is told documents done,
        documents in all (0 where that is not known before the end), and the document; raising from
        it ends the sync. What ends it early costs little: the next one goes on from there.

        `gently`, it works in small steps between which others may ask, in a thread of its own.
        Raises `SourceUnknown` before anything is done.
        """
        pace = _pace(gently=gently)
        with self._syncing:
            with self._tools.turn():
                registry = self._tools.registry
                sources = [registry.source(name) for name in dict.fromkeys(names)]
                sources = sources or registry.sources()
            self._finish_removals(pace)
            # What an earlier sync or ingest was kept from telling Chroma.
            settle(self._tools, pace)
            done = [self._synced(s, pace, progress, remove_vanished) for s in sources]
        return [report for report in done if report]

    def _synced(
        self,
        source: Source,
        pace: Pace,
        progress: Progress | None,
        remove_vanished: bool,
    ) -> SourceSync | None:
        """One source, brought in step; None where somebody removes it meanwhile."""
        try:
            run = Sync(self._tools, source, pace)
        except SourceUnknown:
            return None
        with self._lagging(pace):
            try:
                return run.run(progress, remove_vanished=remove_vanished)
            except SourceUnknown:
                return None
            finally:
                if run.changed:
                    self._refreshed(pace)

    def _finish_removals(self, pace: Pace = SWIFT) -> None:
        """Go on with the removals that were broken off."""
        while left := self._left_behind():
            self._removed(*left, pace)

    def _left_behind(self) -> tuple[str, list[str]] | None:
        """A source whose removal was broken off, and what is left of it; None where none was."""
        registry = self._tools.registry
        with self._tools.turn():
            name = next((each for each in registry.leaving() if each not in self._removing), None)
            if name is None:
                return None
            self._removing.add(name)
            return name, registry.documents_of(name)

    def _removed(self, name: str, documents: Sequence[str], pace: Pace) -> int:
        """Have a source go that is leaving, these documents first; how many passages went."""
        with self._lagging(pace):
            try:
                gone = sum(self._without(document, pace) for document in documents)
                with self._tools.turn():
                    self._tools.registry.forget(name)
            finally:
                self._removing.discard(name)
                self._refreshed(pace)
        return gone

    @contextmanager
    def _beside_answers(self) -> Iterator[None]:
        """Documents come or go meanwhile; what is known is counted anew beside whoever asks."""
        with self._lagging(GENTLE):
            try:
                yield
            finally:
                self._refreshed(GENTLE)

    def _lagging(self, pace: Pace) -> AbstractContextManager[None]:
        keywords = self._tools.indexes.keywords
        return keywords.lagging() if pace is GENTLE else nullcontext()

    def _without(self, document: str, pace: Pace) -> int:
        """Forget a document, and have Chroma forget it; how many passages went."""
        with self._tools.turn():
            gone = self._tools.exchanger.remove(document)
        settle(self._tools, pace)
        return gone

    def _vanished(self, name: str) -> frozenset[str]:
        registry = self._tools.registry
        return frozenset(registry.kept(registry.source(name).name).vanished)

    def _refreshed(self, pace: Pace) -> None:
        """Take in that documents came or went; beside whoever asks, so that they need not do it."""
        if pace is GENTLE:
            with self._renewing:
                self._renew(self._gentle_turn)
            return
        with self._tools.turn():
            self._refresh()

    @contextmanager
    def _gentle_turn(self) -> Iterator[None]:
        with self._tools.turn():
            yield
        # Or whoever waits might not get theirs.
        time.sleep(GENTLE.pause)


def _pace(*, gently: bool) -> Pace:
    return GENTLE if gently else SWIFT
