"""What an RSS or Atom feed says: its entries, and where the rest of them is.

feedparser reads the entries, well-formed or not; of elements that repeat it keeps one, so what a
podcast says of an episode comes from the same bytes read once more (`podcasts.py`).
"""

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from email.utils import parsedate_to_datetime
from typing import Any, Final

import feedparser

from retrieval.errors import FeedUnreadable
from retrieval.readers.sidecar_rows import clock_seconds
from retrieval.sources.podcasts import Episode, Show, is_well_formed, podcast_of
from retrieval.sources.references import with_existing_characters

# RFC 5005: the next page of a feed that is paged, or the archive before a feed of the newest.
_FURTHER: Final = ("next", "prev-archive")
_ROOT: Final = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*+-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
    rb"<(?:[\w.-]+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_HEAD: Final = 4096
_DAY: Final = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")
_MAIL: Final = re.compile(r"<?[^\s<>()@]+@[^\s<>()@]+>?\s*(?:\(([^()]*)\))?")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
# A shorter one only announces the article.
_ARTICLE: Final = 1200
_ENTRY: Final = re.compile(rb"<(?:\w+:)?(?:item|entry)\b")
_MOST_ENTRIES: Final = 10_000
_LONGEST_AUTHOR: Final = 300
_MENDABLE: Final = 2_000_000
_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one entry; "" and None are unsaid.

    `text` is HTML, `whole` whether it is the article and no mere announcement. `published` is an
    ISO date. `id` is the entry's own, and never changes if its publisher does as the formats ask.
    """

    id: str
    link: str
    title: str
    author: str
    published: str | None
    updated: str
    text: str
    whole: bool
    media: str | None
    duration: float | None
    episode: Episode


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed; `further` is the address of the one with earlier entries."""

    title: str
    language: str | None
    entries: tuple[FeedEntry, ...]
    further: str | None
    show: Show


def is_feed(data: bytes, media_type: str | None) -> bool:
    """Whether these bytes are a feed's, by their first element, or as their server says."""
    head = data[:_HEAD]
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if encoding:
        head = head.decode(encoding, "replace").encode()
    return media_type in _TYPES or _ROOT.match(head) is not None


def feed_from(data: bytes, address: str, shown: str, media_type: str | None = None) -> Feed:
    """The feed in these bytes, which came from `address` and which errors call `shown`.

    Raises `FeedUnreadable` where there is none.
    """
    data = with_existing_characters(data)
    _check_size(data, shown)
    headers = {"content-location": address, "content-type": media_type or "application/xml"}
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # feedparser lets through whatever it runs into
        raise _unreadable(shown) from error
    if not parsed.entries and not parsed.feed.get("title") and not parsed.get("version"):
        raise _unreadable(shown)
    show, episodes = podcast_of(data, [_id(entry) for entry in parsed.entries])
    pairs = zip(parsed.entries, episodes, strict=True)
    return Feed(
        title=_plain(parsed.feed.get("title", "")),
        language=_language(parsed.feed.get("language", "")),
        entries=tuple(_entry(entry, episode) for entry, episode in pairs),
        further=_further(parsed.feed.get("links", ())),
        show=show,
    )


def _check_size(data: bytes, shown: str) -> None:
    """Refuse what would keep the parser busy for minutes."""
    if len(_ENTRY.findall(data)) > _MOST_ENTRIES:
        raise FeedUnreadable(
            "{name}: it has more than {count} entries; split it up.",
            name=shown,
            count=_MOST_ENTRIES,
        )
    # Mending is what takes long, whatever is broken.
    if len(data) > _MENDABLE and not is_well_formed(data):
        raise FeedUnreadable(
            "{name}: it is not well-formed, and too large to be mended; tell its publisher.",
            name=shown,
        )


def _unreadable(shown: str) -> FeedUnreadable:
    return FeedUnreadable(
        "{name}: it is no feed that can be understood; check the link.", name=shown
    )


# feedparser's values are untyped: mappings of whatever stood there.
def _entry(said: Mapping[str, Any], episode: Episode) -> FeedEntry:
    text, is_content = _text(said)
    own, link = episode.id or _id(said), said.get("link", "")
    return FeedEntry(
        id=own,
        # What was only made of an id leads nowhere.
        link="" if link == said.get("id") and link != own else link,
        title=_plain(said.get("title", "")),
        author=_author(said, episode.author),
        published=_published(said),
        updated=_said(said, "updated") or "",
        text=text,
        whole=is_content or len(text) > _ARTICLE,
        media=_media(said.get("enclosures", ())),
        duration=clock_seconds(said.get("itunes_duration", "")),
        episode=episode,
    )


def _id(said: Mapping[str, Any]) -> str:
    return str(said.get("id") or said.get("link") or "").strip()


def _text(said: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest of what an entry says of itself, as HTML, and whether it is its content."""
    contents = [_as_html(content) for content in said.get("content", ())]
    whole = max(contents, key=len, default="")
    summary = _as_html(said.get("summary_detail", {}))
    return (summary, False) if len(summary) > len(whole) else (whole, bool(whole))


def _as_html(content: Mapping[str, Any]) -> str:
    value = str(content.get("value") or "")
    if content.get("type") != "text/plain":
        return value
    paragraphs = re.split(r"\n\s*\n", value)
    return "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs if each.strip())


def _plain(text: str) -> str:
    """A title without tags and with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split())


def _author(said: Mapping[str, Any], written: str) -> str:
    """Who wrote it, without addresses: RSS has "ada@pier.example (Ada Brook)"."""
    written = written[:_LONGEST_AUTHOR]
    if "@" in written:
        return _plain(_MAIL.sub(lambda found: found[1] or "", written)).strip(" ,<>")
    names = [author.get("name", "") for author in said.get("authors", ())]
    return _plain(", ".join(filter(None, names)) or said.get("author", ""))


def _published(said: Mapping[str, Any]) -> str | None:
    """The day as its publisher's calendar has it, which feedparser would move to UTC's."""
    for key in ("published", "updated", "created"):
        if day := _day(_said(said, key) or ""):
            return day
        if (parsed := _said(said, f"{key}_parsed")) and MINYEAR <= parsed[0] <= MAXYEAR:
            return date(*parsed[:3]).isoformat()
    return None


def _said(said: Mapping[str, Any], key: str) -> Any:
    """What stands there itself: feedparser would give the day of publication for an update's."""
    return dict(said.items()).get(key)


def _day(written: str) -> str | None:
    try:
        if iso := _DAY.match(written):
            return date.fromisoformat(iso[1]).isoformat()
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _media(enclosures: Iterable[Mapping[str, Any]]) -> str | None:
    """The recording: the first enclosure that is one."""
    heard = (e for e in enclosures if str(e.get("type", "")).startswith(("audio/", "video/")))
    return next((str(e["href"]) for e in heard if e.get("href")), None)


def _language(written: str) -> str | None:
    found = _LANGUAGE.fullmatch(written.strip())
    return found[1].lower() if found else None


def _further(links: Iterable[Mapping[str, Any]]) -> str | None:
    named = {link.get("rel"): link.get("href") for link in links}
    return next((str(named[rel]) for rel in _FURTHER if named.get(rel)), None)
