import asyncio
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import bot.state
from bot.state import Database, StateUnavailable
from bot.state.migrating import SCRIPTS, revisions
from bot.state.tables import Table


def import_all_tables() -> None:
    for found in pkgutil.iter_modules(bot.state.__path__):
        import_module(f"bot.state.{found.name}")


async def test_the_scripts_make_the_tables_that_the_code_expects(database: Database) -> None:
    import_all_tables()

    def differences(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Table.metadata)

    async with database.begin() as session:
        connection = await session.connection()
        assert await connection.run_sync(differences) == []


def test_the_revisions_are_numbered_in_the_order_in_which_they_are_applied() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    scripts = ScriptDirectory.from_config(config)

    applied = [script.revision for script in scripts.walk_revisions()][::-1]

    assert applied == revisions()


async def test_many_that_start_at_once_all_find_the_tables_made(url: str) -> None:
    databases = [Database(url, Path("nowhere")) for _ in range(6)]

    async def open_(database: Database) -> None:
        async with database.begin() as session:
            await session.execute(text("SELECT count(*) FROM questions"))

    await asyncio.gather(*map(open_, databases))

    for database in databases:
        await database.close()


async def test_a_database_of_a_newer_version_is_left_alone(url: str, database: Database) -> None:
    async with database.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    other = Database(url, Path("nowhere"))
    with pytest.raises(StateUnavailable, match=r"newer version of Pullquote \(revision 9999\)"):
        async with other.begin():
            pytest.fail("it was opened")
