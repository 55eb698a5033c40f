"""Rows that may be there already, or that another process is adding at this moment."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.state.tables import Table


def insert_into(session: AsyncSession, table: type[Table]) -> Insert:
    """Return an INSERT that knows ON CONFLICT, in the words of the session's database.

    PostgreSQL's and SQLite's are the same in all that is used here.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Its dialect takes a while to load, which whoever has SQLite does not have to wait for.
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return cast("Insert", postgresql.insert(table))
    return insert(table)


async def put(session: AsyncSession, table: type[Table], row: Mapping[str, object]) -> None:
    """Write a row, all its columns, in the place of the one that has its key."""
    key = [column.name for column in table.__table__.primary_key]
    rest = {name: value for name, value in row.items() if name not in key}
    insert = insert_into(session, table).values(row)
    await session.execute(insert.on_conflict_do_update(index_elements=key, set_=rest))
