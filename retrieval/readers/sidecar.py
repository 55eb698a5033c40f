"""What a sources.toml says: of the files beside it, and which other sources it lists."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ValidationError, model_validator

from retrieval.errors import SidecarError
from retrieval.readers.base import Entry
from retrieval.readers.sidecar_rows import Known, forbidding

SIDECAR_NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that is a source of its own: a path, a glob or a link, relative to its sources.toml."""

    location: str
    name: str | None
    entry: Entry
    every: float | None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What one sources.toml says.

    `rows` are what it says of files, by their names relative to it; `defaults` go for every file in
    its folder and below, and for what it lists. `every` is how often they are to be looked at, in
    seconds.
    """

    rows: Mapping[str, Entry] = field(default_factory=dict)
    defaults: Entry = field(default_factory=Entry)
    listed: tuple[Listed, ...] = ()
    every: float | None = None


class _Defaults(Known):
    model_config = forbidding


class _Row(Known):
    """One `[[source]]` table: a file or a location, and only what is certain of it."""

    model_config = forbidding

    file: str | None = None
    location: str | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.file is None) == (self.location is None):
            msg = "needs a file or a location, and not both"
            raise ValueError(msg)
        if self.file is not None and (self.name is not None or self.every is not None):
            msg = "name and every go with a location; a file comes with its folder"
            raise ValueError(msg)
        return self

    def listed(self, every: float | None) -> Listed:
        return Listed(self.location or "", self.name, self.entry(), self.every or every)


class _Table(BaseModel):
    model_config = forbidding

    defaults: _Defaults = _Defaults()
    source: list[_Row] = []

    def sidecar(self) -> Sidecar:
        return Sidecar(
            {row.file: row.entry() for row in self.source if row.file is not None},
            self.defaults.entry(),
            tuple(r.listed(self.defaults.every) for r in self.source if r.location is not None),
            self.defaults.every,
        )


def read_sidecar(folder: Path) -> Sidecar:
    """What `folder/sources.toml` says; nothing where there is none.

    Raises `SidecarError` where it is not TOML or names something that is not a setting.
    """
    path = folder / SIDECAR_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Sidecar()
    except OSError as error:
        raise SidecarError(
            "{name} cannot be read: {detail}.", name=str(path), detail=str(error.strerror)
        ) from error
    return sidecar_from(str(path), raw)


def sidecar_from(name: str, raw: bytes) -> Sidecar:
    """What these bytes of a sources.toml, which errors call `name`, say. Raises `SidecarError`."""
    try:
        return _Table.model_validate(tomllib.loads(raw.decode("utf-8"))).sidecar()
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SidecarError(
            "{name} is not valid TOML: {detail}. Mend it and try again.",
            name=name,
            detail=str(error),
        ) from error
    except RecursionError as error:
        raise SidecarError(
            "{name} is nested too deep. Mend it and try again.", name=name
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SidecarError(
            "{name}: {place}: {detail}. Mend it and try again.",
            name=name,
            place=where,
            detail=first["msg"],
        ) from error
