"""`python -m bot` as its operator meets it: streams, signals, exit status."""

import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import replies

COMMAND = (sys.executable, "-m", "bot")
PATIENCE = 30.0


def piped(
    environment: dict[str, str], place: Path, asked: bytes
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own command
        COMMAND,
        input=asked,
        capture_output=True,
        cwd=place,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )


class Terminal:
    """A process with a terminal around it."""

    def __init__(self, environment: dict[str, str], place: Path) -> None:
        self._ours, theirs = pty.openpty()
        self.shown = b""
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            COMMAND, stdin=theirs, stdout=theirs, stderr=theirs, cwd=place, env=environment
        )
        os.close(theirs)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def read_until(self, mark: str) -> None:
        end = time.monotonic() + PATIENCE
        while mark.encode() not in self.shown:
            assert time.monotonic() < end, self.shown
            self._read()

    def wait(self, seconds: float) -> int:
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, self.shown
            self._read()
        return self.process.wait()

    def _read(self) -> None:
        if select.select([self._ours], [], [], 0.05)[0]:
            try:
                self.shown += os.read(self._ours, 65536)
            except OSError:
                time.sleep(0.05)  # the other end is closed; the process is about to end

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@contextmanager
def terminal(environment: dict[str, str], place: Path) -> Iterator[Terminal]:
    opened = Terminal(environment, place)
    try:
        yield opened
    finally:
        opened.close()


def test_a_pipe_gets_an_answer_for_each_line_and_exit_0(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = piped(environment, tmp_path, b"What is delaying DeepSeek R2? \xff\nhello\n")

    out = done.stdout.decode()
    assert done.returncode == 0
    assert out.startswith("> ")
    assert "Azeem Azhar" in out
    assert "Hello!" in out
    assert done.stderr.decode().splitlines() == list(replies.TOKEN_HINT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_at_the_prompt_ends_it_quietly(
    environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    with terminal(environment, tmp_path) as opened:
        opened.read_until(replies.PROMPT.strip())

        opened.process.send_signal(number)

        assert opened.wait(5) == 0
        assert b"Traceback" not in opened.shown


def test_a_signal_while_the_first_start_is_under_way_ends_it_too(
    environment: dict[str, str], tmp_path: Path
) -> None:
    fresh = environment | {"PULLQUOTE_LIBRARY": str(tmp_path / "fresh")}
    with terminal(fresh, tmp_path) as opened:
        opened.read_until(replies.OPENING)

        opened.process.send_signal(signal.SIGTERM)

        assert opened.wait(5) == 0
        assert b"Traceback" not in opened.shown
    assert piped(fresh, tmp_path, b"What is delaying DeepSeek R2?\n").stdout.startswith(b"> ")


def test_at_a_terminal_one_asks_and_leaves(environment: dict[str, str], tmp_path: Path) -> None:
    with terminal(environment, tmp_path) as opened:
        opened.read_until(replies.PROMPT.strip())
        opened.type("What is delaying DeepSeek R2?\n")
        opened.read_until("Azeem Azhar")
        opened.shown = opened.shown.partition(b"Azeem Azhar")[2]
        opened.read_until(replies.PROMPT.strip())

        opened.type("\x04")

        assert opened.wait(5) == 0


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ({"PULLQUOTE_LOG_LEVEL": "loud"}, "PULLQUOTE_LOG_LEVEL"),
        ({"DISCORD_TOKEN": "no token"}, "DISCORD_TOKEN"),
        ({"PULLQUOTE_LIBRARY": __file__}, "PULLQUOTE_LIBRARY"),
    ],
)
def test_what_is_set_wrong_is_one_plain_line_and_exit_2(
    environment: dict[str, str], tmp_path: Path, setting: dict[str, str], named: str
) -> None:
    done = piped(environment | setting, tmp_path, b"")

    *_, line = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert named in line
    assert b"Traceback" not in done.stderr


def test_a_model_that_is_set_but_is_not_the_librarys_is_a_warning_and_it_answers_all_the_same(
    environment: dict[str, str], tmp_path: Path
) -> None:
    other = {"PULLQUOTE_EMBEDDING": "default"}

    done = piped(environment | other, tmp_path, b"What is delaying DeepSeek R2?\n")

    assert done.returncode == 0
    assert b"Azeem Azhar" in done.stdout
    assert b"minilm (all-MiniLM-L6-v2)" in done.stderr
    assert b"python -m retrieval rebuild --library" in done.stderr


def test_a_library_whose_model_can_no_longer_be_made_ready_is_one_plain_line_and_exit_2(
    environment: dict[str, str], tmp_path: Path
) -> None:
    catalogue = Path(environment["PULLQUOTE_LIBRARY"]) / "catalogue.sqlite"
    with closing(sqlite3.connect(catalogue)) as opened, opened:
        opened.execute("UPDATE meta SET value = '{\"name\": \"gone\"}' WHERE key = 'embedder'")

    done = piped(environment, tmp_path, b"What is delaying DeepSeek R2?\n")

    *_, line = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert "built with the embedding model gone" in line
    assert "python -m retrieval rebuild --library" in line
    assert b"Traceback" not in done.stderr
