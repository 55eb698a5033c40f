"""Charts: whatever the timeline and the name, a picture that a phone can show."""

import io
import struct
import warnings

import matplotlib.image
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.canvas import writable
from bot.charts import _bars, _labels, chart
from retrieval import PeriodCount

WIDE, HIGH = 720, 390


def months(count: int, first: int = 12 * 2008) -> list[PeriodCount]:
    return [
        PeriodCount(f"{(first + n) // 12}-{(first + n) % 12 + 1:02}", 100 + n) for n in range(count)
    ]


def pixels(png: bytes) -> NDArray[np.float32]:
    """A picture as (rows, columns, red, green, blue and opacity), 0 to 1."""
    return np.asarray(matplotlib.image.imread(io.BytesIO(png), format="png"))


def columns_of_bars(png: bytes) -> NDArray[np.bool_]:
    """Which columns of the picture hold the colour of bars, just above the axis."""
    image = pixels(png)[..., :3]
    bar = np.array([0x8E, 0xA1, 0xF5]) / 255
    found: NDArray[np.bool_] = (np.abs(image - bar).max(axis=2) < 0.02).any(axis=0)
    return found


@pytest.mark.parametrize(
    "timeline",
    [
        months(1),
        months(2),
        months(13),
        months(200),
        [PeriodCount("2019", 5)],
        [PeriodCount("2019", 5), PeriodCount("2021-03", 7)],
        [PeriodCount("1850", 1), PeriodCount("2020-12", 10**9)],
    ],
)
def test_any_timeline_becomes_a_picture_of_one_size(timeline: list[PeriodCount]) -> None:
    png = chart("Azeem Azhar", timeline)

    assert png.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", png[16:24]) == (WIDE, HIGH)
    assert columns_of_bars(png).any()
    assert len(png) < 100_000


def test_the_picture_is_opaque_so_that_it_reads_on_dark_and_on_light() -> None:
    image = pixels(chart("Azeem Azhar", months(9)))

    assert (image[..., 3] == 1).all()
    light, dark = image[..., :3].max(), image[0, 0, :3].max()
    assert light - dark > 0.6


def test_a_time_without_words_stays_empty() -> None:
    there = columns_of_bars(chart("A", [PeriodCount("2024-01", 90), PeriodCount("2024-12", 90)]))
    [held] = np.nonzero(there)

    gaps = np.diff(held)
    assert gaps.max() > WIDE / 2


def test_very_many_months_are_drawn_as_years_and_a_year_alone_makes_all_of_them_years() -> None:
    assert _bars(months(96)).by_month
    assert not _bars(months(97)).by_month
    assert dict(_bars([PeriodCount("2019", 5), PeriodCount("2021-03", 7)]).heights) == {
        2019: 5,
        2021: 7,
    }


@pytest.mark.parametrize("count", [1, 2, 7, 13, 35, 40, 96, 97, 500])
def test_at_most_eight_labels_stand_under_the_axis_and_the_year_is_among_them(count: int) -> None:
    labels = list(_labels(_bars(months(count))).values())

    assert 1 <= len(labels) <= 8
    assert any("20" in label for label in labels)


@pytest.mark.parametrize(
    ("name", "can_be"),
    [
        ("Azeem Azhar", True),
        ("José Ångström-Žižek", True),
        ("梁文锋", False),
        ("محمد علي", False),
        ("🦜", False),
        ("Ada\u202eBrook", True),
        ("$x^2$", True),
    ],
)
def test_a_name_that_the_font_cannot_write_is_left_out(name: str, *, can_be: bool) -> None:
    """Otherwise there would be empty boxes, of each of which matplotlib warns."""
    assert writable(name) is can_be
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chart(name, months(3))
