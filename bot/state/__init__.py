"""What the bot remembers between two starts, and for how long.

Each subject has a file of its own, with its tables and whoever reads and writes them.
"""

from datetime import timedelta
from pathlib import Path

from bot.state.channels import DiscussedChannels
from bot.state.database import Database
from bot.state.errors import StateUnavailable
from bot.state.posts import Posts
from bot.state.questions import Questions
from bot.state.quoting import Quoting
from bot.state.schedules import Schedules
from bot.state.shown import ShownMessages

__all__ = ["Database", "State", "StateUnavailable", "open_state"]


class State:
    """Everything that is remembered; nothing is opened before it is first used."""

    def __init__(self, database: Database, *, days: int) -> None:
        """Questions are kept for `days`."""
        self._database = database
        self.days = days
        self.questions = Questions(database, keep=timedelta(days=days))
        self.quoting = Quoting(database)
        self.channels = DiscussedChannels(database)
        self.schedules = Schedules(database)
        self.posts = Posts(database)
        self.shown = ShownMessages(database)

    async def aclose(self) -> None:
        """Let go of the database, within a third of a second."""
        await self._database.close()


def open_state(url: str, library: Path, *, days: int) -> State:
    """Return what the bot remembers at DATABASE_URL, by default in the library's folder.

    Questions are kept for `days`.
    """
    return State(Database(url, library / "state.sqlite"), days=days)
