"""What an answer may be taken from: from:"Azeem Azhar", in:comments, until:2025-06 in a question.

A filter is a word, a colon and a value without white space between them. The value is one word or
stands in quotation marks, straight or typographic. Every other colon is the question's own. In the
languages that are read the filters have names of their own, as "von:" and "desde:".
"""

import re
from dataclasses import dataclass
from itertools import islice

from retrieval.tongues.tongue import filter_names, opening_words

# A longer value in quotation marks is none: the mark was never meant to be closed. Of a longer one
# without marks no name needs the rest, and nobody means more than so many values of a filter.
_LONGEST = 200
_MOST_VALUES = 10
_MARKS = '"“”„‟«»「」『』'
_QUOTED = "|".join(
    (
        rf"[{_MARKS}](?P<double>[^{_MARKS}\n]{{1,{_LONGEST}}})[{_MARKS}]",
        # An apostrophe is no end: from:'Conan O'Brien'.
        rf"['‘’‚](?P<single>[^{_MARKS}\n]{{1,{_LONGEST}}}?)['’‘](?=[\s.,;:!?)\]]|$)",
    )
)
# What each filter is called, in English and in other languages.
_NAMES = {name: name for name in ("from", "in", "since", "until")} | filter_names()
# A date as it is written with spaces: "desde: 3 de junio de 2025". English ones take no space.
_DATED = "|".join(n for n, name in _NAMES.items() if name in ("since", "until") and n != name)
# And a name, where its words have capitals: "von: Ada Lind".
_LED = "|".join(n for n, name in _NAMES.items() if name == "from" and n != name)
# One word alone may be what is spoken of: "ein Bericht von: Firmen".
_CALLED = r"(?-i:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})"
_DATE = r"(?:\d{1,2}\.? (?:de )?)?(?:[^\W\d_]{3,10} (?:de )?\d{4}|\d{4}(?:-\d\d?){0,2})(?!\w)"
_FILTER = re.compile(
    rf"(?<![^\s(\[¿])(?:(?P<dated>{_DATED})[:：]\s?(?P<date>{_DATE})"
    rf"|(?P<led>{_LED})[:：]\s(?P<called>{_CALLED})"
    rf"|(?P<name>{'|'.join(_NAMES)})[:：]"
    rf"(?:\s?(?:{_QUOTED})|[{_MARKS}]?(?P<bare>[^\s{_MARKS}]+)))",
    re.IGNORECASE,
)
# What stands around a bare value and is not of it: "from:azhar?"
_AFTER = ".,;:!?)]'’。，、！？"
_BEFORE = "'‘’‚"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a member lets through, as it was written.

    `voices` are names of people or publications, of whom any may speak; `works` are titles,
    publishers, file names and kinds of text; `since` and `until` are dates or words for them, the
    first and the last days of what is let through. A passage must pass all four.
    """

    voices: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self.named.values())

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The values of each filter, by the word with which it is written."""
        return {"from": self.voices, "in": self.works, "since": self.since, "until": self.until}

    def __add__(self, other: "Filters") -> "Filters":
        """Both together."""
        return Filters(
            self.voices + other.voices,
            self.works + other.works,
            self.since + other.since,
            self.until + other.until,
        )

    def __str__(self) -> str:
        """As they are written in a question."""
        each = self.named.items()
        return " ".join(f'{name}:"{value}"' for name, values in each for value in values)


NO_FILTERS = Filters()


def parse(question: str) -> tuple[str, Filters]:
    """The question without its filters, and those; as it is where it has none.

    Of each filter the first ten different values are read.
    """
    found: dict[str, dict[str, None]] = {name: {} for name in NO_FILTERS.named}
    left, done = [], 0
    for match in _FILTER.finditer(question):
        value, end = _value(match)
        if value:
            found[_NAMES[(match["name"] or match["dated"] or match["led"]).lower()]][value] = None
            left.append(question[done : match.start()])
            done = end
    if not left:
        return question, NO_FILTERS
    text = " ".join([*left, question[done:]])
    values = (tuple(islice(each, _MOST_VALUES)) for each in found.values())
    return " ".join(text.split()), Filters(*values)


def _without_question(called: str) -> str:
    """Of "Ada Lind Wie" the name: what opens a question is none of it."""
    words = called.split(" ")
    opening = (n for n, word in enumerate(words) if word.casefold() in opening_words())
    return " ".join(words[: next(opening, len(words))])


def _value(match: re.Match[str]) -> tuple[str, int]:
    """A filter's value, and where it ends in the question."""
    if match["date"]:
        return match["date"], match.end()
    if match["called"]:
        name = _without_question(match["called"])
        return name, match.start("called") + len(name)
    bare = match["bare"]
    if bare is None:
        return (match["double"] or match["single"]).strip(), match.end()
    kept = bare.rstrip(_AFTER)
    return kept.lstrip(_BEFORE)[:_LONGEST], match.end() - len(bare) + len(kept)
