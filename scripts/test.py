"""Installs what the tests need and checks everything: python3 scripts/test.py.

Format, lint, types, then tests. Arguments go to pytest: python3 scripts/test.py -k quoting.
"""

import sys

from environment import python_with, run

CHECKS = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-m", "mypy"),
)

# Tests are handed to whichever core is idle; "-n 0" among the arguments turns this off.
_ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")


def main() -> int:
    """Run each check in turn; the first that fails ends the run."""
    python = python_with("requirements-dev.lock")
    for check in CHECKS:
        if status := run(python, *check):
            return status
    return run(python, "-m", "pytest", *_ON_ALL_CORES, *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
