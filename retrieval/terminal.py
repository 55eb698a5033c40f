"""What the commands of the command line share: their parsers, their library, what they print."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn, TypeAlias

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from retrieval.library import Library
from retrieval.opening import open_library
from retrieval.printing import visible
from retrieval.settings import LibrarySettings, read_settings

FINE, FAULTY, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; argparse would put the usage before it."""

    def error(self, message: str) -> NoReturn:
        """End with that line."""
        self.exit(WRONG_USE, f"{self.prog}: {visible(message)}; see {self.prog} --help\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no other name


def common_options() -> Parser:
    """The options that every command has."""
    parser = Parser(add_help=False)
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    return parser


def library_of(options: argparse.Namespace, *, create: bool = False) -> Library:
    """The library that the options and the settings name."""
    return open_library(settings_of(options), create=create)


def settings_of(options: argparse.Namespace) -> LibrarySettings:
    """The settings, as the options have them."""
    read = read_settings(LibrarySettings)
    if options.library is not None:
        read = read.model_copy(update={"library": options.library})
    return read


def utf8(argument: str) -> str:
    """An argument without the bytes of it that are no UTF-8."""
    return argument.encode("utf-8", "replace").decode("utf-8")


def progress_bar() -> Progress:
    """A progress bar on a terminal; elsewhere it says nothing at all."""
    # Where standard error is closed, Python has none.
    watched = sys.stderr is not None and sys.stderr.isatty()
    return Progress(console=Console(stderr=True), disable=not watched)


def doing(what: str, name: str) -> str:
    """What a progress bar says."""
    return f"{what} {escape(visible(name))}"


def say(*lines: str) -> None:
    """Print each line at once."""
    for line in lines:
        print(line, flush=True)


def somebody_is_there() -> bool:
    """Whether a question can be put to anybody."""
    # Where a stream is closed, Python has none.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def asked(question: str) -> bool:
    """Put a question to whoever is there; whether they said yes."""
    tell(question, end="")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def tell(text: str, end: str = "\n") -> None:
    """Say something beside the output."""
    print(text, end=end, file=sys.stderr, flush=True)
