"""Which font of this machine has every letter of a text, so that no empty box is ever drawn.

matplotlib brings a font for Latin, Greek and Cyrillic letters along. Chinese, Japanese and Korean
ones take 5 to 20 MB, and stand on most machines: they are looked for there by the names of their
families. Scripts that have to be shaped or written from the right are not drawn at all, since
matplotlib does neither.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, fontManager, get_font

from bot.display import one_line
from bot.translation import Language, spoken

# By its file: a search by name would find another on each machine.
_USUAL: Final = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"
# Of one sign, Japanese and Chinese readers expect other strokes.
_JAPANESE: Final = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAGothic",
    "TakaoGothic",
    "VL Gothic",
    "Yu Gothic",
    "Meiryo",
    "Hiragino Sans",
)
_CHINESE: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "PingFang HK",
)
_KOREAN: Final = ("Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic")
_REGULAR: Final = 400
# Scripts that are written from right to left.
_FROM_THE_RIGHT: Final = frozenset({"R", "AL", "AN"})


def font_for(text: str, size: int) -> FontProperties | None:
    """Return letters of a size (points) that a text can be written in; None where there are none.

    Where two fonts have them all, the one for the language that is spoken now comes first.
    """
    shown = one_line(text)
    if any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in shown):
        return None
    found = next((file for file in _files(spoken()) if _has_all(file, shown)), None)
    return FontProperties(fname=found, size=size) if found else None


def _has_all(file: str, text: str) -> bool:
    font = get_font(file)
    return all(font.get_char_index(ord(letter)) for letter in text)


@cache
def _files(language: Language) -> tuple[str, ...]:
    """The files of the fonts that are there, the usual one first."""
    return (_USUAL, *_installed(language))


def _installed(language: Language) -> Iterator[str]:
    first = _CHINESE if language is Language.CHINESE else _JAPANESE
    files = {font.name: font.fname for font in fontManager.ttflist if _is_regular(font.weight)}
    for name in dict.fromkeys((*first, *_JAPANESE, *_CHINESE, *_KOREAN)):
        if name in files:
            yield files[name]


def _is_regular(weight: str | int) -> bool:
    return weight in {_REGULAR, "normal", "regular", "book"}
