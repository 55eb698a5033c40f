"""Rows that may be there already, or that another process is adding at this moment."""

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
