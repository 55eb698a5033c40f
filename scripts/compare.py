"""Pullquote beside what a builder would otherwise pick: python3 scripts/compare.py FOLDER...

Each FOLDER is a question set in BEIR's layout. Prints one Markdown table; with --write it also
goes into docs/comparison.md. Installs what it needs, on first use, into an environment of its own
(.venv-comparison), so that the bot's stays lean.
"""

import sys

from environment import ROOT, python_with, run


def main() -> int:
    """Run the comparison in its own environment."""
    python = python_with("requirements-comparison.lock", ROOT / ".venv-comparison")
    return run(python, "scripts/comparison", *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
