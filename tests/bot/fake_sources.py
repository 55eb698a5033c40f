"""Sources that can be predicted by eye: each offers what a test says that it does."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.holdings import Progress
from retrieval import (
    PUBLIC,
    Source,
    SourceKnown,
    SourceStatus,
    SourceSync,
    SourceUnknown,
)
from retrieval.sources.addresses import shown_location


class FakeSources:
    """The sources of a library, without its documents."""

    def __init__(self) -> None:
        self.added: dict[str, Source] = {}
        self.synced: list[str] = []
        self.synced_at: dict[str, datetime] = {}
        self.outcomes: dict[str, SourceSync] = {}
        self.sync_threads: set[int] = set()
        self.between_documents: Callable[[], None] = lambda: None
        self.sync_error: Exception | None = None
        self.errors: dict[str, Exception] = {}
        self.fails: set[str] = set()
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def add_source(self, source: Source) -> SourceStatus:
        if source.name in self.added:
            raise SourceKnown(f'There is a source by the name of "{source.name}" already.')
        self.added[source.name] = source
        return self._status(source)

    def origins(self) -> list[SourceStatus]:
        return [self._status(source) for _, source in sorted(self.added.items())]

    def source(self, name: str) -> Source:
        if name not in self.added:
            raise SourceUnknown(name)
        return self.added[name]

    def remove_source(self, name: str, *, gently: bool = False) -> int:
        assert gently, "members want answers meanwhile"
        if self.added.pop(name, None) is None:
            raise SourceUnknown(name)
        return 7

    def sync(
        self,
        names: Sequence[str] = (),
        *,
        progress: Progress | None = None,
        remove_vanished: bool = False,
        gently: bool = False,
    ) -> list[SourceSync]:
        assert gently, "members want answers meanwhile"
        assert not remove_vanished, "nobody has asked for that"
        self.sync_threads.add(threading.get_ident())
        return [self._synced(self.source(name), progress) for name in names]

    def _synced(self, source: Source, progress: Progress | None) -> SourceSync:
        for done in range(1, 4):
            self.between_documents()
            if progress:
                progress(done, 3, f"{source.location} {done}")
        if error := self.errors.get(source.name, self.sync_error):
            raise error
        self.synced.append(source.name)
        if source.name not in self.fails:
            self.synced_at[source.name] = self.now()
        outcome = self.outcomes.get(source.name, SourceSync(source.name, added=("a", "b", "c")))
        return replace(outcome, name=source.name)

    def _status(self, source: Source) -> SourceStatus:
        outcome = self.outcomes.get(source.name, SourceSync(source.name))
        return SourceStatus(
            name=source.name,
            shown=shown_location(source),
            owner=source.owner,
            audience=source.defaults.audience or PUBLIC,
            every=source.every,
            documents=3 if source.name in self.synced else 0,
            passages=7 if source.name in self.synced else 0,
            voices=2 if source.name in self.synced else 0,
            synced=self.synced_at.get(source.name),
            failed=outcome.failed,
        )
