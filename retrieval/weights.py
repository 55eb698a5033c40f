"""How much each piece of evidence counts in the order of passages, as it was fitted."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# BM25 scaled over the candidates; cosines of the passage and of its best sentence; the share of
# the question's terms; the fused score of the best passage in the same work, and of the passage
# before it where it is spoken.
EVIDENCE = (
    "keyword",
    "passage_cosine",
    "sentence_cosine",
    "coverage",
    "work",
    "before",
)


@dataclass(frozen=True, slots=True)
class RankWeights:
    """A linear model: one non-negative weight for each piece of evidence, and the re-scorer's."""

    evidence: tuple[float, ...]
    rescorer: float

    def score(self, evidence: Sequence[float]) -> float:
        """The log odds of a passage, up to a number that is the same for all of a question's."""
        return math.fsum(w * x for w, x in zip(self.evidence, evidence, strict=True))


@cache
def rank_weights() -> RankWeights:
    """The fitted weights that come with the package (scripts/fit_ranking.py made them)."""
    data = json.loads((files("retrieval") / "ranking.json").read_text("utf-8"))
    return RankWeights(
        tuple(float(data["weights"][name]) for name in EVIDENCE), float(data["rescorer"])
    )
