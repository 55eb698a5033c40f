"""`python -m retrieval ask`: what a program reads of an answer, and what a person sees of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval.models import Kind
from tests.conftest import SEEDS
from tests.retrieval.commands import CommandLine, Done

DELAYED = "Is DeepSeek R2 delayed?"
NOTHING = "How do I bake sourdough bread?"
KEYS: dict[str, Any] = {  # what isinstance takes
    "text": str,
    "speaker": str | None,
    "quoted_speaker": str | None,
    "kind": str,
    "attribution": str,
    "title": str | None,
    "publisher": str | None,
    "published": str | None,
    "source": str,
    "source_name": str,
    "url": str | None,
    "start": int,
    "end": int,
    "timestamp": int | float | None,
    "score": int | float,
    "role": str | None,
    "replying_to": str | None,
    "heading": str | None,
    "page": int | None,
    "language": str | None,
    "link": str | None,
    "also": list,
}
BOATS = (
    "\ufeffBoats float on salt water.\r\n\r\n"
    "\U0001f6f6 Rope holds every boat\r\nat the old pier.\r\n"
)
KITES = "Kites \x1b[31m fly in \u202esteady\u202c wind\x07, said\x0cthe\x9b pilot.\n"
SIDECAR = """[[source]]
file = "boats.txt"
kind = "book"
speaker = "Ada \u202eBrook"
title = "Rope \\u001b]0;owned\\u0007"
publisher = "Pier"
published = "2025-03"
url = "https://pier.example/rope"
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A text of which everything is known, and one of which nothing is, that is up to no good."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in (("boats.txt", BOATS), ("kites.txt", KITES), ("sources.toml", SIDECAR)):
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture
def small(command: CommandLine, texts: Path, tmp_path: Path) -> Path:
    """A library over them."""
    assert command("ingest", texts, "--library", tmp_path / "small").status == 0
    return tmp_path / "small"


def first(done: Done) -> dict[str, Any]:
    """The first quote of the first answer; Any as JSON is."""
    quote: dict[str, Any] = done.objects[0]["quotes"][0]
    return quote


def every_seed_question() -> bytes:
    listed = tomllib.loads((SEEDS.parent / "tests/acceptance/questions.toml").read_text("utf-8"))
    rows = [*listed["answerable"], *listed["silent"]]
    return "".join(f"{row['question']}\n" for row in rows).encode()


def test_an_answer_has_every_key_of_the_contract_in_its_type(
    command: CommandLine, asked_folder: Path
) -> None:
    done = command("ask", DELAYED, "--json", "--library", asked_folder)

    (answer,) = done.objects
    assert (done.status, done.err) == (0, "")
    assert list(answer) == ["question", "answered", "confidence", "elapsed_ms", "quotes"]
    assert (answer["question"], answer["answered"]) == (DELAYED, True)
    assert 0 < answer["confidence"] <= 1
    assert isinstance(answer["elapsed_ms"], float)
    assert answer["elapsed_ms"] > 0
    assert answer["quotes"]


def test_every_quote_of_the_seeds_keeps_to_the_contract(
    command: CommandLine, asked_folder: Path
) -> None:
    asked = every_seed_question()

    done = command("ask", "--json", "-", "--library", asked_folder, typed=asked)

    assert [answer["question"] for answer in done.objects] == asked.decode().splitlines()
    assert all(len(answer["quotes"]) <= 4 for answer in done.objects)
    quotes = [quote for answer in done.objects for quote in answer["quotes"]]
    for quote in quotes:
        assert list(quote) == list(KEYS)
        assert all(isinstance(quote[key], kind) for key, kind in KEYS.items())
        assert quote["kind"] in {str(kind) for kind in Kind}
        assert 0 < quote["score"] <= 1
        assert quote["attribution"].isprintable()
        assert Path(quote["source"]).parent == SEEDS
        assert Path(quote["source"]).name == quote["source_name"]
    assert {quote["source_name"][:3] for quote in quotes} == {"000", "001", "002", "003", "004"}


def test_text_start_and_end_agree_with_the_file_in_every_quote(
    command: CommandLine, asked_folder: Path, small: Path
) -> None:
    of_seeds = command("ask", "--json", "-", "--library", asked_folder, typed=every_seed_question())
    of_texts = command(
        *("ask", "--json", "-", "--library", small),
        typed=b"Do boats float on salt water?\nWhat holds boats at piers?\nDo kites fly in wind?",
    )

    answers = [*of_seeds.objects, *of_texts.objects]
    quotes = [quote for answer in answers for quote in answer["quotes"]]
    assert len(quotes) > 20
    assert all(answer["answered"] for answer in of_texts.objects)
    for quote in quotes:
        with open(quote["source"], encoding="utf-8", newline="") as source:  # noqa: PTH123 - as docs/contract.md has it
            assert source.read()[quote["start"] : quote["end"]] == quote["text"]


