"""What is kept of each link in a list, so that each is asked by itself whether anything is new."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter

from retrieval.sources.base import Source

_PART: Final = "part "


@dataclass(frozen=True, slots=True)
class Part:
    """A link in a list, after all that it offered was taken in.

    `state` is what its next listing wants to know, `documents` are all that it offered, by
    `Document.source`.
    """

    state: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()


_PARTS: Final = TypeAdapter(Part)


def part_of(state: Mapping[str, str], source: Source) -> Part:
    """What a list's state holds of a link in it; nothing where that was not taken in."""
    kept = state.get(_key(source))
    return _PARTS.validate_json(kept) if kept else Part()


def keep(state: dict[str, str], source: Source, part: Part) -> None:
    """Put into a list's state what is to be known of a link in it."""
    if part.state:
        state[_key(source)] = _PARTS.dump_json(part).decode()


def parts_without(state: Mapping[str, str], missed: Collection[str]) -> dict[str, str]:
    """What of a state holds though not all was taken in: links that offered none of these.

    What was not taken in would not be offered again by a link that thinks it was.
    """
    return {
        key: kept
        for key, kept in state.items()
        if key.startswith(_PART) and _PARTS.validate_json(kept).documents.isdisjoint(missed)
    }


def _key(source: Source) -> str:
    known = f"{source.name}\0{source.location}"
    return _PART + sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:16]
