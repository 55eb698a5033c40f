"""Which pages of a book nobody would quote: its cover, its copyright page, its contents."""

import re
from typing import Final

from retrieval.readers.html_text import Element, blocks_of, name_of, text_of

# W3C, "EPUB Structural Semantics Vocabulary"; the guide of EPUB 2 parts words by hyphens, too.
_FURNITURE: Final = frozenset(
    (
        *("cover", "titlepage", "title-page", "halftitlepage", "copyright-page", "copyrightpage"),
        *("toc", "landmarks", "page-list", "loi", "lot", "index", "colophon"),
    )
)
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_MARKS: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\ball rights reserved\b",
        r"\bISBN\b",
        r"\bno part of this (?:\w+ )?(?:book|publication|work|e-?book) may be\b",
        r"(?:copyright|©)[^.\n]{0,40}\b(?:1[89]|20)\d\d\b",
        r"\blibrary of congress\b|\bcataloguing[- ]in[- ]publication\b",
        r"\bfirst (?:published|edition|printing)\b|\bprinted in\b",
    )
)
# A page of a book, in characters: no chapter is as short, and holds several of the marks.
_LONGEST_PAGE, _LEAST_MARKS = 8_000, 2
_MOSTLY, _LEAST_LINKS = 0.7, 2


def is_furniture(kind: str) -> bool:
    """Whether a book calls a page so that nobody would quote it."""
    return not _FURNITURE.isdisjoint(kind.lower().split())


def is_front_matter(page: Element) -> bool:
    """Whether a page is one that nobody would quote: as it says itself, or by what it holds."""
    if any(is_furniture(element.get(_TYPE, "")) for element in _whole(page)):
        return True
    words = text_of(page)
    if len(words) > _LONGEST_PAGE:
        return False
    return sum(bool(mark.search(words)) for mark in _MARKS) >= _LEAST_MARKS or _is_list(page)


def _whole(page: Element) -> list[Element]:
    """The page's body, and what holds all of it."""
    found: list[Element] = [each for each in page.iter() if name_of(each) == "body"][:1]
    while found and len(found[-1]) == 1:
        found.append(found[-1][0])
    return [page, *found]


def _is_list(page: Element) -> bool:
    """Whether nearly all its words are links to other pages of the book, as in a table."""
    links = [each for each in page.iter() if name_of(each) == "a" and _is_inside(each)]
    linked = sum(len(text_of(link)) for link in links)
    shown = sum(len(block.text) for block in blocks_of(page))
    return len(links) >= _LEAST_LINKS and linked >= _MOSTLY * shown


def _is_inside(link: Element) -> bool:
    address = link.get("href", "")
    return bool(address) and ":" not in address and not address.startswith("#")
