from pathlib import Path

import pytest

from bot.state.addresses import Address, read_address
from bot.state.errors import StateUnavailable

HERE = Path("library/state.sqlite")


def test_without_an_address_it_is_the_file_in_the_librarys_folder() -> None:
    assert read_address("  ", HERE).file == HERE


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("sqlite:///state.sqlite", Path("state.sqlite")),
        ("sqlite:////var/lib/state.sqlite", Path("/var/lib/state.sqlite")),
        ("sqlite+aiosqlite:////var/lib/my state.sqlite", Path("/var/lib/my state.sqlite")),
        ("sqlite:///~/state.sqlite", Path.home() / "state.sqlite"),
        ("sqlite:////var/lib/my#state.sqlite", Path("/var/lib/my#state.sqlite")),
        ("sqlite:///C:/bot/state.sqlite", Path("C:/bot/state.sqlite")),
    ],
)
def test_sqlite_addresses_are_read_as_sqlalchemy_reads_them(written: str, file: Path) -> None:
    address = read_address(written, HERE)

    assert address.file == file
    assert address.url.drivername == "sqlite+aiosqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2", "POSTGRES"])
def test_postgresql_goes_by_any_of_its_names(scheme: str) -> None:
    address = read_address(f"{scheme}://ann:p%40ss@db.example:5433/pull?sslmode=require", HERE)

    assert address.url.drivername == "postgresql+asyncpg"
    assert address.dsn == "postgresql://ann:p%40ss@db.example:5433/pull?sslmode=require"
    assert address.name == "The PostgreSQL database at db.example:5433"
    assert address.file is None


def test_what_only_libpq_understands_is_left_out() -> None:
    written = "postgres://u:p@h/d?sslmode=require&channel_binding=require&application_name=bot"

    dsn = read_address(written, HERE).dsn

    assert dsn == "postgresql://u:p@h/d?sslmode=require&application_name=bot"


@pytest.mark.parametrize(
    "written",
    [
        "mysql://ann:pa55@h/d",
        "pa55",
        "/var/lib/pa55.sqlite",
        "sqlite://pa55",
        "sqlite:///",
        "sqlite:///:memory:",
        "postgres://ann:pa55@h:port/d",
        "postgres://ann:pa55@[h/d",
        "postgres://ann:pa55@.h/d",
        f"postgres://ann:pa55@{'h' * 64}/d",
        "postgres://ann:pa55@h:1,h:port/d",
        "postgres://ann:pa55@h/d?sslrootcert=/nowhere/root.pem",
        "sqlite:///~nobody-at-all/pa55.sqlite",
        "sqlite:////var/lib/pa55?.sqlite",
        "sqlite:////var/lib/pa55.sqlite?mode=ro",
    ],
)
def test_what_means_no_database_is_one_line_that_shows_how_and_not_what_was_written(
    written: str,
) -> None:
    with pytest.raises(StateUnavailable) as raised:
        read_address(written, HERE)

    line = str(raised.value)
    assert line.startswith("DATABASE_URL is wrong: ")
    assert "postgresql://user:password@host/database" in line
    assert "pa55" not in line
    assert "\n" not in line


@pytest.mark.parametrize("secret", ["55#pa", "55/pa", "55?pa", "55@pa", "5@5#pa"])
def test_a_password_that_breaks_its_address_apart_is_not_taken_for_a_host(secret: str) -> None:
    with pytest.raises(StateUnavailable, match="write %40 for @") as raised:
        read_address(f"postgres://ann:{secret}@db.example/pull", HERE)

    assert "55" not in str(raised.value)


def test_several_hosts_and_a_sockets_folder_are_named_as_they_are_written() -> None:
    for hosts in ("h:1,[::1]:2", "%2Fvar%2Frun%2Fpostgresql", "ü.example"):
        assert read_address(f"postgres://ann:pa55@{hosts}/d", HERE).name.endswith(f"at {hosts}")


def test_a_certificate_that_is_missing_is_named(tmp_path: Path) -> None:
    written = f"postgres://ann@h/d?sslmode=verify-full&sslrootcert={tmp_path / 'root.pem'}"

    with pytest.raises(StateUnavailable, match="no file to be read where sslrootcert says"):
        read_address(written, HERE)
    (tmp_path / "root.pem").write_text("")

    assert read_address(written, HERE).dsn


def test_an_address_does_not_show_its_password_when_it_is_printed() -> None:
    address = read_address("postgres://ann:pa55@h/d?password=pa56", HERE)

    assert isinstance(address, Address)
    assert "pa55" not in repr(address)
    assert "pa56" not in repr(address)
