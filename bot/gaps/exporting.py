"""Gaps as a table (CSV) that spreadsheets open."""

import csv
import re
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Final

from bot.gaps.gathering import Gap
from bot.markdown import covered

HEAD: Final = (
    "question",
    "times",
    "unseen",
    "not it",
    "reasons",
    "first",
    "last",
    "standing",
    "channel",
    "links",
)
# What begins so is a formula to a spreadsheet, in wide letters too, and might be one that tells
# others what stands beside it: https://owasp.org/www-community/attacks/CSV_Injection
# Cells begin behind a semicolon or a tab where a German or Spanish Excel opens the table.
_FORMULA: Final = re.compile(r"(?:^|(?<=[;,\t\r\n]))(?P<lead>[\s\"'“”„]*)(?=[=+\-@|%＝＋－＠])")


def as_csv(gaps: Iterable[Gap], channel_name: Callable[[int], str]) -> bytes:
    """Return the gaps as UTF-8 with a byte order mark, without which Excel takes it for Latin-1."""
    written = StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(HEAD)
    table.writerows([_harmless(cell) for cell in _cells(gap, channel_name)] for gap in gaps)
    return written.getvalue().encode("utf-8-sig", "replace")


def _cells(gap: Gap, channel_name: Callable[[int], str]) -> tuple[str, ...]:
    return (
        covered(gap.question),
        str(gap.times),
        str(gap.unseen),
        str(gap.not_it),
        "\n".join(covered(f"{one.reason}: {one.note}".rstrip(": ")) for one in gap.verdicts),
        f"{gap.first:%Y-%m-%d %H:%M}",
        f"{gap.last:%Y-%m-%d %H:%M}",
        gap.status.value,
        channel_name(gap.channel),
        " ".join(gap.links),
    )


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\g<lead>'", cell)
