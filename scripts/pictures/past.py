"""A month of questions, as the bot remembers them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.audiences import EVERYBODY
from bot.desk import Desk
from bot.feedback import Reason, Verdict
from bot.questions import understood
from bot.recording import Origin, enquiry_of
from bot.replies import Place
from bot.state import State
from pictures.clock import now

_ASKED = (
    "Is DeepSeek R2 delayed?",
    "Who uses Chinese open models?",
    "Is Qwen any good?",
    "is deepseek r2 being delayed",
    "How do I bake sourdough bread?",
    "What do export controls do to Chinese labs?",
)
# Questions a day, in a rhythm of weeks: fewer when people are out.
_RHYTHM = (6, 9, 8, 11, 7, 3, 2)
_DAYS = 30


async def ask(  # noqa: PLR0913, PLR0917 - where, what and when
    desk: Desk,
    state: State,
    place: tuple[int, int],
    questions: Sequence[str],
    at: datetime,
    first: int = 200,
) -> None:
    """Have questions asked in a server's channel; their messages are numbered from `first` on."""
    for number, question in enumerate(questions, start=first):
        wished = understood(question)
        reply = await asyncio.wrap_future(desk.reply(wished, Place.DISCORD, EVERYBODY))
        origin = Origin(*place, number, number)
        if enquiry := enquiry_of(origin, wished, reply, 10_000 + number, at):
            await state.questions.record(replace(enquiry, took=0.2 + number % 7 / 10))


async def month(desk: Desk, state: State, place: tuple[int, int]) -> None:
    """Have a month of questions asked, and a fifth of the answers judged."""
    at = now()
    for day in range(_DAYS):
        count = _RHYTHM[day % len(_RHYTHM)]
        asked = [_ASKED[(day + n * n) % len(_ASKED)] for n in range(count)]
        await ask(desk, state, place, asked, at - timedelta(days=_DAYS - 1 - day), 100 * (day + 2))
        reason = Reason.OUT_OF_DATE if day % 6 == 0 else None
        await state.feedback.give(Verdict(place[0], 10_000 + 100 * (day + 2), 1, at, reason, ""))
