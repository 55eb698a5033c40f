"""Whom and what kind of text does a question ask for? "What did she say about …", "the notes"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from retrieval.models import Kind, Voice
from retrieval.words import STOPWORDS

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
    """The voices and kinds that a question names, and its topic: the question without them.

    `stranger` is a person whose words are asked for, and who is no voice of this library.
    """

    voices: frozenset[str]
    kinds: frozenset[Kind]
    topic: str
    stranger: str | None = None

    def match(self, voice: Voice) -> bool:
        """Whether a passage in this voice is one of those that the question asks for."""
        if not self.voices and not self.kinds:
            return False
        speaks = not self.voices or bool(self.voices & {voice.speaker, voice.quoted_speaker})
        return speaks and (not self.kinds or voice.kind in self.kinds)


class AspectFinder:
    """Knows the voices and kinds that a library holds."""

    def __init__(
        self, voices: Iterable[str], kinds: Iterable[Kind], is_ordinary: Callable[[str], bool]
    ) -> None:
        """`is_ordinary` tells of a word whether the library mostly uses it as no name."""
        self._kinds = frozenset(kinds)
        self._is_ordinary = is_ordinary
        self._names: dict[str, set[str]] = {}
        for voice in voices:
            for part in _WORD.findall(voice):
                self._names.setdefault(part.casefold(), set()).add(voice)
        self._parts = list(self._names)

    def find(self, question: str) -> Aspects:
        """The aspects of a question; a part of a name counts where only one voice has it."""
        voices, without_names = self._voices(question)
        kinds = {k for k, cue in _KIND_CUES.items() if k in self._kinds and cue.search(question)}
        topic = without_names
        for kind in kinds:
            topic = _KIND_CUES[kind].sub(" ", topic)
        stranger = None if voices else self._stranger(question)
        return Aspects(frozenset(voices), frozenset(kinds), " ".join(topic.split()), stranger)

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
