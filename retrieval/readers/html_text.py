"""What does a reader of an (X)HTML page see? Its blocks of text, in order, under their headings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from retrieval.readers.html_tree import tree_of

# What ends a line of text where it begins and where it ends, as browsers lay it out.
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside blockquote body caption center dd details dialog dir div dl dt
        fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
        main menu nav ol p pre section summary table tbody tfoot thead tr ul
        """,
    )
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS: Final = frozenset(("td", "th"))
_VERBATIM: Final = "pre"
# What browsers show no words of, or controls in the place of words.
_UNSEEN_TAGS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        applet area audio base button canvas datalist embed head iframe input link map meta meter
        noembed noframes noscript object optgroup option param progress rp rt script select source
        style svg template textarea title track video
        """,
    )
)
_UNSEEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN_CLASSES: Final = frozenset(
    (
        *("hidden", "is-hidden", "d-none", "visually-hidden", "visuallyhidden", "a11y-hidden"),
        *("sr-only", "show-for-sr", "screen-reader-text", "screen-reader-only"),
    )
)
# The spaces of HTML alone: a no-break space is a character like any other.
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_SPACE: Final = " \t\n\r\f"
_NOTE_MARK: Final = re.compile(r"\[?(?:\d{1,3}|[*†‡])\]?↩?")

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type of every element


class Block(NamedTuple):
    """A paragraph, a list's item, a table's row: words that a page sets apart from others.

    `heading` is what it stands under, None before the first; `is_quote` whether in a block quote.
    """

    heading: str | None
    text: str
    is_quote: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what is known of its place: `level` 1 to 6 where it is a heading itself.

    `heading` is the one before it, `element` the innermost block that holds it, `quotes` the block
    quotes around it, the outermost first.
    """

    text: str
    element: Element
    heading: str | None = None
    level: int | None = None
    quotes: tuple[Element, ...] = ()


def blocks_of(page: bytes | Element) -> list[Block]:
    r"""The blocks of text that a reader of a page, or of a piece of one, sees, in order.

    Takes bytes of HTML, or a tree that any of lxml's parsers made, with XHTML's namespace or
    without. Entities are decoded, white space is collapsed as HTML does it, `<br>` is "\n" (two of
    them part blocks), `<pre>` is kept as it stands, and cells of a table's row are parted by tabs.
    Nothing else is changed. A heading is no block: it stands with the blocks below it. Hidden text,
    scripts, controls and the marks of footnotes are left out; nothing is judged by what it says.
    The time is linear, and nothing recurses.

    Raises a `DocumentError` where bytes cannot be read as HTML.
    """
    tree = tree_of(page) if isinstance(page, bytes) else page
    return [
        Block(piece.heading, piece.text, bool(piece.quotes))
        for piece in pieces_of(tree)
        if piece.level is None
    ]


def pieces_of(
    tree: Element, skipped: Callable[[Element], bool] = lambda _: False
) -> Iterator[Piece]:
    """The blocks below `tree` and its headings, without what a reader does not see or `skipped`."""
    flow = _Flow(tree)
    events = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if is_unseen(element) or skipped(element):
                events.skip_subtree()
                flow.unseen.add(element)
            else:
                yield from flow.start(element)
        else:
            if event == "end" and element not in flow.unseen:
                yield from flow.end(element)
            if element is not tree:
                flow.add(element.tail)
    yield from flow.flush()


def name_of(element: Element) -> str:
    """An element's tag in small letters, without a namespace; "" for a comment and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def is_unseen(element: Element) -> bool:
    """Whether a browser shows no words of an element, or those of a control."""
    if name_of(element) in _UNSEEN_TAGS or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _UNSEEN_STYLE.search(element.get("style", "")):
        return True
    classes = element.get("class")
    return bool(classes and not _UNSEEN_CLASSES.isdisjoint(classes.split())) or _is_note(element)


def _is_note(element: Element) -> bool:
    """Whether an element is a footnote's mark: a link's number, and no word of the text."""
    if "noteref" in element.get("role", "") or "footnote-anchor" in element.get("class", ""):
        return True
    if name_of(element) != "sup":
        return False
    links = [child for child in element if name_of(child) == "a"]
    return bool(
        links
        and "#" in links[0].get("href", "")
        and _NOTE_MARK.fullmatch(text_of(element).replace(" ", ""))
    )


def text_of(element: Element) -> str:
    """All words of an element in one line, also those that are not seen."""
    return _SPACES.sub(" ", "".join(map(str, element.itertext()))).strip(" ")


@dataclass(slots=True)
class _Flow:
    """The words since the last block, and under what they stand."""

    block: Element
    unseen: set[Element] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _heading: str | None = None
    _blocks: list[Element] = field(default_factory=list)
    _quotes: list[Element] = field(default_factory=list)
    _verbatim: int = 0

    def start(self, element: Element) -> Iterator[Piece]:
        """An element begins, and a block with it where it is one."""
        name = name_of(element)
        if name == "br":
            yield from self._break()
        elif name in _CELLS and self._parts:
            self._parts.append("\t")
        elif name in _BLOCKS:
            yield from self.flush()
            self._blocks.append(element)
            self._quotes += [element] if name == "blockquote" else []
        self._verbatim += name == _VERBATIM
        self.add(element.text)

    def end(self, element: Element) -> Iterator[Piece]:
        """An element ends, and a block with it where it is one."""
        name = name_of(element)
        if name in _BLOCKS:
            yield from self.flush(_level(name))
            self._blocks.pop()
            if name == "blockquote":
                self._quotes.pop()
        self._verbatim -= name == _VERBATIM

    def add(self, text: str | None) -> None:
        """Words as they stand in the source."""
        if not text:
            return
        if self._verbatim:
            self._parts.append(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        plain = _SPACES.sub(" ", text)
        # White space at the beginning of a line, or behind other white space, is not seen.
        if not self._parts or self._parts[-1][-1] in " \n\t":
            plain = plain.removeprefix(" ")
        if plain:
            self._parts.append(plain)

    def _break(self) -> Iterator[Piece]:
        """A line ends; with an empty line a block does."""
        if self._verbatim or not self._parts:
            self._parts += ["\n"] if self._verbatim else []
            return
        self._parts[-1] = self._parts[-1].rstrip(" ")
        if not self._parts[-1]:
            self._parts.pop()
        if self._parts and self._parts[-1].endswith("\n"):
            yield from self.flush()
        elif self._parts:
            self._parts.append("\n")

    def flush(self, level: int | None = None) -> Iterator[Piece]:
        """The block that ends here, if it holds a word; a heading is above all that follows."""
        text = "".join(self._parts).strip("\n" if self._verbatim else _SPACE)
        self._parts.clear()
        if not text.strip():
            return
        element = self._blocks[-1] if self._blocks else self.block
        yield Piece(text, element, self._heading, level, tuple(self._quotes))
        if level is not None:
            self._heading = text.replace("\n", " ")


def _level(name: str) -> int | None:
    return int(name[1]) if name in _HEADINGS else None
