"""Keyword engines side by side, on the same rows: python3 scripts/keyword_engines.py FOLDER.

FOLDER is a question set in BEIR's layout. Prints a Markdown table; with --write it also goes into
docs/keyword-engines.md. Installs what it needs, on first use, into an environment of its own
(.venv-engines), so that the bot's stays lean.
"""

import sys

from environment import ROOT, python_with, run


def main() -> int:
    """Measure in an environment of its own."""
    python = python_with("requirements-engines.lock", ROOT / ".venv-engines")
    return run(python, "scripts/engines", *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
