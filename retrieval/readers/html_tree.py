"""How do the bytes of a web page become a tree, whatever they hold? Safely, in linear time."""

import codecs
import re
from collections.abc import Mapping
from typing import Final

from lxml import etree, html

from retrieval.errors import DocumentEmpty, DocumentNotText, DocumentUnreadable

# Beyond these no page was ever written by a person. What is nested deeper is read as if it stood at
# this depth; further attributes of one tag are not looked at.
MOST_BYTES: Final = 32_000_000
MOST_TAGS: Final = 1_000_000
_DEEPEST: Final = 200
_MOST_ATTRIBUTES: Final = 100
# Where a page may say its encoding (https://html.spec.whatwg.org/#determining-the-character-encoding
# asks for 1,024 bytes; saved pages put comments and titles first).
_HEAD: Final = 4096
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
# What the Web calls Latin-1 is Windows' page (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_WESTERN: Final = "cp1252"
# Of charset-normalizer's measure of garbling, 0 to 1.
_AS_GOOD: Final = 0.05
_EMBEDDED: Final = re.compile(rb"""data:[\w.+-]+/[^"'()\s<>]{500,}""", re.IGNORECASE)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")


def tree_of(data: bytes, name: str = "the page") -> html.HtmlElement:
    """The tree of a whole page or of a piece of one; its root is `html`.

    No network, no entity of the page's own, no end tag is needed. Raises `DocumentEmpty`,
    `DocumentNotText` or `DocumentUnreadable`, which call the page `name`.
    """
    data = _EMBEDDED.sub(b"", data)
    if len(data) > MOST_BYTES:
        raise DocumentUnreadable(
            "{name}: it holds more than {size} MB of HTML; save the article by itself.",
            name=name,
            size=MOST_BYTES // 1_000_000,
        )
    text = decoded(data)
    plain = _CONTROLS.sub("", text)
    if len(text) - len(plain) + plain.count("\ufffd") > len(text) // 10:
        raise DocumentNotText("{name}: it is not a text file.", name=name)
    return _parsed(plain, name)


def _parsed(text: str, name: str) -> html.HtmlElement:
    if not text.strip():
        raise DocumentEmpty("{name}: there is no text in it.", name=name)
    target = _Building()
    # The stubs ask for events that lxml does not (comments, instructions), and has no use for here.
    parser = etree.HTMLParser(encoding="utf-8", target=target, no_network=True, huge_tree=False)  # type: ignore[call-overload]
    # The wrapper gives pieces of a page one root, and pages without a word of markup any at all.
    wrapped = f"<html>{text}" if "<html" not in text[:_HEAD].lower() else text
    try:
        parser.feed(wrapped.encode("utf-8"))
        root: html.HtmlElement = parser.close()
    except etree.XMLSyntaxError as error:
        # It is nothing but the beginning of a tag.
        raise DocumentEmpty("{name}: there is no text in it.", name=name) from error
    if target.tags > MOST_TAGS:
        raise DocumentUnreadable(
            "{name}: it holds more than {count} tags; save the article by itself.",
            name=name,
            count=MOST_TAGS,
        )
    return root


def decoded(data: bytes) -> str:
    """The page's text: by its byte-order mark, as UTF-8, as it says itself, or as is most likely.

    UTF-8 comes before what the page says: browsers save in it and leave the old word standing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_said(data) or _likely(data), "replace")


def _said(data: bytes) -> str | None:
    head = data[:_HEAD]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    # A page whose word for itself could be read is not in two bytes a letter.
    return None if found.startswith(("utf-16", "utf-32")) else _MEANT.get(found, found)


def _likely(data: bytes) -> str:
    """The encoding that reads best; the Web's own where it reads about as well, as in browsers."""
    # Most pages need no guess, and a command's start should not wait for its tables.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = from_bytes(data[:5000] + data[-5000:])
    best = matches.best()
    if best is None:
        return _WESTERN
    as_good = (match for match in matches if match.chaos <= best.chaos + _AS_GOOD)
    western = any(_WESTERN in match.could_be_from_charset for match in as_good)
    return _WESTERN if western else best.encoding


class _Building:
    """Builds the tree from the parser's events, so that no page can make it deep or wide.

    libxml2 alone gives up below 256 tags, and needs a time that is quadratic in the number of one
    tag's attributes.
    """

    def __init__(self) -> None:
        self.tags = 0
        self._tree = etree.TreeBuilder(element_factory=html.html_parser.makeelement)
        self._open: list[str] = []
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens; from one too many on nothing is built, so that no memory is needed."""
        self._depth += 1
        self.tags += 1
        if self._depth <= _DEEPEST and self.tags <= MOST_TAGS:
            plain = tag if _NAME.fullmatch(tag) else "span"
            self._open.append(plain)
            self._tree.start(plain, _plain(attributes))

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser closes what it opened, in order
        """A tag closes."""
        if len(self._open) == self._depth:
            self._tree.end(self._open.pop())
        self._depth -= 1

    def data(self, text: str) -> None:
        """Characters, with their entities decoded."""
        self._tree.data(_CONTROLS.sub("", text))

    def close(self) -> etree._Element:
        """The root."""
        return self._tree.close()


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    pairs = [(key, value) for key, value in attributes.items() if _NAME.fullmatch(key)]
    return {key: _CONTROLS.sub("", value) for key, value in pairs[:_MOST_ATTRIBUTES]}
