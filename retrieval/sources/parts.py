"""What is kept of a listing, and of each source in a list, which is asked by itself for news."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter

from retrieval.sources.base import Source

# What a state was of: what is asked for otherwise, or read otherwise, is not unchanged.
ASKED: Final = "asked"
# The address of a feed's page that was too much for the sync before.
GOES_ON: Final = "goes on"
# Who could read what, by the folders' sources.toml.
AUDIENCES: Final = "audiences"
# What holds though not all was taken in.
LASTING: Final = frozenset({ASKED, GOES_ON, AUDIENCES})
_PART: Final = "part "


@dataclass(frozen=True, slots=True)
class Part:
    """A source in a list, after all that it offered was taken in.

    `state` is what its next listing wants to know, `documents` are all that it offered, by
    `Document.source`.
    """

    state: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()


_PARTS: Final = TypeAdapter(Part)


def part_of(state: Mapping[str, str], source: Source) -> Part:
    """What a list's state holds of a source in it; nothing where that was not taken in."""
    kept = state.get(_key(source))
    return _PARTS.validate_json(kept) if kept else Part()


def keep(state: dict[str, str], source: Source, part: Part) -> None:
    """Put into a list's state what is to be known of a source in it."""
    if part.state:
        state[_key(source)] = _PARTS.dump_json(part).decode()


def lasting(state: Mapping[str, str]) -> dict[str, str]:
    """What of one source's state holds though not all was taken in."""
    return {key: value for key, value in state.items() if key in LASTING}


def state_without(state: Mapping[str, str], missed: Collection[str]) -> dict[str, str]:
    """What of a state, a list's too, holds though these documents were not taken in.

    They would not be offered again by a source that thinks they were.
    """
    kept = lasting(state)
    for key, value in state.items():
        if key.startswith(_PART):
            part = _PARTS.validate_json(value)
            if not part.documents.isdisjoint(missed):
                part = Part(lasting(part.state))
            kept |= {key: _PARTS.dump_json(part).decode()} if part.state else {}
    return kept


def _key(source: Source) -> str:
    known = f"{source.name}\0{source.location}"
    return _PART + sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:16]
