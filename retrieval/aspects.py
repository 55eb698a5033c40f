"""Whom and what kind of text does a question ask for? "What did she say about …", "the notes"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from retrieval.models import Kind, Voice

# A name in a question may be misspelt ("Azim Azar"), but not be another name ("Wang", "Wong").
_SAME_NAME = 84
_SHORTEST_PART = 4
_WORD = re.compile(r"[\w'’-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
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
    """The voices and kinds that a question names, and its topic: the question without them."""

    voices: frozenset[str]
    kinds: frozenset[Kind]
    topic: str

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
        return Aspects(frozenset(voices), frozenset(kinds), " ".join(topic.split()))

    def _voices(self, question: str) -> tuple[set[str], str]:
        named = [(m, part) for m in _WORD.finditer(question) if (part := self._part(m[0]))]
        votes = Counter(voice for part in {p for _, p in named} for voice in self._names[part])
        # "James Wang" is one James, not every James.
        most = max(votes.values(), default=0)
        chosen = {voice for voice, count in votes.items() if count == most}
        rest = question
        for match, _ in reversed(named):
            rest = rest[: match.start()] + rest[match.end() :]
        return chosen, rest

    def _part(self, word: str) -> str | None:
        """The part of a voice's name that `word` is or likely stands for."""
        bare = _POSSESSIVE.sub("", word)
        folded = bare.casefold()
        if len(folded) < _SHORTEST_PART or (bare.islower() and self._is_ordinary(folded)):
            return None
        if folded in self._names:
            return folded
        likely = process.extractOne(folded, self._parts, scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
        return likely[0] if likely else None
