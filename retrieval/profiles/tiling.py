"""Where a text turns from one topic to the next.

TextTiling (Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", 1997),
with the vectors of passages in place of word counts, as in Solbiati and others, "Unsupervised Topic
Segmentation of Meetings with BERT Embeddings" (2021).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.rows import Vectors

# How many words on either side of a gap are compared.
_BLOCK: Final = 250
# No part is shorter; in the mean, parts are no shorter than the second.
_LEAST, _USUAL, _MOST_PARTS = 350, 900, 12
# A turn that is so much shallower than the deepest is none.
_SHALLOW: Final = 0.2

Floats = NDArray[np.float64]


def boundaries(vectors: Vectors, words: NDArray[np.int64]) -> list[int]:
    """The places of passages with which a new topic begins, in order; never the first.

    `vectors` (passages, dimensions) are of unit length, `words` (passages,) counts each one's.
    """
    ends = np.cumsum(words)
    begins = ends - words
    total = int(words.sum())
    gaps = np.flatnonzero((begins >= _LEAST) & (total - begins >= _LEAST))
    if not len(gaps):
        return []
    depths = _depths(_likeness(vectors, words, begins)[gaps])
    deep = depths > max(depths.mean() - depths.std() / 2, _SHALLOW * depths.max())
    chosen: list[int] = []
    for at in gaps[deep][np.argsort(-depths[deep], kind="stable")].tolist():
        if len(chosen) + 1 == min(_MOST_PARTS, max(1, total // _USUAL)):
            break
        if all(abs(int(begins[at] - begins[other])) >= _LEAST for other in chosen):
            chosen.append(at)
    return sorted(chosen)


def _likeness(vectors: Vectors, words: NDArray[np.int64], begins: NDArray[np.int64]) -> Floats:
    """The cosine of what stands before and behind the beginning of each passage, (passages,)."""
    sums = np.vstack([np.zeros(vectors.shape[1]), np.cumsum(vectors * words[:, None], axis=0)])
    places = np.arange(len(words))
    before = sums[places] - sums[np.searchsorted(begins, begins - _BLOCK)]
    behind = sums[np.searchsorted(begins, begins + _BLOCK)] - sums[places]
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(behind, axis=1)
    cosines: Floats = (before * behind).sum(axis=1) / np.maximum(lengths, 1e-9)
    return cosines


def _depths(likeness: Floats) -> Floats:
    """How far each gap's likeness lies below the nearest peak on its left and on its right."""
    return np.array([_peak(likeness[at::-1]) + _peak(likeness[at:]) for at in range(len(likeness))])


def _peak(climbed: Floats) -> float:
    """How much higher than its first value a row gets before it falls."""
    falls = np.flatnonzero(np.diff(climbed) < 0)
    top = climbed[falls[0]] if len(falls) else climbed[-1]
    return float(top - climbed[0])
