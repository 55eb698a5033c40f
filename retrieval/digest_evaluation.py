"""How near digests of verbatim quotes come to a person's summaries: ROUGE (Lin 2004)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final

import numpy as np

from retrieval.digests.choosing import Material, choose
from retrieval.digests.pool import Line
from retrieval.errors import EvaluationError
from retrieval.library import Library
from retrieval.meetings import Meeting
from retrieval.sentences import sentence_spans

# A digest has at most so many words, by white space.
MOST_WORDS: Final = 100
_MEASURES: Final = ("rouge1", "rouge2", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Digested:
    """A person's summary, and the quotes of digests that stand beside it, by who chose them."""

    summary: str
    quotes: Mapping[str, tuple[str, ...]]


def digest_all(
    library: Library, meetings: Sequence[Meeting], tick: Callable[[], None]
) -> list[Digested]:
    """Digests for every query of every meeting; `tick` is called after each.

    Each is made of quotes from that meeting alone, which `library` holds. Beside the product's
    there are two that anyone would think of.
    """
    made = []
    for meeting in meetings:
        requests = [asked.query for asked in meeting.queries]
        found = library.materials(requests, meeting.document.source)
        for asked, material in zip(meeting.queries, found, strict=True):
            made.append(Digested(asked.summary, _quotes(material, meeting.document.text)))
            tick()
    return made


def _quotes(material: Material, text: str) -> dict[str, tuple[str, ...]]:
    chosen = {name: choose(material) for name, choose in _CHOICES.items()}
    return {
        name: tuple(text[line.start : line.end] for line in lines) for name, lines in chosen.items()
    }


def _digest(material: Material) -> list[Line]:
    return choose(material, MOST_WORDS)


def _lead(material: Material) -> list[Line]:
    """What was said first."""
    return _filled(material, range(len(material.pool.lines)))


def _nearest(material: Material) -> list[Line]:
    """What is nearest to the query, by the cosine of its vector."""
    return _filled(material, np.argsort(-(material.pool.vectors @ material.asked.vector)))


def _filled(material: Material, order: Iterable[int]) -> list[Line]:
    """The lines that come first in an order, for as long as they fit."""
    taken, left = [], MOST_WORDS
    for number in order:
        if (length := int(material.pool.lengths[number])) <= left:
            taken.append(number)
            left -= length
    return [material.pool.lines[number] for number in sorted(taken)]


# The product's choice, and what it is compared with, by what their scores' names begin with.
_CHOICES: Final[Mapping[str, Callable[[Material], list[Line]]]] = {
    "": _digest,
    "lead_": _lead,
    "nearest_": _nearest,
}


def rouge_scores(digests: Sequence[Digested]) -> dict[str, float]:
    """The mean F1 of ROUGE-1, -2 and -Lsum in percent, and the digests' mean length.

    By the rouge-score package, with stemming; a quote is a line, and so is each sentence of a
    summary. Raises `EvaluationError` where the package is not installed.
    """
    scorer = _scorer()
    found: dict[str, float] = {}
    for name in digests[0].quotes:
        pairs = [(d.summary, d.quotes[name]) for d in digests]
        scored = [
            scorer.score(_sentence_a_line(summary), "\n".join(map(_one_line, quotes)))
            for summary, quotes in pairs
        ]
        found |= {f"{name}{m}": _percent(s[m].fmeasure for s in scored) for m in _MEASURES}
    found["words"] = round(fmean(len(" ".join(d.quotes[""]).split()) for d in digests), 1)
    found["quotes"] = round(fmean(len(d.quotes[""]) for d in digests), 1)
    return found


def _percent(shares: Iterable[float]) -> float:
    return round(100 * fmean(shares), 2)


def _scorer() -> Any:  # the package carries no types
    try:
        from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415 - only measuring needs it
    except ImportError as error:
        raise EvaluationError(
            "Measuring needs the package rouge-score; install requirements-dev.lock."
        ) from error
    return RougeScorer(list(_MEASURES), use_stemmer=True)


def _sentence_a_line(text: str) -> str:
    return "\n".join(_one_line(text[s.start : s.end]) for s in sentence_spans(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
