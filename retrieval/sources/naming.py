"""What a source is called, and where it lies for good."""

import os
from collections.abc import Container
from itertools import count
from typing import Final

from retrieval.errors import SourceIncomplete, SourceNameWrong
from retrieval.sources.addresses import is_link, is_private, name_for
from retrieval.sources.base import Source

_LONGEST: Final = 100


def settled(location: str) -> str:
    """A location that means the same wherever a later sync is started: paths become absolute.

    Raises `SourceIncomplete` where there is none.
    """
    location = location.strip()
    if not location:
        # Or it would be whatever folder this happens to be started in.
        raise SourceIncomplete("A source needs a location; give a path, a glob or a link.")
    if is_link(location):
        return location
    return os.path.abspath(os.path.expanduser(location))  # noqa: PTH100, PTH111 - a glob is no Path


def restricted(audience: str | None) -> str | None:
    """An audience without white space around it; raises `SourceIncomplete` for an empty one."""
    if audience is not None and not audience.strip():
        raise SourceIncomplete(
            "The name of who may read a source is empty; give one, or leave it out for everybody."
        )
    return audience and audience.strip()


def checked(name: str) -> str:
    """`name` without white space around it. Raises `SourceNameWrong` where it cannot be shown."""
    name = name.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise SourceNameWrong(
            "A source's name is one line of at most {count} printable characters; choose another.",
            count=_LONGEST,
        )
    return name


def made_from(source: Source, taken: Container[str]) -> str:
    """A name for a source that has none, which is not `taken`; it holds nothing secret."""
    name = name_for(source.location, private=is_private(source))
    tried = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(each for each in tried if each not in taken)
