"""Whom a label may stand for, and who is known to speak before a word is read."""

from dataclasses import dataclass

from retrieval.models import Role
from retrieval.readers.interruptions import Interruption


@dataclass(frozen=True, slots=True)
class Part:
    """Whom a label stands for: a speaker, None for an unknown voice; or what interrupts the talk.

    It is `doubtful` where the label may be none.
    """

    speaker: str | None = None
    role: Role | None = None
    interruption: Interruption | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Who is known to speak before a word is read."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Every one of them."""
        return self.hosts + self.guests + self.others
