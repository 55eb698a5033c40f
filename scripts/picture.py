"""Takes the pictures in docs/pictures: python3 scripts/run.py scripts/picture.py [NAME ...].

The real bot is asked over the seeds, on a Discord of ours; what it sends is drawn as Discord draws
it and photographed with Chromium. The terminal's picture is drawn by rich. With names, only those.
"""

import asyncio
import re
import sys
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pictures.browser import (  # noqa: E402 - the path above has to come first
    BrowserFailed,
    NoBrowser,
    find_browser,
    photograph,
)
from pictures.gallery import gallery  # noqa: E402
from pictures.page import page  # noqa: E402
from pictures.picture import Picture  # noqa: E402
from pictures.scenes import KINDS, PICTURES  # noqa: E402
from pictures.studio import Studio, prepared, studio  # noqa: E402
from pictures.terminal import asked_in_a_terminal  # noqa: E402

from bot import logs  # noqa: E402
from bot.settings import LogFormat, LogLevel  # noqa: E402

_PICTURES = ROOT / "docs" / "pictures"
_GALLERY = ROOT / "docs" / "gallery.md"
_TYPED = ("Is DeepSeek R2 delayed?", "Who uses Chinese open models?", "How do I bake bread?")


def main() -> int:
    """Take them all, or those that are named; 2 where there is no browser, 1 where it fails."""
    logs.set_up(LogFormat.CONSOLE, LogLevel.WARNING)
    try:
        asyncio.run(_take_all(find_browser(), sys.argv[1:]))
    except (NoBrowser, BrowserFailed) as reason:
        print(reason, file=sys.stderr)
        return 2 if isinstance(reason, NoBrowser) else 1
    _GALLERY.write_text(gallery(KINDS), encoding="utf-8")
    return 0


async def _take_all(browser: str, names: Collection[str]) -> None:
    _PICTURES.mkdir(parents=True, exist_ok=True)
    with prepared(ROOT / "seeds") as library:
        for picture in PICTURES:
            if not names or picture.name in names:
                # A server of its own for each, so that none shows what another left behind.
                async with studio(library, hears=picture.hears) as room:
                    await _take(picture, room, browser)
        if not names:
            async with studio(library) as room:
                await _draw_terminal(room)


async def _take(picture: Picture, room: Studio, browser: str) -> None:
    shown = await picture.scene(room)
    html = page(shown, room.names, picture.views, language=picture.language)
    path = _PICTURES / f"{picture.name}.png"
    await asyncio.to_thread(
        photograph, browser, html, picture.width, path, sharpness=picture.sharpness
    )
    _tell(path)


async def _draw_terminal(room: Studio) -> None:
    console = await asked_in_a_terminal(room.desk, _TYPED)
    drawn = console.export_svg(title="Pullquote", unique_id="pullquote")
    path = _PICTURES / "terminal.svg"
    # The fonts that rich names would be fetched from elsewhere; the reader's own will do.
    path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
    _tell(path)


def _tell(path: Path) -> None:
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
