"""What stands above a text: its title, who wrote it and when. It is no part of what is quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.dates import MONTH_NAMES
from retrieval.naming import folded
from retrieval.readers.base import SENTENCE_END, Line
from retrieval.readers.front_matter import published_in
from retrieval.readers.label_names import is_written_like_a_name
from retrieval.readers.pages.names import author_of
from retrieval.readers.stamps import CLOCK, seconds_of
from retrieval.words import STOPWORDS

# Whatever stands further down is part of the text; a subtitle may stand between.
_NEAR, _MOST_BETWEEN = 8, 1
_LONGEST, _LONGEST_TITLE = 160, 100
_MOST_WORDS, _FULL = 16, 2
_HEADING = re.compile(r"#[ \t]+(?P<title>\S.{0,300}?)[ \t#]{0,20}")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?P<date>(?:(?:{MONTH_NAMES})\.? {_DAY},? |{_DAY}\.? (?:{MONTH_NAMES})\.?,? )(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}:\d\d ?(?:[ap]\.?m\b\.?)", re.IGNORECASE)
_LENGTH = re.compile(CLOCK)
_PARTS = re.compile(r"\s*[|·•–—]\s*|,?\s+(?=\d{1,3} min)|(?<=\w),(?=\s*$)")
_EDGES = " \t*_,()[]|·•–—-"
_BY = re.compile(
    r"(?:(?:written|words|posted|published|story) )?by:?\s+(?P<name>\S.*)", re.IGNORECASE
)
_DATED = re.compile(
    r"(?:(?:first |originally )?(?:published|posted)|date)(?: on)?:?|on", re.IGNORECASE
)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on)?:?", re.IGNORECASE)
_ASIDE = re.compile(r"\d{1,3} min(?:ute)?s?(?: (?:read|listen))?|transcript:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the first lines tell; `lines` are where those that tell it begin.

    `published` is as in `Work`, `duration` in seconds.
    """

    lines: frozenset[int] = frozenset()
    title: str | None = None
    author: str | None = None
    published: str | None = None
    duration: float | None = None


def masthead_of(lines: Sequence[Line]) -> Masthead:
    """The masthead of a text's lines; where it tells nothing, no line is taken.

    A first line without marks is the title for certain where a byline or a date follows it;
    otherwise it is a heading that is not quoted, if it stands alone above whole sentences.
    """
    marked = _HEADING.fullmatch(lines[0].text) if lines else None
    first = 1 if marked or (lines and may_be_title(lines)) else 0
    told = list(_told(lines, first))
    taken = {line.start for line, _ in told} | {line.start for line in lines[:first]}
    if len(taken) == len(lines) or not taken:
        return Masthead()
    if first and not marked and not told and not _stands_alone(lines):
        return Masthead()
    title = marked["title"] if marked else lines[0].text if first and told else None
    return _put_together(frozenset(taken), title, [each for _, each in told])


def _put_together(taken: frozenset[int], title: str | None, told: Sequence[Masthead]) -> Masthead:
    return Masthead(
        taken,
        title,
        next((each.author for each in told if each.author), None),
        next((each.published for each in told if each.published), None),
        next((each.duration for each in told if each.duration), None),
    )


def _told(lines: Sequence[Line], first: int) -> Iterator[tuple[Line, Masthead]]:
    """The lines near the top that tell something, and what."""
    between = 0
    for line in lines[first:_NEAR]:
        if found := told_by(line.text):
            yield line, found
        elif SENTENCE_END.search(line.text) or between == _MOST_BETWEEN or first == 0:
            return
        else:
            between += 1


def told_by(text: str) -> Masthead | None:
    """What a line tells that holds nothing but a byline, a date, or both; None for any other."""
    if len(text) > _LONGEST:
        return None
    bare = text.strip(_EDGES)
    dated = _DATE.search(bare)
    published = published_in(dated["date"].replace(".", "")) if dated else None
    rest = f"{bare[: dated.start()]} | {bare[dated.end() :]}" if dated else bare
    length = _LENGTH.search(_TIME.sub("", rest)) if dated else None
    rest = _LENGTH.sub("", _TIME.sub("", rest)) if dated else rest
    author: str | None = None
    parts = [part.strip(_EDGES) for part in _PARTS.split(rest)]
    for part in filter(None, parts):
        if name := _author(part, dated=dated is not None):
            author = name
        elif _CHANGED.fullmatch(part) and dated:
            published = None
        elif not (_ASIDE.fullmatch(part) or (dated and _DATED.fullmatch(part))):
            return None
    duration = seconds_of(length[0]) if length else None
    told = dated or author or any(map(_ASIDE.fullmatch, filter(None, parts)))
    return Masthead(author=author, published=published, duration=duration) if told else None


def may_be_title(lines: Sequence[Line]) -> bool:
    """Whether the first line is short, is no sentence, and tells nothing else."""
    first = lines[0].text.strip("*_ ")
    short = len(first) <= _LONGEST_TITLE and len(first.split()) <= _MOST_WORDS
    ended = SENTENCE_END.search(first) or first[-1:] in ",;:"
    plain = first[:1].isalnum() or first[:1] in "\"“'‘"
    return short and plain and not ended and told_by(first) is None


def _author(part: str, *, dated: bool) -> str | None:
    """Whom a byline names; beside a date, "by" may be missing."""
    match = _BY.fullmatch(part)
    name = (match["name"] if match else part if dated else "").strip(_EDGES)
    words = folded(name).split()
    if len(words) < _FULL or words[0] in STOPWORDS or not is_written_like_a_name(name):
        return None
    return author_of(name)


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether whole sentences follow the first line, with an empty line between."""
    below = lines[1:2]
    return bool(below) and below[0].after_blank and bool(SENTENCE_END.search(below[0].text))
