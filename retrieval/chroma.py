"""Chroma's collections in a folder: one for each audience, so that readers search their own alone.

A filter would have Chroma look at every passage; docs/retrieval.md has the measurement.
"""

import hashlib
import sys
import threading
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.models import PUBLIC

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection

# The public's collection; the others' names begin so, and their metadata name the audience.
COLLECTION = "passages"
_AUDIENCE = "audience"
# Chroma's default space and search width lose neighbours on hard data; a sync threshold below
# 1000 can break a collection for good when the process is killed between two file writes.
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200, "sync_threshold": 1000}}


def load_in_background() -> None:
    """Load Chroma's code beside other work that waits or computes; `Chroma` waits for it."""
    if "chromadb" not in sys.modules:
        threading.Thread(target=import_module, args=("chromadb",), daemon=True).start()


class Chroma:
    """The collections in `folder`, opened; one process owns the folder."""

    def __init__(self, folder: Path) -> None:
        # Imported here: it takes a second, and half of the command line never needs it.
        import chromadb  # noqa: PLC0415
        from chromadb.api.client import Client  # noqa: PLC0415
        from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415

        # Without _env_file=None Chroma would read the bot's own .env.
        settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic-settings adds it
        try:
            client = chromadb.PersistentClient(path=str(folder), settings=settings)
        except BaseException:
            # Chroma would hand its half-started self to every later client of this folder.
            SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001 - it has no other way
            raise
        assert isinstance(client, Client)  # noqa: S101 - its declared type lacks close()
        self._client: Client = client
        self._known: dict[str, ChromaCollection] = {}
        for found in client.list_collections():
            self.of((found.metadata or {}).get(_AUDIENCE, PUBLIC))

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    @property
    def collections(self) -> "dict[str, ChromaCollection]":
        """The collections that there are, by audience."""
        return dict(self._known)

    def of(self, audience: str) -> "ChromaCollection":
        """An audience's collection, made if need be."""
        if audience not in self._known:
            self._known[audience] = self._client.get_or_create_collection(
                _name(audience),
                configuration=_CONFIGURATION,  # type: ignore[arg-type]  # Chroma's TypedDict lists further keys
                metadata=None if audience == PUBLIC else {_AUDIENCE: audience},
                embedding_function=None,
            )
        return self._known[audience]

    def keep(self, audiences: Collection[str]) -> None:
        """Let go of the collections of all other audiences; the public's stays in any case."""
        for audience in self._known.keys() - set(audiences) - {PUBLIC}:
            self._client.delete_collection(_name(audience))
            del self._known[audience]


def _name(audience: str) -> str:
    """Chroma allows few letters in a name; an audience may have any."""
    if audience == PUBLIC:
        return COLLECTION
    return f"{COLLECTION}-{hashlib.sha256(audience.encode()).hexdigest()[:32]}"
