"""`python -m retrieval ask`, `digest`, `person`, `episode`: what shows text to its readers."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval import Filters, Length, Readable
from retrieval.digests.printing import digest_json, digest_text
from retrieval.printing import as_json, as_text
from retrieval.profiles.printing import episode_json, episode_text, person_json, person_text
from retrieval.terminal import FINE, Commands, Parser, library_of, say, utf8


def add_asking(commands: Commands, common: Parser) -> None:
    """Add the four commands."""
    readers = _readers(common)
    _add_ask(commands, readers)
    _add_digest(commands, readers)
    _add_profiles(commands, readers)


def _add_ask(commands: Commands, readers: Parser) -> None:
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
