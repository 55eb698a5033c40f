"""The comments and posts that a page holds as data: JSON-LD, or what Substack preloads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from retrieval.readers.html_text import Piece, pieces_of
from retrieval.readers.html_tree import tree_of
from retrieval.readers.pages.days import day_of
from retrieval.readers.pages.names import commenter_of, is_nobody
from retrieval.readers.pages.structured import Node, json_of, listed, text_in, types_of

_THREADS: Final = frozenset(("DiscussionForumPosting", "Question"))
_PRELOADS: Final = re.compile(r"window\._preloads\s*=\s*JSON\.parse\(\s*(\"(?:[^\"\\]|\\.)*\")")
_LISTS: Final = ("comments", "initialComments")
_BLANK: Final = re.compile(r"\n[ \t]*\n")


@dataclass(eq=False, slots=True)
class Told:
    """One comment or post as data gives it: what `Post` wants to know."""

    author: str | None
    day: str | None
    link: str | None
    pieces: list[Piece]
    answers: "Told | None" = None
    is_start: bool = False


def told_by_nodes(nodes: list[Node]) -> list[Told]:
    """The posts of the first thread in a page's JSON-LD, or the comments on its first text."""
    threads = [n for n in nodes if types_of(n) & _THREADS]
    start = next(iter(threads), None) or next((n for n in nodes if n.get("comment")), None)
    if start is None:
        return []
    first = _told(start, None) if threads else None
    found = [first] if first and first.pieces else []
    waiting = [(child, first) for child in reversed(_children(start))]
    while waiting:
        node, above = waiting.pop()
        one = _told(node, above)
        found += [one] if one.pieces else []
        waiting.extend((child, one) for child in reversed(_children(node)))
    if first:
        first.is_start = True
        _forget(found, first)
    return found


def _forget(found: list[Told], first: Told) -> None:
    """A thread's first post is not what each of the others answers."""
    for one in found:
        if one.answers is first:
            one.answers = None


def _children(node: Node) -> list[Node]:
    keys = ("comment", "acceptedAnswer", "suggestedAnswer")
    every = (child for key in keys for child in listed(node.get(key)))
    return [child for child in every if isinstance(child, dict)]


def _told(node: Node, above: Told | None) -> Told:
    name = text_in(node, "author", "creator") or ""
    text = node.get("text") or node.get("commentText") or node.get("articleBody") or ""
    return Told(
        author=None if is_nobody(name) else commenter_of(name),
        day=day_of(text_in(node, "datePublished", "dateCreated")),
        link=text_in(node, "url"),
        pieces=_pieces(text) if isinstance(text, str) else [],
        answers=above,
    )


def told_by_substack(tree: HtmlElement, url: str | None) -> list[Told]:
    """The comments that a page of Substack's carries in its `_preloads`."""
    for script in tree.iter("script"):
        match = _PRELOADS.search(str(script.text_content()))
        inner = json_of(match[1]) if match else None
        preloads = json_of(inner) if isinstance(inner, str) else None
        if isinstance(preloads, dict):
            return list(_preloaded(preloads, url))
    return []


def _preloaded(preloads: dict[str, Any], url: str | None) -> Iterator[Told]:
    stem = (url or "").removesuffix("/comments")
    waiting: list[tuple[Any, Told | None]] = [(c, None) for c in _roots(preloads)]
    while waiting:
        comment, above = waiting.pop()
        if not isinstance(comment, dict):
            continue
        name, number, body = (comment.get(key) for key in ("name", "id", "body"))
        gone = bool(comment.get("deleted"))
        one = Told(
            author=commenter_of(name) if isinstance(name, str) and not gone else None,
            day=day_of(str(comment.get("date") or "")),
            link=f"{stem}/comment/{number}" if stem and number else None,
            pieces=_pieces(body) if isinstance(body, str) and not gone else [],
            answers=above,
        )
        if one.pieces:
            yield one
        waiting.extend((child, one) for child in reversed(listed(comment.get("children"))))


def _roots(preloads: dict[str, Any]) -> Iterable[Any]:
    post = preloads.get("post")
    holders = [preloads, post] if isinstance(post, dict) else [preloads]
    lists = (holder.get(key) for holder in holders for key in _LISTS)
    return reversed(next((one for one in lists if isinstance(one, list)), []))


def _pieces(text: str) -> list[Piece]:
    """The blocks of a comment's text, which may be HTML, or plain text with blank lines."""
    if not text.strip():
        return []
    if re.search(r"<(?:p|br|div|a|em|blockquote|ul|ol)\b", text):
        return list(pieces_of(tree_of(text.encode("utf-8", "replace"))))
    tree = tree_of(b"<p>")
    paragraphs = (part.strip() for part in _BLANK.split(unescape(text).replace("\r\n", "\n")))
    return [Piece(part, tree) for part in paragraphs if part]
