"""Fetches a public question set: python3 scripts/run.py scripts/fetch_set.py NAME FOLDER.

NAME is squad, squad-abstain, qmsum or podcast; FOLDER is made, in BEIR's layout, for
`python -m retrieval evaluate` and scripts/compare.py. What the sets are and their licences stand
in docs/comparison.md.
"""

import argparse
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from pydantic import ValidationError
from question_sets.layout import NotFetched, RowSet, write
from question_sets.podcast import podcast
from question_sets.qmsum import qmsum
from question_sets.squad import squad, squad_abstain

_HALVES = ("first", "second")
_PATIENCE_S = 60
_SQUAD = "https://rajpurkar.github.io/SQuAD-explorer/dataset/dev-v1.1.json"
_QMSUM = "https://raw.githubusercontent.com/Yale-LILY/QMSum/main/data/ALL/jsonl/val.jsonl"
_PODCAST = "https://github.com/thechangelog/transcripts/archive/HEAD.zip"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a set is published, and how what is there becomes one."""

    url: str
    convert: Callable[[bytes, argparse.Namespace], RowSet]


SOURCES = {
    "squad": Source(_SQUAD, lambda raw, o: squad(raw, _HALVES.index(o.half))),
    "squad-abstain": Source(_SQUAD, lambda raw, o: squad_abstain(raw, _HALVES.index(o.half))),
    "qmsum": Source(_QMSUM, lambda raw, _: qmsum(raw)),
    "podcast": Source(_PODCAST, lambda raw, o: podcast(raw, o.show)),
}


def main(arguments: list[str] | None = None) -> int:
    """Fetch one; 1, after one plain line, where that cannot be done."""
    options = _options(arguments)
    source = SOURCES[options.name]
    try:
        raw = _read(options.file) if options.file else _download(source.url)
        rows = _converted(source, raw, options)
        write(rows, options.folder)
    except NotFetched as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"{options.folder}: {len(rows.corpus)} documents, {len(rows.questions)} questions")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("fetch_set.py", description="Fetch a public question set.")
    parser.add_argument("name", choices=SOURCES, metavar="NAME", help=", ".join(SOURCES))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="made; must not exist yet")
    parser.add_argument("--half", choices=_HALVES, default="first", help="of squad, by article")
    parser.add_argument("--show", default="practicalai", help="of podcast: the show's folder")
    parser.add_argument("--file", type=Path, help="a copy of what the source publishes")
    return parser.parse_args(arguments)


def _download(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE_S) as answer:  # noqa: S310 - https, from the table above
            read: bytes = answer.read()
            return read
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise NotFetched(
            f"{url} cannot be fetched ({reason}); "
            "fetch it where it can be reached, and name the copy with --file."
        ) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFetched(f"{path} cannot be read ({error.strerror}); name another file.") from error


def _converted(source: Source, raw: bytes, options: argparse.Namespace) -> RowSet:
    try:
        return source.convert(raw, options)
    except (ValidationError, zipfile.BadZipFile) as error:
        first = str(error).splitlines()[0]
        raise NotFetched(
            f"What was read is not what {source.url} published when this was written ({first}); "
            "the format may have changed."
        ) from error


if __name__ == "__main__":
    sys.exit(main())
