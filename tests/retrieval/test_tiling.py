"""Where the topic turns: at the seams of made conversations, and nowhere in a monotonous one."""

import numpy as np

from retrieval.profiles.tiling import boundaries
from retrieval.rows import Vectors


def passages(*topics: int, each: int) -> Vectors:
    """Unit vectors of `each` passages on each topic, near its own direction, with some noise."""
    rng = np.random.default_rng(5)
    made = np.concatenate([np.eye(8)[[topic] * each] for topic in topics])
    noisy = made + 0.1 * rng.standard_normal(made.shape)
    unit: Vectors = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
    return unit


def of_words(count: int, words: int = 100) -> np.ndarray:
    return np.full(count, words)


def test_topics_turn_at_their_seams() -> None:
    assert boundaries(passages(0, 3, 1, each=12), of_words(36)) == [12, 24]


def test_a_text_on_one_topic_is_hardly_divided_and_a_short_one_never() -> None:
    assert boundaries(passages(0, 1, each=3), of_words(6)) == []
    assert boundaries(passages(0, each=1), of_words(1)) == []
    assert boundaries(np.empty((0, 8), np.float32), of_words(0)) == []


def test_parts_are_neither_very_short_nor_very_many() -> None:
    found = boundaries(passages(*range(8), *range(8), *range(8), each=4), of_words(96, 300))

    assert len(found) < 12
    assert min(np.diff([0, *found, 96])) * 300 >= 350


def test_passages_without_words_or_meaning_do_no_harm() -> None:
    assert boundaries(np.zeros((40, 8), np.float32), of_words(40)) == []
    assert boundaries(passages(0, 1, each=20), of_words(40, 0)) == []
