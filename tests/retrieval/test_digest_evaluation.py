"""ROUGE of digests: worked out by hand, and of the product on small meetings of its own."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from retrieval import LibrarySettings, PullquoteError
from retrieval.digest_evaluation import MOST_WORDS, Digested, digest_all, rouge_scores
from retrieval.evaluation import index
from retrieval.meetings import read_meetings
from retrieval.opening import open_library
from tests.retrieval.commands import CommandLine

CASES = [
    ("Ann", "Right, so the case of the remote control should be made of soft rubber."),
    ("Bob", "Rubber feels good in the hand and it does not break when somebody drops it."),
    ("Ann", "OK."),
]
TRAINS = [
    ("Cleo", "The trains to the coast were late on nine days out of ten this winter."),
    ("Dan", "Ice on the overhead wires stops the trains, and nobody clears the wires at night."),
]


def meeting(name: str, turns: list[tuple[str, str]], query: str, summary: str) -> dict[str, Any]:
    """A row of a data set."""
    said = [{"speaker": speaker, "text": text} for speaker, text in turns]
    return {"id": name, "turns": said, "queries": [{"query": query, "summary": summary}]}


def write_meetings(folder: Path) -> Path:
    folder.mkdir()
    rows = [
        meeting("m1", CASES * 9, "What was said about the case?", "Rubber was chosen."),
        meeting("m2", TRAINS, "Why were the trains late?", "Ice on the wires stopped trains."),
    ]
    packed = gzip.compress("\n".join(json.dumps(row) for row in rows).encode())
    (folder / "meetings.jsonl.gz").write_bytes(packed)
    return folder


def test_rouge_agrees_with_a_case_worked_by_hand() -> None:
    summary = "The group chose rubber. It was cheap."
    quotes = ("The groups chose rubber\nbuttons.",)

    found = rouge_scores([Digested(summary, {"": quotes}), Digested("Nothing.", {"": ()})])

    # Four of five words, of seven; three of four pairs, of six. The other digest is empty: 0.
    assert found["rouge1"] == pytest.approx(100 * 8 / 12 / 2, abs=0.005)
    assert found["rouge2"] == pytest.approx(100 * 6 / 10 / 2, abs=0.005)
    assert found["rougeLsum"] == pytest.approx(100 * 8 / 12 / 2, abs=0.005)
    assert (found["words"], found["quotes"]) == (2.5, 0.5)


def test_a_summarys_sentences_are_compared_one_by_one() -> None:
    # In one line, the longest common subsequence would hold one of the two sentences alone.
    quotes = ("It was cheap.", "They chose rubber.")

    found = rouge_scores([Digested("They chose rubber. It was cheap.", {"": quotes})])

    assert found["rougeLsum"] == 100.0


def test_digests_are_verbatim_quotes_of_one_meeting_within_the_words(
    tmp_path: Path, model_cache: Path
) -> None:
    meetings = read_meetings(write_meetings(tmp_path / "set"))
    settings = LibrarySettings(library=tmp_path / "library", model_cache=model_cache)

    with open_library(settings, create=True) as library:
        index(library, [m.document for m in meetings], tmp_path)
        made = digest_all(library, meetings, lambda: None)

    assert [d.summary for d in made] == [m.queries[0].summary for m in meetings]
    for digested, each in zip(made, meetings, strict=True):
        for quotes in digested.quotes.values():
            assert quotes
            assert all(quote in each.document.text for quote in quotes)
            assert sum(len(quote.split()) for quote in quotes) <= MOST_WORDS


def test_the_command_prints_the_three_measures(
    command: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / "cache")
    folder = write_meetings(tmp_path / "set")

    found = command("evaluate", folder, "--digest", "--json").objects[0]
    shown = command("evaluate", folder, "--digest").out

    assert found["queries"] == 2
    assert 0 < found["rouge2"] < found["rouge1"] <= 100
    assert f"rougeLsum         {found['rougeLsum']}" in shown.splitlines()


def test_a_folder_without_meetings_says_so(command: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()

    told = command("evaluate", tmp_path / "set", "--digest").complaint

    assert f"{tmp_path / 'set'} holds no meetings.jsonl.gz" in told


@pytest.mark.parametrize(
    "rows",
    [
        "no json",
        "[]",
        '{"id": "m1", "turns": []}',
        '{"id": "m1", "turns": ["hello"], "queries": []}',
        '{"id": "m1", "turns": [{"speaker": "Ann", "text": "Hello."}], "queries": []}',
        "",
    ],
)
def test_meetings_of_another_layout_are_a_plain_sentence(tmp_path: Path, rows: str) -> None:
    (tmp_path / "meetings.jsonl").write_text(rows)

    with pytest.raises(PullquoteError, match=r"meetings\.jsonl"):
        read_meetings(tmp_path)
