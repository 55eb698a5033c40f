"""What a sources.toml says of the files beside it."""

import re
import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError, field_validator

from retrieval.errors import SidecarError
from retrieval.models import Kind, Work
from retrieval.readers.base import Entry

SIDECAR_NAME = "sources.toml"
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class _Row(BaseModel):
    """One `[[source]]` table: the file's name, and only what is certain and not in its text."""

    model_config = ConfigDict(extra="forbid")

    file: str
    form: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    remark: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: HttpUrl | None = None
    audience: str | None = None
    description: str | None = None

    @field_validator("published", mode="before")
    @classmethod
    def _iso(cls, value: object) -> str | None:
        text = str(value) if value is not None else None
        if text is not None and not _is_iso_date(text):
            msg = "must be an ISO date or its known part, such as 2025-09-14, 2025-09 or 2025"
            raise ValueError(msg)
        return text

    def entry(self) -> Entry:
        work = Work(
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            url=str(self.url) if self.url else None,
            description=self.description,
        )
        return Entry(self.form, self.kind, self.speaker, self.remark, work, self.audience)


class _Sidecar(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: list[_Row] = []


def read_sidecar(folder: Path) -> dict[str, Entry]:
    """The entries of `folder/sources.toml` by file name; empty where there is none.

    Raises `SidecarError` where it is not TOML or names something that is not a setting.
    """
    path = folder / SIDECAR_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SidecarError(f"{path} cannot be read: {error.strerror}.") from error
    return {row.file: row.entry() for row in _parse(path, raw).source}


def _parse(path: Path, raw: bytes) -> _Sidecar:
    try:
        return _Sidecar.model_validate(tomllib.loads(raw.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SidecarError(f"{path} is not valid TOML: {error}. Mend it and try again.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SidecarError(f"{path}: {where}: {first['msg']}. Mend it and try again.") from error


def _is_iso_date(text: str) -> bool:
    # The library also takes week dates.
    if not _DATE.fullmatch(text):
        return False
    try:
        return bool(date.fromisoformat(text + "-01-01"[len(text) - 4 :]))
    except ValueError:
        return False
