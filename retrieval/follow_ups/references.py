"""Pronouns that mean something outside of their question.

Which of them do follows Chomsky's binding principles (1981): in its own clause "it" means nothing
that is named there, "its" may, and what stands in a clause before explains both. Nothing here knows
nouns from verbs, so clauses and nouns are told by the small words around them.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from retrieval.follow_ups.frames import Framer
from retrieval.words import STOPWORDS

PERSONAL: Final = frozenset(("he", "she", "him", "her", "his", "hers"))
PLURAL: Final = frozenset(("they", "them", "their", "theirs"))
_NEUTER: Final = frozenset(("it", "its"))
_POINTING: Final = frozenset(("that", "this", "those", "these"))
PLACE: Final = "there"
_ALL: Final = PERSONAL | PLURAL | _NEUTER | _POINTING | {PLACE}
_POSSESSIVE: Final = frozenset(("his", "hers", "their", "theirs", "its"))
_OBJECTS: Final = frozenset(("them", "it", "him", "her"))
_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
# "It's a framework": the pronoun is "it".
_CONTRACTED: Final = re.compile(r"(?P<word>[^\W_][\w-]*)(?:['’]\w*)?")
_AUXILIARY: Final = frozenset(
    re.findall(
        r"\S+",
        """
        is are was were am be do does did can could will would should shall may might must has have
        had isn't aren't wasn't weren't don't doesn't didn't can't won't hasn't haven't why how when
        where what who which whom and or but if so then that because
        """,
    )
)
# Where a clause begins anew, so that a pronoun behind it may mean what stands before.
_CLAUSE: Final = re.compile(
    r"[,;:—()]|[.?!]\s|\b(?:and|but|or|when|if|because|while|after|before|that|which|who|whether|so|as|than"
    r"|once|until|since|where|how|why|to"
    r"|(?:say|says|said|think|thinks|thought|feel|feels|felt|believes?|believed|claims?|claimed"
    r"|knows?|knew|hopes?|hoped|wants?|wanted)(?!\s+(?:about|of|on|to|with)\b))\b",
    re.IGNORECASE,
)
# "Is it true that …", "it seems", "what does it mean to …", "is there": nothing is meant.
_EXPLETIVE: Final = re.compile(
    r"\b(?:is|was|be|makes?|made|finds?|would be|will be|isn['’]t) it (?:\w+ly |even |too |so )?"
    r"(?:(?:true|possible|hard|easy|likely|unlikely|worth|worthwhile|better|best|necessary"
    r"|important|legal|okay|ok|safe|fair|wise|difficult|a good idea|common|normal)"
    r"(?= (?:to|that|if|when|for|\w+ing)\b)|enough|time|late|raining|just me"
    r"|determined|called|said|believed|thought|known|discovered|estimated|clear)\b"
    r"|\bit (?:seems?|turns? out|is (?:true|possible|likely|said|hard|easy|called)\b|rains?)"
    r"|\bit (?:take|takes|took|mean|means|meant) (?:to|for|when|if|that|a|an|the|\w+ to)\b"
    r"|\b(?:make|makes|made|making) it (?:to|into|through|past|as)\b"
    r"|\bwhat (?:time|day|season|year) (?:is|was) it\b"
    r"|\bhow (?:is|was) it that\b|\b(?:is|are|was|were|will|would|has|had|does|can|could) there\b"
    r"|\bthere(?:['’]s| is| are| was| were| has| have| had| will| would| might| could| to be)\b"
    r"|\bout there\b",
    re.IGNORECASE,
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:that|when|if|whether|how|which|what|who)\b(?P<rest>.*)", re.IGNORECASE
)
# "After its re-opening, which films did the Tower show?": what is meant comes later.
_LEADS_IN: Final = re.compile(
    r"^(?:after|before|of|in|with|despite|during|for|on)\b[^,]*$", re.IGNORECASE
)
# "that" alone, not "that model": what may stand behind it.
_ALONE: Final = re.compile(
    r"^(?:\s*[?.!,;]|\s*$|\s+(?:is|was|are|were|does|do|did|has|have|had|mean|means|work|works"
    r"|matter|matters|happen|happens|change|changes|true|really|so|now|then|too|come|and|or|but|will"
    r"|would|could|can|should|possible|a|an|the|affect|affects|compare|differ|different)\b)",
    re.IGNORECASE,
)
# "Is that bad?", "was this true?"
_PREDICATE: Final = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*(?:is|was)(?:n['’]?t)?\s+$", re.IGNORECASE
)
_ONE_WORD: Final = re.compile(r"\s+(?:still |really |so |also |even )?[^\W_]+\s*[?!.…]*")
_FEW: Final = 2
# What is said in verbs that tell nothing is no noun: "what happens when it fails".
_EMPTY: Final = frozenset(
    re.findall(
        r"\S+",
        """
        happens happen happened works work worked use used uses make makes made go goes going come
        comes get gets give take takes look like start change matter matters help need needs want
        compare compares cost costs use used long big good bad new really still actually exactly
        else also ever yet kind sort way one first
        """,
    )
)
_LEADS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        a an the do does did is are was were can could will would should has have of for with about
        in on from by between my your our some any many most which new other two three when that if
        because and as whose
        """,
    )
)


