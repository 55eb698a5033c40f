"""A feed's entry to documents: its text, and its transcript where it has one.

In a private feed nothing is kept that would let somebody in: no recordings, no links that carry the
feed's key, and where the key stands in a text it is blotted out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Final

from retrieval.errors import DocumentError, LinkBusy, LinkGone, LinkUnreachable
from retrieval.models import Kind, Work
from retrieval.readers.base import Entry, Raw
from retrieval.saying import noted
from retrieval.sources.addresses import (
    canonical,
    fingerprint,
    has_secret,
    is_everybodys,
    is_link,
    names_server,
)
from retrieval.sources.base import Fetch, Fetched, Item, Source, with_defaults
from retrieval.sources.entry_pages import MEDIA_TYPE, page_of
from retrieval.sources.feeds import Feed, FeedEntry
from retrieval.sources.pages import in_utf8
from retrieval.sources.podcasts import Transcript, chapters_from
from retrieval.sources.secrets import Guard

_PAGE_FORM: Final = "web-page"
_LONGEST_ID: Final = 200
# Nobody offers a transcript in more forms; fifty that fail would be fifty requests.
_MOST_TRIED: Final = 3
# Captions know when what is said; their JSON knows by whom, too. Pages and plain text may.
_BEST: Final = (
    ("application/json", "application/srt+json"),
    ("text/vtt", "application/vtt"),
    ("application/x-subrip", "application/srt", "text/srt", "application/subrip"),
    ("text/html",),
    ("text/plain",),
)
# What servers say of files that they know nothing of.
_UNTOLD: Final = (None, "application/octet-stream", "binary/octet-stream", "text/plain")


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns a feed's entries into items; `guard` is of the feed's link."""

    source: Source
    fetch: Fetch
    guard: Guard

    def items(self, feed: Feed, said: FeedEntry) -> Iterator[Item]:
        """The documents of an entry: its transcript first, then its notes or its article."""
        entry = self._entry(feed, said)
        name = self._name(said)
        if transcripts := _ordered(said.episode.transcripts, feed.language):
            yield self._transcript(f"{name}#transcript", said, entry, transcripts)
        if said.text.strip():
            yield self._text(name, said, entry)

    def _entry(self, feed: Feed, said: FeedEntry) -> Entry:
        """What the feed says of an entry, its source's defaults among it."""
        episode, defaults = said.episode, self.source.defaults
        work = Work(
            title=self.guard.blotted(said.title) or None,
            # How the operator calls it comes before how it calls itself: private feeds' titles
            # often say whose they are.
            publisher=defaults.work.publisher or self.guard.blotted(feed.title) or None,
            published=said.published,
            url=self._public(said.link),
            language=feed.language,
            media=None if self.guard.private else self._public(said.media or ""),
            duration=said.duration,
        )
        entry = Entry(
            work=work,
            hosts=self._names(episode.hosts or feed.show.hosts),
            guests=self._names(episode.guests or feed.show.guests),
            chapters=self._titles(episode.chapters),
        )
        return with_defaults(entry, defaults)

    def _name(self, said: FeedEntry) -> str:
        """What the entry's documents are known by, for ever.

        Its own id, if it is a public link in a feed that is for everybody; else the source's name
        and the id. Of what has none, its title and day.
        """
        link = said.id or said.link
        is_public = not self.guard.private and is_link(link) and not has_secret(link)
        if is_public and link.isprintable():
            known = canonical(link)
            return known if is_everybodys(self.source) else f"{self.source.name}/{known}"
        own = link or f"{said.title}\0{said.published}"
        plain = link and own.isprintable() and len(own) <= _LONGEST_ID and not is_link(own)
        hidden = self.guard.private or not plain
        return f"{self.source.name}/{fingerprint(own) if hidden else own}"

    def _text(self, name: str, said: FeedEntry, entry: Entry) -> Item:
        is_podcast = bool(said.media or said.duration or said.episode.transcripts)
        kind = Kind.NOTES if is_podcast or not said.whole else Kind.ESSAY
        author = self.guard.blotted(said.author) or None
        entry = replace(
            entry,
            form=entry.form or _PAGE_FORM,
            kind=entry.kind or kind,
            speaker=entry.speaker or author,
        )
        data = page_of(self.guard.blotted(said.text), entry.work, entry.speaker)
        mark = sha256(data).hexdigest()
        return Item(name, entry, lambda: Raw(name, data, MEDIA_TYPE, guard=self.guard), mark)

    def _transcript(
        self, name: str, said: FeedEntry, entry: Entry, transcripts: list[Transcript]
    ) -> Item:
        entry = replace(entry, kind=entry.kind or Kind.TRANSCRIPT)
        told = repr((transcripts, said.updated, said.episode.chapters_url))
        mark = sha256(told.encode("utf-8", "replace")).hexdigest()
        return Item(name, entry, partial(self._loaded, name, said, transcripts), mark)

    def _loaded(self, name: str, said: FeedEntry, transcripts: list[Transcript]) -> Raw:
        """The best transcript that can be had, and the chapters."""
        fault: DocumentError = LinkUnreachable("It has no address.")
        for transcript in transcripts:
            try:
                got = self._fetched(transcript.url)
            except DocumentError as error:
                fault = error
                continue
            chapters = self._chapters(said)
            data = self.guard.blotted_bytes(in_utf8(got))
            return Raw(name, data, _told(got, transcript), chapters, self.guard)
        raise self._named(name, said, fault)

    def _named(self, name: str, said: FeedEntry, fault: DocumentError) -> DocumentError:
        """What is wrong with an entry's transcript, as a fault that names the entry."""
        title = self.guard.blotted(said.title)
        entry = f"{name} ({title})" if title else name
        words = noted("{name}: its transcript cannot be had: {why}")
        if isinstance(fault, LinkBusy):
            return LinkBusy(words, fault.until, name=entry, why=fault.complaint)
        kind = LinkGone if isinstance(fault, LinkGone) else LinkUnreachable
        return kind(words, name=entry, why=fault.complaint)

    def _chapters(self, said: FeedEntry) -> tuple[tuple[float, str], ...]:
        """The chapters; a transcript is worth having without them."""
        if said.episode.chapters or not said.episode.chapters_url:
            return ()
        try:
            found = chapters_from(self._fetched(said.episode.chapters_url).data)
        except DocumentError:
            return ()
        return self._titles(found)

    def _names(self, people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.guard.blotted, people))

    def _titles(self, chapters: tuple[tuple[float, str], ...]) -> tuple[tuple[float, str], ...]:
        return tuple((at, self.guard.blotted(title)) for at, title in chapters)

    def _fetched(self, address: str) -> Fetched:
        return self.fetch(address, private=self.guard.private)

    def _public(self, link: str) -> str | None:
        """A link as members may see it; None where it would let them in."""
        if not link.lower().startswith(("http://", "https://")) or not names_server(link):
            return None
        return None if self.guard.hides(link) or "@" in link.split("/")[2] else canonical(link)


def _ordered(transcripts: tuple[Transcript, ...], language: str | None) -> list[Transcript]:
    """The transcripts, the most telling first, those in other languages than the feed's last."""

    def worth(transcript: Transcript) -> tuple[bool, int]:
        foreign = bool(language and transcript.language) and (transcript.language[:2] != language)
        types = enumerate(_BEST)
        return foreign, next((n for n, t in types if transcript.media_type in t), len(_BEST))

    return sorted((t for t in transcripts if is_link(t.url)), key=worth)[:_MOST_TRIED]


def _told(got: Fetched, transcript: Transcript) -> str | None:
    """The type of a transcript: as its server says, or as the feed, where the server knows none."""
    return transcript.media_type if got.media_type in _UNTOLD else got.media_type
