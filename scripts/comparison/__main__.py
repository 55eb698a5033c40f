"""The comparison's command line; scripts/compare.py starts it where its packages are."""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from comparison.measuring import compare  # noqa: E402 - the path above has to come first
from comparison.table import table, with_table  # noqa: E402
from retrieval import LibrarySettings, PullquoteError, read_settings  # noqa: E402

_PACKAGES = ("chromadb", "bm25s", "langchain-chroma", "langchain-classic")
PAGE = ROOT / "docs" / "comparison.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare on each folder; 2, after one plain line, where a folder cannot be used."""
    options = _options(arguments)
    try:
        settings = read_settings(LibrarySettings)
        sets = [compare(folder, options.split, settings, _tell) for folder in options.folders]
    except PullquoteError as reason:
        _tell(str(reason))
        return 2
    made = table(sets, {package: version(package) for package in _PACKAGES})
    print(made)
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), made), "utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("compare.py", description="Pullquote beside other systems.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--split", metavar="NAME", help="the file qrels/NAME.tsv of each folder")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/comparison.md"
    )
    return parser.parse_args(arguments)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
