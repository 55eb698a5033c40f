"""Which words would a summary of the topic use? A probability for each word of the pool, and pair.

Concepts that are worth saying, each counted once, rather than sentences that are alike to the
topic: Gillick and Favre, "A Scalable Global Model for Summarization" (2009). What a concept is
worth is told by logistic models over how much is said of it where the topic is spoken of, how
seldom it is said elsewhere, and whether it was asked for; grammar words have their own, fixed
likelihood. scripts/fit_digests.py fitted the models.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.digests.asking import Asked
from retrieval.digests.fitted import Fitted
from retrieval.digests.pool import Floats, Pool, Words

# The first, second, ... time that a summary uses a word each have a chance of their own.
TIMES: Final = 4
# What is said more seldom than in so many nats (about one word of 20,000) is as rare as can be.
_RAREST: Final = 10.0
WORD_EVIDENCE: Final = (
    "plain",
    "is_plain",
    "said",
    "share",
    "share_of_word",
    "elsewhere",
    "most_relevant",
    "rarity",
    "rarity_squared",
    "rarity_said",
    "rarity_most_relevant",
    "asked",
    "asked_rarity",
    "again",
    "a_third_time",
    "a_fourth_time",
    "again_said",
    "again_rarity",
    "again_plain",
    "again_is_plain",
)
PAIR_EVIDENCE: Final = (
    "less_likely",
    "likelier",
    "said",
    "said_at_all",
    "share_of_pair",
    "asked",
    "less_rare",
    "rarer",
)


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a summary uses each word a first, second, ... time, (terms, TIMES), and each pair.

    Words and pairs, (pairs,), are numbered as in `Pool.words`; `length` is how many words a summary
    has.
    """

    words: Floats
    pairs: Floats
    length: float


def chances(pool: Pool, asked: Asked, relevance: Floats, rarity: Floats, models: Fitted) -> Chances:
    """The chances of every word and pair of the pool.

    `relevance` is each line's (lines,); `rarity` each term's, in nats (terms,), as
    `KeywordIndex.surprise` has it.
    """
    plain = plain_odds(pool.words.terms, models.plain)
    words = models.words.probability(word_evidence(pool, asked, relevance, rarity, plain))
    pairs = pair_evidence(pool, asked, relevance, rarity, words[:, 0])
    return Chances(words, models.pairs.probability(pairs), models.length)


def word_evidence(
    pool: Pool, asked: Asked, relevance: Floats, rarity: Floats, plain: Floats
) -> Floats:
    """The evidence for each word and each time, as `WORD_EVIDENCE`: (terms, TIMES, features).

    `plain` is as `plain_odds` has it.
    """
    w, size = pool.words, len(pool.words.terms)
    rare = np.minimum(rarity, _RAREST)
    first = w.nth == 0
    said = np.bincount(w.term[first], relevance[w.line[first]], size)
    often = np.bincount(w.term, minlength=size)
    most = np.zeros(size)
    np.maximum.at(most, w.term, relevance[w.line])
    wanted = _asked(w, asked)
    is_plain = (plain != 0).any(axis=1).astype(float)
    log_said = np.log1p(said)
    fixed = np.column_stack(
        [
            is_plain,
            log_said,
            np.log(said / max(said.sum(), 1e-9) + 1e-4),
            np.log(said / (often + 1) + 0.01),
            np.log1p(np.maximum(often - said, 0)),
            most,
            rare,
            rare**2,
            rare * log_said,
            rare * most,
            wanted,
            wanted * rare,
        ]
    )
    again = np.column_stack([log_said, rare, is_plain])
    return np.stack([_at(time, plain[:, time], fixed, again) for time in range(TIMES)], axis=1)


def _at(time: int, odds: Floats, fixed: Floats, again: Floats) -> Floats:
    """The evidence that a summary uses each word one time more than `time`: (terms, features)."""
    repeated = float(time > 0)
    times = np.tile([repeated, time > 1, time > 2], (len(odds), 1))  # noqa: PLR2004 - a count
    said, rare, is_plain = repeated * again.T
    return np.column_stack([odds, fixed, times, said, rare, repeated * odds, is_plain])


def pair_evidence(
    pool: Pool, asked: Asked, relevance: Floats, rarity: Floats, likely: Floats
) -> Floats:
    """The evidence for each pair, as `PAIR_EVIDENCE`: (pairs, features).

    `likely` is the chance that each word is used at all (terms,).
    """
    w, size = pool.words, len(pool.words.pairs)
    said = np.bincount(w.pair, relevance[w.pair_line], size)
    often = np.bincount(w.pair, minlength=size)
    odds = np.log(likely / (1 - likely))[w.pairs]
    rare = np.minimum(rarity, _RAREST)[w.pairs]
    return np.column_stack(
        [
            odds.min(axis=1),
            odds.max(axis=1),
            np.log(said + 0.05),
            np.log1p(often),
            np.log(said / often + 0.01),
            _asked(w, asked)[w.pairs].all(axis=1),
            rare.min(axis=1),
            rare.max(axis=1),
        ]
    )


def plain_odds(terms: Sequence[str], plain: Mapping[str, Sequence[float]]) -> Floats:
    """The log odds that a summary uses each grammar word, (terms, TIMES); 0 for all others."""
    none = (0.0,) * TIMES
    return np.array([plain.get(term, none) for term in terms]).reshape(-1, TIMES)


def _asked(words: Words, asked: Asked) -> Floats:
    """1 for each term that the topic holds, 0 for others: (terms,)."""
    wanted = {term.term for term in asked.terms}
    return np.array([float(term in wanted) for term in words.terms])
