"""The settings that servers had last, for a start at which the database is away."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import structlog
from pydantic import TypeAdapter

from bot.preferences import UNCHANGED, Preferences

_LOG = structlog.stdlib.get_logger("bot")

_SETTINGS: Final = TypeAdapter(dict[int, Preferences])


class LastKnown:
    """Settings of the servers that have changed any, in a file beside the library.

    Where it cannot be read none are known, and where it cannot be written the bot goes on without.
    """

    def __init__(self, path: Path | None) -> None:
        """Without a path nothing is kept."""
        self._path = path
        self._settings: dict[int, Preferences] | None = None

    def of(self, guild: int) -> Preferences | None:
        """Return what a server's settings were last, None where that is not known."""
        return self._known().get(guild)

    def keep(self, guild: int, settings: Preferences) -> None:
        """Write what a server's settings are, if they are others than before."""
        if self._path is None or self._known().get(guild, UNCHANGED) == settings:
            return
        self._settings = self._read()  # as another process may have left it
        self._settings.pop(guild, None)
        if settings != UNCHANGED:
            self._settings[guild] = settings
        self._write(self._path, self._settings)

    def _known(self) -> dict[int, Preferences]:
        if self._settings is None:
            self._settings = self._read()
        return self._settings

    def _read(self) -> dict[int, Preferences]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            return _SETTINGS.validate_json(self._path.read_bytes())
        except (OSError, ValueError) as error:
            _LOG.warning("the settings that were known last cannot be read", reason=str(error))
            return {}

    def _write(self, path: Path, settings: dict[int, Preferences]) -> None:
        """Write them whole or not at all."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
                file.write(_SETTINGS.dump_json(settings, exclude_defaults=True))
            os.replace(file.name, path)  # noqa: PTH105 - beside its own file name
        except OSError as error:
            _LOG.warning("cannot keep the servers' settings", reason=str(error))
