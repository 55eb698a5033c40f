"""What a question is made of: who is asked, on what, in which work and when.

The slots of a frame, as dialogue systems fill them (Bobrow et al., 1977, "GUS, a frame-driven
dialog system"): a follow-up says some of them anew and leaves the others as they were.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from retrieval.aspects import AspectFinder
from retrieval.follow_ups.cues import MEDIA
from retrieval.follow_ups.spans import POSSESSIVE, WORD, found_in, gap, matching, meets
from retrieval.models import Span
from retrieval.times import find_time
from retrieval.words import STOPWORDS

_SAY: Final = (
    r"(?:say|said|says|saying|think|thinks|thought|write|writes|wrote|talk|talks|talked|talking"
    r"|speak|speaks|spoke|argue|argues|argued|know|knows|hear|heard|feel|feels|believe|believes"
    r"|discuss|comment|remark|warn|tell|told)"
)
# Behind somebody who says something.
SAYING: Final = re.compile(rf"\s+(?:\w+ )?(?:{_SAY}|agree|disagree)\b", re.IGNORECASE)
_VIEW: Final = r"(?:views?|opinions?|takes?|thoughts?|position|stance|words|quotes?|ideas?)"
# What is done to a topic.
_OF: Final = (
    r"(?:mention(?:ed|s)?|discuss(?:ed|es)?|predict(?:ed|s)?|recommend(?:ed|s)?|define|explain"
    r"|describe)"
)
_BE: Final = r"(?:['’]s| is| are| was| were)"
_BEING: Final = re.compile(
    rf"^(?:and |so |but )?(?:what|who|how){_BE} (?P<topic>(?!it\b|the best|going\b).+)$",
    re.IGNORECASE,
)
# Where a question's topic begins, the most certain form first.
_TOPICS: Final = (
    *(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"\b(?:about|regarding|concerning)\s+(?P<topic>.+)$",
            rf"\b(?:{_SAY}|{_VIEW})\s+(?:\w+\s+)?(?:on|of)\s+(?P<topic>.+)$",
            r"^(?:and |so )?how (?:do|does|did) (?P<topic>.+?) works?$",
            rf"\b{_OF}\s+(?P<topic>.+)$",
        )
    ),
    _BEING,
)
# Who is asked for by one name, whether or not the library has a voice of that name.
_ASKED: Final = re.compile(
    rf"\b(?:did|does|do|has|have|would)\s+(?P<name>[\w.-]+(?:\s[\w.-]+){{0,3}}?)\s+"
    rf"(?:ever\s+|also\s+|really\s+|actually\s+)?{_SAY}\b",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"\s(?:on|about)\s+(?P<topic>.+)$", re.IGNORECASE)
_TRAILING: Final = re.compile(r"(?:[\s,]+(?:in|on|from|of|the|since|during|by|and|to|according))+$")
# "… about compute, is there enough": what comes behind is no topic.
_NEXT_CLAUSE: Final = re.compile(
    r",\s+(?:and |but |or |so )?(?:is|are|was|were|do|does|did|can|could|will|would|what|why"
    r"|how|who|when|where|has|have)\b|\s(?:being|because|and (?:why|how|when|where|who))\b",
    re.IGNORECASE,
)
_NO_NAMES: Final = frozenset(("i", "ai"))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where in a question its slots stand; None where it has no such.

    `names` are what bears a name beside the person who is asked for, those in the topic first.
    """

    text: str
    person: Span | None = None
    place: Span | None = None
    time: Span | None = None
    topic: Span | None = None
    names: tuple[Span, ...] = ()

    @property
    def name(self) -> Span | None:
        """The first name, one in the topic where there is any."""
        return next(iter(self.names), None)

    @property
    def says_who(self) -> bool:
        """Whether it asks who or what a person is, and nothing else."""
        return bool(self.person and not self.topic and _BEING.match(self.text))

    @property
    def medium(self) -> Span | None:
        """What kind of works is asked for: the books of "any books on that?"."""
        found = MEDIA.search(self.text)
        return Span(*found.span()) if found else None

    def words(self, span: Span | None) -> str:
        """What a slot holds, "" where there is none."""
        return self.text[span.start : span.end] if span else ""


