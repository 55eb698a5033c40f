"""What does a page say of itself to machines? The nodes of its JSON-LD."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

_MOST_NODES: Final = 50_000

# What JSON may hold: any value of any type.
Node = dict[str, Any]


def nodes_of(tree: HtmlElement) -> list[Node]:
    """Every typed node of the page's JSON-LD, outer ones first (https://www.w3.org/TR/json-ld11/).

    What is not JSON is passed over.
    """
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            found.extend(_typed(json_of(str(script.text_content()))))
    return found[:_MOST_NODES]


def json_of(text: str) -> Any:
    """The value of a JSON text; None where it is none, or nested too deep."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _typed(value: Any) -> Iterator[Node]:
    waiting = deque([value])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, dict):
            if "@type" in one:
                yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def types_of(node: Node) -> set[str]:
    """The names of a node's types, without their vocabulary's address."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def text_in(node: Node, *keys: str) -> str | None:
    """The first of these properties that is text, or has a name or an address that is."""
    for key in keys:
        for value in listed(node.get(key)):
            inner = value.get("name") or value.get("@id") if isinstance(value, dict) else value
            if isinstance(inner, str) and inner.strip():
                return " ".join(inner.split())
    return None


def listed(value: Any) -> list[Any]:
    """A property's values, however many it has."""
    return value if isinstance(value, list) else [] if value is None else [value]