_SOMEBODY: Final = frozenset(("someone", "somebody", "anyone", "anybody", "everyone", "people"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun at `[start, end)` of a question that means something outside of it.

    `owns` is true where what follows belongs to what is meant: "her views".
    """

    start: int
    end: int
    word: str
    owns: bool = False


def references(text: str, framer: Framer) -> list[Reference]:
    """The pronouns of a question that nothing in it explains, in their order."""
    empty = [match.span() for match in _EXPLETIVE.finditer(text)]
    found = []
    for match in _CONTRACTED.finditer(text):
        word = match["word"].casefold()
        # "IT" and "Can Make It" are names, and "sold it's shops" is a slip.
        inside = match.start() > 0 and (match[0][0].isupper() or match[0] != match["word"])
        if word not in _ALL or inside:
            continue
        if any(start <= match.start() < end for start, end in empty):
            continue
        owns = word in _POSSESSIVE or (word == "her" and _has_thing(text[match.end() :]))
        reference = Reference(match.start(), match.end("word"), word, owns)
        if not _explained(text, reference, framer):
            found.append(reference)
    return found


def _has_thing(behind: str) -> bool:
    """Whether a telling word comes next."""
    after = _WORD.match(behind.lstrip())
    return after is not None and after[0].casefold() not in STOPWORDS


def _explained(text: str, reference: Reference, framer: Framer) -> bool:
    """Whether a pronoun means something in its own question, or is no pronoun there."""
    before, behind = text[: reference.start], text[reference.end :]
    if reference.word in _POINTING and not _points(before, behind, reference.word):
        return True
    if reference.owns:
        return _owned(text, reference, framer)
    if reference.word in _OBJECTS and _said_behind(before, reference.word, behind):
        return True
    earlier = before if _opens(before, reference.word, behind) else _earlier(before)
    known = framer.names(earlier) if reference.word in PERSONAL else _telling(earlier)
    return bool(known)


def _owned(text: str, reference: Reference, framer: Framer) -> bool:
    """Whether what something belongs to is named: anywhere if it comes first, else before."""
    before, behind = text[: reference.start], text[reference.end :]
    if _LEADS_IN.match(before) and "," in behind:
        return True
    if reference.word in PERSONAL:
        return bool(framer.names(text))
    return bool(framer.names(before)) or _noun(before)


def _said_behind(before: str, word: str, behind: str) -> bool:
    """Whether a clause behind an object says what it is: "it is known that", "enable them to"."""
    if behind.startswith(" to ") and _telling(before):
        return True
    subordinate = _SUBORDINATE.search(behind) if word == "it" else None
    return subordinate is not None and len(_telling(subordinate["rest"])) >= _FEW


def _points(before: str, behind: str, word: str) -> bool:
    """Whether "that" stands for something, and neither leads to a clause nor goes with a noun."""
    if _PREDICATE.search(before) and _ONE_WORD.fullmatch(behind):
        return True
    if not _ALONE.match(behind):
        return False
    ends = not behind.strip(" ?!.,;")
    last = _last(before)
    prepositions = (
        "about",
        "of",
        "on",
        "to",
        "for",
        "with",
        "from",
        "by",
        "like",
        "than",
        "between",
    )
    joined = behind.lstrip().startswith(("and ", "or ")) and last in prepositions
    if word in ("that", "those") and not (ends or joined):
        # "the city that was built", "those who": told by what stands before.
        return last in _AUXILIARY - {"that"} or not last
    return last in _AUXILIARY or last in prepositions or ends or not last


def _opens(before: str, word: str, behind: str) -> bool:
    """Whether a pronoun begins a clause that no other word begins: "did X decide she …"."""
    last, after = _last(before), _WORD.match(behind.lstrip())
    goes_on = after is not None and after[0].casefold() in _AUXILIARY
    subject = word in ("he", "she", "they") or (word == "it" and goes_on)
    return subject and bool(last) and last not in _AUXILIARY


def _last(text: str) -> str:
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    return words[-1] if words else ""


def _earlier(before: str) -> str:
    """What stands before the clause in which a text ends."""
    clauses = list(_CLAUSE.finditer(before))
    return before[: clauses[-1].start()] if clauses else ""


def _telling(text: str) -> list[str]:
    """The words of a text that may name something."""
    words = (match[0].casefold() for match in _WORD.finditer(text))
    return [w for w in words if w not in STOPWORDS and w not in _EMPTY and w not in _AUXILIARY]


def _noun(text: str) -> bool:
    """Whether a text names a thing: a telling word behind an article, a preposition or "did"."""
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    telling = _telling(text)
    told = any(a in _LEADS and b in telling for a, b in pairwise(["the", *words]))
    return told or not _SOMEBODY.isdisjoint(words)
