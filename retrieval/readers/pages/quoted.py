"""Whom the markup of a block quote names as its author."""

import re
from typing import Final

from retrieval.readers.html_text import Element, name_of, text_of
from retrieval.readers.pages.marks import classes_of
from retrieval.readers.pages.names import author_of, commenter_of

_TITLES: Final = frozenset(
    (
        *("quotetitle", "quote-title", "bbCodeBlock-title", "quote_author", "bbcode_postedby"),
        *("bbcode_quote_header", "quoteheader", "title", "bbCodeBlock-expandLink"),
    )
)
_BOXES: Final = frozenset(("quote", "bbCodeBlock--quote", "bbcode_quote", "quotecontent"))
_SAYS: Final = re.compile(
    r"\s*(?:\b(?:wrote|said|says|writes|schrieb|posted)\b|:|[↑⬆]).*", re.DOTALL
)
_QUOTE_FROM: Final = re.compile(
    r"^(?:Quote from|Originally posted by|Quoting)\s*:?\s*", re.IGNORECASE
)
_DASH: Final = re.compile(r"^\s*[—–―-]{1,2}\s*")
_OWN: Final = ("data-quote", "data-username", "data-author")


def is_quote_title(element: Element) -> bool:
    """Whether an element says whose the quote beside or around it is, and is no part of it."""
    if name_of(element) in {"cite", "footer", "figcaption"}:
        return _inside_quote(element)
    classes = classes_of(element)
    if _TITLES.isdisjoint(classes):
        return False
    return classes != {"title"} or _inside_quote(element)


def name_quoted_in(quote: Element) -> str | None:
    """The author of a block quote by its attributes, its title, or the name below it."""
    box = quote.getparent()
    near = [quote, *([box] if box is not None and _is_box(box) else [])]
    for element in near:
        for key in _OWN:
            if name := commenter_of(element.get(key, "")):
                return name
    titles = [e for element in near for e in element.iter() if is_quote_title(e)]
    return next((name for title in titles if (name := _named(title))), None)


def _named(title: Element) -> str | None:
    text = text_of(title)
    if dash := _DASH.match(text):
        # A signature may go on with what and where: "— Ada Brook, The Tin Times".
        return author_of(re.split(r"[,(|]", text[dash.end() :])[0])
    if name_of(title) == "cite" and not re.search(r"(?:wrote|said)\s*:?|:$", text):
        return None
    return commenter_of(_SAYS.sub("", _QUOTE_FROM.sub("", text)))


def _inside_quote(element: Element) -> bool:
    return any(name_of(e) == "blockquote" or _is_box(e) for e in element.iterancestors())


def _is_box(element: Element) -> bool:
    return not _BOXES.isdisjoint(classes_of(element)) or name_of(element) == "figure"
