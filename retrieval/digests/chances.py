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
from retrieval.words import STOPWORDS, running_terms, term_of

# The terms of words that carry a sentence's grammar.
GRAMMAR: Final = frozenset(map(term_of, STOPWORDS))
# The first, second, ... time that a summary uses a word each have a chance of their own.
TIMES: Final = 4
# What is said more seldom than in so many nats (about one word of 20,000) is as rare as can be.
_RAREST: Final = 10.0
# The log odds of two grammar words that summaries hardly ever say side by side.
_UNHEARD: Final = -6.0
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
    "names_a_voice",
    "again",
    "a_third_time",
    "a_fourth_time",
    "again_said",
    "again_rarity",
    "again_plain",
    "again_is_plain",
)
PAIR_EVIDENCE: Final = (
    "plain",
    "is_plain",
    "one_is_plain",
    "less_likely",
    "likelier",
    "said",
    "said_at_all",
    "share_of_pair",
    "asked",
    "names_a_voice",
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A pool whose lines were judged by their relevance to what is asked: (lines,).

    `rarity` is each term's, in nats, as `KeywordIndex.surprise` has it: (terms,).
    """

    pool: Pool
    asked: Asked
    relevance: Floats
    rarity: Floats


def chances(judged: Judged, models: Fitted) -> Chances:
    """The chances of every word and pair of the pool."""
    words = models.words.probability(word_evidence(judged, models.plain))
    pairs = pair_evidence(judged, words[:, 0], models.plain_pairs)
    return Chances(words, models.pairs.probability(pairs), models.length)


def word_evidence(judged: Judged, plain: Mapping[str, Sequence[float]]) -> Floats:
    """The evidence for each word and each time, as `WORD_EVIDENCE`: (terms, TIMES, features).

    `plain` is as in `Fitted`.
    """
    w, relevance = judged.pool.words, judged.relevance
    size = len(w.terms)
    odds = _plain_odds(w.terms, plain)
    rare = np.minimum(judged.rarity, _RAREST)
    first = w.nth == 0
    said = np.bincount(w.term[first], relevance[w.line[first]], size)
    often = np.bincount(w.term, minlength=size)
    most = np.zeros(size)
    np.maximum.at(most, w.term, relevance[w.line])
    wanted = _asked(w, judged.asked)
    is_plain = (odds != 0).any(axis=1).astype(float)
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
            _names_a_voice(judged),
        ]
    )
    again = np.column_stack([log_said, rare, is_plain])
    return np.stack([_at(time, odds[:, time], fixed, again) for time in range(TIMES)], axis=1)


def _at(time: int, odds: Floats, fixed: Floats, again: Floats) -> Floats:
    """The evidence that a summary uses each word one time more than `time`: (terms, features)."""
    repeated = float(time > 0)
    times = np.tile([repeated, time > 1, time > 2], (len(odds), 1))  # noqa: PLR2004 - a count
    said, rare, is_plain = repeated * again.T
    return np.column_stack([odds, fixed, times, said, rare, repeated * odds, is_plain])


def pair_evidence(judged: Judged, likely: Floats, plain_pairs: Mapping[str, float]) -> Floats:
    """The evidence for each pair, as `PAIR_EVIDENCE`: (pairs, features).

    `likely` is the chance that each word is used at all (terms,); `plain_pairs` are as in `Fitted`.
    """
    w = judged.pool.words
    size = len(w.pairs)
    said = np.bincount(w.pair, judged.relevance[w.pair_line], size)
    often = np.bincount(w.pair, minlength=size)
    odds = np.log(likely / (1 - likely))[w.pairs]
    grammar = np.array([term in GRAMMAR for term in w.terms], bool)[w.pairs]
    both = grammar.all(axis=1)
    names = (f"{w.terms[a]} {w.terms[b]}" for a, b in w.pairs)
    plain = np.where(both, [plain_pairs.get(name, _UNHEARD) for name in names], 0.0)
    rare = np.minimum(judged.rarity, _RAREST)[w.pairs]
    return np.column_stack(
        [
            plain,
            both,
            grammar.any(axis=1),
            odds.min(axis=1),
            odds.max(axis=1),
            np.log(said + 0.05),
            np.log1p(often),
            np.log(said / often + 0.01),
            _asked(w, judged.asked)[w.pairs].all(axis=1),
            _names_a_voice(judged)[w.pairs].min(axis=1),
            rare.min(axis=1),
            rare.max(axis=1),
        ]
    )


def _plain_odds(terms: Sequence[str], plain: Mapping[str, Sequence[float]]) -> Floats:
    """The log odds that a summary uses each grammar word, (terms, TIMES); 0 for all others."""
    none = (0.0,) * TIMES
    return np.array([plain.get(term, none) for term in terms]).reshape(-1, TIMES)


def _names_a_voice(judged: Judged) -> Floats:
    """How much of what is relevant (0 to 1) is said by voices that a term names: (terms,).

    Summaries say who said what.
    """
    said: dict[str, float] = {}
    for line, relevance in zip(judged.pool.lines, judged.relevance.tolist(), strict=True):
        said[line.said_by or ""] = said.get(line.said_by or "", 0.0) + relevance
    named: dict[str, float] = {}
    for voice, much in said.items():
        for term in set(running_terms(voice)) - GRAMMAR:
            named[term] = named.get(term, 0.0) + much
    total = max(sum(said.values()), 1e-9)
    return np.array([named.get(term, 0.0) / total for term in judged.pool.words.terms])


def _asked(words: Words, asked: Asked) -> Floats:
    """1 for each term that the topic holds, 0 for others: (terms,)."""
    wanted = {term.term for term in asked.terms}
    return np.array([float(term in wanted) for term in words.terms])
