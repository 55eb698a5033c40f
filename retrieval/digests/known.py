"""What topics a library holds, and which of them somebody may have meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.digests.key_phrases import key_of
from retrieval.digests.phrase_index import PhraseIndex
from retrieval.digests.spelling import Spelling
from retrieval.digests.topics import PhraseCounts, Topics, counted
from retrieval.indexes import Indexes
from retrieval.turns import Turn

_NEAREST = 5
# A topic spelt so much like another (of 100) is that one misspelt, or may be.
_MISSPELT, _PERHAPS = 84, 72
# A longer topic is a sentence, and stays as it is.
_MOST_MENDED = 8
_PASSAGES_NEAR, _PHRASES_NEAR = 8, 24


@dataclass(frozen=True, slots=True)
class _Known:
    counts: PhraseCounts
    topics: Topics
    spelling: Spelling


class KnownTopics:
    """The topics of a library; counted when they are first needed, and after a change."""

    def __init__(self, indexes: Indexes, phrases: PhraseIndex) -> None:
        """`phrases` are of the same passages as `indexes`."""
        self._indexes = indexes
        self._phrases = phrases
        self._made: _Known | None = None

    def refresh(self) -> None:
        """Take in that documents came or went."""
        self._phrases.settle()
        self._made = None

    def renew(self, turn: Turn) -> None:
        """Take in that documents came or went, beside whoever asks: until then the old is told."""
        if self._made is None:
            return
        made = self._counted(self._phrases.beside(turn))
        with turn():
            self._made = made

    @property
    def phrases(self) -> PhraseIndex:
        """The phrases of every passage."""
        return self._phrases

    def weight(self, key: str) -> float:
        """How much a mention of a phrase, by its key, tells: by its rarity, and its words."""
        counts = self._known.counts
        return counts.rarity(key) * self._known.topics.likely(counts.written[key])

    def warm_up(self) -> None:
        """Count the topics, which somebody who types would otherwise wait for."""
        _ = self._known

    @property
    def counts(self) -> PhraseCounts:
        """In how many passages each phrase stands."""
        return self._known.counts

    def beginning(self, typed: str, count: int) -> list[str]:
        """At most `count` topics that somebody may be about to type."""
        return self._known.topics.beginning(typed, count)

    def mended(self, words: str) -> str:
        """A topic with a word that the library never uses as the library spells it, if it does.

        Word by word, or else as a topic that is spelt alike; and two words as the one that the
        library writes, if it never writes them as two.
        """
        typed = words.split()
        if len(typed) > _MOST_MENDED:
            return words
        mended = [self._mended(word) for word in typed]
        if None in mended:
            alike = self._known.topics.alike(words, 1, _MISSPELT)
            return alike[0] if alike else words
        return self._joined([word for word in mended if word])

    def _mended(self, word: str) -> str | None:
        """A word as the library spells it, None if it has none like it."""
        if self._indexes.keywords.knows(word) or not any(map(str.isalnum, word)):
            return word
        return self._known.spelling.mended(word)

    def _joined(self, words: list[str]) -> str:
        """Words with those two made one that the library writes as one alone."""
        found = " ".join(words)
        for first, second in pairwise(words):
            apart, joined = f"{first} {second}", first + second
            if not self.counts.held[key_of(apart)] and self._known.spelling.holds(joined):
                found = found.replace(apart, joined)
        return found

    def nearest(self, words: str) -> tuple[str, ...]:
        """Topics that may be wanted in place of one: spelt alike, then near in meaning."""
        if not words:
            return tuple(self.beginning("", _NEAREST))
        alike = self._known.topics.alike(words, _NEAREST, _PERHAPS)
        near = [*alike, *self._near_in_meaning(words)]
        return tuple({name.casefold(): name for name in reversed(near)}.values())[::-1][:_NEAREST]

    def _near_in_meaning(self, words: str) -> list[str]:
        """Phrases of the nearest passages, those nearest to the topic first."""
        embedder = self._indexes.embedder
        vector = embedder.embed_queries([words])[0]
        near = [n for n, _ in self._indexes.store.search(vector, _PASSAGES_NEAR)]
        phrases = {phrase for held in self._phrases.of(near).values() for phrase in held}
        telling = sorted(phrases, key=lambda p: (-self._known.topics.worth(p), p))[:_PHRASES_NEAR]
        if not telling:
            return []
        likeness = embedder.embed(telling) @ vector
        return [telling[n] for n in np.argsort(-likeness, kind="stable")]

    @property
    def _known(self) -> _Known:
        if self._made is None:
            self._made = self._counted(self._phrases.all())
        return self._made

    def _counted(self, passages: Iterable[Sequence[str]]) -> _Known:
        counts, rarity = counted(passages), self._indexes.embedder.rarity
        return _Known(counts, Topics(counts, rarity), Spelling(counts.words, rarity))
