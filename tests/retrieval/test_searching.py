"""Both searches, kept to the passages that may answer."""

from collections.abc import Iterator

import pytest

from retrieval import Library, store
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import chapters, in_chroma, passages_of, write


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four tales of boats, of which only one also tells of tar."""
    folder = tmp_path_factory.mktemp("searched")
    tales = {f"tale{n}": chapters("boat", 80) for n in range(3)}
    write(folder / "texts", **tales, last=chapters("tarred boat", 80))
    with opened(folder / "library") as library:
        library.ingest([folder / "texts"])
        yield library


def found(library: Library, permitted: frozenset[int] | None) -> tuple[set[int], set[int]]:
    """What keywords and vectors find for "tarred boat"."""
    query = library._views.whole.ranker.query("tarred boat", permitted)
    return (
        {number for number, _ in library._keywords.search(query.searched.terms, 5, permitted)},
        {number for number, _ in library._store.search(query.searched.vector, 5, permitted)},
    )


@pytest.mark.parametrize("few", [0, store._FEW], ids=["by Chroma", "one by one"])
def test_only_permitted_passages_are_found_however_far_down_they_are(
    library: Library, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(store, "_FEW", few)
    texts = passages_of(library)
    untarred = sorted(number for number, text in texts.items() if "tarred" not in text)
    permitted = frozenset(untarred[-3:])

    by_keywords, by_vectors = found(library, permitted)

    first_by_keywords, first_by_vectors = found(library, None)
    assert not permitted & (first_by_keywords | first_by_vectors)
    assert by_keywords == by_vectors == permitted


@pytest.mark.parametrize("few", [0, store._FEW], ids=["by Chroma", "one by one"])
def test_both_ways_to_the_permitted_passages_give_the_same_order(
    library: Library, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    query = library._views.whole.ranker.query("tarred boat")
    everything = frozenset(passages_of(library))
    plain = library._store.search(query.searched.vector, 5)

    monkeypatch.setattr(store, "_FEW", few)
    kept = library._store.search(query.searched.vector, 5, everything)

    assert [score for _, score in kept] == pytest.approx([score for _, score in plain], abs=1e-5)


def test_where_nothing_is_permitted_nothing_is_found(library: Library) -> None:
    assert found(library, frozenset()) == (set(), set())


def test_a_permitted_passage_that_chroma_was_not_told_of_yet_is_no_fault(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_FEW", 0)
    first, *others = sorted(passages_of(library))[:3]
    in_chroma(library).delete(ids=[str(first)])
    library._catalogue.connection.execute("INSERT INTO outbox VALUES (?, 0)", (first,))

    _, by_vectors = found(library, frozenset([first, *others]))

    assert by_vectors == set(others)
    library._store.settle()
