"""What a reply looks like in a terminal, and in a pipe.

Whatever is drawn went through `display.clean`, so no escape sequence of a stranger reaches the
terminal, and through `Text`, so no bracket is read as markup.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.display import clean
from bot.parts import (
    Asked,
    Badge,
    Buttons,
    Call,
    Entry,
    Further,
    Heading,
    Lead,
    Line,
    Linked,
    Listing,
    Moment,
    Part,
    Phrase,
    Picture,
    Piece,
    Plotted,
    Quoted,
    Reply,
    Said,
    Spot,
    Strong,
    Tallied,
    Together,
    Whom,
)
from bot.wording.digests import how_to_go_deeper
from bot.wording.marks import ASKED
from retrieval import PeriodCount, by_year

# Nothing but a bar at the left, which is how a quote looks in Discord.
_BAR = "▌ "
_WIDEST = 88
_WIDEST_BAR, _MOST_BARS = 40, 24


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
        for part in reply:
            self._draw_part(part)
            if not isinstance(part, Heading | Lead):
                self._console.print()

    def _draw_part(self, part: Part) -> None:
        match part:
            case Quoted():
                self._draw_quote(part)
            case Asked(question):
                self._print(Text(ASKED.format(question=clean(question)), style="dim"))
            case Together(parts):
                for inner in parts:
                    self._draw_part(inner)
            case Heading(text) | Strong(text, ""):
                self._print(Text(clean(text), style="bold"))
            case Lead() | Further():
                self._print(Text("\n".join(_plain(part)), style="dim"))
            case _:
                self._print(Text("\n".join(_plain(part))))

    def _draw_quote(self, part: Quoted) -> None:
        for line in Text(quote_text(part)).wrap(self._console, self._width() - len(_BAR)):
            self._print(Text.assemble((_BAR, "cyan"), line))
        self._print(Padding(Text(f"— {clean(part.attribution)}", style="dim"), (0, 0, 0, 2)))
        # Links on one line whatever their length, or the terminal could not open them.
        if part.link:
            self._console.print(Text(f"  {part.link}", style="dim"), soft_wrap=True)
        for place in part.also:
            self._console.print(Text(f"  {_named(place)}", style="dim"), soft_wrap=True)

    def _print(self, drawn: RenderableType) -> None:
        self._console.print(drawn, width=self._width())

    def _width(self) -> int:
        return min(self._console.width, _WIDEST)


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
            foot = [f"— {part.attribution}", part.link or "", *map(_named, part.also)]
            return [*quote, *(clean(line) for line in foot if line)]
        case Together(parts):
            return [line for inner in parts for line in _plain(inner)]
        case Line(pieces):
            return ["".join(map(_piece, pieces))]
        case Listing() | Plotted() | Tallied() | Picture() | Buttons():
            return _overview(part)
        case _:
            return [clean(_line(part))]


def _overview(part: Listing | Plotted | Tallied | Picture | Buttons) -> list[str]:
    match part:
        case Listing(entries):
            return [clean(_entry(entry)) for entry in entries]
        case Plotted(timeline=timeline):
            return _bars(timeline)
        case Picture(alt=alt) | Tallied(alt=alt):
            return [clean(alt)]
        case Buttons():
            return []


def _entry(entry: Entry) -> str:
    return f"- {_named(entry)}"


def _named(entry: Entry) -> str:
    return " · ".join(filter(None, (clean(entry.text), clean(entry.note), entry.link)))


def _bars(timeline: Sequence[PeriodCount]) -> list[str]:
    """Draw a bar for each month, or for each year where there are many months."""
    shown = timeline if len(timeline) <= _MOST_BARS else by_year(timeline)
    most = max(each.count for each in shown)
    return [
        f"{each.period:7}  {'█' * max(1, _WIDEST_BAR * each.count // most)} {each.count:,}"
        for each in shown
    ]


def _line(part: Asked | Heading | Lead | Said | Phrase | Strong | Linked | Further) -> str:
    match part:
        case Asked(question):
            return ASKED.format(question=question)
        case Heading(text):
            return f"# {text}"
        case Lead(text) | Said(text) | Phrase(text):  # whoever sits at the terminal reads English
            return text
        case Strong(text, note):
            return f"{text} · {note}" if note else text
        case Linked(label, link):
            return f"{label}: {link}"
        case Further(ticket=ticket):
            return how_to_go_deeper(ticket)


def _piece(piece: Piece) -> str:
    match piece:
        case Moment(at):
            return f"{at:%Y-%m-%d %H:%M} UTC"
        case Spot(channel):
            return f"channel {channel}"
        case Whom(member):
            return f"member {member}"
        case Badge(role):
            return f"role {role}"
        case Call(name):
            return f"/{name}"
        case text:
            return clean(text)


def quote_text(part: Quoted) -> str:
    """Return a quote's text as it is shown, without markup."""
    return "".join(sentence.text + sentence.gap for sentence in part.sentences).strip()
