"""Ways to run `python -m retrieval`: in this process, which is fast, and as one of its own."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from retrieval.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended: its exit status and what it wrote."""

    status: int | str | None
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output, which carries nothing else; Any as JSON is."""
        assert self.out.endswith("\n") or not self.out
        return [json.loads(line) for line in self.out.split("\n")[:-1]]

    @property
    def complaint(self) -> str:
        """What a refused command says: one plain line on standard error, with exit status 2."""
        assert (self.status, self.out) == (2, "")
        assert self.err.endswith("\n")
        assert len(self.err.splitlines()) == 1
        assert self.err.rstrip("\n").isprintable()
        return self.err


class CommandLine:
    """Runs commands in this process."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, typed: bytes = b"") -> Done:
        """Run a command with `typed` on standard input."""
        self._patch.setattr(sys, "stdin", self.standard_input(typed))
        self._capsys.readouterr()
        try:
            status: int | str | None = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        return Done(status, *self._capsys.readouterr())

    def standard_input(self, typed: bytes) -> io.TextIOWrapper | None:
        """A standard input that holds `typed`; it can read no letter but ASCII by itself."""
        return io.TextIOWrapper(io.BytesIO(typed), "ascii")


@contextmanager
def process(
    *arguments: str | Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A command as a process of its own, with a pipe for each stream; killed at the end."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON"))}
    with (
        _heeding_ctrl_c(),
        subprocess.Popen(  # noqa: S603 - our own command
            (sys.executable, "-m", "retrieval", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=inherited | {"PYTHONPATH": str(ROOT)} | dict(environment or {}),
        ) as running,
    ):
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def _heeding_ctrl_c() -> Iterator[None]:
    """Whatever is started meanwhile heeds Ctrl-C, even if the tests run in the background.

    A shell's background job ignores it, and hands that on; a handler is not handed on.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def done(running: subprocess.Popen[bytes], typed: bytes = b"") -> Done:
    """Wait for the end of a process that is given `typed`, and then the end of its input."""
    out, err = running.communicate(typed, PATIENCE)
    return Done(running.returncode, out.decode("utf-8"), err.decode("utf-8"))
