"""A saved page as one document: its article, its article with comments, or its thread."""

from dataclasses import replace
from typing import Final

from retrieval.errors import DocumentEmpty
from retrieval.models import NOTHING, Kind, LeftOut, Locator, Role, Voice
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.pages.page import Page, Post, page_of
from retrieval.readers.pages.sheet import Sheet, Source
from retrieval.readers.pages.spoken import spoken_in
from retrieval.readers.pages.sponsored import without_sponsors

ESSAY: Final = "web-page"
COMMENTS: Final = "web-comments"
THREAD: Final = "web-thread"


def form_of(raw: Raw) -> str:
    """Which of the three forms a page has. Raises a `DocumentError` where it cannot be read."""
    page = page_of(raw)
    if page.is_thread and page.posts:
        return THREAD
    return COMMENTS if page.posts else ESSAY


def read_page(raw: Raw, entry: Entry, form: str) -> Reading:
    """The page read as if it had this form. Raises a `DocumentError` where it cannot be."""
    page, sheet = page_of(raw), Sheet()
    left_out = NOTHING
    sources: tuple[Source, ...] = ()
    if form != THREAD or not page.posts:
        left_out, source = _write_main(page, sheet, entry, raw.name)
        sources = (source,)
    if form != ESSAY:
        _write_posts(page, sheet, entry, form, sources)
    if not sheet.segments:
        raise DocumentEmpty("{name}: there is no text in the page.", name=raw.name)
    work = replace(page.about.work(), description=_DESCRIPTIONS[form])
    return Reading(tuple(sheet.segments), work, text=sheet.text, left_out=left_out)


_LEAST_WORDS: Final = 8
_DESCRIPTIONS: Final = {
    ESSAY: "web page",
    COMMENTS: "web page with readers' comments",
    THREAD: "forum thread",
}


def _write_main(page: Page, sheet: Sheet, entry: Entry, name: str) -> tuple[LeftOut, Source]:
    """The page's own text, by its author, or by those who speak in it."""
    pieces, sponsors = without_sponsors(page.main())
    if page.posts and sum(len(piece.text.split()) for piece in pieces) < _LEAST_WORDS:
        # A page of comments alone has a word or two above them.
        pieces = []
    author = entry.speaker or page.author
    role = Role.AUTHOR if author else None
    voice = Voice(entry.kind or Kind.ESSAY, author, remark=entry.remark, role=role)
    sheet.write(pieces, voice)
    left_out = LeftOut(sponsors=sponsors)
    if spoken := spoken_in(name, sheet.text, entry, sheet.segments):
        sheet.segments = list(spoken.segments)
        left_out += spoken.left_out
    return left_out, Source.of(author, pieces)


def _write_posts(
    page: Page, sheet: Sheet, entry: Entry, form: str, sources: tuple[Source, ...]
) -> None:
    """The comments or posts, each by its writer, at its own address and date."""
    kind = (entry.kind or Kind.POST) if form == THREAD else Kind.COMMENT
    starts = tuple(Source.of(p.author, p.pieces) for p in page.posts if p.is_start)
    for post in page.posts:
        role = Role.AUTHOR if post.is_start else Role.COMMENTER
        voice = Voice(
            kind,
            post.author,
            remark=entry.remark,
            role=role if post.author else None,
            replying_to=post.replying_to,
        )
        at = Locator(url=page.about.absolute(post.link, entry.work.url), published=post.day)
        sheet.write(post.pieces, voice, at, (*_answered(page, post), *starts, *sources))


def _answered(page: Page, post: Post) -> tuple[Source, ...]:
    """What a post answers, which it may quote."""
    if post.parent is None:
        return ()
    parent = page.posts[post.parent]
    return (Source.of(parent.author, parent.pieces),)
