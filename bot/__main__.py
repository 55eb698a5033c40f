"""python -m bot: in Discord with a token, in the terminal without one.

The settings are read here, once, and everything is handed what it needs.
"""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

FINE, UNREACHABLE, WRONG_USE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bot; its exit status: 0 at the end, 1 no way to Discord, 2 wrong settings."""
    argparse.ArgumentParser(prog="python -m bot", description=__doc__).parse_args(argv)
    _end_on_signals()
    try:
        # The libraries take a second to load; Ctrl-C has to end quietly already.
        from bot.composition import run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        return FINE
    except BrokenPipeError:
        # Whoever read the answers has gone; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _end_on_signals() -> None:
    """Let SIGTERM end the program like Ctrl-C does; only a main thread may choose that."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
