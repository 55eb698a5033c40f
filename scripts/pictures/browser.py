"""Chromium without a window, which photographs a page."""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

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
_SHARPNESS = 1.7
_SECONDS = 60
_COLOURS = 240


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


def photograph(browser: str, html: str, width: int, picture: Path) -> None:
    """Write a PNG of a page, `width` CSS pixels wide and as high as its `data-height` says."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        page.write_text(html, encoding="utf-8")
        laid_out = _run(browser, folder, "--dump-dom", page.as_uri())
        height = re.search(r'data-height="(\d+)"', laid_out)
        if height is None:
            raise BrowserFailed("The page was not laid out.")
        size = (f"--window-size={width},{height[1]}", f"--force-device-scale-factor={_SHARPNESS}")
        _run(browser, folder, *size, f"--screenshot={picture}", page.as_uri())
    _make_small(picture)


def _make_small(picture: Path) -> None:
    """Write a PNG with as many colours as text on a plain ground needs, which takes a third."""
    with Image.open(picture) as photograph:
        few = photograph.convert("RGB").quantize(
            _COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few.save(picture, optimize=True)


def _run(browser: str, folder: str, *arguments: str) -> str:
    """Run the browser with a profile of its own; what it prints."""
    command = [browser, *_QUIETLY, f"--user-data-dir={folder}/profile", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise BrowserFailed(f"The browser failed: {error}") from error
    return done.stdout.decode("utf-8", "replace")
