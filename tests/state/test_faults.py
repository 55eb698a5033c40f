"""Databases that cannot be used, and what their operator is told."""

import asyncio
import socket
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from traceback import format_exception

import asyncpg
import pytest
from sqlalchemy import exc, text
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.state import Database, StateUnavailable
from bot.state.addresses import read_address
from bot.state.errors import ValueRefused
from bot.state.faults import unavailable

PASSWORD = "pa55:w@rd"  # noqa: S105 - nobody's
POSTGRESQL = read_address("postgres://ann:pa55%3Aw%40rd@db.example/pull", Path("nowhere"))


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


async def use(database: Database) -> int:
    """Use it; how many questions it holds."""
    async with database.begin() as session:
        found = await session.execute(text("SELECT count(*) FROM questions"))
        return int(found.scalar_one())


async def refusal(database: Database) -> str:
    with pytest.raises(StateUnavailable) as raised:
        await use(database)
    line = str(raised.value)
    assert "\n" not in line
    return line


async def test_a_file_that_is_no_database_is_named_and_once_it_is_gone_all_is_well(
    tmp_path: Path, logs: list[EventDict]
) -> None:
    file = tmp_path / "state.sqlite"
    file.write_text("no database at all, but long enough to be read as one " * 40)
    database = Database("", file, retry_after=0)

    line = await refusal(database)
    await refusal(database)
    file.unlink()
    await use(database)
    await database.close()

    assert str(file) in line
    assert "damaged" in line
    assert "Questions are answered all the same" in line
    assert [entry["event"] for entry in logs] == [line, "the database is back"]


async def test_a_file_that_another_program_has_locked_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.state.engines._BUSY", 0.05)
    database = Database("", tmp_path / "state.sqlite", retry_after=0)
    await use(database)

    with closing(sqlite3.connect(tmp_path / "state.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        line = await refusal(database)
    await use(database)
    await database.close()

    assert "locked by another program" in line


async def test_tables_that_vanished_while_it_was_open_are_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    database = Database("", file, retry_after=0)
    await use(database)
    with closing(sqlite3.connect(file)) as other:
        tables = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        other.executescript(";".join(f"DROP TABLE {name}" for (name,) in tables))

    await refusal(database)
    assert await use(database) == 0
    await database.close()


async def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    line = await refusal(Database("", tmp_path / "file" / "state.sqlite"))

    assert "cannot be made" in line
    assert "name another file" in line


async def test_a_server_that_is_not_there_is_one_line_and_is_left_alone_for_a_while() -> None:
    with closing(socket.socket()) as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        database = Database(f"postgres://ann:pa55@127.0.0.1:{port}/pull", Path("nowhere"))

        line = await refusal(database)
        assert await refusal(database) == line

    assert f"at 127.0.0.1:{port} cannot be reached" in line
    assert "pa55" not in line


async def test_a_database_that_the_server_does_not_have_is_named(postgresql: str) -> None:
    missing = postgresql.replace("/postgres?", "/missing?")

    assert "does not exist on that server" in await refusal(Database(missing, Path("nowhere")))


async def test_connections_that_the_server_has_ended_are_replaced(postgresql: str) -> None:
    database = Database(postgresql, Path("nowhere"), retry_after=0)
    await use(database)

    server = await asyncpg.connect(postgresql)
    await server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    await server.close()
    await asyncio.sleep(0.05)

    assert await use(database) == 0
    await database.close()


@pytest.mark.parametrize("words", ["a\0secret", "a\ud800secret"])
async def test_a_value_that_the_server_does_not_take_is_no_fault_of_the_server(
    postgresql: str, words: str, logs: list[EventDict]
) -> None:
    database = Database(postgresql, Path("nowhere"))

    with pytest.raises(ValueRefused) as raised:
        async with database.begin() as session:
            await session.execute(text("SELECT CAST(:words AS text)"), {"words": words})
    await use(database)
    await database.close()

    assert "secret" not in "".join(format_exception(raised.value))
    assert logs == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (asyncpg.InvalidPasswordError(f"for {PASSWORD}"), "refuses the user or the password"),
        (asyncpg.ReadOnlySQLTransactionError("no"), "is read-only"),
        (asyncpg.InsufficientPrivilegeError(f"denied {PASSWORD}\nmore"), "(denied …)"),
        (ssl.SSLCertVerificationError(1, "[SSL] certificate"), "encrypted"),
        (ConnectionError("PostgreSQL server rejected SSL upgrade"), "encrypted"),
        (ConnectionRefusedError(111, "refused"), "cannot be reached (ConnectionRefusedError)"),
        (TimeoutError(), "cannot be reached (TimeoutError)"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "is read-only"),
        (sqlite3.OperationalError("unable to open database file"), "cannot be opened"),
        (sqlite3.OperationalError("database or disk is full"), "no room left"),
        (sqlite3.DatabaseError("database disk image is malformed"), "is damaged"),
    ],
)
def test_every_fault_is_one_line_without_the_password_that_says_what_to_do(
    error: Exception, said: str
) -> None:
    wrapped = exc.OperationalError("SELECT 1", None, error)

    for met in (error, wrapped):
        line = str(unavailable(met, POSTGRESQL))
        assert line.startswith("The PostgreSQL database at db.example ")
        assert said in line
        assert PASSWORD not in line
        assert "pa55" not in line
        assert "\n" not in line
