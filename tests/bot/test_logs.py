import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.faults import record
from bot.settings import LogFormat, LogLevel


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_json_lines_carry_our_events_and_those_of_the_libraries() -> None:
    out = io.StringIO()
    logs.set_up(LogFormat.JSON, LogLevel.INFO, stream=out)

    structlog.stdlib.get_logger("bot").info("online", servers=3)
    logging.getLogger("discord.gateway").warning("shard %s is slow", 0)

    ours, theirs = (json.loads(line) for line in out.getvalue().splitlines())
    assert (ours["event"], ours["servers"], ours["level"]) == ("online", 3, "info")
    assert (theirs["event"], theirs["logger"]) == ("shard 0 is slow", "discord.gateway")


@pytest.mark.parametrize("form", list(LogFormat))
def test_a_fault_is_logged_with_its_id_and_traceback(form: LogFormat) -> None:
    out = io.StringIO()
    logs.set_up(form, LogLevel.INFO, stream=out)

    try:
        int("the cause")
    except ValueError as error:
        reference = record(error, doing="test")

    assert reference in out.getvalue()
    assert "Traceback" in out.getvalue()
    assert "the cause" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 1 or form is LogFormat.CONSOLE


def test_what_is_lighter_than_the_level_is_left_out_and_chatter_sooner() -> None:
    out = io.StringIO()
    logs.set_up(LogFormat.JSON, LogLevel.INFO, stream=out)

    structlog.stdlib.get_logger("bot").debug("detail")
    logging.getLogger("chromadb").info("telemetry")

    assert out.getvalue() == ""


def test_console_lines_are_plain_where_nobody_sees_colours() -> None:
    out = io.StringIO()
    logs.set_up(LogFormat.CONSOLE, LogLevel.INFO, stream=out)

    structlog.stdlib.get_logger("bot").info("online", servers=3)

    assert "online" in out.getvalue()
    assert "servers=3" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_what_members_wrote_is_not_logged_by_the_database_however_much_else_is() -> None:
    out = io.StringIO()
    logs.set_up(LogFormat.JSON, LogLevel.DEBUG, stream=out)

    logging.getLogger("aiosqlite").debug("INSERT INTO questions VALUES ('is R2 late?')")

    assert out.getvalue() == ""


def test_where_links_lead_is_not_logged_even_in_detail() -> None:
    out = io.StringIO()
    logs.set_up(LogFormat.JSON, LogLevel.DEBUG, stream=out)

    logging.getLogger("httpcore.http11").debug("Location: /feed/of-one-reader")

    assert "of-one-reader" not in out.getvalue()
