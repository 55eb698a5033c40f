"""What ingesting adds, changes, leaves alone and reports."""

from pathlib import Path

import pytest

from retrieval import Library
from retrieval.embedding import Embedder
from tests.conftest import SEEDS
from tests.retrieval.fakes import BrokenEmbedder, EmbedderBroke, HashEmbedder, opened
from tests.retrieval.shelves import (
    BOATS,
    KITES,
    chapters,
    contents,
    in_chroma,
    in_step,
    passages_of,
    words_known_to,
    write,
)

NOTES_OF_A_RUN = {"holder.json", "library.lock"}


def ingested(folder: Path, texts: Path, embedder: Embedder | None = None) -> None:
    with opened(folder, embedder) as library:
        library.ingest([texts])


def test_every_passage_is_in_the_catalogue_the_keywords_and_chroma(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)

    with opened(tmp_path / "library") as library:
        report = library.ingest([texts])

        assert list(report.added) == [str(texts / "boats.txt"), str(texts / "kites.txt")]
        assert report.passages == len(passages_of(library)) == 2
        assert in_step(library)


def test_ingesting_the_same_again_says_so_and_embeds_nothing(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    embedder = HashEmbedder()
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([texts])
        embedder.embedded = 0

        again = library.ingest([texts])

    assert len(again.unchanged) == 2
    assert (again.added, again.changed, again.failed, again.passages) == ([], [], [], 0)
    assert embedder.embedded == 0


def test_ingesting_the_same_again_writes_nothing_to_the_catalogue(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        changes = library._catalogue.connection.total_changes

        library.ingest([texts])

        assert library._catalogue.connection.total_changes == changes


def test_ingesting_the_same_again_after_a_restart_leaves_every_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    texts = write(tmp_path / "texts", boats=BOATS)
    ingested(folder, texts)
    before = contents(folder)

    ingested(folder, texts)

    after = contents(folder)
    assert {k: v for k, v in after.items() if k not in NOTES_OF_A_RUN} == {
        k: v for k, v in before.items() if k not in NOTES_OF_A_RUN
    }


def test_a_changed_document_replaces_its_passages(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        write(texts, boats=KITES)

        report = library.ingest([texts])

        assert list(report.changed) == [str(texts / "boats.txt")]
        assert list(passages_of(library).values()) == [KITES]
        assert in_step(library)


def test_re_ingesting_a_shorter_document_leaves_no_stale_passages(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", tale=chapters("boat", 60), kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        assert len(passages_of(library)) > 3
        write(texts, tale=chapters("kite", 1))

        library.ingest([texts])

        assert sorted(passages_of(library).values()) == [KITES, chapters("kite", 1)]
        assert in_step(library)
        assert "boat" not in words_known_to(library)


def test_a_change_of_the_sidecar_is_read_anew(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        (texts / "sources.toml").write_text(
            '[[source]]\nfile = "boats.txt"\nspeaker = "Ada Brook"\n'
        )

        report = library.ingest([texts])

        assert list(report.changed) == [str(texts / "boats.txt")]
        assert library.sources()[0].voices == ("Ada Brook",)
        assert in_step(library)
        attributions = in_chroma(library).get(include=["metadatas"])["metadatas"]
        assert attributions is not None
        assert {data.get("speaker") for data in attributions} == {"Ada Brook", None}


def test_a_file_that_is_given_twice_is_ingested_once(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)

    with opened(tmp_path / "library") as library:
        report = library.ingest([texts, texts / "boats.txt", texts / ".." / "texts"])

    assert len(report.added) == 1


def test_files_that_cannot_be_read_are_named_and_the_others_are_ingested(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES, empty="")
    (texts / "binary.txt").write_bytes(b"\x7fELF\0\0")
    (texts / "latin.txt").write_bytes("Café".encode("latin-1"))
    (texts / "dangling.txt").symlink_to(texts / "gone.txt")
    (texts / "loop.txt").symlink_to(texts / "loop.txt")
    (texts / "within").symlink_to(texts, target_is_directory=True)

    with opened(tmp_path / "library") as library:
        report = library.ingest([tmp_path / "nowhere", texts])

        assert in_step(library)
    assert [Path(source).name for source in report.added] == ["boats.txt", "kites.txt"]
    failed = {Path(failure.source).name: failure.reason for failure in report.failed}
    assert failed.keys() == {
        "nowhere",
        "binary.txt",
        "dangling.txt",
        "empty.txt",
        "latin.txt",
        "loop.txt",
    }
    for name, reason in failed.items():
        assert name in reason
        assert "\n" not in reason


def test_a_document_that_became_unreadable_keeps_what_was_ingested(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        (texts / "boats.txt").write_bytes(b"\0")

        report = library.ingest([texts])

        assert len(report.failed) == 1
        assert list(passages_of(library).values()) == [BOATS]


def test_a_model_that_fails_leaves_the_old_passages_as_they_were(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)
    with opened(tmp_path / "library", BrokenEmbedder("Kites")) as library:
        library.ingest([texts])
        write(texts, boats=KITES)

        with pytest.raises(EmbedderBroke):
            library.ingest([texts])

        assert list(passages_of(library).values()) == [BOATS]
        assert in_step(library)


def test_documents_before_the_one_on_which_the_model_fails_are_kept(tmp_path: Path) -> None:
    # Each fills a group of its own.
    tales = {f"tale{n}": chapters(f"boat{n}", 1200) for n in range(2)}
    texts = write(tmp_path / "texts", **tales, zebra="Zebras do not sail at all, ever.")
    with opened(tmp_path / "library", BrokenEmbedder("Zebras")) as library:
        with pytest.raises(EmbedderBroke):
            library.ingest([texts])

        assert [Path(s.source).name for s in library.sources()] == ["tale0.txt", "tale1.txt"]
        assert in_step(library)


def test_progress_counts_passages_up_to_all_of_them(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", **{f"tale{n}": chapters("boat", 1200) for n in range(3)})
    told: list[tuple[int, int, str]] = []

    with opened(tmp_path / "library") as library:
        report = library.ingest([texts], progress=lambda *news: told.append(news))

    assert len(told) == 3
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert {total for _, total, _ in told} == {report.passages}
    assert told[-1] == (report.passages, report.passages, "tale2.txt")


@pytest.mark.parametrize(
    "text", ["User's avatar\n", "...\n", "#!/\n", "Listen for free\nNo reviews yet\n"]
)
def test_a_text_with_nothing_to_quote_does_no_harm(tmp_path: Path, text: str) -> None:
    texts = write(tmp_path / "texts", odd=text, boats=BOATS)

    with opened(tmp_path / "library") as library:
        report = library.ingest([texts])
        library.ask("What floats on salt water?")

        assert len(report.added) == 2
        assert library.verify().clean
        assert in_step(library)


def test_the_seeds_are_ingested_whole(seed_library: Library) -> None:
    summaries = seed_library.sources()

    assert [Path(s.source).parent for s in summaries] == [SEEDS] * 5
    assert [set(s.voices) for s in summaries] == [
        {"Azeem Azhar"},
        {"Interconnects"},
        {"James Wang", "jeff fultz", "Sally Wong"},
        set(),
        set(),
    ]
    assert all(summary.passages for summary in summaries)
    assert in_step(seed_library)
