"""A comment or post of a page by its markup: whose it is, when it was written, its words."""

import re
from dataclasses import dataclass, field
from typing import Final

from retrieval.readers.html_text import Element, name_of, text_of
from retrieval.readers.pages.days import day_of
from retrieval.readers.pages.marks import (
    body_rank,
    classes_of,
    link_of,
    name_rank,
    names_the_answered,
    times_of,
)
from retrieval.readers.pages.names import commenter_of, is_badge, is_nobody

_DEPTH: Final = re.compile(r"(?:depth|level|indent|nest)[-_]?(\d{1,2})")
# Where a page gives an item's number, and that of the item that it answers.
_IDS: Final = ("thingid", "data-fullname", "data-comment-id", "data-id", "id")
_PARENT_IDS: Final = ("parentid", "data-parent-id", "data-parent-comment-id", "data-parent")
_OWN_NAMES: Final = ("data-author", "author", "data-comment-author")
_OWN_LINKS: Final = ("permalink", "data-permalink", "data-path")
_PARAGRAPHS: Final = frozenset(("p", "blockquote", "ul", "ol", "pre"))
_NO_WORDS: Final = re.compile(r"meta|author|date|time|reply|footer|byline|tagline|actions|buttons")
_CHANGED: Final = re.compile(r"(?:last )?(?:edited|updated|modified)", re.IGNORECASE)
# Ranks of marks, 0 the surest.
SURE: Final = 1
_NEVER: Final = 9


@dataclass(eq=False, slots=True)
class Found:
    """One comment or post, as its markup gives it.

    `bodies` are the elements that hold its words, `answers` the one that it stands under, and
    `answered` whom it says outright that it answers. `link` is as the page has it.
    """

    element: Element
    item: str
    answers: "Found | None" = None
    answered: str | None = None
    author: str | None = None
    day: str | None = None
    link: str | None = None
    bodies: list[Element] = field(default_factory=list)
    _named: int = _NEVER
    _sure: int = _NEVER
    _depth: int | None = None
    _inside: tuple[Element | None, str] | None = None

    def is_blank(self) -> bool:
        """Whether nothing of it was seen yet."""
        unseen = self._named == self._sure == _NEVER
        return unseen and not self.bodies and self._inside is None

    @property
    def is_unnamed(self) -> bool:
        """Whether nothing in it says whose it is, not even that nobody knows."""
        return self._named == _NEVER

    def take(self, other: "Found") -> None:
        """The words of a box inside it are its own."""
        self.bodies, self._sure = other.bodies, SURE + other.is_loose
        self.day, self.link = self.day or other.day, self.link or other.link

    def wraps(self, element: Element, item: str) -> None:
        """It is what stands around the comment that begins here, or around many such."""
        self._inside = (element.getparent(), item)
        self.item = item
        self._look_at_itself(element)

    def is_list_of(self, element: Element, item: str) -> bool:
        """Whether the comment that begins here stands beside the one that this one wraps."""
        return self._inside == (element.getparent(), item)

    def begin(self) -> "Found":
        """What its own tag says of it."""
        self._look_at_itself(self.element)
        return self

    def _look_at_itself(self, element: Element) -> None:
        for key in _OWN_NAMES:
            if self._named and (name := element.get(key)):
                self._name(name, 0)
        self.link = next((v for k in _OWN_LINKS if (v := element.get(k))), self.link)
        self.day = self.day or next(filter(None, map(day_of, times_of(element))), None)
        marks = [*classes_of(element), *(element.get(k, "") for k in ("depth", "data-depth"))]
        depths = (_DEPTH.fullmatch(m) or re.fullmatch(r"(\d{1,2})", m) for m in marks)
        self._depth = next((int(m[1]) for m in depths if m), self._depth)

    def see(self, element: Element) -> bool:
        """Looks at one of its own elements; whether what is in it is nothing but what it is."""
        if self._see_body(element):
            return True
        if names_the_answered(element):
            self.answered = self.answered or commenter_of(text_of(element))
            return True
        rank = name_rank(element)
        if _is_of_change(element):
            return True
        if rank is not None and rank < self._named:
            self._name(_name_in(element), rank)
        if rank == 0:
            # What else is in it is the author's: a picture, a profile's address.
            return True
        self.link = self.link or link_of(element)
        self.day = self.day or next(filter(None, map(day_of, times_of(element))), None)
        if indent := element.get("indent"):
            self._depth = int(indent) if indent.isdecimal() else None
        return False

    def _see_body(self, element: Element) -> bool:
        rank = body_rank(element)
        if rank is None:
            if self._sure == _NEVER and _is_paragraph(element) and not self._holds(element):
                self.bodies.append(element)
            return False
        # A loose mark is of a box around the words; the innermost box has the least beside them.
        closer = rank == self._sure > SURE and self._holds(element)
        if rank < self._sure or closer:
            self.bodies, self._sure = [element], rank
            return rank <= SURE
        return False

    def _holds(self, element: Element) -> bool:
        return any(above in self.bodies[-1:] for above in element.iterancestors())

    def _name(self, text: str, rank: int) -> None:
        if is_badge(text) or not text:
            return
        self.author, self._named = (None if is_nobody(text) else commenter_of(text)), rank

    @property
    def is_loose(self) -> bool:
        """Whether more than its words may stand in its bodies."""
        return self._sure > SURE

    @property
    def depth(self) -> int | None:
        """How deep it is nested, as its marks say, from 0 or from 1."""
        return self._depth

    @property
    def number(self) -> str | None:
        """What other items call it by."""
        return next((v for key in _IDS if (v := self.element.get(key))), None)

    @property
    def under(self) -> str | None:
        """The number of the item that it answers."""
        return next((v for key in _PARENT_IDS if (v := self.element.get(key))), None)


def _name_in(element: Element) -> str:
    """The name that an element gives, without the picture, badges and verbs around it."""
    for inner in element.iter():
        if inner is not element and (inner.get("itemprop") == "name" or "fn" in classes_of(inner)):
            return inner.get("content") or text_of(inner)
    marked = element.iter("a", "cite", "b", "strong")
    links = [a for a in marked if text_of(a) and link_of(a) is None and not is_badge(text_of(a))]
    if content := element.get("content"):
        return content
    return text_of(links[0]) if links else text_of(element)


def _is_of_change(element: Element) -> bool:
    """Whether it tells when and by whom an item was changed later."""
    marks = classes_of(element) & {"user-action-time", "edited", "notice", "message-lastEdit"}
    return bool(marks) and bool(_CHANGED.match(text_of(element)))


def _is_paragraph(element: Element) -> bool:
    is_furniture = _NO_WORDS.search(element.get("class", ""))
    return name_of(element) in _PARAGRAPHS and not is_furniture
