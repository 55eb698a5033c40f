"""python -m bot: in Discord with a token, in the terminal without one.

The settings are read here, once, and everything is handed what it needs.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from bot.ending import end_on_signals

FINE = 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bot; its exit status: 0 at the end, 1 no way to Discord, 2 wrong settings."""
    argparse.ArgumentParser(prog="python -m bot", description=__doc__).parse_args(argv)
    end_on_signals()
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


if __name__ == "__main__":
    sys.exit(main())
