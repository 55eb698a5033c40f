"""The commands' ids, by which they are written so that one can click them."""

from typing import Final

from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.patience import in_time
from bot.wording.help import Numbers

_UNKNOWN: Final[Numbers] = {}


class CommandNumbers:
    """Asks Discord for the ids once."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot
        self._numbers = _UNKNOWN

    async def known(self) -> Numbers:
        """Return them; none where Discord does not tell, and then no command can be clicked."""
        return await in_time(self._asked(), _UNKNOWN)

    async def _asked(self) -> Numbers:
        if not self._numbers:
            try:
                found = await self._bot.tree.fetch_commands()
            except FAILURES:
                return _UNKNOWN
            self._numbers = {command.name: command.id for command in found}
        return self._numbers
