"""A stand-in for what finds out what a source offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retrieval import Source
from retrieval.errors import DocumentError, DocumentMissing, LinkGone
from retrieval.readers.base import Entry, Raw
from retrieval.reports import Failure
from retrieval.sources.base import Item, Listing

GONE = "gone for good"


@dataclass
class Shelves:
    """A `Lister` over texts in memory: each source's location names a shelf, of named texts.

    A text that is None cannot be loaded, `GONE` is gone for good. `marks` are told with the texts
    of those names; `version` is the listing's state, by which a shelf says that nothing has
    changed. `loaded` are the names whose bytes were asked for, in order.
    """

    shelves: dict[str, dict[str, str | None]]
    marks: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    version: str | None = None
    partial: bool = False
    failed: list[Failure] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def __call__(self, source: Source, state: Mapping[str, str]) -> Listing:
        shelf = self.shelves.get(source.location)
        if shelf is None:
            raise DocumentMissing(f"{source.location}: there is no such shelf.")
        kept = {"version": self.version} if self.version else {}
        if kept and state == kept:
            return Listing((), state=kept, unchanged=True)
        items = [self._item(source, name, text) for name, text in shelf.items()]
        return Listing(items, list(self.failed), kept, partial=self.partial)

    def _item(self, source: Source, name: str, text: str | None) -> Item:
        entry = self.entries.get(name, source.defaults)
        return Item(name, entry, self._loader(name, text), self.marks.get(name))

    def _loader(self, name: str, text: str | None) -> Callable[[], Raw]:
        def load() -> Raw:
            self.loaded.append(name)
            if text == GONE:
                raise LinkGone(f"{name}: it is gone.")
            if text is None:
                raise DocumentError(f"{name}: it cannot be had.")
            return Raw(name, text.encode())

        return load