class Framer:
    """Reads questions to a library whose voices, works and words it knows."""

    def __init__(
        self,
        finder: Callable[[], AspectFinder],
        is_name: Callable[[str], bool],
        today: Callable[[], date],
    ) -> None:
        """`is_name` tells of a word in small letters whether the library has it as a name."""
        self._finder = finder
        self._is_name = is_name
        self._today = today

    def frame(self, text: str, center: str = "") -> Frame:
        """The slots of a question, without the marks at its end.

        `center` is what it is about, where it holds that and does not say so itself.
        """
        finder, today = self._finder(), self._today()
        found = finder.find(text, today)
        timed = find_time(text, today, today)
        time = gap(text, timed.rest) if timed else None
        place = self._place(text) if found.works or found.kinds else None
        person = self._person(text, found.voices, found.stranger)
        taken = [span for span in (time, place, person) if span]
        topic = _topic(text, person, taken) or found_in(center, text)
        return Frame(text, person, place, time, topic, tuple(self._names(text, taken, topic)))

    def names(self, text: str) -> list[str]:
        """What in a text is written, or known, as a name."""
        return [text[span.start : span.end] for span in self._names(text, (), None)]

    def is_known_name(self, text: str) -> bool:
        """Whether the library has every word of a text as a name."""
        return all(self._is_name(word.casefold()) for word in text.split())

    def _person(self, text: str, voices: Iterable[str], stranger: str | None) -> Span | None:
        if stranger and (named := found_in(stranger, text)):
            return named
        parts = {part.casefold() for voice in voices for part in WORD.findall(voice)}
        part_of = self._finder().part_of_a_name
        runs = list(matching(text, lambda match: part_of(match[0]) in parts))
        if parts and runs:
            return runs[0]
        asked = _ASKED.search(text)
        return Span(*asked.span("name")) if asked and all(self._named(asked["name"])) else None

    def _named(self, name: str) -> Iterator[bool]:
        """Of each word whether it is of a name."""
        for word in name.split():
            plain = word.casefold()
            yield plain not in STOPWORDS and (word[0].isupper() or self._is_name(plain))

    def _place(self, text: str) -> Span | None:
        """A work or a kind of text, with what leads to it."""
        rest = self._finder().without_places(text)
        return gap(text, rest)

    def _names(self, text: str, taken: Iterable[Span], topic: Span | None) -> list[Span]:
        """Runs of names, those in the topic first."""
        first = WORD.search(text)
        begins = first.start() if first else 0

        def named(match: re.Match[str]) -> bool:
            word = POSSESSIVE.sub("", match[0])
            plain = word.casefold()
            if plain in STOPWORDS or plain in _NO_NAMES:
                return False
            capital = any(c.isupper() for c in (word if match.start() != begins else word[1:]))
            return capital or self._is_name(plain)

        runs = [run for run in matching(text, named) if not any(map(meets(run), taken))]
        inside = [r for r in runs if topic and topic.start <= r.start and r.end <= topic.end]
        return [*inside, *(run for run in runs if run not in inside)]


def _topic(text: str, person: Span | None, taken: list[Span]) -> Span | None:
    """What a question is about: behind "about" and the like, without its other slots."""
    patterns = [pattern.search(text) for pattern in _TOPICS]
    if person:
        patterns.insert(1, _ON.match(text, person.end))
    match = next(filter(None, patterns), None)
    if not match:
        return None
    start, end = match.span("topic")
    if match.re is _BEING and person and person.start == start:
        # "Daniel's job" is a topic; what "Daniel is quoted in" is none.
        if not POSSESSIVE.search(text[person.start : person.end + 2].rstrip()):
            return None
        taken = [span for span in taken if span != person]
    for span in sorted(taken, key=lambda s: s.start):
        if start <= span.start < end:
            end = span.start if span.start > start else end
            start = span.end if span.start == start else start
    end = min([end, *(m.start() for m in [_NEXT_CLAUSE.search(text, start, end)] if m)])
    kept = _TRAILING.sub("", text[start:end].rstrip()).strip(" ,?!.")
    begins = text.find(kept, start) if kept else -1
    return Span(begins, begins + len(kept)) if kept else None
