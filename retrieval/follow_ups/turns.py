"""A question as it is carried from one to the next, with its filters apart."""

import re
from dataclasses import dataclass, replace
from typing import Final, Self

from retrieval.filters import NO_FILTERS, Filters, parse
from retrieval.follow_ups.cues import COURTESY, JOINTS, TAG

_SENTENCE: Final = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
_LONGEST_TITLE: Final = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that stands on its own.

    `more` is how often further quotes were asked for. `aside` is what was asked of it besides
    ("and why"), `center` what it is about where its own words do not tell. Where it may as well
    have been meant without the questions before it, `alone` is what is asked then.
    """

    text: str
    filters: Filters = NO_FILTERS
    more: int = 0
    aside: str = ""
    center: str = ""
    alone: str = ""

    @classmethod
    def of(cls, written: str, further: Filters = NO_FILTERS) -> Self:
        """A question as somebody wrote it."""
        text, filters = parse(written)
        return cls(" ".join(text.split()), filters + further)

    @property
    def written(self) -> str:
        """The question with its filters, as one would write it."""
        return f"{self.question} {self.filters}".strip()

    @property
    def question(self) -> str:
        """The question with what was asked besides."""
        return f"{self.bare}, {self.aside}?" if self.aside else self.text

    @property
    def bare(self) -> str:
        """The question without the marks at its end."""
        return self.text.rstrip(" ?!.…¿")

    def asking(self, text: str) -> "Turn":
        """Other words with the same filters; what was asked once more is asked anew."""
        return Turn(text, self.filters)


def under(filters: Filters, before: Filters) -> Filters:
    """Filters, and of those before them the sorts that are not given anew.

    The two ends of a time are one sort: a new one goes with none that was said before.
    """
    timed = filters if filters.since or filters.until else before
    return Filters(
        filters.voices or before.voices,
        filters.works or before.works,
        timed.since,
        timed.until,
    )


def turns_in(written: str) -> list[Turn]:
    """A question before another as what it asks: without greetings, thanks and what leads to it.

    The title of a post comes first, by itself.
    """
    title, _, body = written.strip().partition("\n")
    titled = body.strip() and len(title.split()) <= _LONGEST_TITLE
    texts = [title, body] if titled else [written]
    asking = [_asking(Turn.of(text)) for text in texts]
    return [replace(turn, text=untagged(turn.text)) for turn in asking]


def untagged(text: str) -> str:
    """A question without what only asks whether that is so: "…, right?"."""
    match = TAG.match(text)
    return f"{match['said']}?" if match else text


def _asking(turn: Turn) -> Turn:
    """The last sentence that asks, where there are several; the turn where none does."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(turn.text)]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    # A question that was put beside another belongs to it.
    several = len(sentences) > len(asking) > 0
    text = asking[-1] if several else turn.text
    plain = COURTESY.sub("", text)
    if plain != text and (joint := JOINTS.match(plain)):
        plain = plain[joint.end() :]
    return Turn(plain or text, turn.filters)
