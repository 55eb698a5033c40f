"""How long may a text be, and how many things may there be?

Discord's API counts code points (discord-api-docs, issue 1315), its clients UTF-16 units; a text
has to pass both, so the larger count is taken.
"""

from collections.abc import Iterator, Sequence, Sized
from typing import Any

from tests.bot.reading import width

# JSON objects as they travel: their shapes are Discord's, so values stay Any.
Json = dict[str, Any]
# Where in the payload, and what Discord says of it.
Fault = tuple[str, str]


def text(where: str, given: str | None, most: int, *, least: int = 0) -> Iterator[Fault]:
    """Whether a text has from `least` to `most` characters."""
    return _between(where, width(given or ""), least, most)


def count(where: str, given: Sized, most: int, *, least: int = 0) -> Iterator[Fault]:
    """Whether there are from `least` to `most` things."""
    return _between(where, len(given), least, most)


def distinct(where: str, given: Sequence[object]) -> Iterator[Fault]:
    """Whether no two things have the same name."""
    if len(given) != len(set(given)):
        yield where, "Cannot be duplicated."


def _between(where: str, length: int, least: int, most: int) -> Iterator[Fault]:
    if least <= length <= most:
        return
    bounds = f"between {least} and {most}" if least else f"{most} or fewer"
    yield where, f"Must be {bounds} in length."
