"""Whole questions behind others: their pronouns put in words, their topic where they name none."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from retrieval.follow_ups.cues import ELSE, OPEN_TOPIC
from retrieval.follow_ups.frames import Frame, Framer
from retrieval.follow_ups.meanings import Meaning, explained, meaning
from retrieval.follow_ups.references import PERSONAL, Reference, references
from retrieval.follow_ups.turns import Turn, under
from retrieval.results import Quote
from retrieval.words import is_stopword, words_of

# Who says so many telling words says what it is about.
_ENOUGH: Final = 7
# And who says so many may have asked something else.
_A_QUESTION: Final = 4
_MARKS: Final = " ?!.…"

Quoting = Callable[[Turn], Sequence[Quote]]


class Clauses:
    """Reads whole questions to a library whose names and words it knows."""

    def __init__(self, framer: Framer, quoting: Quoting) -> None:
        """`quoting` finds the quotes that a question is answered with."""
        self._framer = framer
        self._quoting = quoting

    def read(self, turn: Turn, text: str, before: Sequence[Turn]) -> Turn:
        """A question without what opens it; the turn itself where that leaves nothing open."""
        if found := self._open_in(text):
            return self._explained(turn, text, found, before)
        frame = self._framer.frame(text.rstrip(_MARKS))
        if OPEN_TOPIC.search(text) and not frame.topic:
            return self._on_topic(turn, frame, before[-1])
        return turn

    def answered(self, before: Sequence[Turn]) -> Sequence[Turn]:
        """Questions up to the last one that found anything; all where none did.

        What met silence told nobody of anything that could be meant by "it" or "that".
        """
        for end in range(len(before), 0, -1):
            if self._quoting(before[end - 1]):
                return before[:end]
        return before

    def is_open(self, text: str) -> bool:
        """Whether words hold a pronoun that nothing in them explains."""
        return bool(self._open_in(text))

    def is_empty(self, text: str) -> bool:
        """Whether words tell next to nothing beside such a pronoun: "is that bad?"."""
        return self.is_open(text) and _telling(text) <= 1

    def _open_in(self, text: str) -> list[Reference]:
        found = references(text, self._framer)
        if _telling(text) > _ENOUGH:
            return [reference for reference in found if reference.word in PERSONAL]
        return found

    def _explained(
        self, turn: Turn, text: str, found: Sequence[Reference], before: Sequence[Turn]
    ) -> Turn:
        """The question with its pronouns in words, or beside the one before that may tell them."""
        if not any(reference.word in PERSONAL for reference in found):
            before = self.answered(before)
        last = before[-1]
        meant = self._meaning(found, before)
        said = explained(text, found, meant) or _beside(last, text)
        frame = self._framer.frame(said.rstrip(_MARKS))
        if OPEN_TOPIC.search(said) and not frame.topic:
            return self._on_topic(turn, frame, last)
        filters = under(turn.filters, last.filters)
        if not ELSE.search(text):
            alone = turn.written if self._is_doubtful(text, found) else ""
            return Turn(said, filters, center=meant.thing, alone=alone)
        plain = " ".join(ELSE.sub(" ", said).split())
        # Who asks for nothing else than before asks for more of what was answered.
        if _terms(plain) <= _terms(last.text):
            return replace(last, filters=filters, more=last.more + 1)
        return Turn(plain, filters, center=meant.thing)

    def _is_doubtful(self, text: str, found: Sequence[Reference]) -> bool:
        """Whether a question may have been meant alone; never one of a person's words."""
        if any(reference.word in PERSONAL for reference in found):
            return False
        frame = self._framer.frame(text.rstrip(_MARKS))
        by_them = any(reference.word == "they" for reference in found)
        return (by_them and _telling(frame.words(frame.topic)) > 0) or _telling(text) >= _A_QUESTION

    def _meaning(self, found: Sequence[Reference], before: Sequence[Turn]) -> Meaning:
        """Whom and what these pronouns mean; a person may be the one who was quoted."""
        frames = [self._framer.frame(each.bare, each.center) for each in before]
        meant = meaning(frames, self._framer, before[-1].center)
        if meant.person or not any(reference.word in PERSONAL for reference in found):
            return meant
        quoted = (q.quoted_speaker or q.speaker for q in self._quoting(before[-1]))
        return replace(meant, person=next(filter(None, quoted), ""))

    def _on_topic(self, turn: Turn, frame: Frame, last: Turn) -> Turn:
        """What somebody says on the topic of the question before."""
        # A voice that was asked for before is not the one who is asked for now.
        filters = under(turn.filters, replace(last.filters, voices=()))
        known = self._framer.frame(last.bare, last.center)
        person = frame.words(frame.person)
        if topic := known.words(known.topic) or last.center:
            said = f"{frame.text} about {topic}?"
        else:
            said = f"{last.bare}, according to {person}?" if person else _beside(last, turn.text)
        return Turn(said, filters, center=last.center)


def _beside(last: Turn, text: str) -> str:
    """A question behind the one before it, of which only the first is taken where it is two."""
    return f"{last.bare.split('? ')[0]}? {text}"


def _telling(text: str) -> int:
    return len([word for word in words_of(text) if not is_stopword(word)])


def _terms(text: str) -> set[str]:
    return {word.term for word in words_of(text) if not is_stopword(word)}
