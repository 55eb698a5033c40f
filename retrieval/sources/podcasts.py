"""What a podcast's feed says beyond RSS: transcripts, persons, chapters.

The podcast namespace is https://podcasting2.org/docs/podcast-namespace, the chapters that stand in
the feed itself are Podlove's (https://podlove.org/simple-chapters).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from retrieval.readers.sidecar_rows import clock_seconds
from retrieval.surrogates import without_surrogates

_SPACES: Final = {
    "podcast": (
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
    "psc": ("http://podlove.org/simple-chapters",),
}
_HOSTS: Final = frozenset({"host", "co-host", "guest host"})
_MOST_CHAPTERS: Final = 500


@dataclass(frozen=True, slots=True)
class Transcript:
    """Where a transcript of an episode is; type and language as the feed names them, or ""."""

    url: str
    media_type: str
    language: str


@dataclass(frozen=True, slots=True)
class Show:
    """Who speaks in all episodes, unless an episode says otherwise."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """What is said of one episode; `chapters_url` is where its chapters are, None for nowhere.

    `id` is the entry's own as it is written: feedparser takes any for a link, and completes it.
    `author` is RSS's, of which feedparser takes a part of the mail address for the name.
    """

    id: str = ""
    author: str = ""
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()
    chapters_url: str | None = None


def is_well_formed(data: bytes) -> bool:
    """Whether these bytes are XML as it should be, nested no deeper than anybody writes it."""
    try:
        etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def podcast_of(data: bytes, ids: Sequence[str]) -> tuple[Show, list[Episode]]:
    """What a feed says of the podcast, and of its entries with these ids, in their order."""
    root = _parsed(data)
    if root is None:
        return Show(), [Episode() for _ in ids]
    items = [element for element in root.iter() if _local(element) in {"item", "entry"}]
    episodes = [_episode(item) for item in items]
    channel = next((e for e in root.iter() if _local(e) in {"channel", "feed"}), root)
    show = Show(*_persons(channel))
    if len(episodes) == len(ids):
        return show, episodes
    # One of both readings lost an entry of a feed that is not well-formed.
    known = {_id(item): episode for item, episode in zip(items, episodes, strict=True)}
    return show, [known.get(each, Episode()) for each in ids]


def _parsed(data: bytes) -> "etree._Element | None":
    try:
        return etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parser(*, recover: bool) -> etree.XMLParser:
    """A parser that resolves no entity and fetches nothing; depth and size have bounds."""
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _local(element: "etree._Element") -> str:
    """An element's name without its namespace; "" for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(parent: "etree._Element", prefix: str, name: str) -> Iterator["etree._Element"]:
    """The children of this name, also where a broken feed does not declare their namespace."""
    names = {f"{prefix}:{name}", *(f"{{{space}}}{name}" for space in _SPACES[prefix])}
    for child in parent:
        tag = child.tag
        if isinstance(tag, str) and (tag in names or _normal(tag) in names):
            yield child


def _normal(tag: str) -> str:
    """The tag with its namespace as it is written here: others differ in case or a slash."""
    space, _, local = tag.rpartition("}")
    return f"{space.lower().rstrip('/')}}}{local}"


def _id(item: "etree._Element") -> str:
    texts = {_local(child): (child.text or "").strip() for child in item}
    return texts.get("guid") or texts.get("id") or ""


def _episode(item: "etree._Element") -> Episode:
    hosts, guests = _persons(item)
    urls = [c.get("url", "").strip() for c in _named(item, "podcast", "chapters")]
    return Episode(
        id=_id(item),
        author=item.findtext("author", "").strip(),
        hosts=hosts,
        guests=guests,
        transcripts=tuple(_transcripts(item)),
        chapters=tuple(_inline_chapters(item)),
        chapters_url=next(filter(None, urls), None),
    )


def _persons(parent: "etree._Element") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The hosts and the guests; who bears no role is a host, as the namespace has it."""
    hosts: dict[str, None] = {}
    guests: dict[str, None] = {}
    for person in _named(parent, "podcast", "person"):
        name = " ".join((person.text or "").split())
        role = person.get("role", "host").strip().lower()
        if name and role in _HOSTS:
            hosts[name] = None
        elif name and role == "guest":
            guests[name] = None
    return tuple(hosts), tuple(guests)


def _transcripts(item: "etree._Element") -> Iterator[Transcript]:
    for said in _named(item, "podcast", "transcript"):
        if url := said.get("url", "").strip():
            media_type = said.get("type", "").partition(";")[0].strip().lower()
            yield Transcript(url, media_type, said.get("language", "").strip().lower())


def _inline_chapters(item: "etree._Element") -> Iterator[tuple[float, str]]:
    for chapters in _named(item, "psc", "chapters"):
        for chapter in list(_named(chapters, "psc", "chapter"))[:_MOST_CHAPTERS]:
            start, title = clock_seconds(chapter.get("start", "")), chapter.get("title", "").strip()
            if start is not None and title:
                yield start, title


def chapters_from(data: bytes) -> tuple[tuple[float, str], ...]:
    """The chapters in a podcast's chapters file; none where it is not one.

    https://podcasting2.org/docs/podcast-namespace/tags/chapters: JSON; those that are only shown,
    and not listed, are left out.
    """
    try:
        said = json.loads(data)
        listed = said["chapters"][:_MOST_CHAPTERS]
        return tuple(filter(None, map(_chapter, listed)))
    except (ValueError, LookupError, TypeError, RecursionError):
        return ()


def _chapter(said: Any) -> tuple[float, str] | None:  # as JSON has it
    if not isinstance(said, dict) or said.get("toc") is False:
        return None
    start = clock_seconds(str(said.get("startTime", "")))
    title = said.get("title")
    if start is None or not isinstance(title, str) or not title.strip():
        return None
    return start, without_surrogates(title.strip())
