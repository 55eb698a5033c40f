"""The same conversation in a terminal, as it is drawn there."""

import asyncio
import io

from rich.console import Console

from bot.audiences import OPERATOR
from bot.desk import Desk
from bot.drawing import TerminalDrawer
from bot.questions import understood
from bot.replies import PROMPT, Place

_COLUMNS = 92


async def asked_in_a_terminal(desk: Desk, questions: tuple[str, ...]) -> Console:
    """Ask one question after the other; the console has recorded how that looks."""
    console = Console(
        record=True, file=io.StringIO(), width=_COLUMNS, highlight=False, markup=False, emoji=False
    )
    drawer = TerminalDrawer(console)
    for question in questions:
        console.print(f"{PROMPT}{question}", soft_wrap=True)
        reply = desk.reply(understood(question), Place.TERMINAL, OPERATOR)
        drawer.draw(await asyncio.wrap_future(reply))
    return console
