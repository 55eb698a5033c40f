"""What came of a soak?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

# How much more memory may be in use at any time than when the bot had settled.
FLAT = 1.10


@dataclass(frozen=True, slots=True)
class Report:
    """Counts; seconds per answer in rising order; megabytes in use, first when settled."""

    asked: int
    lost: Sequence[str]
    twice: Sequence[str]
    unheeded: Sequence[str]  # edits, deletions and presses without effect
    logged: Sequence[str]  # what the bot itself took for an error
    done: Mapping[str, int]
    waits: Sequence[float]
    memory: Sequence[float]
    seconds: float

    @property
    def faults(self) -> list[str]:
        """What must not be, a sentence each."""
        found = [f"{len(self.lost)} lost: {self.lost[:3]}"] if self.lost else []
        found += [f"{len(self.twice)} answered twice: {self.twice[:3]}"] if self.twice else []
        found += [f"{len(self.unheeded)} unheeded: {self.unheeded[:3]}"] if self.unheeded else []
        found += (
            [f"{len(self.logged)} lines of errors logged: {self.logged[:3]}"] if self.logged else []
        )
        if self.growth > FLAT:
            found.append(f"memory grew {self.growth:.2f} times: {self.memory}")
        return found

    @property
    def growth(self) -> float:
        """The most memory after settling, over that when settled."""
        return max(self.memory) / self.memory[0]

    def wait(self, percent: int) -> float:
        """Return the seconds within which so many of a hundred answers came."""
        return quantiles(self.waits, n=100)[percent - 1]

    def lines(self) -> list[str]:
        """Return the report in lines to print."""
        done = ", ".join(f"{count} {kind}" for kind, count in sorted(self.done.items()))
        waits = [self.wait(50), self.wait(95), self.waits[-1]]
        memory = [self.memory[0], max(self.memory), self.memory[-1]]
        return [
            f"done: {done}",
            f"questions: {self.asked}, lost {len(self.lost)}, answered twice {len(self.twice)}",
            f"edits, deletions and presses without effect: {len(self.unheeded)}",
            f"lines in its log of errors: {len(self.logged)}",
            f"wait, p50 / p95 / most: {' / '.join(f'{wait:.2f}' for wait in waits)} s",
            f"memory, settled / most / end: {' / '.join(f'{one:.0f}' for one in memory)} MB",
            f"it took {self.seconds:.0f} s",
        ]
