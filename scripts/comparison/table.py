"""Scores as a Markdown table, and where it stands in a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_BEGIN = "<!-- made by scripts/compare.py -->"
_END = "<!-- up to here -->"
_MEASURES = (
    *("recall@1", "recall@5", "mrr@10", "ndcg@10", "success@10"),
    *("quote_hit@1", "quote_words@1", "abstain_auc", "false_answers@90"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question set's name and size, and for each system its measures by name.

    The measures are those of `retrieval.evaluation.scores`.
    """

    name: str
    questions: int
    passages: int
    measures: Mapping[str, Mapping[str, object]]


def table(sets: Sequence[Comparison], versions: Mapping[str, str]) -> str:
    """One row for each system on each set, then the versions of the packages compared."""
    heading = ("set", "system", *_MEASURES, "ms p50 / p95")
    rule = f"|{'---|' * len(heading)}"
    rows = [_line(cells) for one in sets for cells in _rows(one)]
    compared = ", ".join(f"{package} {number}" for package, number in versions.items())
    return "\n".join([_line(heading), rule, *rows, "", f"Compared: {compared}."])


def with_table(page: str, made: str) -> str:
    """`page` with `made` in the place of the table that it holds."""
    before, _, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"The page lost its marks {_BEGIN} and {_END}; put them back.")
    return f"{before}{_BEGIN}\n{made}\n{_END}{after}"


def _rows(compared: Comparison) -> Iterator[tuple[str, ...]]:
    name = f"{compared.name} ({compared.passages:,} passages, {compared.questions:,} questions)"
    for system, measures in compared.measures.items():
        yield name, system, *(_figure(measures[m]) for m in _MEASURES), _times(measures)
        name = ""


def _times(measures: Mapping[str, object]) -> str:
    times = measures["latency_ms"]
    assert isinstance(times, dict)  # noqa: S101 - scores() says so
    return f"{times['p50']:.1f} / {times['p95']:.1f}"


def _figure(value: object) -> str:
    """Shares to three places, words to one; what does not apply is a dash."""
    if not isinstance(value, float):
        return "–"
    return f"{value:.3f}" if value <= 1 else f"{value:.1f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
