"""Sections as somebody types them: "new, asked", "still open", "everything"."""

import re

from bot.daily.sections import SectionKind
from bot.wording.sections import titles

_COMMA = re.compile("[,，、]")
_ALL = frozenset({"", "all", "everything"})
# What whoever set a post up in another language, or read of it, may type as well.
_ENGLISH = titles()


class UnknownSections(ValueError):
    """Some of what was typed is no section; `unknown` is what."""

    def __init__(self, unknown: tuple[str, ...]) -> None:
        super().__init__(unknown)
        self.unknown = unknown


def sections_named(written: str) -> tuple[SectionKind, ...]:
    """Return the sections that were named, in the order in which they are posted.

    Names may be cut short and are separated by commas. Raises UnknownSections.
    """
    if written.strip().casefold() in _ALL:
        return tuple(SectionKind)
    pieces = [piece.strip() for piece in _COMMA.split(written) if piece.strip()]
    found = {piece: _meant(piece) for piece in pieces}
    if unknown := tuple(piece for piece, kind in found.items() if kind is None):
        raise UnknownSections(unknown)
    return tuple(kind for kind in SectionKind if kind in found.values())


def completions(typed: str) -> list[str]:
    """Return how the option may go on: the names not typed yet, each behind what is there."""
    *before, last = (piece.strip() for piece in _COMMA.split(typed))
    named = {kind for piece in before if (kind := _meant(piece))}
    sections = titles()
    head = [sections[kind] for kind in SectionKind if kind in named]
    fitting = [
        ", ".join([*head, name])
        for kind, name in sections.items()
        if kind not in named and name.casefold().startswith(last.casefold())
    ]
    everything = [", ".join(sections.values())] if not typed.strip() else []
    return everything + fitting


def _meant(piece: str) -> SectionKind | None:
    """Return the one section whose name, or one of its words, begins so."""
    plain = piece.casefold()
    if not plain:
        return None
    names = titles()
    fitting = [
        kind
        for kind in SectionKind
        if any(
            name.casefold().startswith(plain) for name in (names[kind], _ENGLISH[kind], kind.value)
        )
    ]
    return fitting[0] if len(fitting) == 1 else None
