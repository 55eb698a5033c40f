from pathlib import Path

import pytest

from tests.retrieval.commands import CommandLine

KEYS = [
    *("topic", "sections", "deep_dives", "voices", "timeline", "nearest", "elapsed_ms"),
    *("first", "latest"),
]


def test_a_digest_is_one_object_with_the_keys_of_the_contract(
    command: CommandLine, asked_folder: Path
) -> None:
    [digest] = command("digest", "China", "--json", "--library", asked_folder).objects
    [answer] = command("ask", "Is R2 delayed?", "--json", "--library", asked_folder).objects

    assert list(digest) == KEYS
    assert digest["topic"] == "China"
    quotes = [quote for section in digest["sections"] for quote in section["quotes"]]
    assert 3 <= len(quotes) <= 6
    assert all(quote.keys() == answer["quotes"][0].keys() for quote in quotes)
    assert all(dive["heading"] and dive["quotes"] for dive in digest["deep_dives"])
    assert {"speaker": "Azeem Azhar", "count": 2, "kind": None} in digest["voices"]
    assert digest["nearest"] == []


def test_a_topic_that_is_not_held_is_no_failure(command: CommandLine, asked_folder: Path) -> None:
    done = command("digest", "sourdough bread", "--json", "--library", asked_folder)

    [digest] = done.objects
    assert done.status == 0
    assert digest["sections"] == []
    assert digest["nearest"]


def test_options_bound_a_digest(command: CommandLine, asked_folder: Path) -> None:
    options = ("--from", "azeem", "--length", "short", "--json", "--library", asked_folder)

    [digest] = command("digest", "compute", *options).objects

    quotes = [quote for section in digest["sections"] for quote in section["quotes"]]
    assert {quote["speaker"] for quote in quotes} == {"Azeem Azhar"}


def test_a_filter_that_cannot_be_followed_is_explained(
    command: CommandLine, asked_folder: Path
) -> None:
    wrong = ("--until", "soon", "--library", asked_folder)

    [digest] = command("digest", "China", "--json", *wrong).objects
    plain = command("digest", "China", *wrong)

    assert digest["problems"][0]["value"] == "soon"
    assert plain.status == 0
    assert "soon" in plain.out


def test_for_people_a_digest_has_headings_quotes_and_voices(
    command: CommandLine, asked_folder: Path
) -> None:
    out = command("digest", "DeepSeek", "--library", asked_folder).out

    assert out.startswith("# ")
    assert "  │ " in out
    assert "passages on it: " in out


def test_silence_names_what_the_library_does_hold(command: CommandLine, asked_folder: Path) -> None:
    out = command("digest", "sourdough bread", "--library", asked_folder).out

    assert "nearest topics" in out
    assert "│" not in out


@pytest.mark.parametrize("length", ["huge", ""])
def test_an_unknown_length_is_wrong_use(
    command: CommandLine, asked_folder: Path, length: str
) -> None:
    done = command("digest", "China", "--length", length, "--library", asked_folder)

    assert "short" in done.complaint
