"""What pronouns mean behind earlier questions, and the question with that in their place.

What is meant is looked for where centering theory (Grosz, Joshi and Weinstein, 1995) has it most
likely: a person as whoever the question before asks for, a thing as what that was about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.follow_ups.agreement import put
from retrieval.follow_ups.frames import SAYING, Frame, Framer
from retrieval.follow_ups.references import PERSONAL, PLACE, Reference

_MOST_WORDS: Final = 7
_DO: Final = re.compile(r"\bdo(?=\s$)")
_ADJECTIVE: Final = re.compile(r"(?:ese|ish|ian|ican|ean|ern|French|Dutch)$", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s+(?P<word>[^\W_]{4,})")
# "Is it because of …": what was asked, and nothing that is named in it.
_EVENT: Final = re.compile(
    r"\b(?:it|that|this)(?:['’]s)? (?:really |all |mostly |just )?(?:because|due to|caused|down to"
    r"|thanks to|the reason|why|how|true|right)\b|\b(?:it|that|this) happen"
    r"|^(?:\w+[\s,]+)?(?:is|was) (?:that|this) (?:\w+ )?\w+\s*[?!.…]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What may be meant by pronouns, as the questions before tell, "" where they do not.

    `place` is a thing that bears a name.
    """

    person: str = ""
    thing: str = ""
    place: str = ""


def meaning(frames: Sequence[Frame], framer: Framer, center: str = "") -> Meaning:
    """Whom and what pronouns mean behind these questions, the latest of which comes last.

    `center` is what that was about where it does not say so itself.
    """
    persons = (_person(frame, framer) for frame in reversed(frames))
    person = next(filter(None, persons), "")
    last = frames[-1]
    thing = last.words(last.topic) or center or _named(last)
    if len(thing.split()) > _MOST_WORDS:
        thing = _named(last)
    place = last.words(last.name) or (thing if framer.names(f"in {thing}") else "")
    return Meaning(person, thing, place)


def _named(frame: Frame) -> str:
    """What bears a name: with the next word where that is an adjective, "Chinese models"."""
    name = frame.words(frame.name)
    if not frame.name or not _ADJECTIVE.search(name):
        return name
    after = _NEXT.match(frame.text, frame.name.end)
    return f"{name} {after['word']}" if after else ""


def _person(frame: Frame, framer: Framer) -> str:
    if frame.person:
        return frame.words(frame.person)
    return next((name for name in framer.names(frame.text) if " " in name), "")


def explained(text: str, found: Sequence[Reference], meant: Meaning) -> str | None:
    """The question with its pronouns put in words; None where one of them cannot be."""
    things = {reference.word for reference in found} - PERSONAL
    if _EVENT.search(text) or ("they" in things and len(things) > 1):
        return None
    # "Did James change his mind": the first names him for all.
    persons = [reference for reference in found if reference.word in PERSONAL]
    for reference in reversed([each for each in found if each not in persons[1:]]):
        says = reference.word == "they" and bool(SAYING.match(text, reference.end))
        words = _words(reference, meant, says=says)
        if not words:
            return None
        if reference.owns:
            words = f"{words}’" if words.endswith("s") else f"{words}’s"
        head = text[: reference.start]
        if words == meant.person:
            head = _DO.sub("does", head)
        elif words == meant.thing:
            head, words = put(head, words), ""
        text = f"{head}{words}{text[reference.end :]}"
    return text


def _words(reference: Reference, meant: Meaning, *, says: bool) -> str:
    if reference.word in PERSONAL or (says and meant.person):
        return meant.person
    if reference.word == PLACE:
        return f"in {meant.place}" if meant.place else ""
    return meant.thing
