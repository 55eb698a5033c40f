"""Four short talks as a file to hand in: the seeds have nobody who is heard more than once."""

import io
from pathlib import Path
from zipfile import ZipFile

_TALKS = Path(__file__).with_name("talks")
NAME = "field-notes.zip"


def talks() -> bytes:
    """Return the talks in a zip."""
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for path in sorted(_TALKS.iterdir()):
            archive.write(path, path.name)
    return held.getvalue()
