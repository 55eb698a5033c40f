"""The measurement's command line; scripts/keyword_engines.py starts it where its packages are."""

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from engines.rows import Material, read  # noqa: E402 - the path above has to come first
from engines.table import table, with_table  # noqa: E402
from engines.worker import CHANGED, ENGINES, LONG, MORE, ROWS, SHORT, Figures  # noqa: E402
from retrieval import PullquoteError  # noqa: E402
from retrieval.postings import Row  # noqa: E402

PAGE = ROOT / "docs" / "keyword-engines.md"
_SIZES = (25_000, 100_000, 500_000)
_CHANGES = 3 * CHANGED


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every engine at every size; 2, after one plain line, for an unusable folder."""
    options = _options(arguments)
    try:
        material = read(options.folder, options.questions)
    except PullquoteError as reason:
        print(reason, file=sys.stderr)
        return 2
    found = {size: _at(size, material) for size in options.sizes}
    packages = {package: version(package) for package in ("numpy", "tantivy", "bm25s")}
    made = table(options.folder.name, material, found, packages)
    print(made)
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), made), "utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("keyword_engines.py", description="Keyword engines compared.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--sizes", nargs="+", type=int, default=_SIZES, metavar="ROWS")
    parser.add_argument("--questions", type=int, default=100, metavar="NUMBER")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    return parser.parse_args(arguments)


def _at(size: int, material: Material) -> dict[str, Figures]:
    """Every engine's figures at so many rows, all of them given the same rows."""
    with tempfile.TemporaryDirectory() as place:
        given = Path(place)
        _write(given / ROWS, material.rows(size))
        _write(given / MORE, material.rows(_CHANGES, first=size + 1))
        (given / SHORT).write_bytes(pickle.dumps(material.short))
        (given / LONG).write_bytes(pickle.dumps(material.long))
        return {name: _measured(name, size, given) for name in ENGINES}


def _measured(name: str, size: int, given: Path) -> Figures:
    print(f"{name}, {size:,} rows ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        built = _worker("build", name, given, folder)
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        return built | {"disk_mb": disk / 1e6} | _worker("use", name, given, folder)


def _worker(step: str, name: str, given: Path, folder: str) -> Figures:
    command = [sys.executable, str(Path(__file__).with_name("worker.py")), step, name]
    told = subprocess.check_output([*command, str(given), folder], cwd=ROOT)
    figures: Figures = json.loads(told)
    return figures


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines("\t".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
