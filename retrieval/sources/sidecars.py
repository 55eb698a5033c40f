"""What the sources.toml of a file's folder, and of the folders above it, say of the file."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from retrieval.errors import SidecarError
from retrieval.readers.base import Entry
from retrieval.readers.sidecar import SIDECAR_NAME, Sidecar
from retrieval.reports import Failure
from retrieval.saying import Complaint, noted
from retrieval.sources.base import filled, with_defaults


class Sidecars:
    """The sidecars of one tree of files, on disk or in an archive, each read once.

    Paths are relative to the tree's root, above which nothing is looked for. The nearest sidecar
    has the first word, and in it a file's own row before the defaults.
    """

    def __init__(
        self,
        root: str,
        read: Callable[[PurePosixPath], Sidecar],
        failed: list[Failure],
    ) -> None:
        """`read` gives a folder's sidecar; one that cannot be understood is told in `failed`."""
        self._root = root
        self._read = read
        self._failed = failed
        self._known: dict[PurePosixPath, Sidecar | None] = {}

    def entry(self, path: PurePosixPath) -> Entry | None:
        """What is said of a file; None where a sidecar that cannot be read may hold it back."""
        entry = Entry()
        for folder in path.parents:
            sidecar = self.of(folder)
            if sidecar is None:
                return None
            row = sidecar.rows.get(path.relative_to(folder).as_posix(), Entry())
            entry = with_defaults(filled(entry, row), sidecar.defaults)
        return entry

    def of(self, folder: PurePosixPath) -> Sidecar | None:
        """A folder's sidecar; None where it cannot be understood."""
        if folder not in self._known:
            try:
                self._known[folder] = self._read(folder)
            except SidecarError as error:
                self._known[folder] = None
                self._failed.append(Failure.of(self._name(folder), error.complaint))
        return self._known[folder]

    def missing(self, holds: Callable[[PurePosixPath], bool]) -> Iterator[Failure]:
        """A failure for each row of the sidecars read so far whose file is not there."""
        for folder, sidecar in self._known.items():
            for file in sidecar.rows if sidecar else ():
                if ".." in PurePosixPath(file).parts or not holds(folder / file):
                    yield self._missing(self._name(folder), file)

    @staticmethod
    def _missing(name: str, file: str) -> Failure:
        words = noted(
            '{name}: it names "{file}", which is not in its folder; mend the name or take it out.'
        )
        return Failure.of(name, Complaint(words, {"name": name, "file": file}))

    def _name(self, folder: PurePosixPath) -> str:
        return f"{self._root}/{folder / SIDECAR_NAME}"
