"""What a library holds of a person, in a work, since a moment: read from the catalogue."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.models import Work

_HELD = "id, source, title, publisher, published, url, audience, description"


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the library holds."""

    id: int
    source: str
    work: Work

    @property
    def name(self) -> str:
        """What it is called: its title, or else what it is, or else its file's name."""
        return self.work.title or self.work.description or Path(self.source).name


class Holdings:
    """Looks into a catalogue; used by one thread at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._db = catalogue.connection

    def added_after(self, moment: datetime) -> list[tuple[Held, datetime]]:
        """The documents that came in after `moment`, and when, the latest first."""
        rows = self._db.execute(
            f"SELECT added, {_HELD} FROM documents WHERE added > ? ORDER BY added DESC, id DESC",
            (moment.timestamp(),),
        )
        return [(_held(*row), datetime.fromtimestamp(added, UTC)) for added, *row in rows]


def _held(number: int, source: str, *work: str) -> Held:
    return Held(number, source, Work(*work))
