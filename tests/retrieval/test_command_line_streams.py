"""One question a line in, one object a line out; and how a process ends."""

import json
import os
import select
import signal
import sys
from pathlib import Path

import pytest

from tests.retrieval.commands import PATIENCE, CommandLine, Done, done, process

DELAYED = "Is DeepSeek R2 delayed?"
LINES = {
    "nothing at all": (b"", []),
    "an empty line": (b"\n", [""]),
    "empty lines between": (b"a\n\n\nb\n", ["a", "", "", "b"]),
    "no newline at the end": (b"a\nb", ["a", "b"]),
    "CRLF": (b"a\r\n\r\nb\r\n", ["a", "", "b"]),
    "a CR at the end without LF": (b"a\r", ["a"]),
    "two CR before LF": (b"a\r\r\n", ["a\r"]),
    "CR inside a line": (b"a\rb\n", ["a\rb"]),
    "U+2028 and U+2029 inside a line": ("a\u2028b\u2029c\n".encode(), ["a\u2028b\u2029c"]),
    "U+0085 inside a line": ("a\x85b\n".encode(), ["a\x85b"]),
    "VT, FF and separators inside a line": (b"a\v\f\x1c\x1d\x1eb\n", ["a\v\f\x1c\x1d\x1eb"]),
    "invalid bytes": (b"a\xffb\xed\xa0\x80c\n", ["a\ufffdb\ufffd\ufffd\ufffdc"]),
    "a byte that misses the rest of its letter": (b"a\xe2\x82\nb\n", ["a\ufffd", "b"]),
    "NUL": (b"a\0b\n\0\n", ["a\0b", "\0"]),
    "white space": (b" \t a \n", [" \t a "]),
    "a byte-order mark": (b"\xef\xbb\xbfa\n", ["\ufeffa"]),
    "a question that is a dash": (b"-\n--json\n", ["-", "--json"]),
    "letters beyond the first plane": ("\U0001f6f6\n".encode(), ["\U0001f6f6"]),
    "100,000 characters": (b"words " * 16_667 + b"\nb\n", ["words " * 16_667, "b"]),
    "100,000 characters and no newline": (b"\xc3\xa4" * 100_000, ["ä" * 100_000]),
}


@pytest.mark.parametrize(("typed", "questions"), LINES.values(), ids=LINES.keys())
def test_every_line_gives_exactly_one_object_in_order(
    command: CommandLine, asked_folder: Path, typed: bytes, questions: list[str]
) -> None:
    ended = command("ask", "--json", "-", "--library", asked_folder, typed=typed)

    assert (ended.status, ended.err) == (0, "")
    assert [answer["question"] for answer in ended.objects] == questions
    assert len(ended.out.splitlines()) == len(questions)


def test_many_lines_come_back_in_order(command: CommandLine, asked_folder: Path) -> None:
    asked = [f"Is DeepSeek R{number} delayed?" for number in range(50)]

    ended = command(
        "ask", "-", "--json", "--library", asked_folder, typed="\n".join(asked).encode()
    )

    assert [answer["question"] for answer in ended.objects] == asked


def test_a_question_as_an_argument_leaves_standard_input_alone(
    command: CommandLine, asked_folder: Path
) -> None:
    ended = command("ask", DELAYED, "--json", "--library", asked_folder, typed=b"a\nb\n")

    assert [answer["question"] for answer in ended.objects] == [DELAYED]


def test_an_argument_of_many_lines_is_one_question(
    command: CommandLine, asked_folder: Path
) -> None:
    ended = command("ask", "a\nb\r\nc\x85d", "--json", "--library", asked_folder)

    assert [answer["question"] for answer in ended.objects] == ["a\nb\r\nc\x85d"]
    assert len(ended.out.splitlines()) == 1


def test_bytes_of_an_argument_that_are_no_text_are_replaced(
    command: CommandLine, asked_folder: Path
) -> None:
    ended = command("ask", os.fsdecode(b"a\xffb"), "--json", "--library", asked_folder)

    assert [answer["question"] for answer in ended.objects] == ["a?b"]


def test_a_closed_standard_input_asks_nothing_and_harms_no_question(
    command: CommandLine, asked_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "standard_input", lambda _: None)

    nothing = command("ask", "-", "--json", "--library", asked_folder)
    question = command("ask", DELAYED, "--json", "--library", asked_folder)

    assert nothing == Done(0, "", "")
    assert question.objects[0]["answered"]


def test_a_closed_standard_error_keeps_no_document_out(
    command: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "boats.txt").write_text("Boats float on salt water.")
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stderr", None)

        ended = command("ingest", tmp_path / "boats.txt")

    assert (ended.status, ended.out.splitlines()[-1][:17]) == (0, "1 document added,")


def test_each_answer_is_out_while_more_may_be_asked_and_ctrl_c_ends_it_quietly(
    command: CommandLine, asked_folder: Path
) -> None:
    with process("ask", "--json", "-", "--library", asked_folder) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        answers = []
        for question in (DELAYED, "", "Is Qwen good?"):
            running.stdin.write(f"{question}\n".encode())
            running.stdin.flush()
            assert select.select([running.stdout], [], [], PATIENCE)[0]
            answers.append(json.loads(os.read(running.stdout.fileno(), 1 << 20)))
        refused = command("ask", DELAYED, "--library", asked_folder)

        running.send_signal(signal.SIGINT)

        assert [answer["question"] for answer in answers] == [DELAYED, "", "Is Qwen good?"]
        assert done(running) == Done(130, "", "")
        assert f"in use by process {running.pid} " in refused.complaint


def test_a_reader_that_leaves_ends_it_quietly(command: CommandLine, asked_folder: Path) -> None:
    with process("ask", "--json", "-", "--library", asked_folder) as running:
        assert running.stdout is not None
        running.stdout.close()

        _, complaints = running.communicate(f"{DELAYED}\n".encode() * 50, PATIENCE)

        assert (running.returncode, complaints) == (0, b"")
    assert command("sources", "--library", asked_folder).status == 0


def test_a_machine_without_a_language_reads_and_writes_utf_8(
    command: CommandLine, asked_folder: Path
) -> None:
    question = "“Größe” 是非观 \U0001f389 \udcff DeepSeek R2?"
    typed = question.encode("utf-8", "surrogateescape")
    plain = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    with process(*("ask", "--json", "-", "--library", asked_folder), environment=plain) as running:
        ended = done(running, typed)

    here = command("ask", "--json", "-", "--library", asked_folder, typed=typed)
    assert (ended.status, ended.err) == (0, "")
    assert ended.objects[0]["question"] == question.replace("\udcff", "\ufffd")
    assert ended.objects[0]["quotes"] == here.objects[0]["quotes"]


def test_a_process_that_is_refused_ends_with_2_and_one_line(tmp_path: Path) -> None:
    with process("ask", "hello", "--library", tmp_path / "nowhere") as running:
        ended = done(running)

    assert "There is no library at" in ended.complaint
