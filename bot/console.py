"""The same conversation in a terminal, for whoever has no token yet, or in a pipe."""

import contextlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot import replies
from bot.audiences import OPERATOR
from bot.desk import Desk
from bot.drawing import Drawer, PlainDrawer, TerminalDrawer
from bot.faults import record
from bot.parts import Reply
from bot.questions import readable, understood
from bot.replies import Place
from bot.wishes import Question, Wish
from bot.workers import Stopped
from retrieval import IngestReport

_FAREWELLS = frozenset({"exit", "quit", "exit()", "quit()", ":q", "bye"})

# So far back may a question go on from another.
_MOST_BEFORE = 8

T = TypeVar("T")
Report = Callable[[int, int, str], None]


class Face(Protocol):
    """A side of the conversation: where questions come from and where replies go.

    `shows_how` tells whether somebody is to see how one asks, before the first question.
    """

    drawer: Drawer
    shows_how: bool

    def greet(self) -> None:
        """Say how to get a token, before anything takes time."""
        ...

    def filling(self) -> AbstractContextManager[Report]:
        """Show how an ingest goes on."""
        ...

    def note(self, line: str) -> None:
        """Say something that is not part of the conversation."""
        ...

    def looking(self) -> AbstractContextManager[object]:
        """Show that an answer is being looked for."""
        ...

    def questions(self) -> Iterator[str]:
        """Yield what is asked, until there is no more."""
        ...


class TerminalFace:
    """Somebody at a terminal."""

    shows_how = True

    def __init__(self, console: Console, read: Callable[[str], str]) -> None:
        self._console = console
        self._read = read
        self.drawer: Drawer = TerminalDrawer(console)

    def greet(self) -> None:
        """Say how to get a token."""
        for line in replies.TOKEN_HINT:
            self._console.print(line, style="dim", soft_wrap=True)
        self._console.print()

    @contextlib.contextmanager
    def filling(self) -> Iterator[Report]:
        """Draw a progress bar."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console, transient=True) as bar:
            task = bar.add_task(replies.OPENING, total=None)
            yield lambda done, total, _: bar.update(
                task, completed=done, total=total, description=replies.FILLING
            )

    def note(self, line: str) -> None:
        """Print a line."""
        self._console.print(line, style="dim", soft_wrap=True)

    def looking(self) -> AbstractContextManager[object]:
        """Draw a spinner."""
        return self._console.status(replies.LOOKING)

    def questions(self) -> Iterator[str]:
        """Prompt until Ctrl-D, "exit" or "quit"."""
        while (line := self._typed()).strip().casefold() not in _FAREWELLS:
            yield line

    def _typed(self) -> str:
        """Return a line; Ctrl-D and Ctrl-C leave the terminal at the beginning of the next."""
        try:
            return self._read(replies.PROMPT)
        except EOFError:
            self._console.print()
            return "exit"
        except KeyboardInterrupt:
            self._console.print()
            raise


class PipeFace:
    """A program, or a file, that asks one question a line; answers alone go to `out`."""

    shows_how = False

    def __init__(self, lines: Iterable[str], out: TextIO, notes: TextIO) -> None:
        self._lines = lines
        self._notes = notes
        self.drawer: Drawer = PlainDrawer(out)

    def greet(self) -> None:
        """Say how to get a token, where it does not mix with answers."""
        for line in replies.TOKEN_HINT:
            self.note(line)

    @contextlib.contextmanager
    def filling(self) -> Iterator[Report]:
        """Say once that the seeds are being read."""
        said: list[str] = []

        def report(_done: int, total: int, _label: str) -> None:
            if total and not said:
                said.append(replies.FILLING)
                self.note(f"{replies.FILLING} …")

        yield report

    def note(self, line: str) -> None:
        """Write a line beside the conversation."""
        print(line, file=self._notes, flush=True)

    def looking(self) -> AbstractContextManager[object]:
        """Show nothing."""
        return nullcontext()

    def questions(self) -> Iterator[str]:
        """Yield line after line."""
        for line in self._lines:
            yield line.rstrip("\r\n")


def face_of_this_process() -> Face:
    """Return a terminal's face if people sit at both ends, else a pipe's."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="replace")
    if sys.stdin is None:
        return PipeFace((), out, sys.stderr)
    if sys.stdin.isatty() and out.isatty():
        return TerminalFace(Console(highlight=False, markup=False, emoji=False), _prompt)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return PipeFace(sys.stdin, out, sys.stderr)


def _prompt(text: str) -> str:
    """Ask for a line, with the arrow keys where the system has them."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - loading it is what gives `input` its history
    return input(text)


def converse(desk: Desk, *, seeds: Path, face: Face) -> None:
    """Hold the conversation until its end.

    Raises PullquoteError where the library cannot be opened.
    """
    face.greet()
    with face.filling() as report:
        opened = desk.open(seeds, report).result()
    _tell_failures(opened, face)
    if face.shows_how:
        face.drawer.draw(_reply(desk, "", face))
    before: tuple[str, ...] = ()
    for line in face.questions():
        try:
            face.drawer.draw(_reply(desk, line, face, before))
        except KeyboardInterrupt:
            face.drawer.draw(replies.STOPPING)
            raise
        if isinstance(asked := _wish(line), Question):
            before = (*before, asked.text)[-_MOST_BEFORE:]


def _tell_failures(report: IngestReport | None, face: Face) -> None:
    for failure in report.failed if report else ():
        face.note(f"{failure.source}: {failure.reason}")


def _wish(line: str, before: tuple[str, ...] = ()) -> Wish:
    """Return what a line wishes for; a question may go on from those before it."""
    wish = understood(readable(line, {}))
    return replace(wish, before=before) if isinstance(wish, Question) else wish


def _reply(desk: Desk, line: str, face: Face, before: tuple[str, ...] = ()) -> Reply:
    """Return the reply to a line; a fault becomes a sentence here too."""
    try:
        with face.looking():
            return desk.reply(_wish(line, before), Place.TERMINAL, OPERATOR).result()
    except Stopped:
        return replies.STOPPING
    except Exception as error:  # noqa: BLE001 - whatever it is, the next question may go well
        return replies.fault(record(error, doing="console"))
