"""What a PDF says of itself, as far as that can be believed: much of it is a program's guess."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from retrieval.dates import MONTH_NAMES, read_period
from retrieval.models import Work

_WORD = re.compile(r"[^\W\d_]{2,}")
# What programs put there: a file's name, a template's, a first line of theirs.
_NO_TITLE = re.compile(
    r"(?:untitled|document|title|layout|slide|presentation|powerpoint|microsoft|adobe|print|scan"
    r"|image|page|file|draft|template|unbenannt|sans titre)\b[\w\s()#-]{0,20}"
    r"|microsoft (?:word|powerpoint|excel) - .*|.*\.(?:docx?|odt|rtf|pptx?|xlsx?|indd|tex|dvi|ps"
    r"|pdf|html?|txt|qxd|pages|md)|(?:https?|file):.*|[\w-]*\d{6,}[\w-]*",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300
# A person's name: two words or more, that begin with capitals or are particles.
_NAME = re.compile(
    r"[^\W\d_][\w.’'-]*(?: (?:(?:von|van|de|der|den|del|della|di|da|dos|la|le|al|bin|ibn|of|zu)"
    r"|[^\W\d_][\w.’'-]*)){1,5}"
)
_NO_NAME = re.compile(
    r"\b(?:user|admin\w*|owner|author|unknown|anonymous|guest|microsoft|office|adobe|windows|apple"
    r"|google|canva|scanner|default|inc|ltd|llc|gmbh|corp|company|team|department|user\d+)\b",
    re.IGNORECASE,
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED: Final = rf"(?:{MONTH_NAMES})\b\.?"
_DATE: Final = (
    rf"(?P<date>(?:{_DAY} )?{_NAMED},? \d{{4}}|{_NAMED} {_DAY},? \d{{4}}|\d{{4}}-\d\d(?:-\d\d)?)"
)
# A line of the first page that is nothing but its date, and the stamp of arXiv.org.
_DATED = re.compile(
    rf"(?:(?:first )?(?:published|posted|issued|dated?)(?: on)?:? )?{_DATE}\.?"
    rf"|arxiv:\d{{4}}\.\d{{4,5}}(?:v\d+)? \[[\w.-]+\] {_DATE.replace('<date>', '<stamp>')}",
    re.IGNORECASE,
)
_FIRST_LINES: Final = 15
_FIRST_YEAR: Final = 1900


def work_of(metadata: Mapping[str, str], pages: Sequence[Sequence[str]] = ()) -> Work:
    """The title in a PDF's metadata, where it is plausible, and the date on its first page.

    `pages` are the lines of each. When the file was made tells nothing: that of a print is today.
    """
    title = " ".join(metadata.get("Title", "").split())
    believed = _WORD.search(title) and len(title) <= _LONGEST_TITLE
    return Work(
        title=title if believed and not _NO_TITLE.fullmatch(title) else None,
        published=_date(pages),
    )


def author_of(metadata: Mapping[str, str]) -> str | None:
    """The one person whom a PDF's metadata names as its author; None where it may be no name."""
    name = " ".join(metadata.get("Author", "").split())
    if not _NAME.fullmatch(name) or _NO_NAME.search(name) or " and " in name:
        return None
    words = name.split()
    return name if words[0][0].isupper() and words[-1][0].isupper() else None


def _date(pages: Sequence[Sequence[str]]) -> str | None:
    """The one date, or month, that stands alone at the beginning of the first page.

    None where there are several, or where a line of it stands on further pages, as prints have it.
    """
    found = {day for line in _own_lines(pages) if (day := _read(line))}
    return found.pop() if len(found) == 1 else None


def _own_lines(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    repeated = {" ".join(line.split()) for page in pages[1:] for line in page}
    for number, line in enumerate(pages[0] if pages else ()):
        plain = " ".join(line.split())
        if plain not in repeated and (
            number < _FIRST_LINES or plain.casefold().startswith("arxiv:")
        ):
            yield plain


def _read(line: str) -> str | None:
    match = _DATED.fullmatch(line)
    # Clocks are ahead elsewhere.
    latest = datetime.now(UTC).date() + timedelta(days=1)
    words = (match["date"] or match["stamp"]).replace(".", "") if match else ""
    period = read_period(words, latest) if match else None
    if period is None or not date(_FIRST_YEAR, 1, 1) <= period.first <= latest:
        return None
    day = period.first.isoformat()
    return day if period.first == period.last else day[:7]
