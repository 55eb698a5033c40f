"""Filters at the command line: followed, or explained in a sentence and in the object."""

from pathlib import Path

import pytest

from tests.retrieval.commands import CommandLine, Done


def test_a_filter_in_a_question_is_followed(command: CommandLine, asked_folder: Path) -> None:
    done = command("ask", 'from:"James Wang" Qwen?', "--json", "--library", asked_folder)

    [answer] = done.objects
    assert list(answer) == ["question", "answered", "confidence", "elapsed_ms", "quotes"]
    assert answer["question"] == 'from:"James Wang" Qwen?'
    assert {quote["speaker"] for quote in answer["quotes"]} == {"James Wang"}


def test_an_unknown_name_does_not_end_a_batch_and_stands_in_its_object(
    command: CommandLine, asked_folder: Path
) -> None:
    typed = b"from:zuckerberg Qwen?\nsince:soon in:xyz Qwen?\nIs R2 delayed?\n"

    done = command("ask", "--json", "-", "--library", asked_folder, typed=typed)

    assert (done.status, done.err) == (0, "")
    unknown, wrong, answered = done.objects
    assert (unknown["answered"], unknown["confidence"], unknown["quotes"]) == (False, 0.0, [])
    [problem] = unknown["problems"]
    assert list(problem) == ["reason", "filter", "value", "nearest", "sentence"]
    assert (problem["reason"], problem["filter"]) == ("unknown", "from")
    assert problem["value"] == "zuckerberg"
    assert 1 <= len(problem["nearest"]) <= 3
    assert all(name in problem["sentence"] for name in problem["nearest"])
    assert [one["reason"] for one in wrong["problems"]] == ["unknown", "no-date"]
    assert answered["answered"]
    assert "problems" not in answered


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("from:Azimm Qwen?", ["Azimm", 'from:"Azeem Azhar"']),
        ("in:commercial Qwen?", ["commercial", 'in:"comments"']),
        ("since:soon Qwen?", ["soon", "2025-06", "last month"]),
        ("from:azhar", ["what you want to know"]),
        ("since:2025 Qwen?", ["these filters"]),
    ],
)
def test_a_person_is_told_in_one_line_what_to_write(
    command: CommandLine, asked_folder: Path, question: str, words: list[str]
) -> None:
    done = command("ask", question, "--library", asked_folder)

    assert (done.status, done.err) == (0, "")
    assert len(done.out.splitlines()) == 1
    assert [word for word in words if word not in done.out] == []


def test_a_filter_that_moves_a_terminal_is_not_shown_to_a_person(
    command: CommandLine, asked_folder: Path
) -> None:
    done: Done = command("ask", "from:\x1b[31m\u202ered why?", "--library", asked_folder)

    assert "[31mred" in done.out
    assert done.out.rstrip("\n").isprintable()
