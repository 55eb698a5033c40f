"""What lies in an EPUB (W3C, "EPUB 3.3"): its package, what that says of the book, its chapters.

Everything comes from the archive itself: nothing is unpacked onto the disk, no entity is expanded
and no address followed.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from html.entities import html5
from io import BytesIO
from typing import Final
from urllib.parse import unquote

from lxml import etree

from retrieval.errors import DocumentDamaged, DocumentLocked, DocumentTooLarge
from retrieval.models import Work
from retrieval.readers.base import Raw
from retrieval.readers.epub_furniture import is_furniture
from retrieval.readers.zip_directory import holds_more_than

Element = etree._Element  # noqa: SLF001 - lxml's own name for the type of every element
# A chapter as `blocks_of` takes it: a tree, or the bytes of HTML that is no XML.
Page = Element | bytes

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_CHAPTERS: Final = {"application/xhtml+xml", "text/html", "application/xml"}
# Fonts may be veiled; that is no protection of the text.
_VEILED_FONTS: Final = {
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
}
_MOST_FILES, _MOST_BYTES, _MOST_OF_ONE = 20_000, 256 << 20, 32 << 20
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
# XML knows five names of characters; HTML's others stand in many a book.
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_INVERTED = re.compile(r"([^,]+), ([^,]+)")


class Package:
    """An EPUB that is open. Its methods raise `DocumentDamaged` and `DocumentTooLarge`."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._left = _MOST_BYTES
        if len(archive.namelist()) > _MOST_FILES:
            raise _too_many(name)
        self._check_locks()
        roots = _all(self._tree(_CONTAINER), "rootfile")
        self._path = _inside("", roots[0].get("full-path", "")) if roots else ""
        self._package = self._tree(self._path)

    @property
    def work(self) -> Work:
        """What the book says of itself."""
        date = _DATE.match(self._said("date"))
        return Work(
            title=self._said("title") or None,
            publisher=self._said("publisher") or None,
            published=date[0] if date else None,
            language=self._said("language") or None,
        )

    @property
    def author(self) -> str | None:
        """Who wrote it, as the book says; several are named together."""
        names = [_words(e) for e in _all(self._package, "creator") if _is_author(e)]
        upright = [_INVERTED.sub(r"\2 \1", name) for name in dict.fromkeys(names) if name]
        return " and ".join(filter(None, (", ".join(upright[:-1]), *upright[-1:]))) or None

    def chapters(self) -> Iterator[Page]:
        """The pages of the book in the order in which they are read."""
        items = {item.get("id"): item for item in _all(self._package, "item")}
        furniture = self._furniture()
        for reference in _all(self._package, "itemref"):
            item = items.get(reference.get("idref"))
            if item is None or reference.get("linear") == "no" or not _is_chapter(item):
                continue
            path = self._beside(item.get("href", ""))
            if path not in furniture:
                yield self._page(path)

    def _furniture(self) -> set[str]:
        """The pages that the book's guide (EPUB 2) says are its cover, copyright or contents."""
        told = _all(self._package, "reference")
        paths = [each.get("href", "") for each in told if is_furniture(each.get("type", ""))]
        # A place in a page is not the whole page.
        return {self._beside(path) for path in paths if "#" not in path}

    def _beside(self, path: str) -> str:
        return _inside(posixpath.dirname(self._path), path)

    def _check_locks(self) -> None:
        if _ENCRYPTION not in self._archive.namelist():
            return
        methods = _all(self._tree(_ENCRYPTION), "EncryptionMethod")
        if any(method.get("Algorithm") not in _VEILED_FONTS for method in methods):
            raise DocumentLocked(
                "{name}: it is protected against copying (DRM); only a copy without can be read.",
                name=self._name,
            )

    def _said(self, field: str) -> str:
        found = _all(self._package, field)
        return _words(found[0]) if found else ""

    def _page(self, path: str) -> Page:
        data = self._read(path)
        try:
            return etree.fromstring(_plain(data), _parser())
        except (etree.XMLSyntaxError, ValueError):
            # Many books are HTML that only calls itself XML.
            return data

    def _tree(self, path: str) -> Element:
        try:
            tree = etree.fromstring(_plain(self._read(path)), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DocumentDamaged(
                "{name}: {path} in it is no XML; fetch or save it again.",
                name=self._name,
                path=str(path),
            ) from error
        return tree

    def _read(self, path: str) -> bytes:
        """A file of the archive, whatever size it claims to have."""
        try:
            with self._archive.open(path) as file:
                data = file.read(min(self._left, _MOST_OF_ONE) + 1)
        except KeyError as error:
            raise DocumentDamaged(
                "{name}: {path} is missing in it; fetch or save it again.",
                name=self._name,
                path=repr(path),
            ) from error
        except _BROKEN as error:
            raise DocumentDamaged(
                "{name}: {path} in it is broken; fetch or save it again.",
                name=self._name,
                path=repr(path),
            ) from error
        self._left -= len(data)
        if len(data) > _MOST_OF_ONE or self._left < 0:
            raise DocumentTooLarge(
                "{name}: it unpacks to more than anybody would read.", name=self._name
            )
        return data


@contextmanager
def opened(raw: Raw) -> Iterator[Package]:
    """The package in an EPUB's bytes.

    Raises `DocumentDamaged` where there is none, `DocumentLocked` where it is protected against
    copying and `DocumentTooLarge` where it would unpack to more than anybody would read.
    """
    if holds_more_than(_MOST_FILES, BytesIO(raw.data)):
        raise _too_many(raw.name)
    try:
        archive = zipfile.ZipFile(BytesIO(raw.data))
    except _BROKEN as error:
        raise DocumentDamaged(
            "{name}: it is no whole EPUB; fetch or save it again.", name=raw.name
        ) from error
    with archive:
        yield Package(raw.name, archive)


def _too_many(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        "{name}: it holds more than {count} files; split it up.", name=name, count=_MOST_FILES
    )


_AGAIN: Final = "fetch or save it again."


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def _plain(data: bytes) -> bytes:
    """XML whose characters by name are written by number."""

    def numbered(match: re.Match[bytes]) -> bytes:
        character = html5.get(match[1].decode("ascii"), "")
        return "".join(f"&#{ord(c)};" for c in character).encode() or match[0]

    return _NAMED.sub(numbered, data)


def _inside(folder: str, path: str) -> str:
    """A path in the archive, from a folder in it; one that leads out of it is in no archive."""
    return posixpath.normpath(posixpath.join(folder, unquote(path.partition("#")[0])))


def _all(tree: Element, tag: str) -> list[Element]:
    """The elements of this name, in whatever namespace."""
    return list(tree.iter(f"{{*}}{tag}"))


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_author(creator: Element) -> bool:
    roles = [value for name, value in creator.attrib.items() if str(name).endswith("role")]
    return not roles or "aut" in roles


def _is_chapter(item: Element) -> bool:
    return item.get("media-type") in _CHAPTERS and "nav" not in item.get("properties", "").split()
