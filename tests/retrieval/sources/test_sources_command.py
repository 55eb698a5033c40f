"""`python -m retrieval sources`: what a library is kept in step with."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from retrieval.lock import LibraryLock
from tests.retrieval.commands import CommandLine, done, process
from tests.retrieval.shelves import BOATS, KITES, write

SECRET = "s3cr3ts3cr3ts3cr3t"  # noqa: S105 - nobody's


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", boats=BOATS, kites=KITES)


@pytest.fixture
def kept(command: CommandLine, texts: Path) -> CommandLine:
    """A command line whose library is kept in step with the texts."""
    assert command("sources", "add", texts).status == 0
    return command


def test_what_is_added_is_taken_in_and_a_table_says_so(
    command: CommandLine, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    ended = command("sources", "add", texts)

    assert (ended.status, ended.err) == (0, "")
    heads, _, figures, *_ = (line.split() for line in ended.out.splitlines() if line.strip())
    assert heads[:2] == ["source", "documents"]
    assert {"passages", "voices", "failed"} < set(heads)
    assert figures[:3] == ["texts", "2", "2"]
    assert "Boats float" in command("ask", "What floats on salt water?").out


def test_on_few_columns_each_figure_stands_on_a_line_of_its_own(
    command: CommandLine, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")

    lines = command("sources", "add", texts).out.splitlines()

    assert lines[0] == "texts"
    assert [line.split() for line in lines[1:3]] == [["documents:", "2"], ["added:", "2"]]
    assert max(map(len, lines)) <= 50


def test_a_source_that_could_not_be_added_leaves_nothing_and_is_told_so(
    command: CommandLine, tmp_path: Path
) -> None:
    missing = tmp_path / "bundle.zip"

    ended = command("sources", "add", missing)

    assert ended.status == 1
    assert ended.out.splitlines() == [
        f"failed    {missing}: there is no such file or folder.",
        "bundle could not be looked at; nothing was added.",
    ]
    assert "bundle" not in command("sources").out


def test_what_is_told_to_a_program_is_one_object(command: CommandLine, texts: Path) -> None:
    (told,) = command("sources", "add", texts, "--json").objects

    (source,) = told["sources"]
    assert source["name"] == "texts"
    assert source["added"] == [str(texts / "boats.txt"), str(texts / "kites.txt")]
    assert (source["passages"], source["failed"]) == (2, [])


def test_what_failed_is_told_to_a_program_by_name_and_reason_alone(
    command: CommandLine, texts: Path
) -> None:
    (texts / "locked.txt").write_bytes(b"a\0b")
    wanted = {
        "source": str(texts / "locked.txt"),
        "reason": f"{texts / 'locked.txt'}: it is not a text file.",
    }

    (added,) = command("sources", "add", texts, "--json").objects
    (listed,) = command("sources", "list", "--json").objects

    assert added["sources"][0]["failed"] == [wanted]
    assert listed["sources"][0]["failed"] == [wanted]


def test_bare_it_lists(kept: CommandLine, texts: Path) -> None:
    assert kept("sources").out == kept("sources", "list").out
    assert str(texts) in kept("sources").out
    (listed,) = kept("sources", "--json").objects
    assert listed == kept("sources", "list", "--json").objects[0]
    (source,) = listed["sources"]
    assert (source["name"], source["documents"], source["audience"]) == ("texts", 2, "public")


def test_what_was_ingested_by_itself_is_listed_too(kept: CommandLine, tmp_path: Path) -> None:
    kept("ingest", write(tmp_path / "more", glue="Glue is sticky."))

    assert "glue.txt" in kept("sources").out
    (listed,) = kept("sources", "--json").objects
    assert [Path(each["source"]).name for each in listed["documents"]] == ["glue.txt"]


def test_what_is_said_of_a_source_is_said_of_what_it_holds(
    command: CommandLine, texts: Path
) -> None:
    options = ("--publisher", "Planks", "--audience", "patrons", "--kind", "book", "--every", "6h")
    command("sources", "add", texts, "--name", "Shelf", *options)

    (listed,) = command("sources", "list", "--json").objects
    (source,) = listed["sources"]
    assert (source["name"], source["every"], source["audience"]) == ("Shelf", 21600.0, "patrons")
    (shown,) = command("sources", "show", "Shelf", "--json").objects
    for document in shown["sources"][0]["documents"]:
        assert (document["publisher"], document["audience"]) == ("Planks", "patrons")
        assert {passage["kind"] for passage in document["passages"]} == {"book"}


def test_what_is_held_is_shown_passage_by_passage(kept: CommandLine, texts: Path) -> None:
    (shown,) = kept("sources", "show", "--json").objects

    (source,) = shown["sources"]
    first = source["documents"][0]
    assert first["source"] == str(texts / "boats.txt")
    assert first["left_out"] == {"sponsors": 0, "jingles": 0, "breaks": 0}
    (passage,) = first["passages"]
    assert (passage["start"], passage["end"], passage["text"]) == (0, len(BOATS), BOATS)
    assert {"speaker", "role", "timestamp", "published", "page"} < passage.keys()
    assert "boats.txt" in kept("sources", "show").out


def test_what_is_shown_tells_nothing_of_when_or_how_it_came_in(
    kept: CommandLine, texts: Path
) -> None:
    before = kept("sources", "show", "--json").out
    kept("sources", "sync")

    assert kept("sources", "show", "--json").out == before
    kept("sources", "add", texts, "--name", "texts", "--library", "another")
    assert kept("sources", "show", "--json", "--library", "another").out == before


def test_a_sync_tells_what_changed_vanished_and_failed(kept: CommandLine, texts: Path) -> None:
    write(texts, boats=BOATS + " Glue.", empty="")
    (texts / "kites.txt").unlink()

    ended = kept("sources", "sync")

    assert ended.status == 1
    assert f"vanished  {texts / 'kites.txt'} (kept)" in ended.out
    assert f"failed    {texts / 'empty.txt'}: there is no text in it." in ended.out
    (texts / "empty.txt").unlink()
    ended = kept("sources", "sync", "texts", "--remove-vanished")
    assert ended.status == 0
    assert f"removed   {texts / 'kites.txt'}" in ended.out


def test_a_source_whose_folder_is_gone_keeps_what_it_had(kept: CommandLine, texts: Path) -> None:
    texts.rename(texts.with_name("elsewhere"))

    ended = kept("sources", "sync", "--remove-vanished")

    assert ended.status == 1
    assert "there is no such file or folder" in ended.out
    assert "Boats float" in kept("ask", "What floats on salt water?").out


def test_a_place_that_is_not_there_is_not_added(command: CommandLine, tmp_path: Path) -> None:
    ended = command("sources", "add", tmp_path / "nowhere")

    assert ended.status == 1
    assert "there is no such file or folder" in ended.out
    assert command("sources", "--json").objects[0]["sources"] == []


def test_nothing_is_taken_in_where_that_is_wished(command: CommandLine, texts: Path) -> None:
    ended = command("sources", "add", texts, "--no-sync")

    assert ended.status == 0
    assert "never synced" in ended.out
    assert "0 documents" in ended.out


def test_a_removed_source_is_gone(kept: CommandLine) -> None:
    assert "--yes" in kept("sources", "remove", "texts").complaint

    ended = kept("sources", "remove", "texts", "--yes")

    assert (ended.status, ended.out) == (0, "removed  texts: 2 documents, 2 passages.\n")
    assert kept("sources").out == "The library is empty.\n"
    assert kept("verify").status == 0


def test_no_secret_of_a_link_is_shown(command: CommandLine) -> None:
    location = f"https://planks.example/feed?token={SECRET}"
    added = command("sources", "add", location, "--no-sync")

    for ended in (added, command("sources"), command("sources", "show", "--json")):
        assert ended.status == 0
        assert SECRET not in ended.out + ended.err


@pytest.mark.parametrize("asked", ["show", "remove", "sync"])
def test_an_unknown_name_is_refused_with_the_nearest(kept: CommandLine, asked: str) -> None:
    assert 'did you mean "texts"?' in kept("sources", asked, "texst").complaint


WRONG = {
    "an interval of nothing": ["--every", "soon"],
    "a kind that there is not": ["--kind", "song"],
    "a form that there is not": ["--form", "vinyl"],
    "a name of two lines": ["--name", "a\nb"],
    "a name that moves a terminal": ["--name", "\x1b[31m"],
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_followed_is_refused_in_one_line(
    command: CommandLine, texts: Path, given: list[str]
) -> None:
    assert command("sources", "add", texts, *given).complaint


def test_a_source_that_is_there_is_not_added_again(kept: CommandLine, texts: Path) -> None:
    assert '"texts"' in kept("sources", "add", texts).complaint
    assert '"texts"' in kept("sources", "add", texts / "boats.txt", "--name", "texts").complaint


@pytest.mark.parametrize("asked", [["list"], ["sync"], ["show"], ["remove", "texts", "--yes"]])
def test_a_library_that_another_holds_is_left_alone(kept: CommandLine, asked: list[str]) -> None:
    lock = LibraryLock(Path(".pullquote/library").absolute())
    try:
        assert "in use by process" in kept("sources", *asked).complaint
    finally:
        lock.release()


def test_a_full_disk_ends_a_sync_in_one_line_and_the_next_one_goes_on(
    kept: CommandLine, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(texts, glue="Glue is sticky stuff.")
    full = "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA max_page_count=1;"
    with monkeypatch.context() as patched:
        patched.setattr("retrieval.catalogue_file._PRAGMAS", full)
        assert "make room" in kept("sources", "sync").complaint

    assert kept("sources", "sync").status == 0
    assert "Glue" in kept("ask", "What is sticky stuff?").out


@pytest.mark.parametrize("after", [0.0, 0.1, 0.4])
def test_ctrl_c_is_quiet_from_the_first_import_on(
    tmp_path: Path, texts: Path, model_cache: Path, after: float
) -> None:
    environment = {"PULLQUOTE_MODEL_CACHE": str(model_cache)}
    arguments = ("sources", "add", str(texts), "--library", str(tmp_path / "library"))

    with process(*arguments, environment=environment) as running:
        _wait_for_python(running.pid)
        time.sleep(after)
        os.kill(running.pid, signal.SIGINT)
        ended = done(running)

    assert (ended.status, ended.err) in {(130, ""), (0, "")}


def _wait_for_python(pid: int) -> None:
    """Until the process has begun to import our package."""
    deadline = time.monotonic() + 30
    while "numpy" not in Path(f"/proc/{pid}/maps").read_text() and time.monotonic() < deadline:
        time.sleep(0.005)


def test_a_listing_is_valid_json_whatever_a_name_holds(command: CommandLine, texts: Path) -> None:
    command("sources", "add", texts, "--name", 'a "name" of \\ signs')

    (listed,) = command("sources", "--json").objects
    assert json.dumps(listed["sources"][0]["name"]) == json.dumps('a "name" of \\ signs')


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", ""),
        ("add", "   "),
        ("add", "/tmp/\udcff"),  # noqa: S108 - nothing is there
        ("add", "a.txt", "--audience", " "),
        ("add", "a.txt", "--name", ""),
        ("add", "a.txt", "--publisher", "\udcff"),
        ("add", "a.txt", "--language", "EN-us!!"),
        ("add", "a.txt", "--every", "999999w"),
        ("show", ""),
    ],
)
def test_what_says_nothing_is_refused_in_one_line(
    command: CommandLine, arguments: tuple[str, ...]
) -> None:
    ended = command("sources", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1


def test_a_source_of_which_nothing_could_be_read_is_taken_back(command: CommandLine) -> None:
    assert command("sources", "add", "/dev/zero").status == 1

    (listed,) = command("sources", "--json").objects
    assert listed["sources"] == []
