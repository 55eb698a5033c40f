"""When somebody was heard, drawn: words by month, or by year, as a PNG.

The picture is opaque and brings its own contrast, so it reads the same in Discord's dark and light
themes; it is drawn at twice the 360 points that a phone is wide. matplotlib's object interface
is used, not its global one, and not even that in two threads at once (`easel.py` sees to it).
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from math import ceil
from typing import Final

from matplotlib import get_data_path
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ticker import EngFormatter, MaxNLocator

from bot.display import one_line, shortened
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording import dates
from bot.wording.numbers import number
from retrieval import PeriodCount, by_year

_INCHES: Final = (7.2, 3.9)
_MARGINS: Final = {"left": 0.11, "right": 0.98, "top": 0.84, "bottom": 0.17}
_DOTS_PER_INCH: Final = 100
_PAPER, _INK, _FAINT, _BAR = "#2b2d31", "#f2f3f5", "#4e5058", "#8ea1f5"
# How much of its place a bar fills, and how high the scale is over the highest.
_BROAD, _HEADROOM = 0.8, 1.18
# Points; twice of what they look like on a phone.
_LARGE, _SMALL = 17, 15
# By its file: a search by name would scan all fonts of the machine, and find another on each.
_FONT_FILE: Final = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"
_LONGEST_NAME: Final = 32
# Of more months, bars would be hairs.
_MOST_MONTHS: Final = 96
_MOST_LABELS: Final = 6
# Scripts that are written from right to left, which matplotlib does not do.
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_YEAR: Final = 4


@dataclass(frozen=True, slots=True)
class _Bars:
    """Heights by place on the axis: months or years, counted from the year 0."""

    heights: Mapping[int, int]
    by_month: bool

    @property
    def first(self) -> int:
        return min(self.heights)

    @property
    def last(self) -> int:
        return max(self.heights)


def chart(name: str, timeline: Sequence[PeriodCount]) -> bytes:
    """Return the PNG of a timeline, of at least one period, in the order of time.

    By year where only the year of anything is known, or where there are very many months. A time
    in which nothing is known stays empty. A name that the font cannot write is left out.
    """
    bars = _bars(timeline)
    figure = Figure(figsize=_INCHES, dpi=_DOTS_PER_INCH, facecolor=_PAPER)
    # Left to matplotlib, which draws everything twice for it, the margins would be the same.
    figure.subplots_adjust(**_MARGINS)
    axes = figure.add_subplot(facecolor=_PAPER)
    # One artist for all bars: a hundred would take three times as long.
    drawn = [_corners(place, height) for place, height in bars.heights.items()]
    axes.add_collection(PolyCollection(drawn, facecolors=_BAR))
    axes.set_ylim(0, _HEADROOM * max(bars.heights.values()))
    _write(axes, name, bars)
    picture = BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _bars(timeline: Sequence[PeriodCount]) -> _Bars:
    by_month = {_month(each.period): each.count for each in timeline if len(each.period) > _YEAR}
    whole = len(by_month) == len(timeline)
    if whole and max(by_month) - min(by_month) < _MOST_MONTHS:
        return _Bars(by_month, by_month=True)
    return _Bars({int(each.period): each.count for each in by_year(timeline)}, by_month=False)


def _corners(place: int, height: int) -> list[tuple[float, float]]:
    left, right = place - _BROAD / 2, place + _BROAD / 2
    return [(left, 0), (left, height), (right, height), (right, 0)]


def _month(period: str) -> int:
    year, month = period.split("-")
    return 12 * int(year) + int(month) - 1


def _write(axes: Axes, name: str, bars: _Bars) -> None:
    """Write title, scales and the number on the highest bar; take away what is no writing."""
    unit = _unit(by_month=bars.by_month)
    title = f"{shortened(one_line(name), _LONGEST_NAME)} · {unit}" if _writable(name) else unit
    axes.set_title(
        title, loc="left", color=_INK, pad=14, fontproperties=_font(_LARGE), parse_math=False
    )
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=_FAINT, linewidth=1.2)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(EngFormatter(sep=""))
    places = _labels(bars)
    axes.set_xticks(list(places), list(places.values()))
    # One bar alone would fill the picture.
    room = max(1.0, (4 - (bars.last - bars.first)) / 2)
    axes.set_xlim(bars.first - room, bars.last + room)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(color=_INK, fontproperties=_font(_SMALL))
    axes.tick_params(length=0, pad=8)
    axes.spines[:].set_visible(False)
    _number_the_highest(axes, bars)


def _unit(*, by_month: bool) -> str:
    """Return what is counted, in English where the font cannot write it otherwise."""
    unit = N_("words a month") if by_month else N_("words a year")
    return said if _writable(said := _(unit)) else unit


def _number_the_highest(axes: Axes, bars: _Bars) -> None:
    highest = max(bars.heights, key=lambda place: bars.heights[place])
    half = (bars.first + bars.last) / 2
    side = "center" if highest == half else "left" if highest < half else "right"
    axes.annotate(
        number(bars.heights[highest]),
        (highest, bars.heights[highest]),
        xytext=(0, 4),
        textcoords="offset points",
        ha=side,
        va="bottom",
        color=_INK,
        fontproperties=_font(_SMALL),
    )


def _labels(bars: _Bars) -> dict[int, str]:
    """At most six names of months or years under the axis, at even distances."""
    span = bars.last - bars.first + 1
    if not bars.by_month:
        return {
            year: str(year) for year in range(bars.first, bars.last + 1, ceil(span / _MOST_LABELS))
        }
    if span > 12 * 3:
        years = range(ceil(bars.first / 12), bars.last // 12 + 1)
        step = ceil(len(years) / _MOST_LABELS)
        return {12 * year: str(year) for year in years[::step]}
    months = range(bars.first, bars.last + 1, ceil(span / _MOST_LABELS))
    begun = [month // 12 for month in months]
    # A year is written where it begins.
    new = [True, *(a != b for a, b in pairwise(begun))]
    names = (
        f"{_name_of(m % 12)}\n{y}" if n else _name_of(m % 12)
        for m, y, n in zip(months, begun, new, strict=True)
    )
    return dict(zip(months, names, strict=True))


def _name_of(month: int) -> str:
    """Return the short name of a month (0 to 11), its number where the font cannot write that."""
    name = dates.short_month(date(2000, month + 1, 1))
    return name if _writable(name) else str(month + 1)


def _font(size: int) -> FontProperties:
    return FontProperties(fname=_FONT_FILE, size=size)


def _writable(name: str) -> bool:
    """Whether the font has every letter of a name, and all are written from left to right."""
    held = get_font(_FONT_FILE).get_charmap()
    return all(
        ord(c) in held and unicodedata.bidirectional(c) not in _RIGHT_TO_LEFT
        for c in one_line(name)
    )
