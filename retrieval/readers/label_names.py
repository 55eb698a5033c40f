"""What of a label is a name, and whether it is written like one."""

import re
from collections.abc import Iterable

from retrieval.models import Role
from retrieval.naming import folded
from retrieval.people import is_nobody

_LONGEST = 60
_MOST_WORDS = 6
_LONGEST_HANDLE = 20
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "de da di del della der den des dos du van von vom zu zur la le el al bin ibn ben y e"
        " of the af av ten ter and",
    )
)
_ASIDE = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{1,60})[)\]]\s*$")
_PART = re.compile(r",\s*(?P<inside>(?:co-?)?host|guest)$", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[?!;:\"“”„«»@#%&=+/\\<>{}|…]|\.\.|https?")
_NUMBERED = re.compile(
    r"(?:speaker|spk|voice|person|participant|male|female|man|woman|caller|panelist|attendee"
    r"|questioner|student)(?: speaker| voice)?[ _#-]*(?:\d{1,3}|[A-Z])?|[sp][ _-]?\d{1,3}",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:unknown|unidentified|unnamed|anonymous|inaudible|indistinct|several|multiple|various)\b.*"
    r"|q|a|question|answer|all|both|everyone|everybody|together|crowd|group|n/?a|tbd"
    r"|intro|outro|teaser|trailer|clip|recording|silence|laughter|applause",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.? ?){2,4}")
# Letters that are more often something else, and titles that give a name none.
_NO_INITIALS = frozenset(("ai", "it", "tv", "pr", "hr", "id", "ceo", "cto", "cfo", "faq", "qa"))
_TITLES = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms", "sir", "mayor", "senator"))
# In capitals no more names are looked up, and no further into a text.
_MOST_LOOKED_UP, _FAR = 50, 200_000
_ENDS_A_SENTENCE = re.compile(r"[^\W\d_]{3,}\.$")
# Words that stand before a colon at the beginning of a paragraph, and are nobody's name.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        note notes warning caution tip tips hint example examples summary conclusion question
    questions answer answers problem solution step steps part chapter section figure table
    appendix update edit source sources reference references link links title subtitle date time
    author authors by from to re subject cc fyi ps tldr disclaimer important remember result results
    pros cons advantages disadvantages background context introduction overview abstract agenda
    topic topics keywords tags categories key takeaway takeaways highlights point points idea ideas
    first second third next last finally then now also however therefore so and but or because
    yes no ok okay well right sure thanks monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    http https www email phone address website url episode season transcript recording duration
    hosted guests hosts featuring published recorded transcribed edited music audio video
    definition translation quote caption photo image credit credits copyright license version
    todo fact myth claim evidence reason goal goals objective input output before after today
    number rule lesson option case day week month year model data here there this that these those
    what why how when where who which spoiler alert breaking bonus
        """,
    )
)


def is_unnamed(name: str) -> bool:
    """Whether it says that nobody knows who speaks: a number, a letter, "Unknown"."""
    return is_numbered(name) or _UNKNOWN.fullmatch(name) is not None


def is_numbered(name: str) -> bool:
    """Whether a machine told voices apart, and numbered them: "Speaker 1", "SPEAKER_00"."""
    return _NUMBERED.fullmatch(name) is not None


def is_written_small(name: str) -> bool:
    """Whether it may be a name that its bearer always writes small: "swyx"."""
    whole = name.isalnum() and name.islower() and len(name) <= _LONGEST_HANDLE
    return whole and name not in _NO_NAMES


def bare_name(name: str) -> str:
    """A label without "(Acme)", "(host)" or ", host" behind the name."""
    return _PART.sub("", _ASIDE.sub("", name)).strip() or name


def stated_role(label: str) -> Role | None:
    """The part that the label itself gives: "Jane Roe (host)"."""
    stated = _ASIDE.search(label) or _PART.search(label)
    inside = stated["inside"].casefold().replace("-", "") if stated else folded(label)
    if inside in {"host", "cohost"}:
        return Role.HOST
    return Role.GUEST if inside == "guest" else None


def initials_in(name: str) -> str | None:
    """The letters of a label that is initials: "LT", "P. N."; None for any other."""
    letters = "".join(letter for letter in name.lower() if letter.isalpha())
    plain = _INITIALS.fullmatch(name) and name.isupper() and letters not in _NO_INITIALS
    return letters if plain else None


def initials_of(name: str) -> str:
    """The first letters of a name's words, without a title."""
    return "".join(word[0] for word in folded(name).split() if word not in _TITLES)


def written_with_small_letters(names: Iterable[str], text: str) -> dict[str, str]:
    """How `text` writes those of the names elsewhere that are all in capitals here.

    The keys are folded names.
    """
    capitals = sorted({name for name in names if name.isupper()}, key=len, reverse=True)
    if not capitals:
        return {}
    each = "|".join(re.escape(name) for name in capitals[:_MOST_LOOKED_UP])
    found: dict[str, str] = {}
    for match in re.finditer(rf"(?<!\w)(?:{each})(?!\w)", text[:_FAR], re.IGNORECASE):
        words = match[0].split()
        if not match[0].isupper() and all(word[0].isupper() for word in words):
            found.setdefault(folded(match[0]), match[0])
    return found


def is_written_like_a_name(name: str) -> bool:
    """Whether a label is written like a name: a few words with capitals, and no sentence."""
    words = name.split()
    if _NO_NAMES.intersection(folded(name).split()[:1]):
        return False
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    if _NOT_IN_A_NAME.search(name) or not any(map(str.isalpha, name)):
        return False
    # "Jan 3", "Part 2".
    if len(words) > 1 and words[-1].isdecimal():
        return False
    # "Audience member" is written small, and is a voice all the same.
    return is_nobody(name) or (
        not words[0][0].islower()
        and not _ENDS_A_SENTENCE.search(name)
        and all(_begins_like_a_name(word) for word in words)
    )


def _begins_like_a_name(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return not first.islower() or word.lower().strip(".,") in _PARTICLES or "’" in word[:3]
