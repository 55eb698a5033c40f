"""Which blocks are a page's main text? trafilatura says so; the words stay the page's own."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml.html import HtmlElement

from retrieval.readers.calls import is_call
from retrieval.readers.html_text import Element, Piece, name_of, pieces_of, text_of
from retrieval.readers.pages.furniture import without_furniture
from retrieval.readers.pages.quoted import is_quote_title

_WORD: Final = re.compile(r"\w+")
# Blocks are compared by runs of this many words: trafilatura joins and trims what it keeps.
_RUN: Final = 4
_KEPT: Final = 0.6
# Of the words in the page's own article at least this share is its main text, or we take it whole.
_ENOUGH: Final = 0.4
_MOST_ELEMENTS: Final = 100_000
# What a page has around its text, and a feed's entry or a bare article has not.
_CHROME: Final = ("nav", "header", "footer", "aside", "form", "menu")
_ENDED: Final = re.compile(r"[.!?…。！？:][”\"’')\]]*$")
_LOGGERS: Final = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


def main_pieces(tree: HtmlElement, title: str | None) -> list[Piece]:
    """The blocks and headings of the page's main text, without its title; takes `tree` apart."""
    plain = not any(name_of(element) in _CHROME for element in tree.iter())
    without_furniture(tree)
    whole = _worded(pieces_of(_holder(tree), skipped=is_quote_title), title)
    kept = whole if plain else _kept(tree, title)
    if _words_in(kept) < _ENOUGH * _words_in(whole):
        kept = whole
    return [piece for piece in kept if not is_call(piece.text)]


def _worded(pieces: Iterator[Piece], title: str | None) -> list[Piece]:
    """The blocks that hold a word, without the title, under which all of it stands."""
    found = list(pieces)
    above = {title, *(p.text for p in found if p.level and "sub" in p.element.get("class", ""))}
    return [
        replace(p, heading=None if p.heading in above else p.heading)
        for p in found
        if _WORD.search(p.text) and not (p.level and p.text == title)
    ]


def _words_in(pieces: Sequence[Piece]) -> int:
    return sum(len(_WORD.findall(piece.text)) for piece in pieces)


def _holder(tree: HtmlElement) -> HtmlElement:
    """The element that the page's author marked as its text, as far as there is only one."""
    articles = [e for e in tree.iter() if e.get("itemprop") == "articleBody"]
    for found in (articles, list(tree.iter("article")), list(tree.iter("main"))):
        if len(found) == 1 and text_of(found[0]):
            return found[0]
    return next(iter(tree.iter("body")), tree)


def _kept(tree: HtmlElement, title: str | None) -> list[Piece]:
    """The blocks that trafilatura keeps (https://trafilatura.readthedocs.io)."""
    extracted = _extracted(tree)
    if extracted is None:
        return []
    runs, shorts = _fingerprints(extracted)
    pieces = _worded(pieces_of(tree, skipped=is_quote_title), title)
    kept = [_is_kept(piece, runs, shorts) for piece in pieces]
    return [
        p for number, p in enumerate(pieces) if kept[number] or _is_between(pieces, kept, number)
    ]


def _extracted(tree: HtmlElement) -> list[str] | None:
    """The blocks of trafilatura's main text; None where it has none, or the page is too large."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return None
    # It takes half a second to import, which only pages should cost.
    from trafilatura import bare_extraction  # noqa: PLC0415

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - its heuristics may fail on any page, which is then read whole
        return None
    body = None if found is None or isinstance(found, dict) else found.body
    return None if body is None else [text for e in body.iter() if (text := _own_text(e))]


def _own_text(element: Element) -> str:
    """An element's words where it is a block of trafilatura's."""
    blocks = {"p", "head", "quote", "item", "code", "row", "ab", "fw", "cell"}
    return " ".join(map(str, element.itertext())) if name_of(element) in blocks else ""


def _fingerprints(texts: Sequence[str]) -> tuple[set[int], set[tuple[str, ...]]]:
    """Hashes of every run of words, and the whole of the short blocks."""
    runs: set[int] = set()
    shorts: set[tuple[str, ...]] = set()
    for text in texts:
        words = _WORD.findall(text)
        runs.update(_runs(words))
        if len(words) < _RUN:
            shorts.add(tuple(words))
    return runs, shorts


def _runs(words: Sequence[str]) -> Iterator[int]:
    return (hash(tuple(words[n : n + _RUN])) for n in range(len(words) - _RUN + 1))


def _is_kept(piece: Piece, runs: set[int], shorts: set[tuple[str, ...]]) -> bool:
    words = _WORD.findall(piece.text)
    if len(words) < _RUN:
        return tuple(words) in shorts
    hits = [run in runs for run in _runs(words)]
    return sum(hits) >= _KEPT * len(hits)


def _is_between(pieces: Sequence[Piece], kept: Sequence[bool], number: int) -> bool:
    """Whether a sentence was dropped from among its neighbours: trafilatura drops repeats."""
    if not 0 < number < len(pieces) - 1 or not (kept[number - 1] and kept[number + 1]):
        return False
    before, piece, after = pieces[number - 1 : number + 2]
    beside = before.element.getparent() is piece.element.getparent() is after.element.getparent()
    return beside and bool(_ENDED.search(piece.text)) and name_of(piece.element) == "p"
