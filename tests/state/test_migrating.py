import asyncio
import pkgutil
import subprocess
import sys
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

    async def count_in(database: Database) -> int:
        async with database.begin() as session:
            found = await session.execute(text("SELECT count(*) FROM questions"))
            return int(found.scalar_one())

    assert await asyncio.gather(*map(count_in, databases)) == [0] * len(databases)

    for database in databases:
        await database.close()


async def test_a_database_of_a_newer_version_is_left_alone(url: str, database: Database) -> None:
    async with database.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    other = Database(url, Path("nowhere"))
    with pytest.raises(StateUnavailable, match=r"newer version of Pullquote \(revision 9999\)"):
        async with other.begin():
            pytest.fail("it was opened")


# Opens a new database and tells by which thread alembic was looked for.
_OPENING = """
import asyncio, sys, threading
from importlib.abc import MetaPathFinder
from pathlib import Path
from bot.state import Database

class Watcher(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "alembic":
            print("main" if threading.current_thread() is threading.main_thread() else "aside")

async def open_():
    database = Database("", Path(sys.argv[1]))
    async with database.begin():
        pass
    await database.close()

sys.meta_path.insert(0, Watcher())
asyncio.run(open_())
"""


async def test_whoever_asks_while_the_first_tables_are_made_does_not_wait_for_alembic_to_load(
    tmp_path: Path,
) -> None:
    file = str(tmp_path / "state.sqlite")

    loads = [
        subprocess.run(  # noqa: ASYNC221, S603 - nothing else runs here
            [sys.executable, "-c", _OPENING, file], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]

    assert loads == [["aside"], []]
