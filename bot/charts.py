"""When somebody was heard, drawn: words by month, or by year, as a PNG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from typing import Final

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from bot.canvas import BAR, HEADROOM, INK, SMALL, Canvas, corners, font, writable
from bot.display import one_line, shortened
from bot.translation import gettext as _
from bot.wording import dates
from bot.wording.numbers import number
from retrieval import PeriodCount, by_year

_LONGEST_NAME: Final = 32
# Of more months, bars would be hairs.
_MOST_MONTHS: Final = 96
_MOST_LABELS: Final = 6
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
    in which nothing is known stays empty. What no font here can write is left out.
    """
    bars, canvas = _bars(timeline), Canvas()
    # One artist for all bars: a hundred would take three times as long.
    drawn = [corners(place, 0, height) for place, height in bars.heights.items()]
    canvas.axes.add_collection(PolyCollection(drawn, facecolors=BAR))
    canvas.axes.set_ylim(0, HEADROOM * max(bars.heights.values()))
    # One bar alone would fill the picture.
    room = max(1.0, (4 - (bars.last - bars.first)) / 2)
    canvas.axes.set_xlim(bars.first - room, bars.last + room)
    canvas.write(_title(name, bars), _labels(bars))
    _number_the_highest(canvas.axes, bars)
    return canvas.png()


def _title(name: str, bars: _Bars) -> str:
    said = shortened(one_line(name), _LONGEST_NAME), _unit(by_month=bars.by_month)
    whole = " · ".join(part for part in said if writable(part))
    # One font may have the letters of each, and none those of both.
    return whole if writable(whole) else said[0]


def _bars(timeline: Sequence[PeriodCount]) -> _Bars:
    by_month = {_month(each.period): each.count for each in timeline if len(each.period) > _YEAR}
    whole = len(by_month) == len(timeline)
    if whole and max(by_month) - min(by_month) < _MOST_MONTHS:
        return _Bars(by_month, by_month=True)
    return _Bars({int(each.period): each.count for each in by_year(timeline)}, by_month=False)


def _month(period: str) -> int:
    year, month = period.split("-")
    return 12 * int(year) + int(month) - 1


def _unit(*, by_month: bool) -> str:
    return _("words a month") if by_month else _("words a year")


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
        color=INK,
        fontproperties=font(SMALL, number(bars.heights[highest])),
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
    """Return the short name of a month (0 to 11), its number where no font can write that."""
    name = dates.short_month(date(2000, month + 1, 1))
    return name if writable(name) else str(month + 1)
