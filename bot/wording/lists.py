"""How several things, or many, are told in one line or a few."""

from collections.abc import Callable, Iterable, Sequence

from bot.display import mended, one_line, shortened
from bot.parts import Entry
from bot.translation import Language, ngettext, spoken
from bot.wording.numbers import number

_LONGEST_NAME = 100
# Where a full stop is as wide as a letter, no space follows it.
_UNSPACED = frozenset({Language.JAPANESE, Language.CHINESE})
_COMMAS = {Language.JAPANESE: "、", Language.CHINESE: "，"}


def sentences(*said: str) -> str:
    """Return sentences one after the other, without those that are empty."""
    return space().join(filter(None, said))


def space() -> str:
    """Return what stands between sentences, and before what follows a list: a space, or nothing."""
    return "" if spoken() in _UNSPACED else " "


def all_of(names: Iterable[str]) -> str:
    """Return all of some names: "A, B and C"."""
    return _joined(list(names), "and", "standard")


def one_of(names: Iterable[str]) -> str:
    """Return names of which one is meant: "A, B or C"."""
    return _joined(list(names), "or", "or")


def _joined(names: list[str], word: str, style: str) -> str:
    if len(names) < 2:  # noqa: PLR2004 - a pair needs a word between
        return "".join(names)
    if spoken() is Language.ENGLISH:
        return f"{', '.join(names[:-1])} {word} {names[-1]}"
    from babel.lists import format_list  # noqa: PLC0415 - English readers need not wait

    return format_list(names, style="or" if style == "or" else "standard", locale=spoken())


def among(names: Sequence[str]) -> str:
    """Return names to choose one from: "“A”, “B” or “C”"."""
    return one_of(f"“{shortened(one_line(mended(name)), _LONGEST_NAME)}”" for name in names)


def comma() -> str:
    """Return what stands between the parts of a line: a comma, and a space where one follows."""
    return _COMMAS.get(spoken(), ", ")


def cut(entries: Sequence[Entry], most: int, beyond: Callable[[int], str]) -> tuple[Entry, ...]:
    """Return the first entries, at most `most`; `beyond` says how many there are behind them."""
    rest = len(entries) - most
    return tuple(entries) if rest <= 0 else (*entries[:most], Entry(beyond(rest)))


def and_more(count: int) -> str:
    """Return how many there are beyond those that are named."""
    return ngettext("and {count} more", "and {count} more", count).format(count=number(count))


def documents(count: int) -> str:
    """Return so many documents."""
    return ngettext("{count} document", "{count} documents", count).format(count=number(count))


def passages(count: int) -> str:
    """Return so many passages."""
    return ngettext("{count} passage", "{count} passages", count).format(count=number(count))


def voices(count: int) -> str:
    """Return so many voices."""
    return ngettext("{count} voice", "{count} voices", count).format(count=number(count))


def works(count: int) -> str:
    """Return so many works."""
    return ngettext("{count} work", "{count} works", count).format(count=number(count))


def words(count: int) -> str:
    """Return so many words."""
    return ngettext("{count} word", "{count} words", count).format(count=number(count))
