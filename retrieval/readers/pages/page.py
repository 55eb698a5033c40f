"""A saved page, opened once for all readers that look at it: its text, and its thread."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakKeyDictionary

from retrieval.readers.base import Raw
from retrieval.readers.html_text import Element, Piece, name_of, pieces_of
from retrieval.readers.html_tree import tree_of
from retrieval.readers.pages.about import About
from retrieval.readers.pages.found import Found
from retrieval.readers.pages.furniture import is_beside, remove
from retrieval.readers.pages.main_text import main_pieces
from retrieval.readers.pages.marks import is_comment, is_surely_forum, link_of, name_rank
from retrieval.readers.pages.names import is_program
from retrieval.readers.pages.nesting import found_in
from retrieval.readers.pages.structured import nodes_of
from retrieval.readers.pages.told import Told, told_by_nodes, told_by_substack

_THREADS: Final = ("DiscussionForumPosting", "QAPage", "Question")
_LEAST_POSTS: Final = 2
_HEAD: Final = 4096
_GONE: Final = re.compile(
    r"\[?(?:deleted|removed"
    r"|(?:this )?(?:comment|post) (?:was |has been )?(?:deleted|removed).{0,60})\]?\.?",
    re.IGNORECASE,
)
# Where a comment is signed, dated and answered; it stands beside its words, not among them.
_NAME_RANKS: Final = (0, 1, 2)
_BESIDE: Final = frozenset(("header", "footer", "time", "form", "relative-time"))


@dataclass(frozen=True, slots=True)
class Post:
    """One comment or post: whose, where, and the blocks of its words.

    `link` is as the page has it, `day` an ISO date. `parent` is the place of what it answers among
    the page's posts, None where it answers the whole.
    """

    author: str | None
    day: str | None
    link: str | None
    pieces: tuple[Piece, ...]
    replying_to: str | None = None
    parent: int | None = None
    is_start: bool = False


class Page:
    """What the readers of pages share; `of` opens it."""

    def __init__(self, raw: Raw) -> None:
        """Raises a `DocumentError` where it cannot be parsed."""
        self._tree = tree_of(raw.data, raw.name)
        nodes = nodes_of(self._tree)
        self.about = About(self._tree, nodes, raw.data[:_HEAD])
        found = found_in(self._tree)
        in_forum = [one for one in found if not is_comment(one.item)]
        self.is_thread = (
            len(in_forum) >= _LEAST_POSTS
            or any(is_surely_forum(one.item) for one in in_forum)
            or self.about.has_type(*_THREADS)
        )
        if not self.is_thread:
            # A theme calls the article itself a post.
            found = [one for one in found if is_comment(one.item)]
        told = told_by_nodes(nodes) or told_by_substack(self._tree, self.about.url)
        self.posts = _posts(found, in_forum[:1]) or _told(told)
        self._found = found
        self.author: str | None = None

    def main(self) -> list[Piece]:
        """The blocks of the main text, without the posts; to be asked for once."""
        for one in self._found:
            remove(one.element)
        self.author = self.about.author
        return main_pieces(self._tree, self.about.work().title)


def _posts(found: Sequence[Found], starts: Sequence[Found]) -> list[Post]:
    places: dict[Found, int] = {}
    posts: list[Post] = []
    others = {one.element for one in found}
    for one in found:
        if not is_program(one.author) and (pieces := tuple(_pieces_in(one, others))):
            places[one] = len(posts)
            posts.append(_post(one, pieces, places, is_start=one in starts))
    return posts


def _post(
    one: Found, pieces: tuple[Piece, ...], places: Mapping[Found, int], *, is_start: bool
) -> Post:
    anchor = one.element.get("id")
    above = one.answers
    return Post(
        one.author,
        one.day,
        one.link or (f"#{anchor}" if anchor else None),
        pieces,
        one.answered or (above.author if above else None),
        places.get(above) if above else None,
        is_start,
    )


def _told(every: Sequence[Told]) -> list[Post]:
    told = [one for one in every if not is_program(one.author)]
    places = {one: place for place, one in enumerate(told)}
    return [
        Post(
            one.author,
            one.day,
            one.link,
            tuple(one.pieces),
            one.answers.author if one.answers else None,
            places.get(one.answers) if one.answers else None,
            one.is_start,
        )
        for one in told
    ]


# Three readers look at the same page; it is forgotten with its bytes.
_OPENED: "WeakKeyDictionary[Raw, Page]" = WeakKeyDictionary()


def page_of(raw: Raw) -> Page:
    """The page that these bytes are, parsed when it is first asked for."""
    if raw not in _OPENED:
        _OPENED[raw] = Page(raw)
    return _OPENED[raw]


def _pieces_in(one: Found, items: AbstractSet[Element]) -> Iterator[Piece]:
    """A post's blocks, without the answers to it and, in a loose box, what stands beside them."""

    def is_skipped(element: Element) -> bool:
        is_other = element in items and element is not one.element
        return is_other or is_beside(element) or (one.is_loose and _is_signature(element))

    for body in one.bodies:
        for piece in pieces_of(body, skipped=is_skipped):
            if not _GONE.fullmatch(piece.text):
                # vBulletin sets posts in block quotes.
                quotes = tuple(quote for quote in piece.quotes if quote is not body)
                yield replace(piece, quotes=quotes)


def _is_signature(element: Element) -> bool:
    return (
        name_of(element) in _BESIDE
        or link_of(element) is not None
        or name_rank(element) in _NAME_RANKS
    )
