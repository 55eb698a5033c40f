"""What the bot says: its own replies over the seeds, as it would send and draw them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.audiences import EVERYBODY, OPERATOR
from bot.cards import cards
from bot.desk import Desk
from bot.drawing import TerminalDrawer
from bot.questions import Incoming, understood, wish
from bot.replies import PROMPT, Place
from retrieval import LibrarySettings

BOT = 1_000
_LONG_ENOUGH = 10.0
_COLUMNS = 92


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message that mentions the bot, and the contents of the messages that it answers with."""

    asked: str
    answers: tuple[str, ...]


@contextmanager
def desk_over(seeds: Path) -> Iterator[Desk]:
    """Open the bot's desk over a new library of the seeds, gone afterwards."""
    with TemporaryDirectory() as folder:
        desk = Desk(LibrarySettings(library=Path(folder)))
        try:
            desk.open(seeds, lambda _done, _total, _label: None).result()
            yield desk
        finally:
            desk.close(_LONG_ENOUGH)


def asked_in_discord(desk: Desk, question: str) -> Exchange:
    """Mention the bot with a question."""
    message = Incoming(f"<@{BOT}> {question}", my_id=BOT, mentions_me=True)
    reply = desk.reply(wish(message), Place.DISCORD, EVERYBODY).result()
    return Exchange(message.content, tuple(card["content"] for card in cards(reply)))


def asked_in_a_terminal(desk: Desk, questions: tuple[str, ...]) -> Console:
    """Ask one question after the other; the console has recorded how that looks."""
    console = Console(
        record=True, file=io.StringIO(), width=_COLUMNS, highlight=False, markup=False, emoji=False
    )
    drawer = TerminalDrawer(console)
    for question in questions:
        console.print(f"{PROMPT}{question}", soft_wrap=True)
        drawer.draw(desk.reply(understood(question), Place.TERMINAL, OPERATOR).result())
    return console
