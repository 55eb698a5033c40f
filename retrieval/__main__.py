"""The library's command line: python -m retrieval COMMAND; --help names them all."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from retrieval import Filters, Length, LibrarySettings, PullquoteError, Readable, read_settings
from retrieval.digests.printing import digest_json, digest_text
from retrieval.interrupting import heed
from retrieval.printing import (
    as_json,
    as_text,
    ingest_lines,
    rebuild_json,
    rebuild_line,
    verification_lines,
    visible,
)
from retrieval.profiles.printing import episode_json, episode_text, person_json, person_text
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
    utf8,
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
    readers = _readers(common)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ingest = commands.add_parser("ingest", parents=[common], help="take in files and folders")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.set_defaults(run=_ingest)
    ask = commands.add_parser("ask", parents=[readers], help="ask a question")
    ask.add_argument("question", help="the question, or - to read one a line from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object for each question")
    ask.add_argument(
        "--before",
        action="append",
        default=[],
        metavar="QUESTION",
        help="a question that this one may go on from, the first one first; may be repeated",
    )
    ask.set_defaults(run=_ask)
    _add_digest(commands, readers)
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
    _add_profiles(commands, readers)
    _add_evaluate(commands)
    return parser


def _readers(common: Parser) -> Parser:
    """What every command that shows text takes."""
    readers = Parser(parents=[common], add_help=False)
    readers.add_argument(
        "--audience",
        dest="audiences",
        action="append",
        metavar="NAME",
        help="show only what this audience may read (everybody's too); may be repeated",
    )
    return readers


def _add_digest(commands: Commands, readers: Parser) -> None:
    digest = commands.add_parser("digest", parents=[readers], help="sum up a topic in quotes")
    digest.add_argument("topic", help="a topic, a name or a time; with filters, it may be empty")
    for option, meant in (("--since", "from then on"), ("--until", "up to then")):
        digest.add_argument(option, action="append", default=[], metavar="DATE", help=meant)
    digest.add_argument(
        "--from", dest="voices", action="append", default=[], metavar="NAME", help="in this voice"
    )
    digest.add_argument(
        "--in", dest="works", action="append", default=[], metavar="NAME", help="in this work"
    )
    digest.add_argument("--length", choices=[length.value for length in Length], default="medium")
    digest.add_argument("--json", action="store_true", help="one JSON object")
    digest.set_defaults(run=_digest)


def _add_profiles(commands: Commands, readers: Parser) -> None:
    person = commands.add_parser("person", parents=[readers], help="show what is held of a person")
    person.add_argument("name", metavar="NAME", help="a name, or a part of one")
    person.add_argument("--json", action="store_true", help="one JSON object")
    person.set_defaults(run=_person)
    episode = commands.add_parser("episode", parents=[readers], help="show a work at a glance")
    episode.add_argument("title", metavar="TITLE", help="a title, or a part of one")
    episode.add_argument("--json", action="store_true", help="one JSON object")
    episode.set_defaults(run=_episode)


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


def _ask(options: argparse.Namespace) -> int:
    show = as_json if options.json else as_text
    before = [utf8(question) for question in options.before]
    with _shown(options) as readable:
        for question in _questions(options.question):
            say(show(readable.ask(question, before=before)))
    return FINE


def _digest(options: argparse.Namespace) -> int:
    show = digest_json if options.json else digest_text
    given = (options.voices, options.works, options.since, options.until)
    filters = Filters(*(tuple(utf8(value) for value in values) for values in given))
    with _shown(options) as readable:
        say(show(readable.digest(utf8(options.topic), filters, Length(options.length))))
    return FINE


def _person(options: argparse.Namespace) -> int:
    show = person_json if options.json else person_text
    with _shown(options) as readable:
        say(show(readable.person(utf8(options.name))))
    return FINE


def _episode(options: argparse.Namespace) -> int:
    show = episode_json if options.json else episode_text
    with _shown(options) as readable:
        say(show(readable.episode(utf8(options.title))))
    return FINE


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


@contextmanager
def _shown(options: argparse.Namespace) -> Iterator[Readable]:
    """What the audiences that are given may read; without any, everything."""
    with library_of(options) as library:
        if options.audiences is None:
            yield library
        else:
            yield library.readable_by([utf8(name) for name in options.audiences])


def _questions(given: str) -> Iterator[str]:
    """The question given, or for "-" one for each line of standard input.

    A line ends at LF alone, a CR before it is dropped, invalid bytes are replaced.
    """
    if given != "-":
        yield utf8(given)
        return
    # Where standard input is closed there is none.
    for line in sys.stdin.buffer if sys.stdin is not None else ():
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


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
