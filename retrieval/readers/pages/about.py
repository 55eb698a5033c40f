"""What a page says of itself: title, author, publisher, day, address, language."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from retrieval.models import Work
from retrieval.readers.html_text import name_of, text_of
from retrieval.readers.pages.days import day_of
from retrieval.readers.pages.marks import classes_of
from retrieval.readers.pages.names import author_of, together
from retrieval.readers.pages.structured import Node, listed, text_in, types_of

# https://schema.org/CreativeWork and what stands for one page of them.
_WORKS: Final = frozenset(
    """Article NewsArticle BlogPosting Report TechArticle ScholarlyArticle OpinionNewsArticle
    AnalysisNewsArticle PodcastEpisode Episode CreativeWork SocialMediaPosting QAPage
    DiscussionForumPosting VideoObject Review""".split()  # noqa: SIM905 - names, not strings
)
_ARTICLES: Final = _WORKS - {"QAPage", "DiscussionForumPosting"}
_TITLES: Final = ("og:title", "twitter:title", "citation_title", "dc.title", "title")
_SITES: Final = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
_DAYS: Final = (
    *("article:published_time", "og:published_time", "citation_publication_date", "date"),
    *("dc.date", "dcterms.created", "dc.date.issued", "parsely-pub-date", "pubdate", "pub_date"),
    *("publish-date", "publish_date", "datepublished", "sailthru.date", "article.published"),
)
_AUTHORS: Final = (
    *("author", "article:author", "citation_author", "dc.creator", "dcterms.creator"),
    *("parsely-author", "sailthru.author", "byl", "article:author_name"),
)
_BYLINES: Final = frozenset(
    ("byline", "author-name", "post-author", "entry-author", "byline-name", "article-author")
)
_HEADLINES: Final = frozenset(
    (
        *("topic-title", "thread-title", "p-title-value", "fancy-title", "titleline"),
        *("entry-title", "post-title", "article-title"),
    )
)
_HACKER_NEWS: Final = "https://news.ycombinator.com/"
_SEPARATOR: Final = re.compile(r"\s+[|·•–—-]\s+")
_SAVED_FROM: Final = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?![a-z])")


class About:
    """What a page says of itself, by its metadata first and its markup where that is silent."""

    def __init__(self, tree: HtmlElement, nodes: list[Node], head: bytes = b"") -> None:
        """`nodes` are its JSON-LD, `head` its first bytes, in which a browser notes the address."""
        self._tree = tree
        self._nodes = nodes
        self._metas = dict(_metas(tree))
        self._node = next((n for n in nodes if types_of(n) & _WORKS), {})
        self.url = self._url(head)

    def work(self) -> Work:
        """All of it that a document keeps."""
        return Work(
            title=self._title(),
            publisher=self._site(),
            published=self._day(),
            url=self.url,
            language=self._language(),
        )

    @property
    def author(self) -> str | None:
        """Who wrote the page's text; None where it does not say so for certain."""
        return together(self._authors())

    def absolute(self, link: str | None, url: str | None = None) -> str | None:
        """A link of the page, which is at `url`, as a whole address; None where it cannot be."""
        if not link:
            return None
        base = next((e.get("href", "") for e in self._tree.iter("base")), "")
        page = url or self.url or self._known_host() or ""
        return _web(urljoin(urljoin(page, base), link))

    def _known_host(self) -> str | None:
        """Where a page is from that names its site, and has no address: as saved by a program."""
        heads = (e for e in self._tree.iter("b") if "hnname" in classes_of(e))
        return _HACKER_NEWS if any(text_of(e) == "Hacker News" for e in heads) else None

    def has_type(self, *names: str) -> bool:
        """Whether its JSON-LD calls it one of these."""
        return any(types_of(node) & set(names) for node in self._nodes)

    def _first(self, keys: tuple[str, ...]) -> str | None:
        return next((value for key in keys for value in self._metas.get(key, [])), None)

    def _url(self, head: bytes) -> str | None:
        links = [e.get("href", "") for e in self._tree.iter("link") if e.get("rel") == "canonical"]
        saved = _SAVED_FROM.search(head)
        noted = saved[1].decode("utf-8", "replace") if saved else ""
        stated = self._first(("og:url", "twitter:url"))
        whole = (_web(urljoin(noted, link)) for link in (*links, stated or "", noted) if link)
        return next(filter(None, whole), None)

    def _title(self) -> str | None:
        named = text_in(self._node, "headline", "name") or self._first(_TITLES)
        if named:
            return _without_site(named, self._site_named())
        if head := self._headline():
            return head
        whole = self._whole_title()
        return _without_site(whole, self._site_named() or _last(whole)) if whole else None

    def _headline(self) -> str | None:
        """The text's title as it stands over it."""
        marked = (e for e in self._tree.iter() if not _HEADLINES.isdisjoint(classes_of(e)))
        heads = [text for e in self._tree.iter("h1") if (text := text_of(e))]
        first = next(filter(None, map(_without_address, marked)), None)
        return first or (heads[0] if len(heads) == 1 else None)

    def _whole_title(self) -> str | None:
        whole = next((t for e in self._tree.iter("title") if (t := text_of(e))), None)
        # Old Reddit sets a forum's name behind the title of its thread.
        stem, mark, _ = (whole or "").rpartition(" : ")
        return stem if mark and self._is_linked(stem) else whole

    def _is_linked(self, title: str) -> bool:
        links = (e for e in self._tree.iter("a") if "title" in classes_of(e))
        return any(text_of(e) == title for e in links)

    def _site_named(self) -> str | None:
        publisher = text_in(self._node, "publisher")
        return self._first(_SITES) or (publisher if publisher and "//" not in publisher else None)

    def _site(self) -> str | None:
        """The site's name; else what stands beside the text's own title in the page's."""
        if named := self._site_named():
            return named
        whole, title = self._whole_title(), self._title()
        parts = _SEPARATOR.split(whole) if whole else []
        if title is None or len(parts) != 2:  # noqa: PLR2004 - of more parts the site may be any
            return None
        first, last = parts
        return last if title.startswith(first) else first if title.startswith(last) else None

    def _day(self) -> str | None:
        stated = text_in(self._node, "datePublished", "dateCreated", "uploadDate")
        if day := day_of(stated) or day_of(self._first(_DAYS)):
            return day
        marked = [e for e in self._tree.iter() if e.get("itemprop") == "datePublished"]
        times = [e for e in self._tree.iter("time") if "pubdate" in e.attrib or not marked]
        for e in (*marked, *times):
            if day := day_of(e.get("content") or e.get("datetime")) or day_of(text_of(e)):
                return day
        return None

    def _language(self) -> str | None:
        stated = self._tree.get("lang") or self._first(("og:locale", "content-language")) or ""
        match = _LANGUAGE.match(stated.strip().lower())
        return match[0] if match else None

    def _authors(self) -> list[str]:
        for given in self._author_sources():
            names = [name for one in given if (name := author_of(one))]
            # One who is nobody among several is a role, not a hint that the others are wrong.
            if names:
                return names
        return []

    def _author_sources(self) -> Iterator[list[str]]:
        """What may name the author, the surest first."""
        works = (n for n in self._nodes if types_of(n) & _ARTICLES)
        for node in works:
            yield [text_in({"a": one}, "a") or "" for one in listed(node.get("author"))]
        for key in _AUTHORS:
            yield [part for v in self._metas.get(key, []) for part in re.split(r"\s*[;,]\s+", v)]
        yield [_named_in(e) for e in self._tree.iter() if e.get("itemprop") == "author"]
        yield list(
            dict.fromkeys(text_of(e) for e in self._tree.iter("a") if e.get("rel") == "author")
        )
        bylines = [e for e in self._tree.iter() if not _BYLINES.isdisjoint(classes_of(e))]
        yield [_named_in(e) for e in bylines[:1]]


def _metas(tree: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        content = " ".join(meta.get("content", "").split())
        if content:
            found.setdefault(key.lower(), []).append(content)
    yield from found.items()


def _named_in(element: HtmlElement) -> str:
    inner = [e for e in element.iter() if e.get("itemprop") == "name"]
    links = [e for e in element.iter("a") if name_of(e) == "a" and text_of(e)]
    best = next(iter([*inner, *links]), element)
    return best.get("content") or text_of(best)


def _without_address(head: HtmlElement) -> str:
    """A headline without the site that it links to, as Hacker News sets it behind."""
    sites = [text_of(e) for e in head.iter() if "sitebit" in classes_of(e)]
    return text_of(head).removesuffix(sites[-1] if sites else "").rstrip()


def _last(title: str) -> str | None:
    parts = _SEPARATOR.split(title)
    return parts[-1] if len(parts) > 1 else None


def _without_site(title: str, site: str | None) -> str:
    """A page's title without the site's name behind it."""
    if not site or not title.casefold().endswith(site.casefold()):
        return title
    stem = title[: len(title) - len(site)].rstrip()
    kept = re.sub(r"\s+[|·•–—-]$", "", stem)
    return kept if kept and kept != stem else title


def _web(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None
