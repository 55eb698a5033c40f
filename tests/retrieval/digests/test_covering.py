"""Which lines are chosen where it is known how likely each word is, worked out by hand."""

import numpy as np
import pytest

from retrieval.digests.chances import TIMES, Chances
from retrieval.digests.covering import cover
from retrieval.digests.pool import Pool
from retrieval.models import NOWHERE, Kind, Passage, Sentence, Voice, Work
from retrieval.rows import Stored

LIKELY = {"apple": 0.9, "berry": 0.9, "cherry": 0.5, "damson": 0.5, "elder": 0.1, "fig": 0.1}


def stored(number: int, text: str, vector: list[float]) -> Stored:
    sentence = Sentence(0, len(text), 0)
    passage = Passage(0, len(text), (sentence,), Voice(Kind.TEXT))
    vectors = np.array([vector], np.float32)
    return Stored(number, number, f"{number}.txt", Work(), passage, "", text, (NOWHERE,), vectors)


def pool_of(*lines: tuple[str, list[float]]) -> Pool:
    return Pool([stored(number, text, vector) for number, (text, vector) in enumerate(lines)])


def chosen(pool: Pool, words: int) -> list[str]:
    chances = np.zeros((len(pool.words.terms), TIMES))
    said = dict.fromkeys(pool.words.terms, 0.0)
    for word, chance in LIKELY.items():
        said |= {term: chance for term in said if word.startswith(term[:3])}
    chances[:, 0] = list(said.values())
    likely = Chances(chances, np.zeros(len(pool.words.pairs)), length=5.0)
    usable = np.ones(len(pool.lines), bool)
    return [pool.texts[number] for number in cover(pool, likely, usable, words)]


APPLE, CHERRY = ("apple berry", [1.0, 0.0, 0.0]), ("cherry damson", [0.0, 1.0, 0.0])


def test_what_was_said_makes_way_for_what_was_not() -> None:
    again = ("berry apple", [0.0, 0.0, 1.0])

    assert chosen(pool_of(APPLE, again, CHERRY), 100) == ["apple berry", "cherry damson"]


def test_nothing_is_added_that_makes_it_worse() -> None:
    # Of a summary of four words: 2 * 1.8 / (2 + 4) = 0.6, and 2 * 2.0 / (4 + 4) = 0.5.
    assert chosen(pool_of(APPLE, ("elder fig", [0.0, 1.0, 0.0])), 100) == ["apple berry"]


def test_no_two_lines_are_nearer_than_the_bound() -> None:
    near = ("cherry damson", [0.81, 0.58, 0.0])
    apart = ("cherry damson", [0.79, 0.61, 0.0])

    assert chosen(pool_of(APPLE, near), 100) == ["apple berry"]
    assert chosen(pool_of(APPLE, apart), 100) == ["apple berry", "cherry damson"]


@pytest.mark.parametrize(("words", "count"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_lines_are_taken_for_as_long_as_they_fit(words: int, count: int) -> None:
    assert len(chosen(pool_of(APPLE, CHERRY), words)) == count
