"""What members are not shown of a source: where a file lies on disk, what is secret in a link."""

from collections.abc import Sequence
from pathlib import Path

from bot.sources.owning import is_link
from bot.wording.syncs import Tidy
from retrieval import SourceStatus


def tidy(sources: Sequence[SourceStatus], locations: Sequence[str] = ()) -> Tidy:
    """Return what hides the places of a server's sources.

    `locations` are those of the first ones as they were added; they may be secrets.
    """
    shown = [_shown(status.shown) for status in sources]
    known = [status.shown for status in sources]
    return Tidy(*zip(locations, shown, strict=False), *zip(known, shown, strict=True))


def _shown(location: str) -> str:
    """Return a link, or the name of a file: never its path."""
    return location if is_link(location) else Path(location).name
