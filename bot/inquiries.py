"""What asks about the bot, what it holds, or the answer before: no words for the library.

Only a whole message counts: "what is in your library about chips?" is a question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.inquiry_forms import FORMS, WORKS, About
from bot.pleasantries import plain


@dataclass(frozen=True, slots=True)
class Profile:
    """A page that is asked for in words: of a work, of a person, of whatever goes by `name`."""

    name: str
    work: bool = False
    person: bool = False


_MEANT: Final = {
    about: re.compile(rf"(?:{pattern})", re.VERBOSE) for about, pattern in FORMS.items()
}
# What may stand around any of these.
_BEFORE: Final = re.compile(
    r"^(?:(?:and|but|so|ok|okay|hi|hey|hello|well|hm+|oh|please|pls|sorry|thanks|und|aber|bitte|hallo"
    r"|y|pero|hola|pullquote)\s+)+"
)
_BEHIND: Final = re.compile(
    r"(?:\s+(?:please|pls|thanks|then|now|exactly|though|bitte|por favor|denn|eigentlich|pullquote)"
    r"|(?:お願いします|ください|下さい|请|呢|呀))+$"
)

_SUMMED: Final = re.compile(
    r"\W*(?:(?:can|could) you |please )*(?:(?:give|write|show)(?: (?:me|us))? |i (?:want|need) )?"
    r"(?:(?:an?|the) )?(?:(?:short|quick|brief) )?"
    r"(?:(?:summary|overview|digest|recap) (?:of|on|about)|summari[sz]e|sum up|recap) (?P<name>.+)",
    re.IGNORECASE,
)
_TAKEN: Final = re.compile(
    r"\W*(?:(?:what(?:['’]s| is| are|['’]re)|give me|show me) )?(?:the )?"
    r"(?:(?:main|key|biggest|quick) )?(?:takeaways?|highlights?|(?:main|key) points?)"
    r" (?:of|from|in) (?P<name>.+)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\W*(?:how many|which|what) {WORKS} (?:(?:mentions?|covers?|discuss(?:es)?)"
    rf"|(?:talks?|speaks?|(?:is|are)) about|deals? with) (?P<name>.+)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\W*(?:(?:give|show)(?: me)? |find )?(?:an? |some |any )?quotes? (?:by|from|of) (?P<name>.+)",
    re.IGNORECASE,
)
_A_WORK: Final = re.compile(
    rf"^(?:the|that|this)?\s*{WORKS}\s+(?:called|titled|named|about|on|with)?\s*|\s+{WORKS}$",
    re.IGNORECASE,
)
_POINTING: Final = re.compile(r"(?:it|that|this|those|these|all|everything|them)\b", re.IGNORECASE)


def about(text: str) -> About | None:
    """Return what a whole message asks about that is not in the library, None if it may be."""
    said = _BEHIND.sub("", _BEFORE.sub("", plain(text)))
    return next((each for each, form in _MEANT.items() if form.fullmatch(said)), None)


def questions_among(texts: Iterable[str]) -> tuple[str, ...]:
    """Return those of some messages that a question behind them may go on from."""
    return tuple(text for text in texts if about(text) is None)


def profile(text: str) -> Profile | None:
    """Return of what a whole message asks for a page, None for any other question."""
    for form in (_TAKEN, _SUMMED, _COUNTED, _SAID):
        if match := form.fullmatch(text.strip()):
            return _profile(match["name"].strip(" ?!.\"'“”‘’"), person=form is _SAID)
    return None


def _profile(name: str, *, person: bool) -> Profile | None:
    title = _A_WORK.sub("", name).strip()
    title = re.sub(r"^(?:the|that|this)\s+", "", title) if title != name else title
    if not title or _POINTING.match(title):
        return None
    return Profile(title, work=title != name, person=person)
