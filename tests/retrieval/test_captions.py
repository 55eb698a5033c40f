"""What captions and timed lines say: each word once, in sentences, at its time, under its voice."""

import json
from itertools import pairwise
from typing import Any

import pytest

from retrieval.chunking import Chunker
from retrieval.errors import DocumentDamaged, DocumentEmpty, DocumentEncoding
from retrieval.models import Document, LeftOut
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw
from tests.retrieval.reading import speakers_of, texts_of


def read(data: str | bytes, entry: Entry | None = None) -> Document:
    raw = data if isinstance(data, bytes) else data.encode()
    return document_from("/talk", Raw("talk", raw), entry)


def subrip(*cues: str, seconds: float = 2) -> str:
    """Cues one after another, each so many seconds long."""
    return "\n".join(
        f"{number + 1}\n{clock(number * seconds)} --> {clock((number + 1) * seconds)}\n{cue}\n"
        for number, cue in enumerate(cues)
    )


def clock(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{milliseconds:03}"


def webvtt(*cues: str) -> str:
    body = subrip(*cues).replace(",", ".")
    return f"WEBVTT\nKind: captions\nLanguage: en\n\nNOTE mine\n\nSTYLE\n::cue {{}}\n\n{body}"


def times_of(document: Document) -> list[float | None]:
    return [segment.at.timestamp for segment in document.segments]


def test_lines_of_cues_are_joined_into_sentences() -> None:
    document = read(subrip("Rope is old,\nand it", "rots. Tar", "does not."))

    assert document.form == "subrip"
    assert texts_of(document) == ["Rope is old, and it rots. Tar does not."]
    assert document.text == "Rope is old, and it rots. Tar does not."


def test_a_segment_ends_with_a_sentence_and_begins_at_its_cues_time() -> None:
    cues = [f"Now sentence {number} begins, and ends. And number {number}" for number in range(30)]

    document = read(subrip(*cues, seconds=5))

    texts, times = texts_of(document), [time or 0 for time in times_of(document)]
    assert len(texts) > 5
    assert all(text.endswith(".") for text in texts[:-1])
    assert all(15 <= after - before <= 40 for before, after in pairwise(times))
    for text, time in zip(texts[1:], times[1:], strict=True):
        number = next(n for n, cue in enumerate(cues) if text[:8] in cue and n * 5 == time)
        assert text[:8] in cues[number]


def test_words_without_full_stops_are_cut_between_cues() -> None:
    cues = [f"and then we row on for another {number} miles or so" for number in range(60)]

    document = read(subrip(*cues, seconds=4))

    times = [time or 0 for time in times_of(document)]
    assert all(15 <= after - before <= 40 for before, after in pairwise(times))
    assert all(text.startswith("and then we row") for text in texts_of(document))
    assert "\n".join(texts_of(document)) == document.text


def test_markup_and_entities_are_no_words() -> None:
    document = read(webvtt("<i>Rope</i> &amp; {\\an8}<c.loud>tar</c> &lt;3<br>un<b>believ</b>able"))

    assert texts_of(document) == ["Rope & tar <3 unbelievable"]
    assert document.work.language == "en"


def test_voices_in_web_vtt_are_speakers() -> None:
    document = read(
        webvtt("<v.loud Ada Brook>Rope rots.</v>\n<v Bo Lind>No.", "<v Bo Lind>Not at all.")
    )

    assert speakers_of(document) == ["Ada Brook", "Bo Lind"]
    assert texts_of(document) == ["Rope rots.", "No. Not at all."]


@pytest.mark.parametrize("mark", ["", ">> ", ">>> ", "- "])
def test_names_before_a_colon_are_speakers(mark: str) -> None:
    document = read(
        subrip(f"{mark}ADA: Rope", "rots.", f"{mark}BO LIND: No.", f"{mark}ADA: Note: it does.")
    )

    assert speakers_of(document) == ["ADA", "BO LIND", "ADA"]
    assert texts_of(document) == ["Rope rots.", "No.", "Note: it does."]


@pytest.mark.parametrize("names", [("NADIA", "PETER"), ("Nadia", "Peter"), ("ROPE MAN", "PETER")])
def test_names_that_stand_there_once_are_speakers_in_captions(names: tuple[str, str]) -> None:
    document = read(subrip(f"{names[0]}: It rots.", "All of it.", f"{names[1]}: It does."))

    assert speakers_of(document) == list(names)
    assert texts_of(document) == ["It rots. All of it.", "It does."]


def test_one_doubtful_label_in_captions_begins_an_unknown_voice() -> None:
    document = read(subrip("It rots.", "Newton: it falls.", "Warning: it burns."))
    passages = Chunker().passages(document)

    assert set(speakers_of(document)) == {None}
    said = [document.text[each.start : each.end] for each in passages]
    assert said == ["It rots.", "it falls. Warning: it burns."]


def test_a_change_without_a_name_is_an_unknown_voice_that_no_passage_crosses() -> None:
    document = read(subrip("ADA: Rope rots.", ">> Does it?", "ADA: Yes.", "- Really?\n- It does."))

    assert speakers_of(document) == ["ADA", None, "ADA", None, None]
    assert [text for text in texts_of(document) if ">" in text] == []
    assert len(Chunker().passages(document)) == 5


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.470 align:start position:0%

rope<00:00:00.480><c> is</c><00:00:01.199><c> very</c><00:00:01.500><c> very</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
rope is very very


00:00:02.480 --> 00:00:04.550 align:start position:0%
rope is very very
old<00:00:02.800><c> and</c><00:00:03.100><c> rots</c>

00:00:04.550 --> 00:00:04.560 align:start position:0%
old and rots


00:00:04.560 --> 00:00:06.000 align:start position:0%
old and rots
>> is<00:00:05.000><c> that</c><00:00:05.300><c> so</c>
""".replace("%\n\n", "%\n \n")


def test_automatic_captions_that_roll_are_read_once() -> None:
    document = read(ROLLING)

    assert texts_of(document) == ["rope is very very old and rots", "is that so"]
    assert times_of(document) == [0, 4.56]
    assert {segment.voice.remark for segment in document.segments} == {"speech recognition"}


def test_rolling_lines_without_marks_are_read_once() -> None:
    rolled = subrip("rope is old", "rope is old\nand it rots", "and it rots\nat sea", "at sea\nso")

    assert texts_of(read(rolled)) == ["rope is old and it rots at sea so"]


def test_lines_that_grow_are_read_once() -> None:
    grown = subrip("rope", "rope is", "rope is old", "and tar", "and tar is not")

    assert texts_of(read(grown)) == ["rope is old and tar is not"]


def test_what_is_said_twice_is_read_twice() -> None:
    said = subrip("Does it rot?", "No.", "No.", "Does tar?", "It does.", "At sea?", "Yes.")

    assert texts_of(read(said)) == ["Does it rot? No. No. Does tar? It does. At sea? Yes."]


def test_sounds_are_no_words_and_music_is_counted() -> None:
    document = read(
        subrip("[Music]", "♪ la la ♪", "Rope rots.", "(laughter)", "It does.", "[Music]")
    )

    assert texts_of(document) == ["Rope rots. It does."]
    assert document.left_out == LeftOut(jingles=2)


def test_a_sponsors_message_in_captions_is_left_out() -> None:
    document = read(
        subrip(
            "Rope is old. This episode is",
            "brought to you by Knotwell. Knotwell",
            "makes rope. Use code TIDE for 20% off.",
            "So, does rope rot?",
        )
    )

    assert texts_of(document) == ["Rope is old.", "So, does rope rot?"]
    assert document.left_out == LeftOut(sponsors=1)


def test_chapters_are_headings_by_time() -> None:
    entry = Entry(chapters=((0, "Rope"), (20, "Tar")))

    document = read(subrip("Rope rots.", "Rope is old.", "Tar is not.", seconds=20), entry)

    assert [segment.heading for segment in document.segments] == ["Rope", "Tar", "Tar"]


def podcast(*segments: dict[str, Any]) -> str:
    return json.dumps({"version": "1.0.0", "segments": segments})


def test_a_podcasts_json_has_speakers_and_times() -> None:
    document = read(
        podcast(
            {"speaker": "Ada Brook", "startTime": 0.5, "endTime": 0.9, "body": "Rope"},
            {"startTime": 0.9, "endTime": 1.5, "body": "rots."},
            {"speaker": "Bo", "startTime": 2, "endTime": 3, "body": "No."},
            {"speaker": "Speaker 3", "startTime": 3, "endTime": 4, "body": "Yes."},
        )
    )

    assert document.form == "speech-json"
    assert speakers_of(document) == ["Ada Brook", "Bo", None]
    assert texts_of(document) == ["Rope rots.", "No.", "Yes."]
    assert times_of(document) == [0.5, 2, 3]


@pytest.mark.parametrize(
    "written",
    [
        {
            "text": " Rope rots. It does.",
            "segments": [
                {"id": 0, "seek": 0, "start": 1.5, "end": 4, "text": " Rope rots.", "tokens": [5]},
                {"id": 1, "seek": 0, "start": 4, "end": 5, "text": " It does.", "temperature": 0},
            ],
            "language": "en",
        },
        {
            "transcription": [
                {"offsets": {"from": 1500, "to": 4000}, "text": " Rope rots."},
                {"offsets": {"from": 4000, "to": 5000}, "text": " It does."},
            ]
        },
        [
            {"start": "00:00:01.5", "end": "00:00:04", "text": "Rope rots."},
            {"start": "00:00:04", "end": "00:00:05", "text": "It does."},
        ],
    ],
)
def test_timed_lines_of_speech_recognition_are_read(written: Any) -> None:
    document = read(json.dumps(written))

    assert texts_of(document) == ["Rope rots. It does."]
    assert times_of(document) == [1.5]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_captions_are_read_whatever_unicode_they_are_in(encoding: str) -> None:
    for captions in (subrip("Röpe rots."), webvtt("Röpe rots.")):
        assert texts_of(read(captions.encode(encoding))) == ["Röpe rots."]


@pytest.mark.parametrize(
    ("data", "error", "sentence"),
    [
        (subrip("“Röpe”").encode("cp1252"), DocumentEncoding, "save it as UTF-8"),
        (subrip("Rope").encode("utf-16")[:-1], DocumentEncoding, "save it as UTF-8"),
        (subrip(""), DocumentEmpty, "nothing is said"),
        ("WEBVTT", DocumentEmpty, "nothing is said"),
        (podcast({"startTime": 1, "body": "Rope"})[:-5], DocumentDamaged, "export it again"),
        ('{"segments": [{"start": 1, "text": ' + "[" * 100_000, DocumentDamaged, "export it again"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(
    data: str | bytes, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence) as raised:
        read(data)

    assert str(raised.value).startswith("talk: ")


def test_times_that_run_backwards_and_beyond_all_bounds_break_nothing() -> None:
    document = read(
        podcast(
            {"startTime": 90, "body": "Rope rots."},
            {"startTime": 5, "endTime": -3, "body": "Tar does not."},
            {"startTime": 1e300, "body": "So."},
        )
    )

    assert texts_of(document) == ["Rope rots.", "Tar does not.", "So."]
    assert times_of(document) == [90, 5, 1e9]


def test_a_text_that_speaks_of_arrows_is_no_captions() -> None:
    for text in ("1\nfirst --> second\n", "WEBVTTS are many.", '{"segments": 3}', "[1, 2]"):
        assert read(text).form == "text"
