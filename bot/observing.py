"""Who is told how the bot gets on: nobody, unless metrics are asked for. No names, no words."""

from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    SILENT = "silent"
    FAILED = "failed"


class Observer(Protocol):
    """Whoever counts; called from any thread."""

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Count a question and how long the library took for it, waiting included."""
        ...

    def synced(self, *, well: bool) -> None:
        """Count a sync of a source."""
        ...


class Unobserved:
    """Nobody."""

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Do nothing."""

    def synced(self, *, well: bool) -> None:
        """Do nothing."""
