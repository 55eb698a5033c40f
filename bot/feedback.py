"""What members think of an answer. No Discord types, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

# What a member may write beside a reason, in characters.
LONGEST_NOTE: Final = 300


class Reason(StrEnum):
    """What is wrong with an answer."""

    WRONG_VOICE = "wrong voice"
    OFF_TOPIC = "off topic"
    OUT_OF_DATE = "out of date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a member thinks of an answer; ids are Discord's.

    `answer` is the first message of the answer. It was helpful where there is no `reason`; `note`
    is what the member has added to that, in their words. `private` is true of an answer that nobody
    else could see.
    """

    guild: int
    answer: int
    member: int
    at: datetime
    reason: Reason | None = None
    note: str = ""
    private: bool = False

    @property
    def helpful(self) -> bool:
        """Whether it was."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """How many answers were found helpful, how many were not, and why not."""

    helpful: int = 0
    not_it: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
