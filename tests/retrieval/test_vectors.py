import numpy as np

from retrieval import Library


def test_texts_from_elsewhere_are_nearer_the_more_they_mean_the_same(seed_library: Library) -> None:
    texts = ["Is the model late?", "Has the model been delayed?", "How tall is Everest?"]

    vectors = seed_library.vectors(texts)

    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 2 * (vectors[0] @ vectors[2])


def test_no_texts_are_no_vectors(seed_library: Library) -> None:
    assert len(seed_library.vectors([])) == 0
