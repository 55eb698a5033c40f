"""Pronouns whose meaning stands in an earlier question: found, and put in words.

Which of them mean something outside of their question follows Chomsky's principle B (1981): in its
own clause "it" means nothing that is named there, "its" may. What they mean is looked for where
centering theory (Grosz, Joshi and Weinstein, 1995) has it most likely: a person as the subject of
the question before, else what that was about, the latest question first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.follow_ups.frames import Frame, Framer
from retrieval.words import STOPWORDS

_PERSONAL: Final = frozenset(("he", "she", "him", "her", "his", "hers"))
_PLURAL: Final = frozenset(("they", "them", "their", "theirs"))
_NEUTER: Final = frozenset(("it", "its", "that", "this", "those", "these"))
_POSSESSIVE: Final = frozenset(("his", "hers", "their", "theirs", "its"))
_PLACE: Final = "there"
_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
# Where a clause begins anew, so that a pronoun behind it may mean what stands before.
_CLAUSE: Final = re.compile(
    r"[,;:—]|\b(?:and|but|or|when|if|because|while|after|before|that|which|who|whether|so|as|than"
    r"|once|until|since|where|how|why)\b",
    re.IGNORECASE,
)
# "Is it true that …", "it seems", "what time is it": nothing is meant.
_EXPLETIVE: Final = re.compile(
    r"\b(?:is|was|be|isn['’]t|makes?|made|find|think|would be|will be) it (?:\w+ly )?(?:true"
    r"|possible|hard|easy|likely|unlikely|worth|worthwhile|better|best|necessary|important|legal"
    r"|okay|ok|safe|fair|wise|difficult|enough|time|too late|raining|just me|a good idea|common"
    r"|normal)\b"
    r"|\bit (?:seems?|takes? (?:to|for)|turns? out|is (?:true|possible|likely|said|hard|easy)\b)"
    r"|\bwhat (?:time|day) is it\b|\bhow is it that\b|\bis there\b|\bare there\b|\bwas there\b"
    r"|\bwere there\b|\bthere(?:['’]s| is| are| was| were)\b|\bwill there\b|\bout there\b",
    re.IGNORECASE,
)
# "that" and the like alone, not "that model" and not "think that".
_ALONE: Final = re.compile(
    r"^(?:\s*[?.!,;]|\s*$|\s+(?:is|was|are|were|does|do|did|has|have|had|mean|means|work|works"
    r"|matter|matters|happen|happens|change|changes|possible|true|really|so|now|then|too|in|on|for"
    r"|with|by|at|from|about|come|and|or|but|will|would|could|can|should|to)\b)",
    re.IGNORECASE,
)
_LEADS_TO_CLAUSE: Final = re.compile(
    r"\b(?:say|said|says|think|thinks|thought|believe|believes|argue|argues|claim|claims|mean|know"
    r"|true|sure|the|way|so|fact|idea|evidence)\s+$",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 7


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun at `[start, end)` of a question that means something outside of it."""

    start: int
    end: int
    word: str

    @property
    def personal(self) -> bool:
        """Whether it means a person."""
        return self.word in _PERSONAL


def references(text: str, framer: Framer) -> list[Reference]:
    """The pronouns of a question that nothing in it explains, in their order."""
    found = []
    empty = [match.span() for match in _EXPLETIVE.finditer(text)]
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word not in _PERSONAL | _PLURAL | _NEUTER | {_PLACE}:
            continue
        if any(start <= match.start() < end for start, end in empty):
            continue
        reference = Reference(match.start(), match.end(), word)
        if not _explained(text, reference, framer):
            found.append(reference)
    return found


def _explained(text: str, reference: Reference, framer: Framer) -> bool:
    """Whether a pronoun means something in its own question, or is no pronoun there."""
    before, behind = text[: reference.start], text[reference.end :]
    word = reference.word
    if word in ("that", "this", "those", "these"):
        return not _ALONE.match(behind) or bool(_LEADS_TO_CLAUSE.search(before) and behind.strip())
    if word == _PLACE:
        return bool(re.search(r"\b(?:in|at|from) [A-Z]", before))
    if word not in _POSSESSIVE and not _is_possessive(word, behind):
        clauses = list(_CLAUSE.finditer(before))
        before = before[: clauses[-1].start()] if clauses else ""
    if reference.personal:
        return bool(framer.names(before))
    return bool(framer.names(before)) or _has_noun(before)


def _is_possessive(word: str, behind: str) -> bool:
    """Whether "her" is followed by what is hers."""
    after = _WORD.match(behind.lstrip())
    return word == "her" and bool(after) and after[0].casefold() not in STOPWORDS  # type: ignore[index]


def _has_noun(text: str) -> bool:
    """Whether a text names a thing: a telling word behind an article, a preposition or a verb form.

    Told by the small word before it; nothing here knows nouns from verbs.
    """
    leads = (
        "a an the do does did is are was were can could will would should has have of for with"
        " about in on from by to between my your our some any many most more which what new"
    )
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    pairs = zip(["", *words], words, strict=False)
    return any(lead in leads.split() and word not in STOPWORDS for lead, word in pairs)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What may be meant by pronouns, as the questions before tell, "" where they do not."""

    person: str = ""
    thing: str = ""


def meaning(frames: Sequence[Frame], framer: Framer) -> Meaning:
    """Whom and what pronouns mean behind these questions, the latest of which comes last."""
    persons = (_person(frame, framer) for frame in reversed(frames))
    things = (_thing(frame) for frame in frames[-1:])
    return Meaning(next(filter(None, persons), ""), next(filter(None, things), ""))


def _person(frame: Frame, framer: Framer) -> str:
    if frame.person:
        return frame.words(frame.person)
    return next((name for name in framer.names(frame.text) if " " in name), "")


def _thing(frame: Frame) -> str:
    topic = frame.words(frame.topic)
    if topic and len(topic.split()) <= _MOST_WORDS:
        return topic
    return frame.words(frame.name)


# "Is it because of …": what was asked, and nothing that is named in it.
_EVENT: Final = re.compile(
    r"\b(?:it|that|this)(?:['’]s)? (?:really |all |mostly |just )?(?:because|due to|caused|down to"
    r"|thanks to|the reason|why|how)\b|\b(?:it|that|this) happen",
    re.IGNORECASE,
)


def explained(text: str, found: Sequence[Reference], meant: Meaning) -> str | None:
    """The question with its pronouns put in words; None where one of them cannot be."""
    if _EVENT.search(text):
        return None
    for reference in reversed(found):
        words = _words(reference, meant)
        if not words:
            return None
        behind = text[reference.end :]
        if reference.word in _POSSESSIVE or _is_possessive(reference.word, behind):
            words = f"{words}’" if words.endswith("s") else f"{words}’s"
        text = f"{text[: reference.start]}{words}{behind}"
    return text


def _words(reference: Reference, meant: Meaning) -> str:
    if reference.word in _PERSONAL:
        return meant.person
    if reference.word in _PLURAL:
        return meant.person or meant.thing
    return f"in {meant.thing}" if reference.word == _PLACE and meant.thing else meant.thing
