"""Which few statements together cover a subject: telling, different, in different voices.

Maximal marginal relevance (Carbonell and Goldstein, 1998) over meaning, voices and works.
"""

from collections.abc import Sequence

from retrieval.digests.statements import Statement

_LIKENESS = 0.45
_SAME_VOICE, _SAME_WORK = 0.2, 0.08
# A digest has at least so many quotes, where there is as much to quote.
_ENOUGH = 3
# What nobody said makes way for what somebody did.
_MACHINE, _MACHINE_AGAIN = 0.1, 0.5


def choose(
    pool: Sequence[Statement], count: int, chosen: Sequence[Statement] = ()
) -> list[Statement]:
    """Up to `count` further statements beside those `chosen`, of which no two say the same.

    In at least two voices, where the pool has them. The best comes first.
    """
    picked: list[Statement] = []
    left = [s for s in pool if not any(s.says_the_same(c) for c in chosen)]
    while len(picked) < count:
        before = [*chosen, *picked]
        left = _by_people(left, before)
        if not left:
            break
        best = max(_eligible(left, before, count - len(picked)), key=lambda s: _worth(s, before))
        picked.append(best)
        left = [s for s in left if s is not best and not s.says_the_same(best)]
    return picked


def _by_people(left: Sequence[Statement], before: Sequence[Statement]) -> list[Statement]:
    """What is left without summaries by machines, where one is there and people suffice.

    They do while they have more to say, and where there is enough without a second summary.
    """
    people = [s for s in left if not s.is_written_by_a_machine]
    heard = any(not s.is_written_by_a_machine for s in before)
    summed_up = any(s.is_written_by_a_machine for s in before)
    return people if summed_up and (people or (heard and len(before) >= _ENOUGH)) else list(left)


def _eligible(
    left: Sequence[Statement], before: Sequence[Statement], places: int
) -> Sequence[Statement]:
    """Those that may be next: the last place is another voice's where only one has spoken."""
    voices = {s.voice for s in before}
    others = [s for s in left if s.voice not in voices]
    return others if places == 1 and len(voices) == 1 and others else left


def _worth(statement: Statement, before: Sequence[Statement]) -> float:
    likeness = max((statement.likeness(other) for other in before), default=0.0)
    voices = [other.voice for other in before].count(statement.voice)
    works = [other.stored.document_id for other in before].count(statement.stored.document_id)
    return (
        statement.relevance
        - _LIKENESS * likeness
        - _SAME_VOICE * voices
        - _SAME_WORK * works
        - _machine(statement, before)
    )


def _machine(statement: Statement, before: Sequence[Statement]) -> float:
    if not statement.is_written_by_a_machine:
        return 0.0
    return _MACHINE + _MACHINE_AGAIN * sum(other.is_written_by_a_machine for other in before)
