"""A library is brought over to another model while the old one answers, and loses nothing."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from structlog.testing import capture_logs

from retrieval import Library, LibraryHeld, LibraryModelMismatch, ModelError
from retrieval.embedding import Embedder, load_embedder
from retrieval.rebuilding import Rebuild
from retrieval.store import Store
from tests.retrieval.fakes import DIMENSIONS, HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, chapters, in_step, said, write
from tests.retrieval.toys import TOY

QUESTION = "What floats on salt water?"
# The sentence that leads to a quotation is embedded with it.
QUOTATION = 'Anna Berg said: "Boats are never finished. They are only launched."'


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(
        tmp_path / "texts", boats=BOATS, kites=KITES, tale=chapters("boat", 200), words=QUOTATION
    )


@pytest.fixture
def folder(tmp_path: Path, texts: Path) -> Path:
    """A closed library of the fake model, of more passages than are embedded at a time."""
    with opened(tmp_path / "library") as library:
        assert library.ingest([texts]).passages > 16
    return tmp_path / "library"


@pytest.fixture
def toy() -> Embedder:
    return load_embedder(TOY)


def nothing(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def rebuilt(folder: Path, embedder: Embedder) -> None:
    with Rebuild(folder, embedder) as rebuild:
        rebuild.embed(nothing)
        rebuild.exchange(nothing)


def vectors_of(library: Library) -> list[NDArray[np.float32]]:
    """Every passage's vector, and then those of its sentences."""
    catalogue = library._catalogue
    ids = catalogue.passage_ids()
    sentences = [stored.sentence_vectors for stored in catalogue.passages(ids)]
    return [catalogue.vectors(ids), *sentences]


def test_a_rebuilt_library_is_what_it_would_be_had_the_model_made_it(
    folder: Path, texts: Path, tmp_path: Path, toy: Embedder
) -> None:
    rebuilt(folder, toy)

    with opened(folder, toy) as library, opened(tmp_path / "other", toy) as other:
        other.ingest([texts])
        assert in_step(library)
        assert library.verify().clean
        for mine, theirs in zip(vectors_of(library), vectors_of(other), strict=True):
            np.testing.assert_array_equal(mine, theirs)
        assert said(library.ask(QUESTION)) == said(other.ask(QUESTION))
        assert library.ask(QUESTION).answered


def test_what_is_ingested_into_a_rebuilt_library_is_the_new_models(
    folder: Path, tmp_path: Path, toy: Embedder
) -> None:
    rebuilt(folder, toy)

    with opened(folder, toy) as library:
        library.ingest([write(tmp_path / "more", more="Glue is sticky stuff.")])
        assert in_step(library)


def test_the_model_before_is_refused_and_may_be_gone_back_to(folder: Path, toy: Embedder) -> None:
    with opened(folder) as library:
        before = said(library.ask(QUESTION))
    rebuilt(folder, toy)

    with pytest.raises(LibraryModelMismatch), opened(folder):
        pass
    rebuilt(folder, HashEmbedder())

    with opened(folder) as library:
        assert said(library.ask(QUESTION)) == before
        assert in_step(library)


def test_an_open_library_answers_as_before_until_the_exchange_that_waits_for_it(
    folder: Path, toy: Embedder
) -> None:
    with Rebuild(folder, toy) as rebuild:
        with opened(folder) as library:
            before = said(library.ask(QUESTION))

            rebuild.embed(nothing)

            assert said(library.ask(QUESTION)) == before
            with pytest.raises(LibraryHeld):
                rebuild.exchange(nothing)
            assert said(library.ask(QUESTION)) == before
        rebuild.exchange(nothing)

    with opened(folder, toy) as library:
        assert in_step(library)


def test_what_comes_and_goes_meanwhile_is_taken_along(
    folder: Path, texts: Path, toy: Embedder
) -> None:
    with Rebuild(folder, toy) as rebuild:
        rebuild.embed(nothing)
        write(texts, boats="Glue is sticky stuff.", more="Nails are not.")
        with opened(folder) as library:
            library.ingest([texts])
        rebuild.exchange(nothing)

    with opened(folder, toy) as library:
        assert in_step(library)
        assert library.ingest([texts]).passages == 0
        assert library.verify().clean


def test_progress_tells_how_many_are_embedded_of_all(folder: Path, toy: Embedder) -> None:
    told: list[tuple[int, int]] = []
    with Rebuild(folder, toy) as rebuild:
        rebuild.embed(lambda done, total: told.append((done, total)))

        count = rebuild.plan.passages
    assert told[0] == (0, count)
    assert (16, count) in told
    assert told[-1] == (count, count)


class Unsteady(HashEmbedder):
    """Another model, which fails after a number of calls."""

    def __init__(self, calls: int) -> None:
        super().__init__(version="2")
        self._calls = calls

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._calls -= 1
        if self._calls < 0:
            raise ModelError("It failed.")
        return super().embed(texts)


def broken_off(folder: Path) -> None:
    """Leave the first sixteen passages embedded."""
    with pytest.raises(ModelError), Rebuild(folder, Unsteady(1)) as rebuild:
        rebuild.embed(nothing)


