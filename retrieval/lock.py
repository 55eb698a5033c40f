"""Who has the library? One process at a time, and the others are told which."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import LibraryError, LibraryHeld

_LOCK, _HOLDER = "library.lock", "holder.json"


class LibraryLock:
    """A lock on a library's folder that the system lets go of when its process ends."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises `LibraryHeld`, naming the holder, where another process has it."""
        self._folder = folder
        self._lock = FileLock(folder / _LOCK, thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryHeld(self._who_holds()) from error
        except OSError as error:
            raise LibraryError(
                f"The library at {folder} cannot be locked ({error.strerror}); "
                "make the folder writable or name another with --library."
            ) from error
        self._sign()

    def release(self) -> None:
        """Let it go."""
        (self._folder / _HOLDER).unlink(missing_ok=True)
        self._lock.release()

    def _sign(self) -> None:
        command = " ".join(("python", "-m", Path(sys.argv[0]).parent.name or "pullquote"))
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        holder = {"pid": os.getpid(), "command": command, "since": since}
        (self._folder / _HOLDER).write_text(json.dumps(holder), "utf-8")

    def _who_holds(self) -> str:
        try:
            holder = json.loads((self._folder / _HOLDER).read_text("utf-8"))
            who = f"process {holder['pid']} ({holder['command']}, since {holder['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            who = "another process"
        return (
            f"The library at {self._folder} is in use by {who}; "
            "stop that first, or name another place with --library."
        )
