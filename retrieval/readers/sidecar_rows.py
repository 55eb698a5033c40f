"""What a table of a sources.toml may say of a file, a folder or a source."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl

from retrieval.intervals import INTERVAL_RULE, seconds_of
from retrieval.models import Kind, Work
from retrieval.readers.base import Entry

forbidding: Final = ConfigDict(extra="forbid", populate_by_name=True)
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_CLOCK: Final = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d{1,6})?)")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
LANGUAGE_RULE: Final = 'must be an ISO 639-1 code, such as "en"'


def _iso(value: object) -> str:
    text = str(value)
    if not _is_iso_date(text):
        msg = "must be an ISO date or its known part, such as 2025-09-14, 2025-09 or 2025"
        raise ValueError(msg)
    return text


def _is_iso_date(text: str) -> bool:
    # The library also takes week dates.
    if not _DATE.fullmatch(text):
        return False
    try:
        return bool(date.fromisoformat(text + "-01-01"[len(text) - 4 :]))
    except ValueError:
        return False


def clock_seconds(text: str) -> float | None:
    """The seconds of "1:02:03.5", "02:03" or "3723"; None where it is no time."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


def _clock(value: object) -> float:
    seconds = clock_seconds(str(value))
    if seconds is None:
        msg = 'must be seconds or a time such as "1:02:03"'
        raise ValueError(msg)
    return seconds


def _interval(value: object) -> float:
    seconds = seconds_of(str(value))
    if seconds is None:
        msg = f"must be {INTERVAL_RULE}"
        raise ValueError(msg)
    return seconds


def _language(value: object) -> object:
    if not isinstance(value, str) or not is_language(value):
        raise ValueError(LANGUAGE_RULE)
    return value


def is_language(code: str) -> bool:
    """Whether it is written as an ISO 639-1 code."""
    return _LANGUAGE.fullmatch(code) is not None


def _audience(value: object) -> object:
    """A name without white space around it: a name that nobody has would be read by nobody."""
    if isinstance(value, str) and not value.strip():
        msg = "must not be empty; leave it out for everybody"
        raise ValueError(msg)
    return value.strip() if isinstance(value, str) else value


_Seconds = Annotated[float, BeforeValidator(_clock)]


class _Chapter(BaseModel):
    model_config = forbidding

    at: _Seconds
    title: str


class Known(BaseModel):
    """What may be said of a file, a folder or a source; what is not said is None or empty."""

    form: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    remark: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: Annotated[str, BeforeValidator(_iso)] | None = None
    url: HttpUrl | None = None
    audience: Annotated[str, BeforeValidator(_audience)] | None = None
    description: str | None = None
    language: Annotated[str, BeforeValidator(_language)] | None = None
    hosts: list[str] = []
    guests: list[str] = []
    chapters: list[_Chapter] = []
    media: HttpUrl | None = None
    duration: _Seconds | None = None
    every: Annotated[float, BeforeValidator(_interval)] | None = Field(
        default=None, validation_alias=AliasChoices("every", "refresh")
    )

    def entry(self) -> Entry:
        """The same as what is known of a document."""
        return Entry(
            form=self.form,
            kind=self.kind,
            speaker=self.speaker,
            remark=self.remark,
            work=self._work(),
            audience=self.audience,
            hosts=tuple(self.hosts),
            guests=tuple(self.guests),
            chapters=tuple((chapter.at, chapter.title) for chapter in self.chapters),
        )

    def _work(self) -> Work:
        return Work(
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            url=str(self.url) if self.url else None,
            description=self.description,
            language=self.language,
            media=str(self.media) if self.media else None,
            duration=self.duration,
        )
