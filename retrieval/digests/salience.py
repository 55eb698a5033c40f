"""How much does a line say on the topic? Its own evidence, and that of what is said around it.

Speech goes back and forth: the sentence that tells most may not name the topic, but those around
it do. So evidence is spread over the neighbourhood, at several scales, before a logistic model
weighs it. scripts/fit_digests.py fitted the weights.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from retrieval.digests.asking import Asked
from retrieval.digests.fitted import Logistic
from retrieval.digests.pool import Flags, Floats, Pool

# Within how many code points what is said still tells of a line (it fades exponentially).
_SCALES: Final = (100, 300, 1200, 2500)
# A term that was said so often around a line (fading) is half of what it can be.
_HALF: Final = 1.0
# Longer lines tell no more about their neighbourhood than one of so many words.
_MOST_WORDS: Final = 40
# What a line is worth that is far from the middle, where everything is asked for.
_LEAST_CENTRAL: Final = 0.15
# How near to the topic a line has to be (as cosine, or as the share of its terms), and what share
# of how near the nearest few are: by itself, and together with the lines right beside it.
_LEAST_OWN: Final = (0.05, 0.15)
_LEAST_AROUND: Final = (0.1, 0.25)
_NEAREST_FEW: Final = 5
EVIDENCE: Final = (
    "cosine",
    *(f"cosine_{scale}" for scale in _SCALES),
    "terms",
    *(f"terms_{scale}" for scale in _SCALES),
    *(f"terms_{scale}_of_most" for scale in _SCALES),
    "terms_and_cosine",
    "voice",
    "other_voice",
    *(f"voice_{scale}" for scale in _SCALES[1:3]),
    "voice_and_terms",
    "length",
)

_OWN: Final = ("cosine", "terms")
_AROUND: Final = (*_OWN, f"cosine_{_SCALES[0]}", f"terms_{_SCALES[0]}")


def relevance(pool: Pool, asked: Asked, model: Logistic) -> Floats:
    """The probability (0 to 1) that each line belongs to what is said on the topic: (lines,).

    Where everything is asked for, the nearer to the middle of all that is said, the more.
    """
    if not asked.terms:
        return np.maximum(_centrality(pool), _LEAST_CENTRAL) ** 2
    return model.probability(evidence(pool, asked))


def _centrality(pool: Pool) -> Floats:
    """The cosine of each line with the middle of all, longer lines counting more: (lines,)."""
    weight = np.minimum(pool.lengths, _MOST_WORDS)
    middle = (pool.vectors * weight[:, None]).sum(axis=0)
    return np.asarray(pool.vectors @ middle / (np.linalg.norm(middle) + 1e-9), float)


def on_topic(pool: Pool, asked: Asked) -> Flags:
    """Which lines speak of the topic, by themselves and with those beside them: (lines,).

    Where everything is asked for, all of them.
    """
    if not asked.terms:
        return np.ones(len(pool.lines), bool)
    found = evidence(pool, asked)
    return _near(found, _OWN, *_LEAST_OWN) & _near(found, _AROUND, *_LEAST_AROUND)


def _near(found: Floats, names: Sequence[str], least: float, share: float) -> Flags:
    nearness = found[:, [EVIDENCE.index(name) for name in names]].max(axis=1)
    nearest = float(np.sort(nearness)[-_NEAREST_FEW:].mean())
    return np.asarray(nearness >= max(least, share * nearest))


def evidence(pool: Pool, asked: Asked) -> Floats:
    """The evidence for each line, in the order of `EVIDENCE`: (lines, features)."""
    cosine = (pool.vectors @ asked.vector).astype(float)
    held, weights = _terms_held(pool, asked)
    wanted = of_voices(pool, asked).astype(float)
    weight = np.minimum(pool.lengths, _MOST_WORDS).astype(float)
    values = np.column_stack([weight, weight * cosine, weight * wanted, held])
    spread = [spread_over(pool, values, scale) for scale in _SCALES]
    cosines = [s[:, 1] / s[:, 0] for s in spread]
    terms = [(s[:, 3:] / (s[:, 3:] + _HALF)) @ weights for s in spread]
    of_most = [_of_most(share) for share in terms]
    voices = [s[:, 2] / s[:, 0] for s in spread[1:3]]
    both = of_most[2] * _of_most(np.maximum(cosines[2], 0))
    others = float(bool(asked.voices)) * (1 - wanted)
    length = np.log1p(pool.lengths)
    columns = [cosine, *cosines, held @ weights, *terms, *of_most, both, wanted, others]
    return np.column_stack([*columns, *voices, wanted * of_most[2], length])


def spread_over(pool: Pool, values: Floats, scale: float) -> Floats:
    """Each line's sum of `values` (lines, n) over its document, fading with the distance."""
    spread = np.empty_like(values)
    for lines in pool.documents:
        at = pool.middles[lines]
        near = np.exp(-np.abs(at[:, None] - at) / scale)
        spread[lines] = near @ values[lines]
    return spread


def _of_most(values: Floats) -> Floats:
    return np.asarray(values / (values.max() + 1e-6))


def of_voices(pool: Pool, asked: Asked) -> Flags:
    """Which lines are in a voice that is asked for: (lines,)."""
    voices = ((line.voice.speaker, line.voice.quoted_speaker) for line in pool.lines)
    return np.array([bool(asked.voices & {*each}) for each in voices], bool)


def _terms_held(pool: Pool, asked: Asked) -> tuple[Floats, Floats]:
    """What each line holds of each of the topic's terms, (lines, terms), and their weights.

    A likely variant of a name is worth what it is as good as; the weights sum to 1.
    """
    held = np.zeros((len(pool.lines), len(asked.terms)))
    numbers = {term: n for n, term in enumerate(pool.words.terms)}
    for column, wanted in enumerate(asked.terms):
        worth = np.zeros(len(numbers))
        for term, value in {**wanted.variants, wanted.term: 1.0}.items():
            if term in numbers:
                worth[numbers[term]] = value
        np.maximum.at(held[:, column], pool.words.line, worth[pool.words.term])
    weights = np.array([term.weight for term in asked.terms])
    return held, weights / max(weights.sum(), 1e-9)
