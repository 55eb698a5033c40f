"""What a sync has done so far, and what is kept and told of that."""

from dataclasses import dataclass, field
from datetime import datetime

from retrieval.errors import LinkBusy, PullquoteError
from retrieval.exchanging import Tally
from retrieval.reports import SourceSync
from retrieval.sources.base import Listing
from retrieval.sources.mishaps import failure
from retrieval.sources.parts import state_without


@dataclass(slots=True)
class SyncTally(Tally):
    """What a sync has done so far.

    `offered` are all documents that the source has now, `gone` those that it still names. `later`
    are left for the next one. No server of theirs is to be asked before `until`.
    """

    offered: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    until: datetime | None = None

    def refused(self, name: str, error: PullquoteError) -> bool:
        """Note what cannot be had, and until when its server wants to be left alone; False."""
        if isinstance(error, LinkBusy):
            self.rest(error.until)
        self.failed.append(failure(name, error.complaint))
        return False

    def rest(self, until: datetime) -> None:
        """Note until when a server wants to be left alone."""
        self.until = max(until, self.until or until)

    @property
    def missed(self) -> frozenset[str]:
        """What was offered and is not in the library by this source's doing."""
        failed = (failure.source for failure in self.failed)
        offered = (each for each in (*failed, *self.later) if each in self.offered)
        return frozenset((*offered, *self.elsewhere))

    def state_kept(self, listing: Listing) -> dict[str, str]:
        """What was not taken in would not be offered again by a source that thinks it was."""
        if self.failed or self.elsewhere or self.later:
            return state_without(listing.state, self.missed)
        return dict(listing.state)

    def report(self, name: str, voices: int) -> SourceSync:
        """The same to whoever asked for the sync; so many `voices` speak in the source."""
        return SourceSync(
            name=name,
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            vanished=self.vanished,
            removed=self.removed,
            failed=self.failed,
            elsewhere=self.elsewhere,
            passages=self.passages,
            voices=voices,
            left_out=self.left_out,
            later=self.later,
            until=self.until,
        )
