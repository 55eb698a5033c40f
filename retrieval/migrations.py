"""How the tables of a library that an earlier version made are brought up to this one's, in place.

`rows.SCHEMA` makes the tables of version 1; every library, a new one too, takes the steps from
there. A step changes tables, and leaves what stands in them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from retrieval.errors import LibraryDamaged, LibraryNewer

# What makes version 2 of version 1, and so on.
_STEPS: Final[Sequence[str]] = (
    # When a document came in, in seconds since 1970. Nobody noted it of those that are there
    # already, and they are not new.
    "ALTER TABLE documents ADD COLUMN added REAL",
    # What readers tell since they read more than text files.
    "ALTER TABLE documents ADD COLUMN language TEXT",
    "ALTER TABLE documents ADD COLUMN media TEXT",
    "ALTER TABLE documents ADD COLUMN duration REAL",
    "ALTER TABLE documents ADD COLUMN left_out TEXT NOT NULL DEFAULT '[0, 0, 0]'",
    "ALTER TABLE passages ADD COLUMN role TEXT",
    "ALTER TABLE passages ADD COLUMN replying_to TEXT",
    "ALTER TABLE passages ADD COLUMN language TEXT",
    "ALTER TABLE sentences ADD COLUMN page INTEGER",
    "ALTER TABLE sentences ADD COLUMN url TEXT",
    "ALTER TABLE sentences ADD COLUMN published TEXT",
    # Where documents come from, and which came with which (sources.py).
    """CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, location TEXT NOT NULL,
    owner TEXT NOT NULL, settings TEXT NOT NULL, state TEXT NOT NULL) STRICT""",
    "ALTER TABLE documents ADD COLUMN origin TEXT REFERENCES sources (name) ON UPDATE CASCADE",
    "CREATE INDEX documents_by_origin ON documents (origin)",
    "CREATE INDEX documents_by_audience ON documents (audience)",
    # Whether a passage's document may be read, told without reading the document (audiences.py).
    "CREATE INDEX audience_of_documents ON documents (id, audience)",
    # Members whose messages are kept are none of a library's voices.
    "ALTER TABLE passages ADD COLUMN member TEXT",
)
_FIRST: Final = 1
SCHEMA_VERSION: Final = str(_FIRST + len(_STEPS))


def steps_since(noted: str | None, library: Path) -> Sequence[str]:
    """The statements that a library of the version `noted` lacks; None is one just made.

    Raises `LibraryNewer` where a newer version made the library at `library`, `LibraryDamaged`
    where there never was such a version.
    """
    version = _FIRST if noted is None else int(noted) if noted.isdecimal() else 0
    if version < _FIRST:
        raise LibraryDamaged(
            f"The library at {library} was made by another version of Pullquote; "
            "move it away and ingest again."
        )
    if version > int(SCHEMA_VERSION):
        raise LibraryNewer(
            f"The library at {library} was made by a newer version of Pullquote; update this one, "
            "or name another library with --library or PULLQUOTE_LIBRARY."
        )
    return _STEPS[version - _FIRST :]
