"""What the bot remembers between two starts, and for how long.

Each subject has a file of its own, with its tables and whoever reads and writes them.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import CompoundSelect, delete, select, union
from sqlalchemy.orm import InstrumentedAttribute

from bot.state.attendance import Attendance
from bot.state.audits import AuditRow, AuditTrail
from bot.state.channels import DiscussedChannelRow, DiscussedChannels
from bot.state.circles import CircleRow, Circles, SourceManagerRow, SourceManagers
from bot.state.claims import ClaimRow, Claims
from bot.state.database import Database
from bot.state.enquiries import QuestionRow
from bot.state.errors import StateUnavailable
from bot.state.feedback import Feedback, FeedbackRow
from bot.state.figures import Figures
from bot.state.last_known import LastKnown
from bot.state.learned import LessonRow, Lessons
from bot.state.members import Members
from bot.state.open_questions import OpenQuestions
from bot.state.posts import PostRow, Posts
from bot.state.preferences import PreferencesRow, ServerPreferences
from bot.state.questions import Questions
from bot.state.quoting import Quoting
from bot.state.refreshes import Refreshes, RefreshRow
from bot.state.schedules import ScheduleRow, Schedules
from bot.state.shown import ShownMessages, ShownRow

# What belongs to a server, and goes with it.
_OF_SERVERS = (
    QuestionRow,
    DiscussedChannelRow,
    ScheduleRow,
    PostRow,
    ShownRow,
    CircleRow,
    SourceManagerRow,
    RefreshRow,
    PreferencesRow,
    LessonRow,
    AuditRow,
    FeedbackRow,
    ClaimRow,
)

_Guilds = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]

__all__ = ["Database", "State", "StateUnavailable", "open_state"]


class State:
    """Everything that is remembered; nothing is opened before it is first used."""

    def __init__(self, database: Database, *, days: int, settings: Path | None = None) -> None:
        """Questions are kept for `days`; in `settings` lie those that servers had last."""
        self._database = database
        self.days = days
        self.questions = Questions(database, keep=timedelta(days=days))
        self.open_questions = OpenQuestions(database)
        self.figures = Figures(database)
        self.feedback = Feedback(database, keep=timedelta(days=days))
        self.quoting = Quoting(database)
        self.members = Members(database)
        self.channels = DiscussedChannels(database)
        self.schedules = Schedules(database)
        self.posts = Posts(database)
        self.shown = ShownMessages(database)
        self.circles = Circles(database)
        self.source_managers = SourceManagers(database)
        self.refreshes = Refreshes(database)
        self.preferences = ServerPreferences(database, last_known=LastKnown(settings))
        self.lessons = Lessons(database)
        self.audits = AuditTrail(database)
        self.claims = Claims(database)
        self.attendance = Attendance(database)

    async def is_reachable(self) -> bool:
        """Tell whether the database can be used at this moment."""
        try:
            async with self._database.begin() as session:
                await session.execute(select(1))
        except StateUnavailable:
            return False
        return True

    async def guilds(self) -> frozenset[int]:
        """Return the servers of which anything is kept but how many questions they had."""
        return await self._guilds_in([table.guild_id for table in _OF_SERVERS])

    async def guilds_with_sources(self) -> frozenset[int]:
        """Return the servers that have circles, or sources of their own."""
        return await self._guilds_in([CircleRow.guild_id, RefreshRow.guild_id])

    async def _guilds_in(self, columns: Iterable[_Guilds]) -> frozenset[int]:
        query: CompoundSelect[int | None] = union(*map(select, columns))
        async with self._database.begin() as session:
            found = await session.execute(query)
            return frozenset(guild for (guild,) in found if guild is not None)

    async def forget_guild(self, guild: int) -> None:
        """Forget a server that the bot has left; how many questions it had on a day stays."""
        async with self._database.begin() as session:
            for table in _OF_SERVERS:
                await session.execute(delete(table).where(table.guild_id == guild))
        self.preferences.forget(guild)

    async def aclose(self) -> None:
        """Let go of the database, within a third of a second."""
        await self._database.close()


def open_state(url: str, library: Path, *, days: int) -> State:
    """Return what the bot remembers at DATABASE_URL, by default in the library's folder.

    Questions are kept for `days`.
    """
    settings = library / "last-known-settings.json"
    return State(Database(url, library / "state.sqlite"), days=days, settings=settings)
