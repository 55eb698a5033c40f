"""How many questions were asked on each day, drawn: those answered, and those that met silence.

The two are told apart by hatching as well as by colour.
"""

from datetime import date
from itertools import pairwise
from math import ceil
from typing import Final

from matplotlib.collections import PolyCollection

from bot.canvas import BAR, INK, PAPER, SMALL, Canvas, corners, font, writable
from bot.parts import Tallied

_MOST_LABELS: Final = 5
_SILENT: Final = "#f0b232"
# Answered or not, where no font has the letters of the words for it.
_SIGNS: Final = ("✓", "–")
# How high the scale is over the highest: the legend stands there.
_HEADROOM: Final = 1.3


def days_chart(tallied: Tallied) -> bytes:
    """Return the PNG of at least one day, in the order of time; days between them stay empty."""
    canvas = Canvas()
    axes = canvas.axes
    places = {each.day.toordinal(): each for each in tallied.days}
    answered = [corners(place, 0, each.answered) for place, each in places.items()]
    silent = [
        corners(place, each.answered, each.answered + each.silent)
        for place, each in places.items()
        if each.silent
    ]
    legend = "".join(tallied.legend)
    named = tallied.legend if writable(legend) else _SIGNS
    axes.add_collection(PolyCollection(answered, facecolors=BAR, label=named[0]))
    axes.add_collection(
        PolyCollection(silent, facecolors=PAPER, edgecolors=_SILENT, hatch="////", label=named[1])
    )
    highest = max(each.answered + each.silent for each in tallied.days)
    axes.set_ylim(0, _HEADROOM * max(1, highest))
    first, last = min(places), max(places)
    axes.set_xlim(first - 1, last + 1)
    # What no font here can write is in the words that go with the picture.
    canvas.write(tallied.title if writable(tallied.title) else "", _labels(first, last))
    axes.legend(
        loc="upper left",
        ncols=2,
        frameon=False,
        labelcolor=INK,
        prop=font(SMALL, "".join(named)),
        borderpad=0,
    )
    return canvas.png()


def _labels(first: int, last: int) -> dict[int, str]:
    """At most five dates under the axis, at even distances; the year where it begins."""
    chosen = range(first, last + 1, max(1, ceil((last - first + 1) / _MOST_LABELS)))
    days = [date.fromordinal(place) for place in chosen]
    new = [True, *(one.year != other.year for one, other in pairwise(days))]
    return {day.toordinal(): _named(day, with_year=n) for day, n in zip(days, new, strict=True)}


def _named(day: date, *, with_year: bool) -> str:
    return f"{day:%m-%d}\n{day:%Y}" if with_year else f"{day:%m-%d}"
