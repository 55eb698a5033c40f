"""Chromium without a window, which photographs a page."""

import heapq
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PIL import Image

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIETLY = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_SECONDS = 60
_COLOURS = 64


class NoBrowser(Exception):
    """There is no Chromium."""


class BrowserFailed(Exception):
    """Chromium did not do what it was asked for."""


def find_browser() -> str:
    """Return the path of the first Chromium that PATH holds."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    raise NoBrowser(f"There is no browser on PATH; install one of {', '.join(_NAMES)}.")


def photograph(browser: str, html: str, width: int, picture: Path, *, sharpness: float) -> None:
    """Write a PNG of a page, `width` CSS pixels wide and as high as its `data-height` says.

    `sharpness` is how many pixels of the picture a CSS pixel becomes, in tenths.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        page.write_text(html, encoding="utf-8")
        laid_out = _run(browser, folder, "--dump-dom", page.as_uri())
        height = re.search(r'data-height="(\d+)"', laid_out)
        if height is None:
            raise BrowserFailed("The page was not laid out.")
        size = (f"--window-size={width},{height[1]}", f"--force-device-scale-factor={sharpness}")
        _run(browser, folder, *size, f"--screenshot={picture}", page.as_uri())
    _make_small(picture)


def _make_small(picture: Path) -> None:
    """Write a PNG with the colours that it has most of, each other as the nearest: a quarter."""
    with Image.open(picture) as photograph:
        every = photograph.convert("RGB")
    counted = every.getcolors(every.width * every.height) or []
    most = heapq.nlargest(_COLOURS, counted)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in most for part in cast("tuple[int, ...]", colour)])
    few = every.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def _run(browser: str, folder: str, *arguments: str) -> str:
    """Run the browser with a profile of its own; what it prints."""
    command = [browser, *_QUIETLY, f"--user-data-dir={folder}/profile", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise BrowserFailed(f"The browser failed: {error}") from error
    return done.stdout.decode("utf-8", "replace")
