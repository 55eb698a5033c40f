"""What a question means behind those before it.

Conversational query rewriting without a language model. TREC CAsT (Dalton et al., 2020) and QReCC
(Anantha et al., 2021) have what such questions leave out: mostly the topic, then who or what a
pronoun means. What they say anew stays as it is written, what they leave open is taken from the
latest question that has it (as in historical query expansion, Lin et al., 2021), and a question
that leaves nothing open is left alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from retrieval.filters import Filters
from retrieval.follow_ups.cues import (
    AGAIN,
    CLAUSE,
    MORE,
    NUMBERS,
    OPEN_TOPIC,
    OPENERS,
    ORDINAL,
    WHYS,
)
from retrieval.follow_ups.fragments import Fragments
from retrieval.follow_ups.frames import Frame, Framer
from retrieval.follow_ups.references import Meaning, Reference, explained, meaning, references
from retrieval.follow_ups.turns import Turn, under
from retrieval.models import Quote
from retrieval.words import terms_in

# Whoever goes on for longer than that means the latest of it.
_MOST_BEFORE: Final = 8
# More words than these are a message, not what is left of a question.
_LONGEST_FRAGMENT, _LONGEST = 8, 60

# "What else did she say?"
_ELSE: Final = terms_in("else more other others")

Quoting = Callable[[Turn], Sequence[Quote]]


class Understanding:
    """Reads questions in the light of those before them."""

    def __init__(self, framer: Framer, fragments: Fragments, quoting: Quoting) -> None:
        """`quoting` finds the quotes that a question is answered with."""
        self._framer = framer
        self._fragments = fragments
        self._quoting = quoting

    def read(self, asked: Turn, before: Sequence[str]) -> Turn | None:
        """What is meant behind these questions, the first one first; None where it is as it was."""
        turns: list[Turn] = []
        for written in before[-_MOST_BEFORE:]:
            turn = Turn.of(written)
            turns.append(self._meant(turn, turns) if turns else turn)
        meant = self._meant(asked, turns) if turns else asked
        return None if meant == asked else meant

    def _meant(self, turn: Turn, before: Sequence[Turn]) -> Turn:
        """What a question means behind others, of which there is at least one."""
        if not turn.text or len(turn.text.split()) > _LONGEST:
            return turn
        if known := self._as_before(turn, before[-1]):
            return known
        opener = OPENERS.match(turn.text)
        rest = turn.text[opener.end() :] if opener else turn.text
        if not CLAUSE.match(rest) and len(rest.split()) <= _LONGEST_FRAGMENT:
            return self._fragment(turn, rest, before[-1], opened=bool(opener))
        return self._clause(turn, rest, before)

    def _as_before(self, turn: Turn, last: Turn) -> Turn | None:
        """The question before, where only more of it or something besides it is asked for."""
        filters = under(turn.filters, last.filters)
        if MORE.fullmatch(turn.text):
            return replace(last, filters=filters, more=last.more + 1)
        if AGAIN.fullmatch(turn.text):
            return Turn(last.text, filters)
        if why := WHYS.fullmatch(turn.text):
            return Turn(last.text, filters, aside=f"and {why['word'].lower()}")
        if nth := ORDINAL.search(turn.text):
            return self._of_quote(NUMBERS[(nth["nth"] or nth["alone"]).lower()], last)
        return None

    def _fragment(self, turn: Turn, rest: str, last: Turn, *, opened: bool) -> Turn:
        """What is left of a question, in the place of what it stands for."""
        left = turn.asking(rest)
        said = self._fragments.read(left) if left.bare else None
        if said is None or (said.new and not opened):
            return turn
        return self._fragments.combined(last, self._framer.frame(last.bare), said)

    def _clause(self, turn: Turn, text: str, before: Sequence[Turn]) -> Turn:
        """A whole question: its pronouns in words, its topic carried over where it has none."""
        last = before[-1]
        if found := references(text, self._framer):
            meant = self._meaning(found, before)
            # What nothing tells stands beside what it may be told by.
            said = explained(text, found, meant) or f"{last.bare}? {text}"
            filters = under(turn.filters, last.filters)
            return self._same_or_more(Turn(said, filters, center=meant.thing), last)
        frame = self._framer.frame(text.rstrip(" ?!."))
        if not OPEN_TOPIC.search(text) or frame.topic:
            return turn
        filters = under(turn.filters, replace(last.filters, voices=()))
        return Turn(self._on_topic(frame, last), filters, center=last.center)

    def _on_topic(self, frame: Frame, last: Turn) -> str:
        """What somebody says on the topic of the question before."""
        known = self._framer.frame(last.bare)
        if topic := known.words(known.topic):
            return f"{frame.text} about {topic}?"
        person = frame.words(frame.person)
        return f"{last.bare}, according to {person}?" if person else f"{last.bare}? {frame.text}?"

    def _meaning(self, found: Sequence[Reference], before: Sequence[Turn]) -> Meaning:
        """Whom and what these pronouns mean; a person may be the one who was quoted."""
        frames = [self._framer.frame(each.bare) for each in before]
        meant = meaning(frames, self._framer)
        if before[-1].center and not frames[-1].topic:
            meant = replace(meant, thing=before[-1].center)
        if meant.person or not any(reference.personal for reference in found):
            return meant
        quoted = (q.quoted_speaker or q.speaker for q in self._quoting(before[-1]))
        return replace(meant, person=next(filter(None, quoted), ""))

    def _same_or_more(self, turn: Turn, last: Turn) -> Turn:
        """What asks for nothing else than the question before asks for more of its answer."""
        same = terms_in(turn.text) - _ELSE <= terms_in(last.text)
        return Turn(last.text, turn.filters, last.more + 1) if same and _else(turn.text) else turn

    def _of_quote(self, place: int, last: Turn) -> Turn | None:
        """The question before, asked of whoever and whatever was quoted at this place."""
        quotes = self._quoting(last)
        if place >= len(quotes):
            return None
        quote = quotes[place]
        speaker = quote.quoted_speaker or quote.speaker
        work = quote.title or quote.source_name
        return Turn(last.text, Filters((speaker,) if speaker else (), (work,)))


def _else(text: str) -> bool:
    return bool(_ELSE & terms_in(text))
