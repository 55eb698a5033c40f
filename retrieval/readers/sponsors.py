"""A sponsor's message in a turn, sentence by sentence, told by their words alone.

A message is found by what it does, not by what it is about: it announces a sponsor of this show
("this episode is brought to you by …", "thanks to our sponsor …"), or makes the listener an offer
("use code SHOW at checkout"). Talk about sponsors or advertising does neither, and words in
quotation marks are only mentioned. From there the message reaches as far as sentences go on to
name the sponsor or to make offers; what stands around it is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from retrieval.models import Span
from retrieval.readers.base import trimmed
from retrieval.sentences import sentence_spans

_SHOW = (
    r"(?:episode|show|podcast|program(?:me)?|video|series|conversation|interview|newsletter"
    r"|stream|segment)"
)
_OUR = r"(?:[Oo]ur|[Tt]oday['’]s|[Tt]his week['’]s)"
_THIS = rf"(?:[Tt]his|{_OUR}) {_SHOW}(?: of [\w' ]{{1,60}}?)?"
_STRESS = r"(?: also| again| once again| proudly| partly| in part| kindly)?"
# "This program was made possible by working together" thanks no sponsor.
_SPONSORED = (
    r"(?:brought to you(?: in part)?(?: today)? by"
    r"|(?:sponsored|supported|made possible)(?: in part)?(?: today)? by (?=[A-Z“\"]|our |the ))"
)
# What is written may be "sponsored by", too; "this issue is supported by" is said of politics.
_WRITTEN = (
    r"(?:[Tt]his|[Oo]ur|[Tt]oday['’]s|[Tt]his week['’]s)"
    r" (?:week['’]s )?(?:issue|post|article|edition|essay|e-?mail|letter|piece)"
)
_ANNOUNCED = re.compile(
    rf"\b{_WRITTEN} (?:is|was|comes){_STRESS}"
    r" (?:brought to you(?: in part)?(?: today)? by|sponsored by (?=[\[*]{0,3}[A-Z“\"]|our |the ))"
    rf"|\b{_THIS} (?:is|was|has been|comes){_STRESS} {_SPONSORED}"
    r"|^(?:[Aa]nd )?[Bb]rought to you by\b"
    rf"|\b[Ss]upport for (?:the|{_THIS}|{_OUR} {_SHOW}) (?:comes from|is provided by|is brought)\b"
    rf"|\b(?:[Tt]hanks|[Tt]hank you|[Ss]hout-?out)(?: so much| again| also| very much)? to"
    rf" (?:{_OUR}|the) (?:\w+ )?sponsors?\b"
    rf"|\b[Tt]hank(?:s|s to| you to| you)? [^.!?]{{1,60}}? for sponsoring (?:the|{_THIS})\b"
    rf"|\b(?:word|message)s? from (?:one of )?{_OUR} (?:\w+ )?sponsors?\b"
    rf"|\b{_OUR}(?: first| second| next| final| other| new)? sponsors?"
    rf"(?: today| this week| for {_THIS})? (?:is|are)\b"
)
# What a listener is to do for a price: the code is a word of its own, in capitals or with digits.
_CODE = r"[\"“'‘*]{0,3}[A-Z][A-Z0-9]{2,}\b"
_KIND = r"(?:promo|promotional|coupon|discount|offer|referral)"
_OFFER = re.compile(
    rf"\b(?:[Uu]s(?:e|ing)|[Ee]nter(?:ing)?|[Ww]ith|[Aa]pply)(?: the| our| my)?(?: {_KIND})?"
    rf" code:? {_CODE}|\b{_KIND} code:? {_CODE}"
    r"|\b\d{1,2} ?(?:%|percent) off (?:your|the|any) (?:first |next |entire |whole )?"
    r"(?:order|purchase|month|year|subscription|plan|box)\b"
)
# What such a message goes on with, and other talk as well: no beginning, only a continuation.
_SITE = r"(?:[\w-]{1,40}\.){1,3}(?:com|io|ai|co|org|net|dev|fm|app)\b"
_GOES_ON = re.compile(
    r"\b(?:free trial|money[- ]back|at checkout|\d{1,3} ?(?:%|percent) (?:off|discount)|\$\d+ off"
    r"|(?:sign up|get started|try it|check (?:it|them) out) (?:today|now|for free|at)"
    r"|learn more (?:at|about them)"
    rf"|(?:go|head|head over|visit|check)(?: to| out| over to)? {_SITE}"
    rf"|{_SITE}/\w+|terms (?:and conditions )?apply|link in the (?:show notes|description)"
    r"|sponsor(?:s|ing|ed)?)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"\b(?:back to|on with|onto|on to|jump into|get into) (?:the|our|my|{_OUR}) {_SHOW}\b"
    r"|\bwelcome (?:back|to)\b|\bback to it\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:by|from|at|to|sponsors?(?: today)?(?: is| are|,)?|thank|thanks)"
    r"(?: our (?:good |great )?(?:friends|partners|sponsors?) (?:at|over at|from|,)?)?"
    r" [\[*_]{0,3}(?P<name>[A-Z][\w’'&+-]{1,40})"
)
_DOMAIN = re.compile(r"\b(?P<name>[A-Za-z][\w-]{2,40})\.(?:com|io|ai|co|org|net|dev|fm|app)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]{0,400}[\"”]")
_LIKELY = re.compile(
    r"sponsor|brought to you|support for|made possible|supported|code|off\b", re.IGNORECASE
)
_NO_NAMES = frozenset(("the", "our", "this", "today", "listeners", "you", "and", "all", "http"))
# How many sentences in a row may neither name the sponsor nor go on with an offer.
_SILENT = 3
_LONGEST = 60


def sponsor_messages(text: str, stretches: Sequence[Span]) -> list[Span]:
    """The sentences of one turn's `stretches` that are a sponsor's message, in order.

    The stretches are paragraphs, in order; a message may go on from one to the next.
    """
    if not any(_LIKELY.search(text, each.start, each.end) for each in stretches):
        return []
    sentences = [s for each in stretches for s in sentence_spans(text, each.start, each.end)]
    found = _found([text[span.start : span.end] for span in sentences])
    return [sentences[number] for number in sorted(found)]


def kept_of(text: str, span: Span, messages: Sequence[Span]) -> Iterator[Span | None]:
    """The pieces of `span` that hold words and are no message's; None for each message in it."""
    start = span.start
    first = bisect_left(messages, start, key=lambda message: message.start)
    stop = bisect_left(messages, span.end, key=lambda message: message.start)
    for message in messages[first:stop]:
        yield from _piece(text, start, message.start)
        yield None
        start = message.end
    yield from _piece(text, start, span.end)


