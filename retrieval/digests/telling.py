"""Which sentences a summary of all this would most likely use."""

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.digests.asking import Asked
from retrieval.digests.chances import Judged, chances
from retrieval.digests.covering import Cover
from retrieval.digests.fitted import fitted
from retrieval.digests.pool import Floats, Pool
from retrieval.digests.related import Findings, Related
from retrieval.digests.salience import relevance
from retrieval.indexes import Indexes

# Beyond so many standard deviations it makes no difference.
_FAR = 2.0


def told_by(found: Findings, indexes: Indexes) -> Mapping[int, Floats]:
    """How much of a summary each sentence of the best passages would be, by their ids.

    Each (sentences,), in standard deviations from the mean of all, between -2 and 2.
    """
    pool = Pool([related.stored for related in found.best])
    if not pool.lines:
        return {}
    asked, models = _asked(found), fitted()
    rarity = np.array(indexes.keywords.surprise(pool.words.terms))
    judged = Judged(pool, asked, relevance(pool, asked, models.relevance), rarity)
    worths = Cover(pool, chances(judged, models)).worths()
    apart = (worths - worths.mean()) / (worths.std() or 1.0)
    return _by_passage(pool, np.clip(apart, -_FAR, _FAR), found.best)


def _asked(found: Findings) -> Asked:
    if found.wording:
        return Asked(found.wording.vector, found.wording.terms)
    return Asked(np.mean([r.stored.sentence_vectors.mean(axis=0) for r in found.best], axis=0), ())


def _by_passage(pool: Pool, worths: Floats, found: Sequence[Related]) -> dict[int, Floats]:
    told = {r.stored.id: np.zeros(len(r.stored.passage.sentences)) for r in found}
    for line, worth in zip(pool.lines, worths, strict=True):
        told[line.stored.id][line.first : line.last + 1] = worth
    return told
