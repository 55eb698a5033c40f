"""Several messages of one member in quick succession, which are read as one question."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

# Seconds without another message after which somebody has said what they wanted to say: after a
# whole question, and after words that look as if more were to come. Nobody is waited for longer
# than the third number, and one message more.
QUIET: Final = 1.0
UNFINISHED: Final = 2.5
LONGEST: Final = 8.0

T = TypeVar("T")


async def said_all(said: Sequence[T], pause: Callable[[T], float]) -> None:
    """Wait until nothing has been added to what somebody says, or for as long as one waits.

    `pause` says for how many seconds one waits for more after the last thing that was said.
    """
    waited, heard = 0.0, 0
    while heard < len(said) and waited < LONGEST:
        heard = len(said)
        seconds = pause(said[-1])
        await asyncio.sleep(seconds)
        waited += seconds


def said_in_a_row(said: Sequence[tuple[str, datetime]], at: datetime) -> bool:
    """Tell whether somebody who has said this, the last thing last, was still waited for then."""
    (_, began), (text, ended) = said[0], said[-1]
    pause = (at - ended).total_seconds()
    return pause <= pause_after(text) and (ended - began).total_seconds() < LONGEST


def pause_after(text: str) -> float:
    """Return for how many seconds one waits for more after these words."""
    ends = text.rstrip(" \t\n\"'”’»)*_~")
    return QUIET if ends.endswith(("?", "？", "!", "！", ".", "。")) else UNFINISHED
