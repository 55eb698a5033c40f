"""The library's command line: python -m retrieval ingest | ask | sources | verify."""

import argparse
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import structlog
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from retrieval import (
    Library,
    LibrarySettings,
    PullquoteError,
    explain,
    open_library,
)
from retrieval.printing import (
    as_json,
    as_text,
    ingest_lines,
    source_lines,
    verification_lines,
)

FINE, FAULTY, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 fine, 1 something to look at, 2 wrong use."""
    _keep_standard_output_clean()
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except ValidationError as error:
        return _complain(explain(error))
    except PullquoteError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m retrieval", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ingest = commands.add_parser("ingest", parents=[common], help="take in files and folders")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.set_defaults(run=_ingest)
    ask = commands.add_parser("ask", parents=[common], help="ask a question")
    ask.add_argument("question", help="the question, or - to read one a line from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object for each question")
    ask.set_defaults(run=_ask)
    sources = commands.add_parser("sources", parents=[common], help="list what was ingested")
    sources.set_defaults(run=_sources)
    check = commands.add_parser("verify", parents=[common], help="re-read everything stored")
    check.set_defaults(run=_verify)
    return parser


def _ingest(options: argparse.Namespace) -> int:
    with _open(options, create=True) as library, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Ingesting", total=None, visible=sys.stderr.isatty())
        report = library.ingest(
            options.paths,
            progress=lambda done, total, name: bar.update(
                task, completed=done, total=total, description=f"Ingesting {name}"
            ),
        )
    _print(*ingest_lines(report))
    return FAULTY if report.failed else FINE


def _ask(options: argparse.Namespace) -> int:
    show = as_json if options.json else as_text
    with _open(options) as library:
        for question in _questions(options.question, sys.stdin.buffer):
            _print(show(library.ask(question)))
    return FINE


def _sources(options: argparse.Namespace) -> int:
    with _open(options) as library:
        _print(*source_lines(library.sources()))
    return FINE


def _verify(options: argparse.Namespace) -> int:
    with _open(options) as library:
        found = library.verify()
    _print(*verification_lines(found))
    return FINE if found.clean else FAULTY


def _open(options: argparse.Namespace, *, create: bool = False) -> Library:
    settings = LibrarySettings()
    if options.library is not None:
        settings = settings.model_copy(update={"library": options.library})
    return open_library(settings, create=create)


def _questions(given: str, stream: BinaryIO) -> Iterator[str]:
    """The question given, or one for each line of `stream`.

    A line ends at LF alone, a CR before it is dropped, invalid bytes are replaced.
    """
    if given != "-":
        yield given.encode("utf-8", "replace").decode("utf-8")
        return
    for line in stream:
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def _print(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return WRONG_USE


def _keep_standard_output_clean() -> None:
    """Answers alone go to standard output, in UTF-8; whatever is logged goes to standard error."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    sys.exit(main())
