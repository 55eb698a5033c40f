"""Whom, what work, kind and time does a question ask for? "What did she say last month …"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from retrieval.dates import Period, period_of
from retrieval.models import Kind, Voice, Work
from retrieval.times import AskedTime, find_time
from retrieval.words import STOPWORDS
from retrieval.works import WorkFinder

# A name in a question may be misspelt ("Azim Azar"), but not be another name ("Wang", "Wong").
_SAME_NAME = 84
_SHORTEST_PART = 4
_WORD = re.compile(r"[\w'’-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
# "what did Jane Roe say about …", "according to Jane Roe", "jane roe on …": a person's words.
_NAME = r"(?P<name>[\w'’-]+(?: [\w'’-]+){1,2}?)"
_SAY = r"(?:say|said|think|believe|argue|claim|predict|mention|recommend|talk|speak|feel)"
_ASKS_FOR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:did|does|do|has|have|would) {_NAME} (?:ever )?{_SAY}\b",
        rf"\baccording to {_NAME}(?:[,?.!]|$)",
        rf"^{_NAME} (?:on|about|regarding) ",
    )
)
# The words by which a question names a kind of text.
_KIND_CUES = {
    kind: re.compile(rf"\b(?:in |on |of |the )*{cue}", re.IGNORECASE)
    for kind, cue in {
        Kind.NOTES: r"(?:(?:show|episode|publisher['’]?s?) )*notes\b",
        Kind.COMMENT: r"(?:readers?['’]? )?comment(?:s|ers?|ators?)?\b(?! on\b)",
        Kind.POST: r"(?:forum|thread|posts?|posters?)\b",
        Kind.SUMMARY: r"(?:(?:ai|machine[- ]written) )?summar(?:y|ies)\b",
        Kind.ESSAY: r"(?:essay|newsletter)s?\b",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Aspects:
    """The voices, kinds and works that a question names, and its topic: the question without them.

    `works` are the ids of documents, `period` is the time that is asked for, and `documents` are
    those of the named works or of that time. `stranger` is a person whose words are asked for, and
    who is no voice of this library. `question` is what all other passages have to answer; words
    for a time are in neither. `searched` is the question without those that mean another time on
    another day, such as "last month".
    """

    voices: frozenset[str]
    kinds: frozenset[Kind]
    topic: str
    stranger: str | None
    works: frozenset[int]
    period: Period | None
    documents: frozenset[int]
    question: str
    searched: str

    def match(self, voice: Voice, document: int | None = None) -> bool:
        """Whether a passage in this voice and document is one of those that the question names."""
        if not (self.voices or self.kinds or self.works):
            return False
        of_work = not self.works or document in self.works
        return self.speaks(voice) and of_work and (not self.kinds or voice.kind in self.kinds)

    def speaks(self, voice: Voice) -> bool:
        """Whether this is a voice that the question asks for; any is where it names none."""
        return not self.voices or bool(self.voices & {voice.speaker, voice.quoted_speaker})


class AspectFinder:
    """Knows the voices, kinds and works that a library holds."""

    def __init__(
        self,
        voices: Iterable[str],
        kinds: Iterable[Kind],
        is_ordinary: Callable[[str], bool],
        works: Sequence[tuple[int, Work]] = (),
    ) -> None:
        """`is_ordinary` tells of a word whether the library mostly uses it as no name.

        `works` are documents' ids with what is known of them.
        """
        self._kinds = frozenset(kinds)
        self._is_ordinary = is_ordinary
        self._works = WorkFinder(works, is_ordinary)
        known = ((number, period_of(work.published or "")) for number, work in works)
        self._dates = {number: period for number, period in known if period}
        self._newest = max((period.first for period in self._dates.values()), default=None)
        self._names: dict[str, set[str]] = {}
        for voice in voices:
            for part in _WORD.findall(voice):
                self._names.setdefault(part.casefold(), set()).add(voice)
        self._parts = list(self._names)

    def find(self, question: str, today: date) -> Aspects:
        """The aspects of a question that is asked on `today`.

        A part of a name counts where only one voice has it.
        """
        time = self._time(question, today)
        asked = time.rest if time else question
        works, voices, kinds, topic = self._named(asked)
        return Aspects(
            voices=voices,
            kinds=kinds,
            topic=topic,
            stranger=None if voices else self._stranger(asked),
            works=works,
            period=time.period if time else None,
            documents=works | self._of(time.period) if time else works,
            question=asked,
            searched=asked if time and time.relative else question,
        )

    def part_of_a_name(self, word: str) -> str | None:
        """The part of a voice's name that a word is or likely stands for, in small letters."""
        return self._part(word)

    def without_places(self, question: str) -> str:
        """The question without the work, or the kind of text, that it names."""
        works, rest = self._works.find(question)
        cues = (cue for kind, cue in _KIND_CUES.items() if not works and kind in self._kinds)
        cue = next((cue for cue in cues if cue.search(rest)), None)
        return " ".join(cue.sub(" ", rest, count=1).split()) if cue else rest

    def _time(self, question: str, today: date) -> AskedTime | None:
        """The time that a question asks for, if it means anything in this library."""
        time = find_time(question, today, self._newest) if self._newest else None
        if time and not time.relative and not self._of(time.period):
            return None
        return time

    def _of(self, period: Period) -> frozenset[int]:
        """The documents of a time."""
        return frozenset(n for n, published in self._dates.items() if period.covers(published))

    def _named(self, question: str) -> tuple[frozenset[int], frozenset[str], frozenset[Kind], str]:
        """The works, voices and kinds that a question names, and what is left of it."""
        works, without_works = self._works.find(question)
        voices, topic = self._voices(without_works)
        cues = {kind: cue for kind, cue in _KIND_CUES.items() if kind in self._kinds}
        kinds = frozenset(kind for kind, cue in cues.items() if cue.search(without_works))
        for kind in kinds:
            topic = _KIND_CUES[kind].sub(" ", topic)
        return works, frozenset(voices), kinds, " ".join(topic.split())

    def _stranger(self, question: str) -> str | None:
        """A name of two or three words, none of which the library uses as a common word."""
        for pattern in _ASKS_FOR:
            match = pattern.search(question)
            if match and all(self._is_of_a_name(word) for word in match["name"].split()):
                return match["name"]
        return None

    def _is_of_a_name(self, word: str) -> bool:
        folded = word.casefold()
        return folded not in STOPWORDS and (word[0].isupper() or not self._is_ordinary(folded))

    def _voices(self, question: str) -> tuple[set[str], str]:
        named = [(m, part) for m in _WORD.finditer(question) if (part := self._part(m[0]))]
        votes = Counter(voice for part in {p for _, p in named} for voice in self._names[part])
        # "James Wang" is one James, not every James.
        most = max(votes.values(), default=0)
        chosen = {voice for voice, count in votes.items() if count == most}
        first = next((self._names[part] for _, part in named if self._names[part] & chosen), set())
        # Who is named first is asked for; who is named after that is what they are asked about.
        asked = first & chosen
        rest = question
        for match, part in reversed(named):
            if self._names[part] & asked:
                rest = rest[: match.start()] + rest[match.end() :]
        return asked, rest

    def _part(self, word: str) -> str | None:
        """The part of a voice's name that `word` is or likely stands for."""
        bare = _POSSESSIVE.sub("", word)
        folded = bare.casefold()
        if bare.islower() and (len(folded) < _SHORTEST_PART or self._is_ordinary(folded)):
            return None
        if folded in self._names:
            return folded
        if len(folded) < _SHORTEST_PART:
            return None
        likely = process.extractOne(folded, self._parts, scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
        return likely[0] if likely else None
