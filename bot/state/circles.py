"""Who belongs to which named audience of a server, and who may manage its sources."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, Delete, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.audiences import Circle
from bot.state.database import Database
from bot.state.tables import Table


class CircleRow(Table):
    """A role or a channel that belongs to a named audience of a server."""

    __tablename__ = "audience_circles"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_channel: Mapped[bool]


class SourceManagerRow(Table):
    """A role whose members may manage the sources of a server."""

    __tablename__ = "source_managers"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Circles:
    """The named audiences of all servers; one without any role or channel is none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int) -> tuple[Circle, ...]:
        """Return a server's circles, by name."""
        query = select(CircleRow).where(CircleRow.guild_id == guild).order_by(CircleRow.name)
        roles: dict[str, set[int]] = defaultdict(set)
        channels: dict[str, set[int]] = defaultdict(set)
        async with self._database.begin() as session:
            for row in await session.scalars(query):
                (channels if row.is_channel else roles)[row.name].add(row.target_id)
        return tuple(
            Circle(name, frozenset(roles[name]), frozenset(channels[name]))
            for name in sorted({*roles, *channels})
        )

    async def guilds(self) -> frozenset[int]:
        """Return the servers that have any circle."""
        async with self._database.begin() as session:
            return frozenset(await session.scalars(select(CircleRow.guild_id).distinct()))

    async def draw(self, guild: int, circle: Circle) -> None:
        """Let these and no others belong to a circle."""
        async with self._database.begin() as session:
            await _choose(session, guild, circle.name, circle.roles, are_channels=False)
            await _choose(session, guild, circle.name, circle.channels, are_channels=True)

    async def choose_roles(self, guild: int, name: str, roles: Collection[int]) -> None:
        """Let these and no other roles belong to a circle; its channels stay what they are."""
        async with self._database.begin() as session:
            await _choose(session, guild, name, roles, are_channels=False)

    async def choose_channels(self, guild: int, name: str, channels: Collection[int]) -> None:
        """Let these and no other channels belong to a circle; its roles stay what they are."""
        async with self._database.begin() as session:
            await _choose(session, guild, name, channels, are_channels=True)

    async def forget_target(self, target: int) -> None:
        """Take a role or a channel that is gone out of all circles."""
        async with self._database.begin() as session:
            await session.execute(delete(CircleRow).where(CircleRow.target_id == target))


async def _choose(
    session: AsyncSession, guild: int, name: str, targets: Collection[int], *, are_channels: bool
) -> None:
    of_circle = (CircleRow.guild_id == guild) & (CircleRow.name == name)
    await session.execute(
        delete(CircleRow).where(of_circle, CircleRow.is_channel.is_(are_channels))
    )
    session.add_all(
        CircleRow(guild_id=guild, name=name, target_id=target, is_channel=are_channels)
        for target in targets
    )


class SourceManagers:
    """The roles that may manage sources, beside whoever may manage the server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int) -> frozenset[int]:
        """Return a server's roles."""
        query = select(SourceManagerRow.role_id).where(SourceManagerRow.guild_id == guild)
        async with self._database.begin() as session:
            return frozenset(await session.scalars(query))

    async def choose(self, guild: int, roles: Collection[int]) -> None:
        """Let these and no other roles manage a server's sources."""
        async with self._database.begin() as session:
            await session.execute(_without(SourceManagerRow.guild_id == guild))
            session.add_all(SourceManagerRow(guild_id=guild, role_id=role) for role in roles)

    async def forget_role(self, role: int) -> None:
        """Forget a role that is gone."""
        async with self._database.begin() as session:
            await session.execute(_without(SourceManagerRow.role_id == role))


def _without(condition: ColumnElement[bool]) -> Delete:
    return delete(SourceManagerRow).where(condition)
