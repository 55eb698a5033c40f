"""Charts: whatever the timeline and the name, a picture that a phone can show."""

import io
import struct
import warnings
from collections.abc import Iterator

import matplotlib.image
import numpy as np
import pytest
from numpy.typing import NDArray

from bot import fonts
from bot.canvas import writable
from bot.charts import _bars, _labels, _title, chart
from bot.translation import Language, speaking
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


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any font but the one that matplotlib brings."""
    monkeypatch.setattr(fonts, "_installed", lambda _: iter(()))
    fonts._files.cache_clear()


@pytest.fixture(autouse=True)
def _any_fonts() -> Iterator[None]:
    yield
    fonts._files.cache_clear()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("name", "can_be"),
    [
        ("Azeem Azhar", True),
        ("José Ångström-Žižek", True),
        ("Фёдор Δοκιμή", True),
        ("梁文锋", False),
        ("محمد علي", False),
        ("🦜", False),
        ("नमस्ते", False),
        ("Ada\u202eBrook", True),
        ("$x^2$", True),
    ],
)
def test_a_name_that_no_font_can_write_is_left_out(name: str, *, can_be: bool) -> None:
    """Otherwise there would be empty boxes, of each of which matplotlib warns."""
    assert writable(name) is can_be
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chart(name, months(3))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("language", Language)
def test_no_language_is_drawn_in_empty_boxes_where_its_font_is_missing(language: Language) -> None:
    with warnings.catch_warnings(), speaking(language):
        warnings.simplefilter("error")
        assert chart("梁文锋", months(3))
        assert chart("Azeem Azhar", [PeriodCount("2019", 5)])


@pytest.mark.parametrize("language", [Language.JAPANESE, Language.CHINESE])
def test_a_machine_with_its_font_writes_a_language_in_its_own_letters(language: Language) -> None:
    if len(fonts._files(language)) == 1:
        pytest.skip("no font with Chinese and Japanese letters is installed here")

    with warnings.catch_warnings(), speaking(language):
        warnings.simplefilter("error")
        assert writable("梁文锋 · Azeem Azhar")
        title = _title("梁文锋", _bars(months(3)))
        assert chart("梁文锋", months(3))

    assert title.startswith("梁文锋 · ")
    assert "words" not in title


def test_letters_of_scripts_that_have_to_be_shaped_are_never_drawn() -> None:
    assert not any(map(writable, ("محمد", "עברית", "नमस्ते", "🦜", "\ue000")))
