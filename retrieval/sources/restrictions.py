"""Who may read what by a folder's sources.toml, also when that file has vanished.

A file that is deleted says nothing, and least of all that everybody may read what it kept back.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from retrieval.models import PUBLIC
from retrieval.readers.base import Entry
from retrieval.readers.sidecar import SIDECAR_NAME, Sidecar, read_sidecar
from retrieval.reports import Failure
from retrieval.saying import Complaint, noted
from retrieval.sources.parts import AUDIENCES

# By folder, who may read its files: each by its name, all others by "".
_Audiences = dict[str, dict[str, str]]
_STATE: Final = TypeAdapter(_Audiences)
_OTHERS: Final = ""


class Restrictions:
    """Reads the sidecars of a place, and remembers from listing to listing whom they let read."""

    def __init__(
        self, before: Mapping[str, str], state: dict[str, str], failed: list[Failure]
    ) -> None:
        """`before` is the last listing's state, `state` the next one's.

        A sidecar that has vanished is told in `failed`.
        """
        kept = before.get(AUDIENCES)
        self._known = _STATE.validate_json(kept) if kept else {}
        self._state = state
        self._failed = failed
        self._keep()

    def sidecar(self, folder: Path) -> Sidecar:
        """What a folder's sidecar says, or said of who may read. Raises `SidecarError`."""
        path = folder / SIDECAR_NAME
        name = str(folder)
        if name in self._known and not path.exists():
            return self._remembered(str(path), self._known[name])
        sidecar = read_sidecar(folder)
        self._known.pop(name, None)
        if told := _audiences(sidecar):
            self._known[name] = told
        self._keep()
        return sidecar

    def _remembered(self, path: str, told: Mapping[str, str]) -> Sidecar:
        words = noted(
            "{name}: it is gone, and who may read its files stays as it said; put it back, or "
            'write one that says audience = "{audience}".'
        )
        told_of = Complaint(words, {"name": path, "audience": PUBLIC})
        self._failed.append(Failure.of(path, told_of))
        rows = {file: Entry(audience=told[file]) for file in told if file != _OTHERS}
        return Sidecar(rows, Entry(audience=told.get(_OTHERS)))

    def _keep(self) -> None:
        if self._known:
            self._state[AUDIENCES] = _STATE.dump_json(self._known).decode()
        else:
            self._state.pop(AUDIENCES, None)


def _audiences(sidecar: Sidecar) -> dict[str, str]:
    """Whom a sidecar lets read what; nothing where it keeps nothing from anybody."""
    entries = {_OTHERS: sidecar.defaults, **sidecar.rows}
    told = {name: entry.audience for name, entry in entries.items() if entry.audience}
    return told if set(told.values()) - {PUBLIC} else {}
