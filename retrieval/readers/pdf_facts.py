"""What a PDF says of itself, as far as that can be believed: much of it is a program's guess."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

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
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FIRST_PDF = 1993


def work_of(metadata: Mapping[str, str]) -> Work:
    """The title and the day of making in a PDF's metadata, where they are plausible."""
    title = " ".join(metadata.get("Title", "").split())
    believed = _WORD.search(title) and len(title) <= _LONGEST_TITLE
    return Work(
        title=title if believed and not _NO_TITLE.fullmatch(title) else None,
        published=_date(metadata.get("CreationDate", "")),
    )


def author_of(metadata: Mapping[str, str]) -> str | None:
    """The one person whom a PDF's metadata names as its author; None where it may be no name."""
    name = " ".join(metadata.get("Author", "").split())
    if not _NAME.fullmatch(name) or _NO_NAME.search(name) or " and " in name:
        return None
    words = name.split()
    return name if words[0][0].isupper() and words[-1][0].isupper() else None


def _date(stamp: str) -> str | None:
    """The ISO date in a PDF's stamp ("D:20250914…"); None of one that no PDF can have."""
    match = _DATE.match(stamp.strip())
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    # Clocks are ahead elsewhere.
    latest = datetime.now(UTC).date() + timedelta(days=1)
    known = "-".join(part for part in match.groups() if part)
    return known if day.year >= _FIRST_PDF and day <= latest else None
