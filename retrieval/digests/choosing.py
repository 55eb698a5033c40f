"""The lines that make a digest of a topic, of the passages that speak of it.

choose(material("open models", Pool(passages), indexes), 100)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.digests.asking import Asked, asked_for
from retrieval.digests.chances import Judged, chances
from retrieval.digests.covering import cover
from retrieval.digests.fitted import Fitted, fitted
from retrieval.digests.pool import Flags, Floats, Line, Pool
from retrieval.digests.salience import of_voices, on_topic, relevance
from retrieval.indexes import Indexes

# Shorter lines tell nothing by themselves.
_FEWEST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest is chosen from: lines, what is asked for, and how rare each term is (terms,).

    Rarity is in nats, as `KeywordIndex.surprise` has it.
    """

    pool: Pool
    asked: Asked
    rarity: Floats


def material(request: str, pool: Pool, indexes: Indexes) -> Material:
    """What a digest of these lines is chosen from.

    A `request` may be a topic ("open models") or a sentence that leads to one; where it names a
    voice of these lines, what that voice says is wanted.
    """
    asked = asked_for(request, pool.voices, indexes)
    return Material(pool, asked, np.array(indexes.keywords.surprise(pool.words.terms)))


def choose(found: Material, words: int, models: Fitted | None = None) -> list[Line]:
    """Lines that together say most on the topic in at most `words` words (by white space).

    None is off the topic, so there may be fewer words, or none. A voice that is asked for is
    heard; where none is, two voices are, if two speak of the topic. Lines come in the order of
    documents and of their texts; sentences that stand side by side come as one. Where everything
    is asked for, they are what is said most. `models` are those that come with the package, where
    not others.
    """
    if not found.pool.lines:
        return []
    pool, asked, models = found.pool, found.asked, models or fitted()
    judged = Judged(pool, asked, relevance(pool, asked, models.relevance), found.rarity)
    likely = chances(judged, models)
    usable = (pool.lengths >= _FEWEST_WORDS) & on_topic(pool, asked)
    chosen = cover(pool, likely, usable, words, of_voices(pool, asked))
    others = _others(pool, chosen)
    if not asked.voices and others is not None:
        chosen = cover(pool, likely, usable, words, others)
    return _joined([pool.lines[number] for number in sorted(chosen)])


def _others(pool: Pool, chosen: Sequence[int]) -> Flags | None:
    """Which lines are in another named voice, (lines,), where those chosen are all in one."""
    heard = {pool.lines[number].said_by for number in chosen}
    if len(chosen) <= 1 or len(heard) > 1:
        return None
    return np.array([line.said_by not in {*heard, None} for line in pool.lines], bool)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that stand side by side in one segment of a passage as one."""
    joined: list[Line] = []
    for line in lines:
        if joined and _adjoins(joined[-1], line):
            joined[-1] = Line(line.stored, joined[-1].first, line.last)
        else:
            joined.append(line)
    return joined


def _adjoins(before: Line, after: Line) -> bool:
    if before.stored is not after.stored or before.last + 1 != after.first:
        return False
    sentences = after.stored.passage.sentences
    return sentences[before.last].segment == sentences[after.first].segment
