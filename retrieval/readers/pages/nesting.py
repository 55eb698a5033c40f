"""Which comments and posts a page holds, and which of them answers which, by its markup."""

from collections.abc import Iterator

from lxml import etree

from retrieval.readers.html_text import Element, is_unseen, name_of
from retrieval.readers.pages.found import SURE, Found
from retrieval.readers.pages.marks import body_rank, is_comment, item_of


def found_in(tree: Element) -> list[Found]:
    """The comments and posts of a page that hold words, in order, each with what it answers."""
    every = _joined(list(_walked(tree)))
    _by_numbers(every)
    if not any(one.answers for one in every):
        _by_depths(every)
    return [one for one in every if one.bodies and not _is_entry(one)]


def _walked(tree: Element) -> Iterator[Found]:
    """Every item in order of its beginning; nesting is that of the markup."""
    open_items: list[Found] = []
    wrappers: dict[Element, Found] = {}
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            if wrappers.pop(element, None) is not None:
                open_items.pop()
            continue
        above = open_items[-1] if open_items else None
        is_body = above is not None and body_rank(element) in {0, SURE}
        item = None if is_body else item_of(element)
        if item is not None and above is not None and above.is_blank():
            above.wraps(element, item)
        elif item is not None and not is_unseen(element):
            answers = above
            while answers is not None and answers.is_list_of(element, item):
                answers = answers.answers
            one = Found(element, item, answers).begin()
            open_items.append(one)
            wrappers[element] = one
            yield one
        elif above is not None and (_is_unseen_to(above, element) or above.see(element)):
            events.skip_subtree()


def _joined(every: list[Found]) -> list[Found]:
    """One item where a box for its words is marked like an item inside it, as on Hacker News."""
    inner: dict[Found, Found] = {}
    for one in every:
        if one.answers in inner:
            one.answers = inner[one.answers]
        above = one.answers
        if above is not None and not above.bodies and one.is_unnamed:
            above.take(one)
            inner[one] = above
    return [one for one in every if one not in inner]


def _is_unseen_to(one: Found, element: Element) -> bool:
    """Whether an element is hidden; metadata in hidden tags is looked at all the same."""
    if not is_unseen(element):
        return False
    if name_of(element) in {"meta", "link"}:
        one.see(element)
    return True


def _is_entry(one: Found) -> bool:
    """Whether it may be an article that a theme marks like a post: unsigned, or with a title."""
    if is_comment(one.item):
        return False
    unsigned = one.author is None and one.day is None and one.link is None
    heads = one.element.iter("h1", "h2") if one.item == "post" else ()
    return unsigned or any(name_of(inner) == "a" for head in heads for inner in head.iter())


def _by_numbers(every: list[Found]) -> None:
    numbers = {number: one for one in every if (number := one.number)}
    for one in every:
        if one.under and (above := numbers.get(one.under)) is not None and above is not one:
            one.answers = above


def _by_depths(every: list[Found]) -> None:
    """Nesting by a number on each item, as on Hacker News: it answers the last one above it."""
    line: list[tuple[int, Found]] = []
    for one in every:
        if one.depth is None:
            continue
        while line and line[-1][0] >= one.depth:
            line.pop()
        one.answers = line[-1][1] if line else None
        line.append((one.depth, one))
