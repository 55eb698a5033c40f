"""What a sources.toml may say, and what is said of one that cannot be understood."""

from pathlib import Path

import pytest

from retrieval.errors import SidecarError
from retrieval.models import Kind, Work
from retrieval.readers import read_document, read_sidecar
from retrieval.readers.base import Entry
from retrieval.readers.sidecar import Listed, Sidecar
from tests.retrieval.fakes import opened
from tests.retrieval.reading import read

BROKEN = {
    "an unknown key": '[[source]]\nfile = "a.txt"\nauthor = "Ada Brook"\n',
    "an unknown table": '[default]\npublisher = "Pier"\n',
    "an unknown default": '[defaults]\nauthor = "Ada Brook"\n',
    "a file and a location": '[[source]]\nfile = "a.txt"\nlocation = "b"\n',
    "an interval for a file": '[[source]]\nfile = "a.txt"\nevery = "6h"\n',
    "an interval that is none": '[[source]]\nlocation = "b"\nevery = "often"\n',
    "an interval that is too short": '[[source]]\nlocation = "b"\nevery = "1m"\n',
    "a language that is none": '[[source]]\nfile = "a.txt"\nlanguage = "English"\n',
    "a length that is none": '[[source]]\nfile = "a.txt"\nduration = "an hour"\n',
    "nested too deep": "x = " + "[" * 5000 + "]" * 5000 + "\n",
    "no file's name": '[[source]]\ntitle = "Rope"\n',
    "a date that is none": '[[source]]\nfile = "a.txt"\npublished = "last spring"\n',
    "a date that cannot be": '[[source]]\nfile = "a.txt"\npublished = "2025-02-30"\n',
    "a week for a date": '[[source]]\nfile = "a.txt"\npublished = "2025-W07-1"\n',
    "a time for a date": '[[source]]\nfile = "a.txt"\npublished = 2025-01-01T00:00:00\n',
    "a kind that is none": '[[source]]\nfile = "a.txt"\nkind = "gospel"\n',
    "a link that is none": '[[source]]\nfile = "a.txt"\nurl = "javascript:alert(1)"\n',
    "no TOML": "file: a.txt\n",
    "no UTF-8": '[[source]]\nfile = "a.txt"\ntitle = "Caf\udce9"\n',
}


def write_sidecar(folder: Path, text: str) -> None:
    (folder / "sources.toml").write_bytes(text.encode("utf-8", "surrogateescape"))


def test_everything_that_a_row_says_is_taken_over(tmp_path: Path) -> None:
    write_sidecar(
        tmp_path,
        '[[source]]\nfile = "a.txt"\nform = "text"\nkind = "book"\nspeaker = "Ada Brook"\n'
        'remark = "second edition"\ntitle = "Rope"\npublisher = "Pier"\npublished = 2025-03-01\n'
        'url = "https://pier.example/rope"\naudience = "subscribers"\ndescription = "a book"\n',
    )

    assert read_sidecar(tmp_path).rows == {
        "a.txt": Entry(
            form="text",
            kind=Kind.BOOK,
            speaker="Ada Brook",
            remark="second edition",
            work=Work(
                "Rope",
                "Pier",
                "2025-03-01",
                "https://pier.example/rope",
                description="a book",
            ),
            audience="subscribers",
        )
    }


def test_people_chapters_recording_and_language_are_taken_over(tmp_path: Path) -> None:
    write_sidecar(
        tmp_path,
        '[[source]]\nfile = "a.txt"\nhosts = ["Ada Brook"]\nguests = ["Ben Coe"]\n'
        'chapters = [{at = "1:02:03", title = "Rope"}, {at = 70, title = "Tar"}]\n'
        'language = "en"\nmedia = "https://pier.example/1.mp3"\nduration = "1:30:00"\n',
    )

    entry = read_sidecar(tmp_path).rows["a.txt"]

    assert (entry.hosts, entry.guests) == (("Ada Brook",), ("Ben Coe",))
    assert entry.chapters == ((3723.0, "Rope"), (70.0, "Tar"))
    assert entry.work == Work(language="en", media="https://pier.example/1.mp3", duration=5400.0)


