"""Files that members hand in: where they are kept, under names that no path can be made of."""

import os
import re
import secrets
from pathlib import Path
from typing import Final

# A form is told by its content; only an archive has to be called one.
_UNFIT: Final = re.compile(r"[^\w .()+-]+")
_LONGEST: Final = 80
_SIDECAR: Final = "sources.toml"

# What one file may weigh, in bytes.
LARGEST: Final = 25_000_000


class Uploads:
    """A folder of files, each in one of its own."""

    def __init__(self, folder: Path) -> None:
        # As the library names what lies in a folder: without "..", links left as they are.
        self._folder = Path(os.path.abspath(folder))  # noqa: PTH100 - pathlib keeps the ".."

    def keep(self, guild: int, name: str, content: bytes) -> Path:
        """Keep a file of a server; raise OSError where it cannot be written."""
        path = self._folder / str(guild) / secrets.token_hex(8) / safe_name(name)
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        return path

    def discard(self, location: str) -> None:
        """Remove a file that was kept here; anything else is left alone. Raises OSError."""
        path = Path(location)
        if self.holds(location) and path.parent.is_dir():
            path.unlink(missing_ok=True)
            path.parent.rmdir()

    def weight(self, guild: int) -> int:
        """Return how many bytes a server has handed in, of what is still kept."""
        return sum(path.stat().st_size for path in (self._folder / str(guild)).glob("*/*"))

    def holds(self, location: str) -> bool:
        """Tell whether this is where a file is kept that somebody handed in."""
        path = Path(location)
        return path.is_absolute() and ".." not in path.parts and self._is_one_of_ours(path)

    def _is_one_of_ours(self, path: Path) -> bool:
        return len(path.parents) > 2 and path.parents[2] == self._folder  # noqa: PLR2004 - server and folder of its own


def safe_name(name: str) -> str:
    """Return a file's name without what a path, a pattern or a hidden file is told by.

    A list of sources is no document: as one, it would name files of the bot's own machine.
    """
    stem, dot, suffix = _UNFIT.sub("_", name).strip(" .").rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem and len(suffix) < 10 else (stem + dot + suffix, "")  # noqa: PLR2004 - as long as suffixes are
    safe = (stem.strip(" .")[:_LONGEST] or "file") + suffix
    return f"file-{safe}" if safe.casefold() == _SIDECAR else safe