def test_what_is_known_of_a_document_stands_in_its_quote(
    command: CommandLine, small: Path, texts: Path
) -> None:
    quote = first(command("ask", "Do boats float on salt water?", "--json", "--library", small))

    assert isinstance(quote.pop("score"), float)
    assert quote == {
        "text": "Boats float on salt water.",
        "speaker": "Ada \u202eBrook",
        "quoted_speaker": None,
        "kind": "book",
        "attribution": "Ada \u202eBrook · “Rope \x1b]0;owned\x07” · Pier · 2025-03",
        "title": "Rope \x1b]0;owned\x07",
        "publisher": "Pier",
        "published": "2025-03",
        "source": str(texts / "boats.txt"),
        "source_name": "boats.txt",
        "url": "https://pier.example/rope",
        "start": 1,
        "end": 27,
        "timestamp": None,
        "role": None,
        "replying_to": None,
        "heading": None,
        "page": None,
        "language": "en",
        "link": "https://pier.example/rope",
        "also": [],
    }


def test_what_is_not_known_of_a_document_is_null(command: CommandLine, small: Path) -> None:
    quote = first(command("ask", "Do kites fly in steady wind?", "--json", "--library", small))

    unknown = {key for key, value in quote.items() if value is None}
    assert unknown | {"language"} == {key for key, kind in KEYS.items() if isinstance(None, kind)}
    assert quote["kind"] == "text"
    assert quote["attribution"] == "Unknown voice · kites.txt"


def test_whoever_is_cited_stands_in_the_quote(command: CommandLine, asked_folder: Path) -> None:
    question = "Who said there is an 80% chance that a startup uses a Chinese open-source model?"

    answer = command("ask", question, "--json", "--library", asked_folder).objects[0]

    voices = [(quote["speaker"], quote["quoted_speaker"]) for quote in answer["quotes"]]
    assert ("Interconnects", "Martin Casado") in voices


def test_a_link_where_a_file_was_ingested_stays_a_link(
    command: CommandLine, texts: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.txt").symlink_to(texts / "kites.txt")
    command("ingest", "../link.txt")

    quote = first(command("ask", "Do kites fly in steady wind?", "--json"))

    assert quote["source"] == str(tmp_path / "link.txt")


@pytest.mark.parametrize("question", [NOTHING, "", "\U0001f389"])
def test_silence_is_an_object_with_its_confidence_and_no_quote(
    command: CommandLine, asked_folder: Path, question: str
) -> None:
    done = command("ask", question, "--json", "--library", asked_folder)

    (answer,) = done.objects
    assert (done.status, done.err) == (0, "")
    assert (answer["question"], answer["answered"], answer["quotes"]) == (question, False, [])
    assert isinstance(answer["confidence"], float)
    assert 0 <= answer["confidence"] < 1


def test_a_person_sees_the_quote_behind_a_bar_and_whose_it_is(
    command: CommandLine, asked_folder: Path
) -> None:
    done = command("ask", DELAYED, "--library", asked_folder)

    lines = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert lines[0].startswith("  │ ")
    assert "DeepSeq R2 may well be" in done.out
    assert any(line.startswith("  — Azeem Azhar · ") for line in lines)


def test_a_person_is_told_that_there_is_nothing(command: CommandLine, asked_folder: Path) -> None:
    done = command("ask", NOTHING, "--library", asked_folder)

    assert done == Done(0, "The library has nothing on that.\n", "")


def test_questions_from_standard_input_are_answered_in_order_for_a_person_too(
    command: CommandLine, asked_folder: Path
) -> None:
    asked = f"{NOTHING}\n{DELAYED}\n\n".encode()

    done = command("ask", "-", "--library", asked_folder, typed=asked)

    lines = done.out.splitlines()
    silence = "The library has nothing on that."
    assert done.status == 0
    assert (lines[0], lines[-1], lines.count(silence)) == (silence, silence, 2)
    assert "  — Azeem Azhar" in done.out


def test_a_title_voice_and_link_are_shown_without_what_moves_a_terminal(
    command: CommandLine, small: Path
) -> None:
    done = command("ask", "Do boats float on salt water?", "--library", small)

    assert done.out == (
        "  │ Boats float on salt water.\n"
        "  — Ada Brook · “Rope ]0;owned” · Pier · 2025-03\n"
        "    https://pier.example/rope\n"
    )


def test_a_text_is_shown_without_what_moves_a_terminal(command: CommandLine, small: Path) -> None:
    done = command("ask", "Do kites fly in steady wind?", "--library", small)

    assert done.out == (
        "  │ Kites [31m fly in steady wind, said the pilot.\n  — Unknown voice · kites.txt\n"
    )


def test_a_question_that_moves_a_terminal_is_not_shown_to_a_person(
    command: CommandLine, asked_folder: Path
) -> None:
    done = command("ask", f"\x1b[2J\u202e{DELAYED}\x07", "--library", asked_folder)

    assert "DeepSeq R2" in done.out
    assert "".join(done.out.split("\n")).isprintable()


def test_a_question_may_go_on_from_others_that_are_given_before_it(
    asked_folder: Path, command: CommandLine
) -> None:
    given = ("--library", asked_folder, "--before", "What did Azeem Azhar say about China?")

    plain = command("ask", "and Singapore?", *given)
    told = command("ask", "and Singapore?", *given, "--json").objects[0]
    alone = command("ask", DELAYED, *given, "--json").objects[0]

    assert plain.out.startswith("Understood as: What did Azeem Azhar say about Singapore?\n")
    assert told["understood"] == "What did Azeem Azhar say about Singapore?"
    assert "bits of Singapore" in told["quotes"][0]["text"]
    assert "understood" not in alone
