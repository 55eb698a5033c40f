"""Does a text hold the sort of thing that a question asks for, a time, a place, a number.

The expected answer type of question answering (Li and Roth, 2002, "Learning Question Classifiers"),
for the questions whose words tell it.
"""

import re
from typing import Final

from retrieval.words import STOPWORDS, term_of, terms_in

_POLITE: Final = (
    r"^\W*(?:(?:and|so|but|hi|hey|ok|okay|well|then|please|do you know|does anyone know"
    r"|can you tell me|tell me)\b\W*)*"
)
_NUMBERS: Final = (
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven"
    r"|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|[mb]illions?|trillions?|dozens?|half|percent|twice|double|triple|one (?:single|person))\b"
)
_COUNTS: Final = (
    r"|\b(?:most|many|few|several|none|majority|handful|couple|lots of|orders? of magnitude)\b"
)
_AMOUNTS: Final = (
    r"|\b(?:much|free|an? (?:lot|fraction|bit|little)|lots|little|most|half|enough|cheap(?:er)?"
    r"|expensive|[a-z]+ as much|more|less|all|huge)\b"
)
_MONTHS: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_SPANS: Final = r"(?:year|month|week|decade|centur(?:y|ie))s?"
_DATES: Final = (
    r"(?<![$€£\d.,])\b\d{3,4}s?\b(?![\d%]|,\d)|\b\d+(?:st|nd|rd|th)\b"
    rf"|\b(?:{_MONTHS}"
    rf"|(?:last|this|next|past|same|few|couple of|(?:{_NUMBERS}))[ -]{_SPANS}"
    rf"|{_SPANS} (?:ago|later|old|back|before|after|now)|ago|soon|recently|delay(?:ed|s)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|yesterday|tonight"
    r"|spring|summer|autumn|winter|upcoming|twenties|thirties|(?:not|n['’]t) yet"
)
_TIMES: Final = (
    rf"\d|{_DATES}|days?|hours?|minutes?|later|late|early|earlier|since|until|till|before|after"
    r"|during|when(?:ever)?|once|while|as soon as|beginning|start|end|morning|afternoon"
    r"|evening|night|noon|now|currently|immediately|never|always|first|finally)\b"
)
_PLACES: Final = (
    r"\b(?i:in|at|near|from|to|on|across|off|outside|inside|around|through|into|via|between|over"
    r"|under|along|within|throughout) (?:(?i:the|an?|my|our|its|their) )?(?:[a-z-]+ ){0,2}"
    r"[^\W\d_a-z][a-z]\w*"
    r"|\b(?i:abroad|countr(?:y|ies)|cit(?:y|ies)|towns?|villages?|states?|regions?|suburbs?|remote"
    r"|north\w*|south\w*|east\w*|west\w*|university|rivers?|islands?|mountains?|seas?|oceans?)\b"
)
_FOUNDED: Final = (
    r"founded|born|created|released|published|established|launched|invented|introduced|start(?:ed)?"
    r"|built|made|come out|came out|die[ds]?|found"
)
_PAID: Final = "cost|raised?|pa(?:y|id)|earn|money|funding"
_RESIDES: Final = r"live[sd]?|based|born|headquartered|headquarters|grow up|from|come from"
# A question's words, and what a text holds that answers it; the first that fits is meant.
_SORTS: Final = tuple(
    (re.compile(question, re.IGNORECASE), re.compile(answer, flags))
    for question, answer, flags in (
        (
            r"\bhow old\b",
            rf"(?:{_NUMBERS})\W+(?:year|month|week|day)|\b(?:born|aged?)\b",
            re.IGNORECASE,
        ),
        (r"\bhow many\b", _NUMBERS + _COUNTS, re.IGNORECASE),
        (
            rf"\bhow much (?:money|funding|does|do|did|is|was|will)\b.*\b(?:{_PAID})\b",
            r"\d|[$€£]|\b(?:[mb]illions?|thousands?|hundreds?|half|free|cheap(?:er)?|expensive)\b",
            re.IGNORECASE,
        ),
        (r"\bhow much\b", _NUMBERS + _AMOUNTS, re.IGNORECASE),
        (
            rf"{_POLITE}when (?:was|were|did|will)\b.*\b(?:{_FOUNDED})\b",
            rf"{_DATES})\b",
            re.IGNORECASE,
        ),
        (
            rf"{_POLITE}(?:when|since when|(?:in )?(?:what|which) (?:year|month|day|date)s?)\b",
            _TIMES,
            re.IGNORECASE,
        ),
        (rf"{_POLITE}where\b.*\b(?:{_RESIDES})\b", _PLACES, re.NOFLAG),
    )
)
_WORD: Final = re.compile(r"[\w'’]+")


# What is counted, where its name is likely to be said with the number.
_COUNTED: Final = re.compile(
    r"\bhow many (?:(?:other|different|total|more|new|of the) )*(?P<thing>[^\W\d]{4,}s)\b",
    re.IGNORECASE,
)
# A share answers how many, and seldom names again what it is of.
_SHARE: Final = re.compile(r"\d ?%|\bper ?cent\b", re.IGNORECASE)
# Units are shortened, and turned into others.
_UNITS: Final = re.compile(
    r"tons|tonnes|grams|kilograms|pounds|kilomet\w+|met(?:er|re)s|miles|feet|degrees|years|months"
    r"|weeks|days|hours|minutes|seconds|times|others|persons|kinds|types|things",
    re.IGNORECASE,
)


class Expected:
    """The sort of expression that a question asks for: a time, a place, a number, or none."""

    def __init__(self, question: str) -> None:
        """What the question says itself is none: "at Acme" does not tell where Acme is."""
        self._sort = next((told for asked, told in _SORTS if asked.search(question)), None)
        self._said = {word.casefold() for word in _WORD.findall(question)} - STOPWORDS
        counted = _COUNTED.search(question)
        thing = counted["thing"] if counted else ""
        self._counted = None if _UNITS.fullmatch(thing) else term_of(thing)

    def lacks(self, text: str) -> bool:
        """Whether such an expression is asked for, and a text holds none of what is counted."""
        if self._sort is None:
            return False
        if self._counted and self._counted not in terms_in(text) and not _SHARE.search(text):
            return True
        return not self._sort.search(_WORD.sub(self._new, text))

    def _new(self, word: re.Match[str]) -> str:
        return "" if word[0].casefold() in self._said else word[0]
