"""Takes the pictures in docs/pictures: python3 scripts/run.py scripts/picture.py.

The bot is asked over the seeds; what it would send is drawn as Discord draws it and photographed
with Chromium. The terminal's picture is drawn by rich. The clock in them stands still.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pictures.browser import (  # noqa: E402 - the path above has to come first
    BrowserFailed,
    NoBrowser,
    find_browser,
    photograph,
)
from pictures.conversation import (  # noqa: E402
    asked_in_a_terminal,
    asked_in_discord,
    desk_over,
)
from pictures.daily_post import daily_post  # noqa: E402
from pictures.page import Theme, page, post_page  # noqa: E402

from bot.desk import Desk  # noqa: E402

_PICTURES = ROOT / "docs" / "pictures"
_DESKTOP, _PHONE = 760, 390

_SPOKEN = "Is DeepSeek R2 delayed?"
_COMMENTED = "Is Qwen any good?"
_CITED = "Who uses Chinese open models?"
_NOTHING = "How do I bake sourdough bread?"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to take: its name, what is asked in it, and how it is shown."""

    name: str
    questions: tuple[str, ...]
    theme: Theme
    width: int


_TO_TAKE = (
    Picture("reply-dark", (_SPOKEN, _COMMENTED), Theme.DARK, _DESKTOP),
    Picture("reply-light", (_CITED,), Theme.LIGHT, _DESKTOP),
    Picture("reply-phone", (_CITED,), Theme.DARK, _PHONE),
    Picture("silence-dark", (_NOTHING,), Theme.DARK, _DESKTOP),
)


def main() -> int:
    """Take them all; 2 where there is no browser, 1 where it fails."""
    try:
        browser = find_browser()
        _PICTURES.mkdir(parents=True, exist_ok=True)
        with desk_over(ROOT / "seeds") as desk:
            for picture in _TO_TAKE:
                _take(picture, desk, browser)
            _take_posts(desk, browser)
            _draw_terminal(desk)
    except (NoBrowser, BrowserFailed) as reason:
        print(reason, file=sys.stderr)
        return 2 if isinstance(reason, NoBrowser) else 1
    return 0


def _take(picture: Picture, desk: Desk, browser: str) -> None:
    exchanges = [asked_in_discord(desk, question) for question in picture.questions]
    path = _PICTURES / f"{picture.name}.png"
    html = page(exchanges, picture.theme, picture.width)
    photograph(browser, html, picture.width, path)
    _tell(path)


def _take_posts(desk: Desk, browser: str) -> None:
    """Take the daily post: on a desktop in the light theme, on a phone in the dark one."""
    post = daily_post(desk)
    for theme, width in ((Theme.LIGHT, _DESKTOP), (Theme.DARK, _PHONE)):
        path = _PICTURES / f"daily-{theme}.png"
        photograph(browser, post_page(post, theme, width), width, path)
        _tell(path)


def _draw_terminal(desk: Desk) -> None:
    console = asked_in_a_terminal(desk, (_SPOKEN, _CITED, _NOTHING))
    drawn = console.export_svg(title="Pullquote", unique_id="pullquote")
    path = _PICTURES / "terminal.svg"
    # The fonts that rich names would be fetched from elsewhere; the reader's own will do.
    path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
    _tell(path)


def _tell(path: Path) -> None:
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
