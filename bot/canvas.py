"""What all charts share: paper, ink and letters, and a figure that is saved as a PNG.

The picture is opaque and brings its own contrast, so it reads the same in Discord's dark and light
themes; it is drawn at twice the 360 points that a phone is wide. matplotlib's object interface
is used, not its global one, and not even that in two threads at once (`easel.py` sees to it).
"""

from io import BytesIO
from typing import Final

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import EngFormatter, MaxNLocator

from bot.fonts import font_for

_INCHES: Final = (7.2, 3.9)
_MARGINS: Final = {"left": 0.11, "right": 0.98, "top": 0.84, "bottom": 0.17}
_DOTS_PER_INCH: Final = 100
PAPER, INK, FAINT, BAR = "#2b2d31", "#f2f3f5", "#4e5058", "#8ea1f5"
# How much of its place a bar fills, and how high the scale is over the highest.
BROAD, HEADROOM = 0.8, 1.18
# Points; twice of what they look like on a phone.
LARGE, SMALL = 17, 15


class Canvas:
    """An empty chart, which becomes a picture."""

    def __init__(self) -> None:
        self._figure = Figure(figsize=_INCHES, dpi=_DOTS_PER_INCH, facecolor=PAPER)
        # Left to matplotlib, which draws everything twice for it, the margins would be the same.
        self._figure.subplots_adjust(**_MARGINS)
        self.axes = self._figure.add_subplot(facecolor=PAPER)

    def write(self, title: str, places: dict[int, str]) -> None:
        """Write the title and the scales, these names under the axis; take away what is no writing.

        The bars have to be there, and the axis as wide as they are.
        """
        axes = self.axes
        axes.set_title(
            title,
            loc="left",
            color=INK,
            pad=14,
            fontproperties=font(LARGE, title),
            parse_math=False,
        )
        axes.set_axisbelow(True)
        axes.grid(axis="y", color=FAINT, linewidth=1.2)
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.yaxis.set_major_formatter(EngFormatter(sep=""))
        axes.set_xticks(list(places), list(places.values()))
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set(color=INK, fontproperties=font(SMALL, label.get_text()))
        axes.tick_params(length=0, pad=8)
        axes.spines[:].set_visible(False)

    def png(self) -> bytes:
        """Return the picture."""
        picture = BytesIO()
        self._figure.savefig(picture, format="png", metadata={"Software": None})
        return picture.getvalue()


def corners(place: int, bottom: int, top: int) -> list[tuple[float, float]]:
    """Return the corners of a bar."""
    left, right = place - BROAD / 2, place + BROAD / 2
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def font(size: int, text: str = "") -> FontProperties:
    """Return the letters that a text is written in, which has to be `writable`."""
    return font_for(text, size) or FontProperties(size=size)


def writable(text: str) -> bool:
    """Whether a text can be written without an empty box."""
    return font_for(text, SMALL) is not None
