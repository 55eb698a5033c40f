"""The page of /setup that tells who changed what."""

from collections.abc import Sequence

from bot.cogs.setup.panel import Go, Item, Look, text
from bot.cogs.setup.setting_pages import audit_channel, back
from bot.parts import Piece
from bot.state import State
from bot.wording import audits as lines
from bot.wording import setup_lines
from bot.wording import setup_pages as pages

# A page's text may have 4,000 characters, and the longest line has some 700.
_ON_A_PAGE = 5
_PAGES = 10


class Changes:
    """Draws the last changes, a few on each page, and the menu for the channel that is told."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def line(self, look: Look) -> tuple[Piece, ...]:
        """Return where changes are told, or how many there were."""
        channel = look.preferences.audit_channel
        there = channel if channel and look.guild.get_channel(channel) else None
        last = await self._state.audits.of(look.guild.id, 1)
        return setup_lines.changes_line(there, lines.line(last[0]) if last else None)

    def pages(self) -> dict[str, "Drawn"]:
        """Return the pages by their names."""
        return {_name(number): Drawn(self._state, number) for number in range(_PAGES)}


class Drawn:
    """One of the pages with changes."""

    def __init__(self, state: State, number: int) -> None:
        self._state = state
        self._number = number

    async def __call__(self, look: Look) -> Sequence[Item]:
        """Draw it."""
        skipped = self._number * _ON_A_PAGE
        found = await self._state.audits.of(look.guild.id, _ON_A_PAGE + 1, skipped)
        more = len(found) > _ON_A_PAGE and self._number + 1 < _PAGES
        told = [lines.line(audit) for audit in found[:_ON_A_PAGE]]
        turning = [
            *([Go(pages.later_button(), _name(self._number - 1))] if self._number else []),
            *([Go(pages.earlier_button(), _name(self._number + 1))] if more else []),
        ]
        return [text(*pages.changes_page(told)), audit_channel(look), back(*turning)]


def _name(number: int) -> str:
    return f"changes:{number}" if number else "changes"
