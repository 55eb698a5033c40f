"""What every sync of a library works with: its indexes, its turns, its writing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from retrieval.exchanging import Exchanger
from retrieval.indexes import OwnIndexes
from retrieval.sources.base import Lister
from retrieval.sources.pace import Pace
from retrieval.sources.registry import Registry
from retrieval.turns import Turn


@dataclass(frozen=True, slots=True)
class Tools:
    """What every sync of a library needs."""

    indexes: OwnIndexes
    registry: Registry
    exchanger: Exchanger
    lister: Lister
    turn: Turn
    now: Callable[[], datetime]

    @contextmanager
    def writing(self, source: str) -> Iterator[None]:
        """The library for oneself, to be written for a source of this name.

        Raises `SourceUnknown` if it has gone.
        """
        with self.turn():
            self.registry.source(source)
            yield


def settle(tools: Tools, pace: Pace) -> None:
    """Tell Chroma of all that it was not told of yet, at this pace."""
    waiting = True
    while waiting:
        with tools.turn():
            waiting = tools.indexes.store.settle_some(pace.rows)
        time.sleep(pace.pause)