def test_a_row_with_a_location_is_a_source_of_its_own_with_the_default_interval(
    tmp_path: Path,
) -> None:
    write_sidecar(
        tmp_path,
        '[defaults]\naudience = "crew"\nrefresh = "1d"\n'
        '[[source]]\nlocation = "https://pier.example/feed"\nname = "pier"\nevery = "30m"\n'
        '[[source]]\nlocation = "talks/**/*.md"\nlanguage = "de"\n',
    )

    sidecar = read_sidecar(tmp_path)

    assert sidecar.defaults == Entry(audience="crew")
    assert sidecar.listed == (
        Listed("https://pier.example/feed", "pier", Entry(), 1800.0),
        Listed("talks/**/*.md", None, Entry(work=Work(language="de")), 86400.0),
    )


@pytest.mark.parametrize("date", ["2025", "2025-09", "2025-09-14", "2024-02-29"])
def test_a_date_may_be_known_in_part(tmp_path: Path, date: str) -> None:
    write_sidecar(tmp_path, f'[[source]]\nfile = "a.txt"\npublished = "{date}"\n')

    assert read_sidecar(tmp_path).rows["a.txt"].work.published == date


def test_a_folder_without_a_sidecar_says_nothing(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path) == Sidecar()


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_sidecar_that_cannot_be_understood_is_one_plain_line(tmp_path: Path, text: str) -> None:
    write_sidecar(tmp_path, text)

    with pytest.raises(SidecarError) as caught:
        read_sidecar(tmp_path)

    assert str(tmp_path / "sources.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_form_that_is_unknown_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match=r"'sonnet'.*comments.*speaker-page.*text"):
        read(tmp_path, "Boats float.", Entry(form="sonnet"))


def test_a_change_in_the_sidecar_changes_the_fingerprint_and_not_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Boats float.")

    bare, told = read_document(path), read_document(path, Entry(work=Work("Rope")))

    assert bare.fingerprint != told.fingerprint
    assert bare.digest == told.digest


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_sidecar_is_one_failure_and_other_folders_are_ingested(
    tmp_path: Path, text: str
) -> None:
    for name in ("broken", "sound"):
        (tmp_path / "texts" / name).mkdir(parents=True)
        (tmp_path / "texts" / name / "a.txt").write_text("Boats float.")
        (tmp_path / "texts" / name / "b.txt").write_text("Rope holds.")
    write_sidecar(tmp_path / "texts" / "broken", text)

    with opened(tmp_path / "library") as library:
        report = library.ingest([tmp_path / "texts"])

    sound = tmp_path / "texts" / "sound"
    assert [f.source for f in report.failed] == [
        str(tmp_path / "texts" / "broken" / "sources.toml")
    ]
    assert list(report.added) == [str(sound / "a.txt"), str(sound / "b.txt")]


def test_what_a_broken_sidecar_may_keep_from_the_public_is_not_ingested(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Boats float.")
    write_sidecar(tmp_path, '[[source]]\nfile = "a.txt"\naudience = "subscribers"\ntypo = 1\n')

    with opened(tmp_path / ".library") as library:
        report = library.ingest([tmp_path])
        sources = library.sources()

    assert len(report.failed) == 1
    assert sources == []


def test_an_unknown_form_fails_its_own_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Boats float.")
    (tmp_path / "b.txt").write_text("Rope holds.")
    write_sidecar(tmp_path, '[[source]]\nfile = "a.txt"\nform = "sonnet"\n')

    with opened(tmp_path / ".library") as library:
        report = library.ingest([tmp_path])

    assert [failure.source for failure in report.failed] == [str(tmp_path / "a.txt")]
    assert list(report.added) == [str(tmp_path / "b.txt")]
