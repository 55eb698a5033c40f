"""Takeaways and deep dives under headings, and the contrary view beside its opposite."""

from collections.abc import Mapping, Sequence

from retrieval.digests.contrary import opposite_of
from retrieval.digests.headings import Group, Titler
from retrieval.digests.statements import Statement
from retrieval.digests.takeaways import choose
from retrieval.mending import mended
from retrieval.overviews import Section

MOST_QUOTES = 6
_MOST_CONTRARY = 2


def sections_of(
    pool: Sequence[Statement], titler: Titler, count: int, further: int
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The takeaways, about `count` of a pool, and up to `further` quotes more for each heading.

    A view that is contrary to a takeaway stands right behind it. Nothing is said twice.
    """
    takeaways = choose(pool, count)
    opposites = _opposites(takeaways, pool)
    placed = list(opposites.values())
    groups = titler.groups([s for s in takeaways if not _is_among(s, placed)])
    deeper = _deep_dives(titler, groups, [*takeaways, *placed], pool, further)
    return tuple(_section(group, opposites) for group in groups), tuple(deeper)


def _opposites(takeaways: Sequence[Statement], pool: Sequence[Statement]) -> dict[int, Statement]:
    """For some of the takeaways (by their `id`) the statement that says the opposite."""
    found: dict[int, Statement] = {}
    room = min(_MOST_CONTRARY, MOST_QUOTES - len(takeaways))
    for statement in takeaways:
        placed = list(found.values())
        if _is_among(statement, placed):
            continue
        taken = [s for s in (*takeaways, *placed) if s is not statement]
        free = [s for s in pool if s is not statement and _is_free(s, taken)]
        opposite = opposite_of(statement, free)
        new = opposite is not None and not _is_among(opposite, takeaways)
        if opposite and not _is_among(opposite, placed) and room >= new:
            found[id(statement)] = opposite
            room -= new
    return {key: s for key, s in found.items() if key not in {id(o) for o in found.values()}}


def _is_free(candidate: Statement, taken: Sequence[Statement]) -> bool:
    """Whether a statement says nothing that another one says."""
    return not any(candidate.says_the_same(other) for other in taken if other is not candidate)


def _is_among(statement: Statement, others: Sequence[Statement]) -> bool:
    return any(statement is other for other in others)


def _section(group: Group, opposites: Mapping[int, Statement]) -> Section:
    said: list[Statement] = []
    contrary: list[int] = []
    for statement in group.statements:
        said.append(statement)
        if opposite := opposites.get(id(statement)):
            contrary.append(len(said))
            said.append(opposite)
    return Section(group.heading, tuple(s.quote for s in said), tuple(contrary))


def _deep_dives(
    titler: Titler,
    groups: Sequence[Group],
    used: Sequence[Statement],
    pool: Sequence[Statement],
    count: int,
) -> list[Section]:
    """More under the same headings where it names them, and the rest under the topic."""
    said = list(used)
    found: dict[str, list[Statement]] = {}
    themes = [group for group in groups if not titler.is_topic(group)]
    for group in themes:
        more = choose([s for s in pool if titler.fits(s, group)], count, said)
        if any(_names(s, group.heading) for s in more):
            found[group.heading] = more
            said += more
    under = [group for group in themes if group.heading in found]
    left = [s for s in pool if not any(titler.fits(s, group) for group in under)]
    rest = choose(left, count, said)
    topic = next((g.heading for g in groups if titler.is_topic(g)), titler.topic_in(rest))
    if topic:
        found[topic] = rest
    return [Section(name, tuple(s.quote for s in more)) for name, more in found.items() if more]


def _names(statement: Statement, heading: str) -> bool:
    return heading.casefold() in " ".join(mended(statement.quote.text).split()).casefold()
