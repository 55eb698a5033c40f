"""Sources that are to be brought in step by themselves: where they were added, how that goes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


@dataclass(frozen=True, slots=True)
class Refresh:
    """What became of a source's refreshes.

    `guild` and `channel` are where it was added, None of a source of the operator's. Since
    `failing_since`, `failures` in a row went wrong, and until `not_before` it is left alone.
    `told` is whether somebody was told of that, `wanted` whether somebody has asked for a sync that
    was not brought to an end yet.
    """

    source: str
    guild: int | None = None
    channel: int | None = None
    failures: int = 0
    failing_since: datetime | None = None
    not_before: datetime | None = None
    told: bool = False
    wanted: bool = False


class RefreshRow(Table):
    """A source that somebody added in Discord, or one that failed last."""

    __tablename__ = "source_refreshes"

    source: Mapped[str] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(index=True)
    channel_id: Mapped[int | None]
    failures: Mapped[int]
    failing_since: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    told: Mapped[bool]
    wanted: Mapped[bool] = mapped_column(server_default=false())


class Refreshes:
    """The refreshes of all sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, Refresh]:
        """Return what is known, by the source's name."""
        async with self._database.begin() as session:
            rows = await session.scalars(select(RefreshRow))
            return {row.source: _refresh(row) for row in rows}

    async def of(self, source: str) -> Refresh:
        """Return what is known of a source: nothing but its name, if nothing is."""
        async with self._database.begin() as session:
            row = await session.get(RefreshRow, source)
            return _refresh(row) if row else Refresh(source)

    async def note(self, refresh: Refresh) -> None:
        """Keep how it goes with a source, in the place of what was kept before."""
        row: dict[str, object] = {
            "source": refresh.source,
            "guild_id": refresh.guild,
            "channel_id": refresh.channel,
            "failures": refresh.failures,
            "failing_since": refresh.failing_since,
            "not_before": refresh.not_before,
            "told": refresh.told,
            "wanted": refresh.wanted,
        }
        async with self._database.begin() as session:
            await put(session, RefreshRow, row)

    async def take_telling(self, source: str) -> bool:
        """Tell whether it is up to the caller to say that a source fails: true only once."""
        query = (
            update(RefreshRow)
            .where(RefreshRow.source == source, RefreshRow.told.is_(False))
            .values(told=True)
            .returning(RefreshRow.source)
        )
        async with self._database.begin() as session:
            return (await session.scalars(query)).first() is not None

    async def forget(self, source: str) -> None:
        """Forget a source that is gone."""
        async with self._database.begin() as session:
            await session.execute(delete(RefreshRow).where(RefreshRow.source == source))


def _refresh(row: RefreshRow) -> Refresh:
    return Refresh(
        source=row.source,
        guild=row.guild_id,
        channel=row.channel_id,
        failures=row.failures,
        failing_since=row.failing_since,
        not_before=row.not_before,
        told=row.told,
        wanted=row.wanted,
    )
