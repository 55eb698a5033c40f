"""Whether the slash commands changed since they were last given to Discord.

Discord allows only so many registrations a day, and each makes clients forget what they knew. So
a fingerprint of what was registered lies beside the library. Whoever removes that file has the
commands registered anew.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import structlog

_LOG = structlog.stdlib.get_logger("bot")


def fingerprint(application: int, payload: Sequence[Mapping[str, object]]) -> str:
    """Return what changes if and only if the application or one of its commands does."""
    written = json.dumps([application, list(payload)], sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


class Registration:
    """The fingerprint of what was last registered, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_current(self, mark: str) -> bool:
        """Tell whether this is what was registered; a file that cannot be read says no."""
        try:
            return self._path.read_text(encoding="ascii").strip() == mark
        except (OSError, UnicodeDecodeError):
            return False

    def remember(self, mark: str) -> None:
        """Write the fingerprint, whole or not at all. Failing costs one registration, no more."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._path.parent, delete=False) as file:
                file.write(mark + "\n")
            os.replace(file.name, self._path)  # noqa: PTH105 - beside its own file name
        except OSError as error:
            _LOG.warning("cannot remember the registered commands", reason=str(error))
