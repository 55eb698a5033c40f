"""Four short talks to hand in as a file: the seeds have nobody who is heard more than once."""

import io
from pathlib import Path
from zipfile import ZipFile

from bot.cogs.sources import progress
from pictures.shown import Message
from pictures.studio import Studio

_TALKS = Path(__file__).with_name("talks")
_NAME = "field-notes.zip"


async def handed_in(studio: Studio) -> list[Message]:
    """Let Mira hand in four talks; what she is told in the end."""
    progress._PAUSE = 0.01  # noqa: SLF001 - they are taken in faster than it tells
    file = studio.server.upload(_NAME, _talks())
    used = studio.server.use("sources add", user=studio.mira, file=file, name="Field Notes")
    await studio.server.until(lambda: used.original and "4 added" in used.original.content, 60)
    return await studio.told(used, "/sources add")


def _talks() -> bytes:
    """Return the talks in a zip."""
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for path in sorted(_TALKS.iterdir()):
            archive.write(path, path.name)
    return held.getvalue()