def test_a_rebuild_that_broke_off_leaves_the_library_as_it_is(folder: Path) -> None:
    broken_off(folder)

    with opened(folder) as library:
        assert in_step(library)
        assert library.ask(QUESTION).answered


def test_a_rebuild_that_broke_off_goes_on_and_embeds_nothing_twice(folder: Path) -> None:
    broken_off(folder)
    whole, rest = HashEmbedder(version="2"), HashEmbedder(version="2")
    with opened(folder) as library:
        passages = library._catalogue.passages(library._catalogue.passage_ids())
    whole_count = sum(1 + len(stored.passage.sentences) for stored in passages)
    done_count = sum(1 + len(stored.passage.sentences) for stored in passages[:16])

    with Rebuild(folder, rest) as rebuild:
        assert rebuild.plan.embedded == 16
        rebuild.embed(nothing)
        rebuild.exchange(nothing)

    assert rest.embedded == whole_count - done_count
    with opened(folder, whole) as library:
        assert in_step(library)
    assert whole.embedded == 0


def of_another_model(_: Path) -> None:
    """Nothing has to be done: the draft is another model's already."""


def garbage(draft: Path) -> None:
    draft.write_bytes(b"garbage " * 1024)


def half_of_it(draft: Path) -> None:
    draft.write_bytes(draft.read_bytes()[: draft.stat().st_size // 2])


def nothing_of_it(draft: Path) -> None:
    draft.write_bytes(b"")


@pytest.mark.parametrize("damage", [of_another_model, garbage, half_of_it, nothing_of_it])
def test_what_another_model_left_or_cannot_be_read_is_begun_anew(
    folder: Path, toy: Embedder, damage: Callable[[Path], None]
) -> None:
    broken_off(folder)
    damage(folder / "rebuild" / "vectors.sqlite")

    with Rebuild(folder, toy) as rebuild:
        assert rebuild.plan.embedded == 0
        rebuild.embed(nothing)
        rebuild.exchange(nothing)

    with opened(folder, toy) as library:
        assert in_step(library)


def test_a_look_alone_leaves_what_another_model_has_embedded(folder: Path, toy: Embedder) -> None:
    broken_off(folder)

    for embedder in (toy, HashEmbedder()):
        with Rebuild(folder, embedder):
            pass

    with Rebuild(folder, HashEmbedder(version="2")) as rebuild:
        assert rebuild.plan.embedded == 16


def test_a_finished_rebuild_and_a_look_leave_nothing_behind(folder: Path, toy: Embedder) -> None:
    with Rebuild(folder, toy):
        pass
    assert not (folder / "rebuild").exists()

    rebuilt(folder, toy)

    assert not (folder / "rebuild").exists()


def test_the_plan_tells_from_what_to_what_and_how_much(folder: Path, toy: Embedder) -> None:
    with Rebuild(folder, toy) as rebuild:
        plan = rebuild.plan

    assert (plan.built_with, plan.to, plan.dimensions, plan.needed) == ("hash", "toy", 48, True)
    with opened(folder) as library:
        assert plan.passages == len(library._catalogue.passage_ids())


def test_a_library_of_that_model_needs_no_rebuild(folder: Path) -> None:
    with Rebuild(folder, HashEmbedder()) as rebuild:
        assert not rebuild.plan.needed


def test_a_model_that_now_gives_longer_vectors_needs_a_rebuild(folder: Path) -> None:
    longer = HashEmbedder()
    longer.dimensions = DIMENSIONS + 1

    with Rebuild(folder, longer) as rebuild:
        assert rebuild.plan.needed


def test_two_cannot_rebuild_at_once(folder: Path, toy: Embedder) -> None:
    with Rebuild(folder, toy) as rebuild:
        with pytest.raises(LibraryHeld, match="rebuild"), Rebuild(folder, toy):
            pass
        rebuild.embed(nothing)
        rebuild.exchange(nothing)

    with opened(folder, toy) as library:
        assert in_step(library)


def test_a_library_from_before_models_could_be_chosen_is_brought_over_too(
    seed_folder: Path, embedder: Embedder, toy: Embedder, tmp_path: Path
) -> None:
    folder = shutil.copytree(seed_folder, tmp_path / "library")
    with opened(folder, embedder) as library:
        library._catalogue.connection.execute("DELETE FROM meta WHERE key = 'dimensions'")

    rebuilt(folder, toy)

    with opened(folder, toy) as library:
        assert in_step(library)
        assert library.ask("What is delaying DeepSeek R2?").quotes


def test_an_index_that_was_still_to_be_made_anew_is_made_without_a_complaint(
    folder: Path, toy: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Rebuild(folder, toy) as rebuild, monkeypatch.context() as patch:
        patch.setattr(Store, "rebuild", nothing)
        rebuild.embed(nothing)
        rebuild.exchange(nothing)

    with capture_logs() as logged, opened(folder, toy) as library:
        assert in_step(library)
        assert library.ask(QUESTION).answered

    assert not logged
