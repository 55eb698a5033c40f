"""Whether the published formats become sets that can be evaluated: small files of their shapes."""

import io
import json
import zipfile
from pathlib import Path

import fetch_set
import pytest
from question_sets.podcast import podcast, turns
from question_sets.qmsum import qmsum
from question_sets.squad import squad, squad_abstain

from retrieval.beir import read_question_set

ANSWER = " ".join(f"word{n}" for n in range(60))


def squad_file(articles: int) -> bytes:
    """As SQuAD publishes: articles of one paragraph with five questions on it."""

    def asked(article: int, number: int) -> dict[str, object]:
        answers = [{"answer_start": 0, "text": "Tar"}, {"answer_start": 0, "text": "Tar"}]
        return {
            "id": f"{article}.{number}",
            "question": f"What keeps {number}?",
            "answers": answers,
        }

    def article(number: int) -> dict[str, object]:
        qas = [asked(number, n) for n in range(5)]
        paragraph = {"context": f"Tar keeps plank {number}.", "qas": qas}
        return {"title": f"Salt_boats_{number}", "paragraphs": [paragraph]}

    data = [article(number) for number in range(articles)]
    return json.dumps({"data": data, "version": "1.1"}).encode()


def qmsum_file(*spans: list[str]) -> bytes:
    """As QMSum publishes, a meeting to a line: turns of 60 words, 0 to 3, and one question."""
    turn = {"speaker": "Chair", "content": f"Well {{vocalsound}} , {ANSWER} ."}
    query = {"query": "What of tar?", "answer": "-", "relevant_text_span": spans}
    meeting = {
        "topic_list": [],
        "general_query_list": [],
        "specific_query_list": [query],
        "meeting_transcripts": [turn] * 4,
    }
    return f"{json.dumps(meeting)}\n".encode()


def archive(**episodes: str) -> bytes:
    """As GitHub packs the transcripts: one folder for the commit, in it one for each show."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("transcripts-abc/README.md", "**Nobody:** reads this")
        for name, text in episodes.items():
            file.writestr(f"transcripts-abc/practicalai/{name}.md", text)
    return packed.getvalue()


def episode(guest: str) -> str:
    question = "**Host:** \\[00:01\\] How did you come to work on boats that float?"
    answer = f"**{guest}:** It was \\[laughs\\] long ago.\n\n{ANSWER}"
    among_hosts = f"**Host:** And do you still go out in one?\n\n**Cohost:** Yes. {ANSWER}"
    return f"{question}\n\n{answer}\n\n{among_hosts}\n"


def test_squad_is_halved_by_article_and_every_fifth_question_is_kept() -> None:
    first, second = squad(squad_file(3), 0), squad(squad_file(3), 1)

    assert [row.id for row in first.corpus] == ["Salt_boats_0#0", "Salt_boats_2#0"]
    assert [row.id for row in second.corpus] == ["Salt_boats_1#0"]
    assert first.corpus[0].title == "Salt boats 0"
    assert [q.id for q in first.questions] == ["0.0", "2.0"]
    assert first.questions[1].relevant == ("Salt_boats_2#0",)
    assert first.questions[1].answers == ("Tar",)


def test_questions_on_absent_articles_are_the_other_halfs_and_have_no_row() -> None:
    found = squad_abstain(squad_file(4), 0)

    assert [(q.id, bool(q.relevant)) for q in found.questions] == [
        ("0.0", True),
        ("2.0", True),
        ("1.0", False),
        ("3.0", False),
    ]


def test_a_meeting_is_cut_into_blocks_of_turns_and_a_span_finds_its_blocks() -> None:
    found = qmsum(qmsum_file(["3", "3"]) + qmsum_file(["1", "2"], ["2", "2"]))

    assert [row.id for row in found.corpus] == ["m0c0", "m0c1", "m1c0", "m1c1"]
    assert found.corpus[0].text.startswith("Chair: Well, word0 ")
    assert found.corpus[0].text.endswith(" word59.")
    assert [q.relevant for q in found.questions] == [("m0c1",), ("m1c0", "m1c1")]


def test_a_turn_goes_on_until_the_next_name_without_its_time_code() -> None:
    said = list(turns("**A B:** \\[01:02:03\\] One.\n\nTwo **bold** words.\n\n**C:** Three.\n"))

    assert [(t.number, t.speaker, t.text) for t in said] == [
        (0, "A B", "One. Two **bold** words."),
        (1, "C", "Three."),
    ]


def test_a_hosts_question_is_answered_by_the_guest_who_speaks_next() -> None:
    found = podcast(archive(e1=episode("Mira"), e2=episode("Ola")), "practicalai")

    assert [row.id for row in found.corpus] == [
        f"e{e}#{turn}" for e in (1, 2) for turn in (1, 2, 3)
    ]
    assert found.corpus[0].speaker == "Mira"
    assert found.corpus[0].text.startswith("It was [laughs] long ago. word0")
    assert [(q.id, q.relevant) for q in found.questions] == [
        ("e1@0", ("e1#1",)),
        ("e2@0", ("e2#1",)),
    ]
    assert found.questions[0].text == "How did you come to work on boats that float?"


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("squad", squad_file(3)),
        ("squad-abstain", squad_file(4)),
        ("qmsum", qmsum_file(["0", "0"])),
        ("podcast", archive(e1=episode("Mira"), e2=episode("Ola"))),
    ],
)
def test_what_was_fetched_can_be_evaluated(name: str, published: bytes, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(published)

    status = fetch_set.main([name, str(tmp_path / "sets" / name), "--file", str(copy)])

    assert status == 0
    questions = read_question_set(tmp_path / "sets" / name)
    rows = {document.source for document in questions.documents}
    assert any(query.relevant for query in questions.queries)
    assert all(set(query.relevant) <= rows for query in questions.queries)
    assert [path.name for path in (tmp_path / "sets").iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("squad", b"<html>moved</html>"),
        ("squad", b'{"data": []}'),
        ("qmsum", b'{"specific_query_list": 3}'),
        ("podcast", b"no archive"),
        ("podcast", archive()),
    ],
)
def test_what_is_of_another_shape_is_told_and_leaves_nothing(
    name: str, published: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(published)

    assert fetch_set.main([name, str(tmp_path / "set"), "--file", str(copy)]) == 1

    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_source_that_cannot_be_reached_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = "http://127.0.0.1:9/dev-v1.1.json"
    monkeypatch.setitem(fetch_set.SOURCES, "squad", fetch_set.Source(closed, lambda *_: None))  # type: ignore[arg-type]  # never called

    assert fetch_set.main(["squad", str(tmp_path / "set")]) == 1

    told = capsys.readouterr().err
    assert closed in told
    assert told.count("\n") == 1
    assert not (tmp_path / "set").exists()


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(squad_file(3))
    mine = tmp_path / "set" / "notes"
    mine.parent.mkdir()
    mine.write_text("mine")

    assert fetch_set.main(["squad", str(mine.parent), "--file", str(copy)]) == 1

    assert str(mine.parent) in capsys.readouterr().err
    assert mine.read_text() == "mine"
