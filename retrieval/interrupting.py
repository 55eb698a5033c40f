"""Ctrl-C before the command line has begun: its imports take a second, and nothing is lost yet."""

import os
import signal
import sys
from types import FrameType
from typing import Final

_INTERRUPTED: Final = 130


def end_quietly() -> None:
    """Until `heed`, have Ctrl-C end `python -m retrieval` without a traceback."""
    # What is run by -m goes by that name while its package is imported, and by its file later.
    ours = sys.argv[:1] == ["-m"]
    if ours and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def heed() -> None:
    """From now on Ctrl-C is a KeyboardInterrupt again."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_number: int, _frame: FrameType | None) -> None:
    os._exit(_INTERRUPTED)
