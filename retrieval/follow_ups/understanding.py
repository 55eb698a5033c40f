"""What a question means behind those before it.

Conversational query rewriting without a language model. TREC CAsT (Dalton et al., 2020) and QReCC
(Anantha et al., 2021) have what such questions leave out: mostly the topic, then who or what a
pronoun means. What they say anew stays as it is written, what they leave open is taken from the
latest question that has it (as in historical query expansion, Lin et al., 2021), and a question
that leaves nothing open is left alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from retrieval.filters import Filters
from retrieval.follow_ups.clauses import Clauses, Quoting
from retrieval.follow_ups.cues import (
    ABOUT,
    AGAIN,
    ASIDE,
    CHANGE,
    CLAUSE,
    COURTESY,
    MORE,
    NUMBERS,
    OPENERS,
    ORDINAL,
    TIMED,
    TORN,
    WHOLE,
    WHYS,
)
from retrieval.follow_ups.fragments import Fragments
from retrieval.follow_ups.frames import Framer
from retrieval.follow_ups.periods import following, preceding
from retrieval.follow_ups.turns import Turn, turns_in, under, untagged

# Whoever goes on for longer than that means the latest of it.
_MOST_BEFORE: Final = 8
# More words than these are a message, not what is left of a question, or a question.
_LONGEST_FRAGMENT, _LONGEST = 8, 22
# A name alone, with a question mark: "Huawei?"
_LONGEST_NAME: Final = 3


class Understanding:
    """Reads questions in the light of those before them."""

    def __init__(self, framer: Framer, fragments: Fragments, quoting: Quoting) -> None:
        """`quoting` finds the quotes that a question is answered with."""
        self._framer = framer
        self._fragments = fragments
        self._clauses = Clauses(framer, quoting)
        self._quoting = quoting

    def read(self, asked: Turn, before: Sequence[str]) -> Turn | None:
        """What is meant behind these questions, the first one first; None where it is as it was."""
        turns: list[Turn] = []
        for turn in chain.from_iterable(map(turns_in, before[-_MOST_BEFORE:])):
            meant = self._meant(turn, turns) if turns else turn
            # What could not be understood tells nothing of what comes next.
            told = not (_hangs(turn.text) or self._clauses.is_empty(turn.text))
            if meant != turn or told:
                turns.append(meant)
        meant = self._meant(asked, turns) if turns else asked
        return None if meant == asked else meant

    def _meant(self, turn: Turn, before: Sequence[Turn]) -> Turn:
        """What a question means behind others, of which there is at least one."""
        last = before[-1]
        if not turn.text:
            return replace(last, filters=under(turn.filters, last.filters), more=0)
        plain = replace(turn, text=untagged(COURTESY.sub("", turn.text)))
        if not 0 < len(plain.text.split()) <= _LONGEST:
            return turn
        if change := CHANGE.match(plain.text):
            rest = plain.asking(plain.text[change.end() :])
            if not self._clauses.is_open(rest.text):
                return rest if rest.text else turn
            plain = rest
        meant = self._as_before(plain, before) or self._in_place(plain, before)
        return turn if meant == plain or TORN.search(meant.text) else meant

    def _as_before(self, turn: Turn, before: Sequence[Turn]) -> Turn | None:
        """The question before, where only more of it or something besides it is asked for."""
        last = before[-1]
        filters = under(turn.filters, last.filters)
        if ASIDE.fullmatch(turn.text):
            return turn
        if MORE.fullmatch(turn.text):
            return replace(last, filters=filters, more=last.more + 1)
        timed = TIMED.fullmatch(turn.text)
        if timed or AGAIN.fullmatch(turn.text):
            told = self._clauses.answered(before)[-1]
            told = replace(told, filters=under(turn.filters, told.filters))
            return self._timed(told, older=bool(timed["older"])) if timed else told
        if why := WHYS.fullmatch(turn.text):
            word = "why" if why["word"].casefold() == "y" else why["word"]
            return Turn(last.text, filters, aside=f"and {word}", center=last.center)
        if nth := ORDINAL.search(turn.text):
            return self._of_quote(NUMBERS[(nth["nth"] or nth["alone"]).lower()], last)
        return None

    def _in_place(self, turn: Turn, before: Sequence[Turn]) -> Turn:
        """A question, or what is left of one in the place of what it stands for."""
        opener = OPENERS.match(turn.text)
        rest = turn.text[opener.end() :] if opener else turn.text
        whole = WHOLE.search(rest) or CLAUSE.match(rest) or len(rest.split()) > _LONGEST_FRAGMENT
        if whole or self._clauses.is_open(rest):
            return self._clauses.read(turn, rest, before)
        left = turn.asking(rest)
        said = self._fragments.read(left) if left.bare else None
        if said is None or said.empty or (said.new and not opener and not self._is_name(rest)):
            return turn
        last = before[-1]
        frame = self._framer.frame(last.bare, last.center)
        alone = left.written if said.new else ""
        if opener:
            # "And robots?" is asked of the same person still; "what about robots?" of anybody.
            freely = ABOUT.search(opener[0]) or not frame.person
            alone = said.alone if freely else ""
        if alone and frame.says_who:
            return turn.asking(alone)
        meant = self._fragments.combined(last, frame, said)
        return replace(meant, center=last.center, alone=alone)

    def _is_name(self, text: str) -> bool:
        """Whether somebody asks with a name of the library's and nothing else."""
        asked = text.endswith("?") and len(text.split()) <= _LONGEST_NAME
        return asked and self._framer.is_known_name(text.rstrip("? "))

    def _timed(self, last: Turn, *, older: bool) -> Turn | None:
        """The question before, of what is older, or newer, than all that it was answered with."""
        dates = [quote.published for quote in self._quoting(last) if quote.published]
        if not dates:
            return None
        known = replace(last.filters, since=(), until=())
        if older:
            return Turn(last.text, replace(known, until=(preceding(min(dates)),)))
        return Turn(last.text, replace(known, since=(following(max(dates)),)))

    def _of_quote(self, place: int, last: Turn) -> Turn | None:
        """The question before, asked of whoever and whatever was quoted at this place."""
        quotes = self._quoting(last)
        if place >= len(quotes) or not quotes:
            return None
        quote = quotes[place]
        speaker = quote.quoted_speaker or quote.speaker
        work = quote.title or quote.source_name
        return Turn(last.text, Filters((speaker,) if speaker else (), (work,)))


def _hangs(text: str) -> bool:
    """Whether words mean nothing without a question before them."""
    plain = COURTESY.sub("", f"{text}.") if text else ""
    return not plain.strip(" .") or bool(
        ASIDE.fullmatch(plain)
        or ORDINAL.search(plain)
        or MORE.fullmatch(plain)
        or WHYS.fullmatch(plain)
    )
