"""What an ingest, a sync, a listing, a check and a rebuild have to report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from retrieval.models import NOTHING, LeftOut
from retrieval.saying import Complaint


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be ingested, and the sentence that says why.

    `complaint` is the same sentence for other languages; None where it is not known as one.
    """

    source: str
    reason: str
    complaint: Complaint | None = None

    @classmethod
    def of(cls, source: str, complaint: Complaint) -> Self:
        """What is wrong with a document."""
        return cls(source, str(complaint), complaint)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, by source path."""

    added: Sequence[str]
    changed: Sequence[str]
    unchanged: Sequence[str]
    failed: Sequence[Failure]
    passages: int
    left_out: LeftOut = NOTHING


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One ingested document, for a listing; `origin` is the source that it came with."""

    source: str
    form: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    audience: str
    passages: int
    voices: tuple[str, ...]
    origin: str | None = None
    left_out: LeftOut = NOTHING
    description: str | None = None

    @property
    def name(self) -> str:
        """What an attribution calls it: its title, what it is, or else its file."""
        return self.title or self.description or Path(self.source).name


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of re-reading everything that is stored.

    `differing_passages` are "source [start:end]" lines, and whatever else belongs to nothing or
    lacks what belongs to it, in words. `changed_sources`, `vanished_sources` and `stored_alone` are
    documents by `Document.source`. What has vanished, where it came from, is no fault: its stored
    text still stands. For `stored_alone` nothing was fetched; like what has vanished, they were
    compared with their stored text.
    """

    documents: int
    passages: int
    differing_passages: Sequence[str]
    changed_sources: Sequence[str]
    vanished_sources: Sequence[str]
    stored_alone: Sequence[str] = ()

    @property
    def clean(self) -> bool:
        """Whether everything that can be compared is the same."""
        return not self.differing_passages and not self.changed_sources


@dataclass(frozen=True, slots=True)
class RebuildPlan:
    """What it takes to bring a library over to another model, both models in words.

    Of its `passages`, `embedded` are embedded already; `dimensions` is the length of the new
    vectors. It is not `needed` where the library is that model's already.
    """

    library: Path
    built_with: str
    to: str
    dimensions: int
    passages: int
    embedded: int
    needed: bool


@dataclass(frozen=True, slots=True)
class SourceSync:
    """What a sync did to one source, documents by `Document.source`.

    `vanished` are documents that the source no longer offers and that are kept, `removed` those
    that went, `elsewhere` those that another source has brought in already. `passages` were
    written, `voices` speak in what the source now has in the library. Where it could not be
    `listed`, all is as it was, and its one failure says why. `later` is what was left for the next
    sync. `until` is when a server that asked to be left alone wants to be asked again, in UTC, None
    where none did.
    """

    name: str
    added: Sequence[str] = ()
    changed: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    vanished: Sequence[str] = ()
    removed: Sequence[str] = ()
    failed: Sequence[Failure] = ()
    passages: int = 0
    voices: int = 0
    left_out: LeftOut = NOTHING
    elsewhere: Sequence[str] = ()
    listed: bool = True
    until: datetime | None = None
    later: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source as it is listed; nothing in it is secret.

    `shown` is its location without what nobody else may know. `owner` is who manages it: "" the
    operator, else whoever added it. `every` is in seconds, None where it is only synced when asked.
    `synced` is when it was last looked through to its end, None before the first time: what could
    not be taken in then is in `failed`.
    """

    name: str
    shown: str
    owner: str
    audience: str
    every: float | None
    documents: int
    passages: int
    voices: int
    synced: datetime | None = None
    failed: Sequence[Failure] = ()
