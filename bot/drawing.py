"""What a reply looks like in a terminal, and in a pipe.

Whatever is drawn went through `display.clean`, so no escape sequence of a stranger reaches the
terminal, and through `Text`, so no bracket is read as markup.
"""

from collections.abc import Iterable
from typing import Protocol, TextIO

from rich.box import Box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.display import clean
from bot.replies import Asked, Part, Quoted, Reply, Said

# Nothing but a bar at the left, which is how a quote looks in Discord.
_BAR = Box("▌   \n" * 8)
_WIDEST = 88


class Drawer(Protocol):
    """Shows replies."""

    def draw(self, reply: Reply) -> None:
        """Show a reply."""
        ...


class TerminalDrawer:
    """Shows replies to somebody who sits at a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def draw(self, reply: Reply) -> None:
        """Show quotes behind a bar, their attribution under them, dim."""
        width = min(self._console.width, _WIDEST)
        for part in reply:
            self._console.print(Padding(_drawn(part), (0, 0, 1, 0)), width=width)


def _drawn(part: Part) -> RenderableType:
    match part:
        case Quoted():
            return _drawn_quote(part)
        case Asked(question):
            return Text(f"Asked: {clean(question)}", style="dim")
        case Said(text):
            return Text(clean(text))


def _drawn_quote(part: Quoted) -> RenderableType:
    bar = Panel(Text(quote_text(part)), box=_BAR, border_style="cyan", padding=(0, 1, 0, 0))
    foot = [Text(f"  — {clean(part.attribution)}", style="dim")]
    if part.link:
        # On one line whatever its length, or the terminal could not open it.
        foot.append(Text(f"  {part.link}", style="dim", no_wrap=True, overflow="ignore"))
    return Group(bar, *foot)


class PlainDrawer:
    """Shows replies to whatever reads standard output."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def draw(self, reply: Reply) -> None:
        """Write a reply, quotes behind "> ", and an empty line; at once."""
        lines = [line for part in reply for line in _plain(part)]
        self._stream.write("\n".join(lines) + "\n\n")
        self._stream.flush()


def _plain(part: Part) -> Iterable[str]:
    match part:
        case Quoted():
            quote = [f"> {line}" for line in quote_text(part).split("\n")]
            return [*quote, f"— {clean(part.attribution)}", *([part.link] if part.link else [])]
        case Asked(question):
            return [f"Asked: {clean(question)}"]
        case Said(text):
            return [clean(text)]


def quote_text(part: Quoted) -> str:
    """Return a quote's text as it is shown, without markup."""
    return "".join(sentence.text + sentence.gap for sentence in part.sentences).strip()
