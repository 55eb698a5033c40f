"""What a document says of itself between two lines of dashes before it begins (YAML).

Nothing in it is taken for more than text, lists and tables: no dates, no numbers, no aliases, so
that a few lines cannot unfold into gigabytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import yaml

from retrieval.dates import Period, period_of, read_period
from retrieval.errors import DocumentDamaged
from retrieval.models import Work
from retrieval.readers.stamps import seconds_of

_LARGEST: Final = 65_536
_DEEPEST: Final = 8
_MOST_PEOPLE: Final = 50
_LONGEST: Final = 500
_FENCE: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY: Final = re.compile(r"\s*(?:#[^\n]*\n\s*)*[A-Za-z][\w -]{0,40}:(?=\s|$)")
_ENTRY: Final = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+(?P<value>\S.*)$", re.MULTILINE)
_WISH: Final = re.compile(r"^audience[ \t]*:", re.MULTILINE | re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ISO: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T ])")
_LANGUAGE: Final = re.compile(r"(?P<code>[a-z]{2})(?:[-_]\w+)*", re.IGNORECASE)
_SPOKEN_LENGTH: Final = re.compile(
    r"(?:PT)?\s*(?:(?P<hours>\d{1,3})\s*h(?:ours?|rs?)?)?\s*"
    r"(?:(?P<minutes>\d{1,4})\s*m(?:in(?:ute)?s?)?)?\s*"
    r"(?:(?P<seconds>\d{1,6})\s*s(?:ec(?:ond)?s?)?)?",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"\s*(?:[,;&]|\band\b|\bwith\b)\s*")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_YOUTUBE_ID: Final = re.compile(r"[\w-]{11}")
# What other programs call the same.
_TITLE = ("title", "episode_title", "name")
_PUBLISHER = ("publisher", "podcast", "show", "publication", "site", "series")
_PUBLISHED = (
    "date",
    "published",
    "pub_date",
    "pubdate",
    "publish_date",
    "published_at",
    "release_date",
)
_LINK = ("link", "url", "canonical", "canonical_url", "permalink", "episode_url", "source_url")
_VIDEO: Final = ("youtube", "youtube_url", "youtube_id", "video", "video_url", "video_id")
_MEDIA: Final = (*_VIDEO, "audio", "audio_url", "mp3", "enclosure", "media")
_HOSTS = ("host", "hosts", "co_host", "co_hosts", "cohost", "cohosts", "interviewer")
_GUESTS = ("guest", "guests", "interviewee", "interviewees")
_AUTHORS = ("author", "authors", "by", "speaker", "speakers", "participants")
_AUDIENCE = ("audience",)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says of itself; `end` is where it begins (0 where it says nothing)."""

    end: int = 0
    work: Work = field(default_factory=Work)
    audience: str | None = None
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def read_front_matter(name: str, text: str) -> FrontMatter:
    """The front matter that `text` begins with, `name` being what an error calls the document.

    Where it is no valid YAML, its lines of "key: value" still count. Raises `DocumentDamaged`
    where it nests too deep or refers to parts of itself, and where several audiences are named.
    """
    found = _fenced(name, text)
    if found is None:
        return FrontMatter()
    inside, end = found
    values = {_key(key): value for key, value in _values(name, inside).items()}
    return FrontMatter(
        end,
        _work(values),
        _audience(name, values),
        _people(values, _HOSTS),
        _people(values, _GUESTS),
        _people(values, _AUTHORS),
    )


def _fenced(name: str, text: str) -> tuple[str, int] | None:
    """What stands between the first line, if it is a fence, and the next fence; and its end."""
    start = 1 if text.startswith("\ufeff") else 0
    opening = _FENCE.match(text[: _LARGEST + 3].replace("\r", " "), start)
    if opening is None or not text.startswith("---", start):
        return None
    closing = _FENCE.search(text[:_LARGEST].replace("\r", " "), opening.end())
    if closing is None and _WISH.search(text, opening.end(), _LARGEST):
        # Whoever may read it must not be overlooked because a line is missing.
        raise DocumentDamaged(
            "{name}: its front matter never ends; close it with a line of ---.", name=name
        )
    if closing is None or not _KEY.match(text, opening.end(), closing.start()):
        return None
    return text[opening.end() : closing.start()].replace("\r", ""), closing.end()


