"""The part of `retrieval.Library` that the bot uses; a test brings its own."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answering import Answering
from retrieval import (
    IngestReport,
    KeptMessage,
    LibrarySettings,
    NewWork,
    Source,
    SourceStatus,
    SourceSummary,
    SourceSync,
)

Progress = Callable[[int, int, str], None]


class Readable(Answering, Protocol):
    """What some readers may read of a library, or all of it."""

    def sources(self) -> list[SourceSummary]:
        """Return what was taken in."""
        ...

    def people(self, typed: str, count: int) -> list[str]:
        """Return voices whose names somebody is about to type."""
        ...

    def works(self, typed: str, count: int) -> list[str]:
        """Return works and kinds of text whose names somebody is about to type."""
        ...

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """Return what came in since, the latest first."""
        ...

    def topics(self, typed: str, count: int) -> list[str]:
        """Return topics that somebody is about to type."""
        ...

    def titles(self, typed: str, count: int) -> list[str]:
        """Return works whose titles somebody is about to type."""
        ...

    def knows_words(self, text: str) -> bool:
        """Tell whether any word of a text is known."""
        ...


class Library(Readable, Protocol):
    """A library as its operator has it: all that is in it, and where it comes from."""

    def readable_by(self, audiences: Collection[str]) -> Readable:
        """Return what the readers of these audiences may read."""
        ...

    def ingest(self, paths: Sequence[Path], *, progress: Progress | None = None) -> IngestReport:
        """Take in files and folders."""
        ...

    def keep_message(self, kept: KeptMessage) -> None:
        """Keep a member's message as an answer; raises NothingToKeep."""
        ...

    def withdraw_message(self, number: int) -> bool:
        """Forget a member's message; tell whether it was kept."""
        ...

    def kept_messages(self) -> frozenset[int]:
        """Return the ids of all members' messages that are kept."""
        ...

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 for each text; the closer two are, the more alike the texts."""
        ...

    def add_source(self, source: Source) -> SourceStatus:
        """Keep in step with a source from now on; nothing is fetched yet."""
        ...

    def origins(self) -> list[SourceStatus]:
        """Return all sources."""
        ...

    def source(self, name: str) -> Source:
        """Return a source as it was added, its secrets with it."""
        ...

    def remove_source(self, name: str, *, gently: bool = False) -> int:
        """Remove a source with all that came from it; return how many passages those were."""
        ...

    def sync(
        self,
        names: Sequence[str] = (),
        *,
        progress: Progress | None = None,
        remove_vanished: bool = False,
        gently: bool = False,
    ) -> list[SourceSync]:
        """Bring sources in step, all of them if none is named."""
        ...

    def warm_up(self) -> None:
        """Do what the first question would have to wait for."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Opener(Protocol):
    """What opens a library; `retrieval.open_as_built`, or a test's own."""

    def __call__(self, settings: LibrarySettings, *, create: bool = False) -> Library:
        """Open the library at the place that the settings name."""
        ...
