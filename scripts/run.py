"""Installs what the bot needs, on first use, and runs it: python3 scripts/run.py.

With arguments it runs Python with those instead, in the same environment:
python3 scripts/run.py -m retrieval ask "Is DeepSeek R2 delayed?"
"""

import os
import sys

from environment import ROOT, python_with, run


def main() -> int:
    """Run the bot, or what the arguments say."""
    python = python_with("requirements.lock")
    arguments = sys.argv[1:] or ["-m", "bot"]
    if os.name != "nt":
        # The process becomes the bot, so that signals reach it and nothing stands between.
        os.chdir(ROOT)
        os.execv(python, [str(python), *arguments])  # noqa: S606 - no shell is wanted
    return run(python, *arguments)


if __name__ == "__main__":
    sys.exit(main())
