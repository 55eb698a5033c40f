"""Saved web pages: an article, an article with its comments, a forum's thread."""

import re
from typing import Final

from retrieval.readers.base import Entry, Raw, Reading

_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TYPES: Final = ("text/html", "application/xhtml+xml")
# Browsers that save a page note its address in a comment before it.
_BEGINS: Final = re.compile(
    r"\ufeff?(?>\s+|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD: Final = 4096


class WebReader:
    """One of the forms of pages; what reads them is imported with the first page."""

    def __init__(self, form: str) -> None:
        """`form` is "web-page", "web-comments" or "web-thread"."""
        self.form = form

    def recognises(self, raw: Raw) -> bool:
        """It is HTML, by its first tag or as its server says, and has posts, comments or neither.

        Raises a `DocumentError` for a page that cannot be parsed.
        """
        if not _is_page(raw):
            return False
        # Half the start of a command would go into libraries that only pages need.
        from retrieval.readers.pages.reading import form_of  # noqa: PLC0415

        return form_of(raw) == self.form

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The article by its author, each comment or post by its writer; one segment a block."""
        from retrieval.readers.pages.reading import read_page  # noqa: PLC0415 - as above

        return read_page(raw, entry, self.form)


def _is_page(raw: Raw) -> bool:
    if (raw.media_type or "").partition(";")[0].strip().lower() in _TYPES:
        return True
    head = raw.data[:_HEAD]
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return bool(_BEGINS.match(head.decode(encoding, "replace")))