def _piece(text: str, start: int, end: int) -> Iterator[Span]:
    start, end = trimmed(text, start, end)
    if any(map(str.isalnum, text[start:end])):
        yield Span(start, end)


def _found(said: Sequence[str]) -> set[int]:
    """The numbers of the sentences that messages are made of."""
    found: set[int] = set()
    for number, sentence in enumerate(said):
        announced = _does(_ANNOUNCED, sentence)
        if number in found or not (announced or _does(_OFFER, sentence)):
            continue
        names = _names_in(sentence)
        onward = range(number + 1, min(len(said), number + _LONGEST))
        found |= {number, *_reached(said, names, onward)}
        if not announced:
            back = range(number - 1, max(-1, number - _LONGEST), -1)
            found |= _reached(said, names, back)
    return found


def _does(pattern: re.Pattern[str], sentence: str) -> bool:
    """Whether the sentence does what the pattern says, rather than quote it."""
    mentioned = [match.span() for match in _QUOTED.finditer(sentence)]
    return any(
        not any(start < match.start() < end for start, end in mentioned)
        for match in pattern.finditer(sentence)
    )


def _names_in(sentence: str) -> list[re.Pattern[str]]:
    found = {m["name"] for p in (_NAMED, _DOMAIN) for m in p.finditer(sentence)}
    names = {re.sub(r"['’]s$", "", name).lower() for name in found} - _NO_NAMES
    return [re.compile(rf"\b{re.escape(name)}", re.IGNORECASE) for name in sorted(names)]


def _reached(said: Sequence[str], names: Sequence[re.Pattern[str]], way: range) -> set[int]:
    """The sentences on the `way` up to the last one that goes on with the message."""
    reached: set[int] = set()
    silent: set[int] = set()
    for number in way:
        sentence = said[number]
        if _BACK.search(sentence) or len(silent) > _SILENT:
            break
        silent.add(number)
        if _GOES_ON.search(sentence) or any(name.search(sentence) for name in names):
            reached |= silent
            silent = set()
    return reached
