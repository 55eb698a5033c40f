"""Persons and works at the command line: for programs, and for whoever reads a terminal."""

from pathlib import Path

import pytest

from tests.retrieval.commands import CommandLine

QUOTE_KEYS = ["text", "speaker", "quoted_speaker", "kind", "attribution", "title", "publisher"]


def test_a_person_is_one_object(command: CommandLine, asked_folder: Path) -> None:
    done = command("person", "azar, azeem", "--json", "--library", asked_folder)

    [person] = done.objects
    assert (done.status, done.err) == (0, "")
    assert list(person) == [
        *("name", "nearest", "other_names", "timeline", "works", "topics", "quotes")
    ]
    assert person["name"] == "Azeem Azhar"
    assert list(person["works"][0]) == [
        *("title", "publisher", "published", "url", "source_name", "words", "description"),
        "quoted",
    ]
    assert person["works"][0]["words"] == 373
    assert list(person["quotes"][0])[:7] == QUOTE_KEYS
    assert "sentences" not in person["quotes"][0]


def test_a_work_is_one_object(command: CommandLine, asked_folder: Path) -> None:
    done = command("episode", "open source", "--json", "--library", asked_folder)

    [episode] = done.objects
    assert list(episode) == [
        *("title", "nearest", "publisher", "published", "url"),
        *("takeaways", "highlights", "chapters", "voices"),
    ]
    assert episode["title"] == "On China's open source AI trajectory"
    assert list(episode["takeaways"][0])[:7] == QUOTE_KEYS
    assert episode["voices"] == [{"speaker": "Interconnects", "share": 1.0}]


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("person", "azeem", ["Azeem Azhar\n", "Speaks of:", "Says:", "373 words"]),
        ("person", "casado", ["11 words quoted there"]),
        ("episode", "Kevin Xu", ["Quick takeaways:", "Highlights:", "Chapters:\n"]),
        ("episode", "forum thread", ["100%  unknown"]),
    ],
)
def test_a_person_reads_plain_lines(
    command: CommandLine, asked_folder: Path, kind: str, typed: str, words: list[str]
) -> None:
    done = command(kind, typed, "--library", asked_folder)

    assert (done.status, done.err) == (0, "")
    assert [word for word in words if word not in done.out] == []


@pytest.mark.parametrize("kind", ["person", "episode"])
@pytest.mark.parametrize("typed", ["zuckerberg", "", "\x1b[31m\u202ered", "x" * 2000])
def test_who_or_what_is_not_held_is_one_plain_sentence(
    command: CommandLine, asked_folder: Path, kind: str, typed: str
) -> None:
    shown = command(kind, typed, "--library", asked_folder)
    [found] = command(kind, typed, "--json", "--library", asked_folder).objects

    assert (shown.status, shown.err) == (0, "")
    assert len(shown.out.splitlines()) == 1
    assert shown.out.rstrip("\n").isprintable()
    assert found["name" if kind == "person" else "title"] is None
    assert all(name in shown.out for name in found["nearest"])
