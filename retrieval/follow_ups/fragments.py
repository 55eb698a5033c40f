"""What is left of a question, "and in the podcast?", put in the place of what it stands for.

A like replaces a like: a name a name, a time a time, a work a work; what is said anew and replaces
nothing is added. Ellipsis is resolved against the parallel part of the question before, after
Dalrymple, Shieber and Pereira (1991), "Ellipsis and Higher-Order Unification".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from retrieval.filters import NO_FILTERS, Filters
from retrieval.follow_ups.agreement import put
from retrieval.follow_ups.cues import ARTICLE, LEADS, MEDIA
from retrieval.follow_ups.frames import Frame, Framer
from retrieval.follow_ups.turns import Turn, under
from retrieval.models import Span
from retrieval.people import is_first_name
from retrieval.territories import in_one_name
from retrieval.words import is_stopword, words_of

_FROM: Final = frozenset(("from", "by", "according to"))
_IN: Final = frozenset(("in", "from", "on", "within"))
_ABOUT: Final = frozenset(("", "about", "on", "of", "regarding"))
_SEVERAL: Final = 2
_DO: Final = re.compile(r"\bdo(?:es)?(?=\s$)")
_MANY: Final = re.compile(r"^the \w+[^s]s$| and ", re.IGNORECASE)
# What stands behind a fragment and is not of it: "the small ones, please".
_BEHIND: Final = re.compile(
    r"(?:[\s,]+(?:ones?|please|pls|then|instead|too|as well|though|tho|thanks|thx))+$",
    re.IGNORECASE,
)


class Held(Protocol):
    """Gives the value of in: by which a work or a kind goes, "" for other words.

    `led` tells whether "in" or the like leads to them.
    """

    def __call__(self, words: str, *, led: bool) -> str:
        """Look the words up."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a few words say of a question's slots, "" where they say nothing of one.

    `place` is a value of in:, `called` what the work or kind was called; `lead` is the preposition
    before a topic.
    """

    person: str = ""
    time: str = ""
    place: str = ""
    called: str = ""
    topic: str = ""
    lead: str = ""
    filters: Filters = NO_FILTERS

    @property
    def empty(self) -> bool:
        """Whether they say nothing of any slot."""
        return not (self.person or self.time or self.place or self.topic or self.filters)

    @property
    def alone(self) -> str:
        """The topic, where they say nothing else; a first name is of somebody who is asked for."""
        telling = self.person or self.time or self.place or self.filters
        is_topic = self.lead in _ABOUT and not is_first_name(self.topic.partition(" ")[0])
        return self.topic if is_topic and not telling else ""

    @property
    def new(self) -> bool:
        """Whether they may as well be a new question: there is a topic, and nothing leads to it."""
        telling = self.person or self.time or self.place or self.lead or self.filters
        return bool(self.topic) or not telling


class Fragments:
    """Reads fragments to a library whose voices, works and kinds it knows."""

    def __init__(
        self,
        framer: Framer,
        held: Held,
        is_person: Callable[[str], bool],
        knows: Callable[[str], bool],
        most_alike: Callable[[str, Sequence[str]], int],
    ) -> None:
        """`is_person` tells of words whether they are a voice's full name.

        `knows` tells of a word whether the library uses it: what it never does is likely a name.
        `most_alike` gives the place of that one of several names that is most like a name.
        """
        self._framer = framer
        self._held = held
        self._is_person = is_person
        self._knows = knows
        self._most_alike = most_alike

    def read(self, turn: Turn) -> Fragment:
        """The slots that a fragment fills."""
        text = _BEHIND.sub("", turn.bare)
        match = LEADS.match(text)
        lead = match["lead"].casefold() if match else ""
        behind = text[match.end() :] if match else text
        if self._is_person(behind) and (not lead or lead in _FROM):
            return Fragment(behind, filters=turn.filters)
        frame = self._framer.frame(text if lead else f"in {text}")
        if place := self._place(behind, lead):
            return Fragment(place=place, called=behind, lead=lead, filters=turn.filters)
        time = frame.words(frame.time)
        person = frame.words(frame.person) if not lead or lead in _FROM else ""
        rest = _without(frame, [frame.time, frame.person if person else None])
        led = LEADS.match(f"{rest} ")
        topic = f"{rest} "[led.end() :].strip() if led else rest
        if lead in _FROM and topic and not person:
            person, topic = topic, ""
        if all(is_stopword(word) for word in words_of(in_one_name(topic))):
            topic = lead = ""
        return Fragment(person, time, topic=topic, lead=lead, filters=turn.filters)

    def is_name(self, words: str) -> bool:
        """Whether words are a name and nothing else."""
        telling = [word.surface for word in words_of(words) if not is_stopword(word)]
        known = " ".join(self._framer.names(f"of {words}"))
        return bool(telling) and all(w in known or not self._knows(w) for w in telling)

    def _place(self, words: str, lead: str) -> str:
        """A work or a kind of text, as in: names it."""
        name = ARTICLE.sub("", words).strip(" ?!.")
        return self._held(name, led=bool(lead)) if name and (not lead or lead in _IN) else ""

    def combined(self, before: Turn, frame: Frame, said: Fragment) -> Turn:
        """The question before, whose frame is given, with what is said anew in its place."""
        change = _Change(frame)
        filters = under(said.filters, before.filters)
        if said.person and filters.voices and not said.filters.voices:
            filters = replace(filters, voices=(said.person,))
        elif said.person:
            change.put(frame.person, said.person, f", according to {said.person}")
        if said.time:
            change.put(frame.time, said.time, f" {said.time}")
        if said.place and not said.lead and _is_medium(said.called) and frame.medium:
            change.put(frame.medium, said.called, "")
        elif said.place:
            filters = replace(filters, works=(said.place,))
            change.put(frame.place, _as_led(frame.words(frame.place), said.called), "")
        if said.topic and frame.person and not said.person and _is_person(said.topic):
            # Whose voice is asked for changes: "and Nathan?"
            change.put(frame.person, said.topic, "")
        elif said.topic:
            slot = self._slot(frame, said) or _alike(frame.text, said.topic)
            change.put(slot, said.topic, _beside(said))
        mark = "?" if before.text.endswith("?") else ""
        return Turn(change.written + mark, filters)

    @staticmethod
    def _is_whole(frame: Frame, said: Fragment) -> bool:
        """Whether a topic stands in the place of a whole one: "the TPU" of "Snorkel Flow"."""
        words = frame.words(frame.topic).split()
        return bool(ARTICLE.match(said.topic)) and len(words) <= _SEVERAL

    def _slot(self, frame: Frame, said: Fragment) -> Span | None:
        """What a topic replaces: a name where it is one itself, or else all that is asked about."""
        if said.lead not in _ABOUT:
            alike = re.search(rf"(?<=\b{said.lead}\s)(?!.*\b{said.lead}\b).+$", frame.text)
            return Span(*alike.span()) if alike else None
        topic = frame.topic
        if not self.is_name(said.topic) or self._is_whole(frame, said):
            return topic
        inside = [n for n in frame.names if topic and topic.start <= n.start and n.end <= topic.end]
        names = inside or ([] if topic else frame.names)
        if len(names) < _SEVERAL:
            return next(iter(names), topic)
        return names[self._most_alike(said.topic, [frame.words(name) for name in names])]


class _Change:
    """A question in which slots are said anew."""

    def __init__(self, frame: Frame) -> None:
        self._text = frame.text
        self._changes: list[tuple[Span, str]] = []
        self._added: list[str] = []

    def put(self, slot: Span | None, words: str, otherwise: str) -> None:
        """Put words in a slot; behind all others, in the other form, where there is none."""
        if slot:
            self._changes.append((slot, words))
        else:
            self._added.append(otherwise)

    @property
    def written(self) -> str:
        """The question, without a mark at its end."""
        text = self._text
        for span, words in sorted(self._changes, key=lambda change: -change[0].start):
            head = _DO.sub("do" if _MANY.search(words) else "does", text[: span.start])
            text = f"{put(head, words)}{text[span.end :]}"
        return " ".join("".join([text, *self._added]).split())


def _is_person(words: str) -> bool:
    """Whether words are written as a person's first name, or begin with one."""
    return words.istitle() and is_first_name(words.partition(" ")[0])


def _is_medium(words: str) -> bool:
    return bool(MEDIA.fullmatch(words))


def _alike(text: str, topic: str) -> Span | None:
    """What ends in the same word, and is as long: "open source" for "closed source"."""
    words = topic.split()
    if len(words) < _SEVERAL:
        return None
    found = re.search(
        rf"(?:[\w-]+ ){{{len(words) - 1}}}{re.escape(words[-1])}\b", text, re.IGNORECASE
    )
    return Span(*found.span()) if found else None


def _beside(said: Fragment) -> str:
    """A topic beside what it does not replace."""
    return f"? {said.topic}" if said.lead in _ABOUT else f" {said.lead} {said.topic}"


def _as_led(before: str, called: str) -> str:
    """A work's name with the preposition that led to the one before."""
    match = LEADS.match(before)
    return f"{match['lead']} {called}" if match else called


def _without(frame: Frame, spans: list[Span | None]) -> str:
    text = frame.text
    for span in sorted(filter(None, spans), key=lambda s: -s.start):
        text = f"{text[: span.start]}{text[span.end :]}"
    return " ".join(text.split())
