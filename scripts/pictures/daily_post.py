"""A daily post over the seeds, made as the bot makes it from a day that never was."""

from datetime import UTC, date, datetime, timedelta

from bot.audiences import EVERYBODY
from bot.daily.contents import Contents, Seen, Span
from bot.daily.edition import Edition, Masthead, edition
from bot.daily.sections import SectionKind
from bot.daily.told import Told
from bot.desk import Desk
from bot.state import State
from pictures.past import ask

_GUILD, _GENERAL, _HELP = 1, 2, 3
_NOW = datetime.now(UTC)
# The seeds come in now, whatever the date in the picture is.
_DAY = date(2026, 3, 2)

_ASKED = (
    "Is DeepSeek R2 delayed?",
    "is deepseek r2 being delayed",
    "Who uses Chinese open models?",
    "Who won the chess game?",
)
_SAID = (
    ("Mira", "Has anybody moved a real workload to Qwen yet?"),
    ("Jonas", "We did, for summaries. It runs on one card in our own rack, and nobody noticed."),
    ("Ada", "Same here. Fine-tuning Qwen took a weekend, with the API we would have waited."),
    ("Mira", "That settles it, I will try Qwen on Monday."),
)


class _Server:
    """A server with one conversation that everybody may read."""

    def may_show(self, _channel: int) -> bool:
        return True

    async def told(self, channel: int, since: datetime, _until: datetime) -> list[Told]:
        people = sorted({name for name, _ in _SAID})
        return [
            Told(
                id=100 + n,
                channel=channel,
                author=people.index(name),
                name=name,
                words=words,
                at=since + timedelta(hours=1, minutes=n),
                reply_to=99 + n if n else None,
            )
            for n, (name, words) in enumerate(_SAID)
        ]


async def daily_post(desk: Desk, state: State) -> Edition:
    """Return the post."""
    await ask(desk, state, (_GUILD, _HELP), _ASKED, _NOW)
    await state.channels.opt_in(_GUILD, _GENERAL, _NOW)
    day = Span(_NOW - timedelta(hours=23), _NOW + timedelta(hours=1))
    seen = Seen(_Server(), EVERYBODY)
    sections = await Contents(desk, state).sections(_GUILD, tuple(SectionKind), day, seen)
    post = edition(sections, Masthead(_DAY))
    if post is None:
        raise ValueError("the seeds always have something to say")
    return post
