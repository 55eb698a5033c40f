"""The library's command line: python -m retrieval COMMAND; --help names them all."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import structlog

from retrieval import LibrarySettings, PullquoteError, read_settings
from retrieval.asking_command import add_asking
from retrieval.interrupting import heed
from retrieval.printing import (
    ingest_lines,
    rebuild_json,
    rebuild_line,
    verification_lines,
    visible,
)
from retrieval.rebuild_command import rebuild
from retrieval.sources_command import add_sources
from retrieval.terminal import (
    FAULTY,
    FINE,
    INTERRUPTED,
    WRONG_USE,
    Commands,
    Parser,
    common_options,
    doing,
    library_of,
    progress_bar,
    say,
    settings_of,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 fine, 1 something to look at, 2 wrong use."""
    heed()
    try:
        _keep_standard_output_clean()
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except PullquoteError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return FINE
    except OSError as error:
        _forget_output()
        print(f"The output cannot be written ({error.strerror}).", file=sys.stderr)
        return FAULTY


def _forget_output() -> None:
    """What still waits to be written would make Python complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m retrieval", description=__doc__)
    common = common_options()
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ingest = commands.add_parser("ingest", parents=[common], help="take in files and folders")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.set_defaults(run=_ingest)
    add_asking(commands, common)
    add_sources(commands, common)
    check = commands.add_parser("verify", parents=[common], help="re-read everything stored")
    check.set_defaults(run=_verify)
    anew = commands.add_parser(
        "rebuild",
        parents=[common],
        help="bring the library over to the embedding model that is set",
    )
    anew.add_argument("--yes", action="store_true", help="do not ask")
    anew.add_argument("--json", action="store_true", help="one JSON object")
    anew.set_defaults(run=_rebuild)
    _add_evaluate(commands)
    return parser


def _add_evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser("evaluate", help="score the product on a set of questions")
    evaluate.add_argument("folder", type=Path, metavar="FOLDER", help="a folder in BEIR's layout")
    evaluate.add_argument("--split", metavar="NAME", help="the file in qrels/ to score against")
    evaluate.add_argument(
        "--digest", action="store_true", help="score digests of the meetings in meetings.jsonl.gz"
    )
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    evaluate.set_defaults(run=_evaluate)


def _ingest(options: argparse.Namespace) -> int:
    with library_of(options, create=True) as library, progress_bar() as bar:
        task = bar.add_task("Ingesting", total=None)
        report = library.ingest(
            options.paths,
            progress=lambda done, total, name: bar.update(
                task, completed=done, total=total, description=doing("Ingesting", name)
            ),
        )
    say(*ingest_lines(report))
    return FAULTY if report.failed else FINE


def _verify(options: argparse.Namespace) -> int:
    with library_of(options) as library:
        found = library.verify()
    say(*verification_lines(found))
    return FINE if found.clean else FAULTY


def _rebuild(options: argparse.Namespace) -> int:
    ended = rebuild(settings_of(options), progress_bar(), agreed=options.yes)
    show = rebuild_json if options.json else rebuild_line
    say(show(ended.plan, rebuilt=ended.rebuilt, in_the_way=ended.in_the_way))
    return FAULTY if ended.in_the_way else FINE


def _evaluate(options: argparse.Namespace) -> int:
    # Most commands never measure; reading question sets brings modules of its own.
    from retrieval.evaluating import evaluate, evaluate_digests  # noqa: PLC0415

    settings = read_settings(LibrarySettings)
    with progress_bar() as bar:
        if options.digest:
            found = evaluate_digests(options.folder, settings, bar)
        else:
            found = evaluate(options.folder, options.split, settings, bar)
    lines = [json.dumps(found)] if options.json else [f"{k:17} {v}" for k, v in found.items()]
    say(*lines)
    return FINE


def _complain(sentence: str) -> int:
    print(visible(sentence), file=sys.stderr)
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
