"""The first page of /setup: what stands in the way, and what everything is set to."""

from collections.abc import Sequence

from bot.cogs.setup.changes import Changes
from bot.cogs.setup.diagnosis import Diagnosis
from bot.cogs.setup.panel import Go, Item, Look, section, text
from bot.parts import Piece
from bot.state import State
from bot.wording import settings as values
from bot.wording import setup as wording
from bot.wording import setup_lines as lines


class Home:
    """Draws the first page."""

    def __init__(self, state: State, diagnosis: Diagnosis, changes: Changes) -> None:
        self._state = state
        self._diagnosis = diagnosis
        self._changes = changes

    async def draw(self, look: Look) -> Sequence[Item]:
        """Return a line for each setting, with a button that leads to its page."""
        found = await self._diagnosis.of(look)
        return [
            text(wording.title(look.guild.name)),
            section(wording.checked(len(found)), Go(wording.show_button(), "check")),
            _line("channels", *lines.channels_line(look.preferences, _there(look, "channels"))),
            _line("help", *lines.help_line(look.preferences, _there(look, "help_channels"))),
            _line("language", values.language(look.preferences.language)),
            _line("audiences", await self._audiences(look), opens=True),
            _line("daily", *await self._daily(look), opens=True),
            _line("limits", lines.limits_line(look.preferences)),
            _line("threads", lines.threads_line(look.preferences)),
            _line("trusted", *values.roles(_roles(look, "trusted"), none=lines.nobody())),
            _line("managers", *values.roles(_roles(look, "managers"), none=lines.no_others())),
            _line("changes", *await self._changes.line(look), opens=True),
        ]

    async def _audiences(self, look: Look) -> str:
        circles = await self._state.circles.of(look.guild.id)
        return lines.audiences_line([circle.name for circle in circles])

    async def _daily(self, look: Look) -> tuple[Piece, ...]:
        plan = await self._state.schedules.of(look.guild.id)
        if plan is None:
            return lines.no_daily_line()
        clock = f"{plan.schedule.at:%H:%M} ({plan.schedule.zone})"
        return lines.daily_line(plan.channel, clock, paused=plan.pause is not None)


def _line(page: str, *value: Piece, opens: bool = False) -> Item:
    label = wording.open_button() if opens else wording.change_button()
    return section(wording.headed(page, *value), Go(label, page))


def _there(look: Look, name: str) -> list[int]:
    """Return the chosen channels that still exist."""
    return [one for one in getattr(look.preferences, name) if look.guild.get_channel(one)]


def _roles(look: Look, name: str) -> list[int]:
    """Return the chosen roles that still exist."""
    return [one for one in getattr(look.preferences, name) if look.guild.get_role(one)]