class _Loader(yaml.BaseLoader):  # type: ignore[misc]  # untyped
    """Reads every scalar as text; refuses aliases, and tables within tables within tables."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # the library's own types are untyped
        if self.check_event(yaml.AliasEvent):
            raise DocumentDamaged("It refers to parts of itself.")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise DocumentDamaged("It is nested too deep.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _values(name: str, inside: str) -> Mapping[str, Any]:
    try:
        loader = _Loader(inside)
        try:
            read = loader.get_single_data()
        finally:
            loader.dispose()
    except DocumentDamaged as error:
        raise DocumentDamaged(
            "{name}: its front matter cannot be used. {why}", name=name, why=error.complaint
        ) from error
    # "title: AI: the future" is no valid YAML, and everybody knows what it means.
    except (yaml.YAMLError, ValueError):
        read = None
    if isinstance(read, dict):
        return {key: value for key, value in read.items() if isinstance(key, str)}
    return {m["key"]: m["value"].strip().strip("\"'") for m in _ENTRY.finditer(inside)}


def _key(key: str) -> str:
    return key.strip().casefold().replace("-", "_").replace(" ", "_")


def _work(values: Mapping[str, Any]) -> Work:
    media = _first(values, _MEDIA)
    language = _LANGUAGE.fullmatch(_first(values, ("language", "lang")) or "")
    return Work(
        title=_first(values, _TITLE),
        publisher=_first(values, _PUBLISHER),
        published=published_in(_first(values, _PUBLISHED) or ""),
        url=_address(_first(values, _LINK)),
        language=language["code"].lower() if language else None,
        media=_address(media) or _video(media),
        duration=duration_in(_first(values, ("duration", "length", "runtime")) or ""),
    )


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of these keys that holds text."""
    found = (text for key in keys for text in _texts(values.get(key)))
    return next((text for text in found if len(text) <= _LONGEST), None)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value: itself, those of a list, or the name or address of a table."""
    if isinstance(value, str):
        shown = " ".join(value.split())
        if shown and shown not in {"~", "null"}:
            yield shown
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("url"))


def _people(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    texts = [text for key in keys for text in _texts(values.get(key))]
    names = [name for text in texts for name in _SEPARATORS.split(_ASIDE.sub("", text[:_LONGEST]))]
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_PEOPLE]


def _audience(name: str, values: Mapping[str, Any]) -> str | None:
    named = {text for key in _AUDIENCE for text in _texts(values.get(key))}
    if len(named) > 1:
        raise DocumentDamaged(
            "{name}: its front matter names several audiences; name one.", name=name
        )
    return next(iter(named), None)


def _address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://[^\s/]", value) else None


def _video(value: str | None) -> str | None:
    known = value and _YOUTUBE_ID.fullmatch(value)
    return f"https://www.youtube.com/watch?v={value}" if known else None


def published_in(words: str) -> str | None:
    """The ISO date, or its known part, that the words stand for; None where that is not certain."""
    if iso := _ISO.match(words):
        return iso[0] if period_of(iso[0]) else None
    # "yesterday" depends on the day of reading.
    period = read_period(words, date.min.replace(year=2000)) if _YEAR.search(words) else None
    return _known_part(period) if period else None


def _known_part(period: Period) -> str:
    first, last = period.first, period.last
    if first == last:
        return first.isoformat()
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first:%Y-%m}" if same_month else f"{first:%Y}"


def duration_in(words: str) -> float | None:
    """The seconds that "1:02:03", "PT1H2M", "62 min" or a bare number of seconds stand for."""
    bare = words.strip()[:40]
    if re.fullmatch(r"\d{1,7}(?:\.\d+)?", bare):
        return float(bare) or None
    if ":" in bare:
        return seconds_of(bare) or None
    spoken = _SPOKEN_LENGTH.fullmatch(bare)
    if spoken is None:
        return None
    hours, minutes, seconds = (
        int(part or 0) for part in spoken.group("hours", "minutes", "seconds")
    )
    return float(3600 * hours + 60 * minutes + seconds) or None
