"""What stands on a page and is none of its words: menus, banners, boxes, buttons, links."""

import re
from typing import Final

from retrieval.readers.html_text import Element, name_of, text_of
from retrieval.readers.pages.quoted import is_quote_title

_TAGS: Final = frozenset(("nav", "dialog", "menu"))
_ROLES: Final = frozenset(
    ("navigation", "search", "dialog", "alertdialog", "banner", "contentinfo", "toolbar", "menu")
)
_MARKS: Final = re.compile(
    r"(?:^|[\s_-])(?<!\bhas-)(?<!\bno-)(?<!\bwith-)(?<!\bwithout-)(?<!\bshow-)(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|consent|gdpr"
    r"|newsletter-(?:box|form|signup|widget)|subscribe|subscription|signup|sign-up|paywall"
    r"|share|sharing|sharedaddy|social|related|recommended|recommendations|more-posts|read-next"
    r"|popup|modal|toast|pagination|pager|skip-link|advert|advertisement|ads|promo|signature"
    r"|jp-relatedposts|addtoany|post-tags|post-buttons|flat-list|comment-actions|reactions"
    r"|button-wrapper|captioned-button-wrap)(?:$|[\s_-])",
    re.IGNORECASE,
)
# A theme may set such words on what holds the text itself.
_HOLDERS: Final = frozenset(("html", "body", "main", "article"))
_HEADS: Final = frozenset(("header", "footer"))
_SHARE: Final = 0.5
_MEASURED: Final = 10


def is_beside(element: Element) -> bool:
    """Whether an element is furniture, or says whose the block quote beside it is."""
    return is_furniture(element) or is_quote_title(element)


def is_furniture(element: Element) -> bool:
    """Whether an element holds none of the page's own words, as its tag, role and classes say."""
    name = name_of(element)
    if name in _TAGS or element.get("role") in _ROLES:
        return True
    if name in _HEADS:
        return not is_quote_title(element) and not any(
            name_of(inner) in {"h1", "p"} for inner in element.iter()
        )
    marks = f"{element.get('class', '')} {element.get('id', '')}"
    return name not in _HOLDERS and bool(_MARKS.search(marks))


def without_furniture(tree: Element) -> None:
    """Takes the furniture out of a tree, where it is not the larger part of it."""
    whole = len(text_of(tree))
    # Boxes within boxes could be measured again and again.
    left = whole * _MEASURED
    waiting = [tree]
    while waiting:
        for child in list(waiting.pop()):
            length = len(text_of(child)) if left > 0 and is_furniture(child) else None
            left -= length or 0
            if length is not None and length <= whole * _SHARE:
                remove(child)
            else:
                waiting.append(child)


def remove(element: Element) -> None:
    """Takes an element out of its tree; the words behind it stay."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
