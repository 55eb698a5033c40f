"""Whose words a text transcript holds, and when they were said."""

from pathlib import Path

import pytest

from retrieval.chunking import Chunker
from retrieval.models import Document, Kind, Role
from retrieval.readers.base import Entry
from tests.retrieval.reading import quotations_of, read, speakers_of, text_of, texts_of

MARKDOWN = (
    "**Ada Brook:** Welcome to Tidewrack. Today we talk about rope.\n\n"
    "**Bo Lind:** \\[00:41\\] Rope is cheap, as they say.\n\n"
    "It was not always so. \\[01:10\\] In my day it was dear.\n\n"
    "**Break**: \\[02:30\\]\n\n"
    "**Ada Brook:** So what \\[unintelligible 00:03:01.10\\] changed?\n\n"
    "**Bo Lind:** \\[1:02:03\\] Ships. \\[laughs\\] Ships changed.\n"
)


def said_by(document: Document) -> list[tuple[str | None, str]]:
    return list(zip(speakers_of(document), texts_of(document), strict=True))


def times_of(document: Document) -> list[float | None]:
    return [segment.at.timestamp for segment in document.segments]


def test_bold_names_speak_until_the_next_and_stamps_are_not_quoted(tmp_path: Path) -> None:
    document = read(tmp_path, MARKDOWN)

    assert document.form == "transcript"
    assert said_by(document) == [
        ("Ada Brook", "Welcome to Tidewrack. Today we talk about rope."),
        ("Bo Lind", "Rope is cheap, as they say."),
        ("Bo Lind", "It was not always so."),
        ("Bo Lind", "In my day it was dear."),
        ("Ada Brook", "So what \\[unintelligible 00:03:01.10\\] changed?"),
        ("Bo Lind", "Ships. \\[laughs\\] Ships changed."),
    ]
    assert {segment.voice.kind for segment in document.segments} == {Kind.TRANSCRIPT}


def test_every_segment_stands_at_the_last_stamp_before_it(tmp_path: Path) -> None:
    document = read(tmp_path, MARKDOWN)

    assert times_of(document) == [None, 41, 41, 70, 150, 3723]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook (00:00:12): It is old.\n\nBo Lind (00:01:05): It is not.",
        "Ada Brook [00:12]: It is old.\n\nBo Lind [01:05]: It is not.",
        "[00:12] Ada Brook: It is old.\n[01:05] Bo Lind: It is not.",
        "[00:00:12] Ada Brook\nIt is old.\n\n[00:01:05] Bo Lind\nIt is not.",
        "Ada Brook  0:12\nIt is old.\n\nBo Lind  1:05\nIt is not.",
        "Ada Brook (00:12)\nIt is old.\nBo Lind (01:05)\nIt is not.",
        "00:12 Ada Brook: It is old.\n\n01:05 Bo Lind: It is not.",
        "**Ada Brook** *00:00:12*\n\nIt is old.\n\n**Bo Lind** *00:01:05*\n\nIt is not.",
        "**Ada Brook (00:12):** It is old.\n\n**Bo Lind (01:05):** It is not.",
        "**[00:12] Ada Brook:** It is old.\n\n**[01:05] Bo Lind:** It is not.",
        "Ada Brook\n(00:12)\nIt is old.\n\nBo Lind\n(01:05)\nIt is not.",
        "*Ada Brook (00:12):* It is old.\n\n*Bo Lind (01:05):* It is not.",
        "Ada Brook — 00:12\nIt is old.\n\nBo Lind — 01:05\nIt is not.",
        "Ada Brook: [00:12](https://a.example/12) It is old.\n\nBo Lind: [01:05] It is not.",
    ],
)
def test_names_and_times_are_read_however_they_are_set(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)

    assert document.form == "transcript"
    assert said_by(document) == [("Ada Brook", "It is old."), ("Bo Lind", "It is not.")]
    assert times_of(document) == [12, 65]


def test_names_in_capitals_with_a_colon_are_turns(tmp_path: Path) -> None:
    document = read(tmp_path, "ADA: Old.\nBO LIND: New.\nADA: Old, I said.\nAnd tarred.\n")

    assert said_by(document) == [
        ("ADA", "Old."),
        ("BO LIND", "New."),
        ("ADA", "Old, I said.\nAnd tarred."),
    ]


def test_what_stands_before_any_name_is_an_unknown_voices(tmp_path: Path) -> None:
    document = read(tmp_path, "We were at sea.\n\n" + MARKDOWN)

    assert said_by(document)[0] == (None, "We were at sea.")


def test_short_names_get_the_full_name_that_they_alone_can_stand_for(tmp_path: Path) -> None:
    text = "**Ada Brook:** Hi.\n\n**Bo Lind:** Hi.\n\n**Ada:** So.\n\n**LIND:** Well.\n"

    assert speakers_of(read(tmp_path, text)) == ["Ada Brook", "Bo Lind", "Ada Brook", "Bo Lind"]


def test_a_short_name_that_two_people_bear_stays_as_it_is(tmp_path: Path) -> None:
    text = "**Ada Brook:** Hi.\n\n**Ada Lind:** Hi.\n\n**Ada:** So.\n\n**Ada Brook:** Well.\n"

    assert speakers_of(read(tmp_path, text))[2] == "Ada"


@pytest.mark.parametrize(
    "line",
    [
        "Warning: do not try this.",
        "https://a.example: look there.",
        "12:30 was when it began.",
        "Step 1: buy rope.",
        "One thing is sure: it burns.",
        f"{'A' * 1000}: too long a name.",
    ],
)
def test_what_only_looks_like_a_label_is_nobodys_name(tmp_path: Path, line: str) -> None:
    text = f"Ada Brook: Old.\n\nBo Lind: No.\n\nAda Brook: So.\n\n{line}\n\nBo Lind: No.\n"

    document = read(tmp_path, text)

    assert set(speakers_of(document)) == {"Ada Brook", "Bo Lind"}
    assert ("Ada Brook", line) in said_by(document)


def test_a_bold_label_that_is_no_name_begins_an_unknown_voice(tmp_path: Path) -> None:
    text = MARKDOWN + "\n**Note:** The sound was bad.\n"

    assert said_by(read(tmp_path, text))[-1] == (None, "The sound was bad.")


@pytest.mark.parametrize("label", ["Speaker 1", "SPEAKER_00", "Unknown", "Unknown Speaker", "Q"])
def test_a_number_in_a_names_place_is_no_person(tmp_path: Path, label: str) -> None:
    text = f"{label}: Is it old?\n\nBo Lind: It is not.\n\n{label}: No?\n\nBo Lind: No.\n"

    assert speakers_of(read(tmp_path, text)) == [None, "Bo Lind", None, "Bo Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "**Price:** Two crowns.\n\nThe price is high.\n\n**Price:** Three crowns.\n",
        "Q: Does it float?\nA: It does.\n\nQ: Does it leak?\nA: No.\n",
        "Pros: it floats.\nCons: it leaks.\nPros: it is cheap.\nCons: it is old.\n",
        "To do today:\n\n- rope: 3 yards\n- tar: one pot\n",
        "Chapters\n00:00 Introduction\n02:30 Rope\n10:15 Tar\n",
        "We met at the pier: Ada, Bo and I.\n\nNobody spoke. It was 12:30 by then.\n",
    ],
)
def test_a_text_without_turns_is_no_transcript(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).form == "text"


def test_headings_and_chapters_stand_over_what_is_said(tmp_path: Path) -> None:
    text = (
        "# On Rope\n\n**Ada Brook:** Hi.\n\n## Hemp\n\n**Bo Lind:** It rots.\n\n"
        "## [10:00] Wire\n\n**Ada Brook:** It rusts.\n"
    )

    document = read(tmp_path, text)

    assert document.work.title == "On Rope"
    assert [s.heading for s in document.segments] == [None, "Hemp", "Wire"]
    assert times_of(document) == [None, None, 600]


def test_chapters_from_outside_are_headings_by_time(tmp_path: Path) -> None:
    entry = Entry(chapters=((0.0, "Hello"), (60.0, "Dear rope"), (3600.0, "Ships")))

    document = read(tmp_path, MARKDOWN, entry)

    headings = [segment.heading for segment in document.segments]
    assert headings == [None, "Hello", "Hello", "Dear rope", "Dear rope", "Ships"]


def test_stamps_that_run_backwards_are_kept_as_they_stand(tmp_path: Path) -> None:
    text = "**Ada Brook:** [10:00] Late.\n\n**Bo Lind:** [00:05] Early.\n\n**Ada Brook:** Now."

    assert times_of(read(tmp_path, text)) == [600, 5, 5]


def test_what_is_no_time_of_day_is_no_stamp(tmp_path: Path) -> None:
    text = "**Ada Brook:** [12:99] and [1:2] and (3:16).\n\n**Bo Lind:** [2019] it was.\n"

    document = read(tmp_path, text)

    assert texts_of(document) == ["[12:99] and [1:2] and (3:16).", "[2019] it was."]
    assert times_of(document) == [None, None]


FRONT = (
    "---\ntitle: 'Rope: a history'\nhost: Ada Brook\nguests:\n  - Bo Lind\ndate: 2025-09-14\n"
    "link: https://tide.example/7\nduration: 1:02:03\naudience: crew\npublisher: Tidewrack\n"
    "language: en-GB\naudio: https://tide.example/7.mp3\n---\n\n"
)


def test_front_matter_tells_of_the_work_and_is_not_quoted(tmp_path: Path) -> None:
    document = read(tmp_path, FRONT + MARKDOWN)

    work = document.work
    assert (work.title, work.publisher, work.published) == (
        "Rope: a history",
        "Tidewrack",
        "2025-09-14",
    )
    assert (work.url, work.media) == ("https://tide.example/7", "https://tide.example/7.mp3")
    assert (work.duration, work.language, work.audience) == (3723, "en", "crew")
    assert texts_of(document)[0] == "Welcome to Tidewrack. Today we talk about rope."


def test_hosts_and_guests_of_the_front_matter_have_their_roles(tmp_path: Path) -> None:
    text = FRONT + "Ada: Welcome.\n\nBo: Thanks.\n"

    voices = {(s.voice.speaker, s.voice.role) for s in read(tmp_path, text).segments}

    assert voices == {("Ada Brook", Role.HOST), ("Bo Lind", Role.GUEST)}


def test_what_comes_with_a_document_names_its_hosts_and_guests(tmp_path: Path) -> None:
    entry = Entry(hosts=("Ada Brook",), guests=("Bo Lind",))

    voices = {(s.voice.speaker, s.voice.role) for s in read(tmp_path, MARKDOWN, entry).segments}

    assert voices == {("Ada Brook", Role.HOST), ("Bo Lind", Role.GUEST)}


def test_a_talk_that_introduces_its_people_gives_them_their_roles(tmp_path: Path) -> None:
    text = (
        "**Ada Brook:** With me is my co-host, Cy Dunn. Our guest today is Bo Lind.\n\n"
        "**Cy Dunn:** Hello.\n\n**Bo Lind:** Hello.\n\n**Eve Fox:** Hello.\n\n**Ada Brook:** So.\n"
    )

    roles = {s.voice.speaker: s.voice.role for s in read(tmp_path, text).segments}

    assert roles == {
        "Ada Brook": Role.HOST,
        "Cy Dunn": Role.HOST,
        "Bo Lind": Role.GUEST,
        "Eve Fox": None,
    }


def test_a_person_quoted_by_name_keeps_it_and_parts_that_are_played_do_not(tmp_path: Path) -> None:
    text = (
        "**Ada Brook:** Cy Dunn said: “Nobody will ever need more rope.” And so on.\n\n"
        "**Bo Lind:** And I was like: “You can not be serious about that.” Right?\n"
    )

    assert quotations_of(read(tmp_path, text)) == [
        ("“Nobody will ever need more rope.”", "Cy Dunn")
    ]


def test_a_sidecars_speaker_says_what_no_label_names(tmp_path: Path) -> None:
    text = "[00:01] We sail.\n\n[00:20] We row.\n\n[00:40] We swim.\n"

    document = read(tmp_path, text, Entry(speaker="Ada Brook"))

    assert document.form == "transcript"
    assert set(speakers_of(document)) == {"Ada Brook"}
    assert text_of(document, document.segments[1]) == "We row."


def test_names_that_are_always_written_small_are_names_beside_times(tmp_path: Path) -> None:
    text = "**tarry** [00:03]: Old.\n\n**Bo** [00:10]: New.\n\n**tarry** [00:20]: Old.\n"

    assert speakers_of(read(tmp_path, text)) == ["tarry", "Bo", "tarry"]


def test_a_host_who_is_only_called_host_is_the_one_that_is_declared(tmp_path: Path) -> None:
    text = "Host: Is it old?\n\nGuest: It is.\n\nHost: So?\n"
    entry = Entry(hosts=("Ada Brook",), guests=("Bo Lind", "Cy Dunn"))

    assert speakers_of(read(tmp_path, text, entry)) == ["Ada Brook", "Guest", "Ada Brook"]


@pytest.mark.parametrize(
    "text",
    [
        "[0:00.0 --> 0:04.0] Rope is old\n[0:04.0 --> 0:09] and it rots. Tar\n[0:30] does not.\n",
        "0:00\nRope is old\n0:04\nand it rots. Tar\n0:30\ndoes not.\n",
        "(0:00) Rope is old\n(0:04) and it rots. Tar\n(0:30) does not.\n",
    ],
)
def test_timed_lines_that_run_on_are_put_together_as_captions_are(
    tmp_path: Path, text: str
) -> None:
    document = read(tmp_path, text)

    assert document.form == "timed-lines"
    assert texts_of(document) == ["Rope is old and it rots. Tar does not."]
    assert times_of(document) == [0]


@pytest.mark.parametrize(
    "note",
    [
        "Note: the sound is bad here.",
        "[Editor's note: the tape broke off.]",
        "*Ed. note: it broke.*",
    ],
)
def test_an_editors_note_is_nobodys_and_nobody_carries_on_over_it(
    tmp_path: Path, note: str
) -> None:
    text = f"Ada Brook: Hi.\n\nBo Lind: It is old.\n\n{note}\n\nWas it?\n\nAda Brook: Yes.\n"

    assert said_by(read(tmp_path, text)) == [
        ("Ada Brook", "Hi."),
        ("Bo Lind", "It is old."),
        (None, "Was it?"),
        ("Ada Brook", "Yes."),
    ]


def test_a_block_quote_in_a_turn_keeps_its_own_voice(tmp_path: Path) -> None:
    text = (
        "**Ada Brook:** As Cy Dunn wrote:\n\n> Rope is dear.\n> Tar is not.\n\nHe was right.\n\n"
        "**Bo Lind:** He was.\n\n**Ada Brook:** Often.\n"
    )

    document = read(tmp_path, text)

    assert quotations_of(document) == [("Rope is dear.", "Cy Dunn"), ("Tar is not.", "Cy Dunn")]
    assert speakers_of(document) == ["Ada Brook"] * 4 + ["Bo Lind", "Ada Brook"]


def test_stamps_between_sentences_without_names_are_times(tmp_path: Path) -> None:
    text = "[00:00:05]\nRope is old.\n[00:00:35]\nIt rots.\n[00:01:05]\nNobody sees it.\n"

    document = read(tmp_path, text)

    assert texts_of(document) == ["Rope is old.", "It rots.", "Nobody sees it."]
    assert times_of(document) == [5, 35, 65]


def test_what_a_service_sets_above_a_talk_tells_of_it_and_is_not_quoted(tmp_path: Path) -> None:
    text = (
        "Harbour board\nMon, Feb 3, 2025 2:00PM • 45:10\n\nSUMMARY KEYWORDS\nrope, tar\n\n"
        "SPEAKERS\nAda Brook, Bo Lind\n\nTranscript\n\nAda: It is old.\n\nBo: It rots.\n"
    )

    document = read(tmp_path, text)

    assert said_by(document) == [("Ada Brook", "It is old."), ("Bo Lind", "It rots.")]
    work = document.work
    assert (work.title, work.published, work.duration) == ("Harbour board", "2025-02-03", 2710)


def test_a_title_above_the_first_speaker_is_no_speech(tmp_path: Path) -> None:
    text = "Rope, with Ada Brook\n\nAda Brook (00:03):\nIt is old.\n\nBo Lind (00:09):\nIs it?\n"

    document = read(tmp_path, text)

    assert texts_of(document) == ["It is old.", "Is it?"]
    assert document.work.title == "Rope, with Ada Brook"


def test_words_before_the_first_speaker_that_are_a_sentence_are_kept(tmp_path: Path) -> None:
    text = "We met on the pier.\n\nAda Brook: It is old.\n\nBo Lind: Is it?\n"

    assert said_by(read(tmp_path, text))[0] == (None, "We met on the pier.")


@pytest.mark.parametrize(
    ("label", "speaker"),
    [("BO LIND", "Bo Lind"), ("BL", "Bo Lind"), ("B.L.", "Bo Lind"), ("CY DUNN", "CY DUNN")],
)
def test_a_label_in_capitals_is_spelt_as_the_document_spells_the_name(
    tmp_path: Path, label: str, speaker: str
) -> None:
    text = (
        f"---\nguest: Bo Lind\n---\n\n**Ada Brook:** Hi.\n\n**{label}:** Hi, and hi.\n\n"
        f"**Ada Brook:** So?\n\n**{label}:** So it is.\n"
    )

    assert speakers_of(read(tmp_path, text)) == ["Ada Brook", speaker] * 2


def test_a_name_in_capitals_is_written_as_in_the_talk_itself(tmp_path: Path) -> None:
    text = "ADA BROOK: Hi, Cy Dunn.\n\nCY DUNN: Hi.\n\nADA BROOK: So?\n\nCY DUNN: So.\n"

    assert speakers_of(read(tmp_path, text)) == ["ADA BROOK", "Cy Dunn"] * 2


def test_initials_of_two_people_are_nobodys_name_but_their_own(tmp_path: Path) -> None:
    text = (
        "---\nguests: [Bo Lind, Bea Lee]\n---\n\n**Bo Lind:** Hi.\n\n**BL:** Hi.\n\n"
        "**Bea Lee:** Hi.\n\n**BL:** Hi.\n"
    )

    assert speakers_of(read(tmp_path, text)) == ["Bo Lind", "BL", "Bea Lee", "BL"]


FIRST, SECOND, THIRD = ("Boats float by themselves.", "Rope holds them there.", "Tar keeps it.")
NUMBERED = [
    f"# The Pier\n\n*Jan 3*\n\nSpeaker 1: {FIRST}\n\nSpeaker 2: {SECOND}\n\nSpeaker 1: {THIRD}\n",
    f"**Speaker 1**\n\n{FIRST}\n\n**Speaker 2**\n\n{SECOND}\n\n**Speaker 1**\n\n{THIRD}\n",
    f"Speaker 1\n\n0:03\n\n{FIRST}\n\nSpeaker 2\n\n0:13\n\n{SECOND}\n\nSpeaker 1\n\n0:59\n{THIRD}",
    f"**Speaker 1**: {FIRST}\n\n**Speaker 2**: {SECOND}\n\nIt held.\n\n**Speaker 3**: {THIRD}\n",
]


@pytest.mark.parametrize("text", NUMBERED)
def test_voices_that_a_machine_has_numbered_are_told_apart(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)

    passages = [document.text[p.start : p.end] for p in Chunker().passages(document)]
    assert document.form == "transcript"
    assert {speaker for speaker, _ in said_by(document)} == {None}
    assert not [p for p in passages if "Speaker" in p]
    assert not [p for p in passages if sum(words in p for words in (FIRST, SECOND, THIRD)) > 1]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_who_may_be_named_once_each_share_no_passage(tmp_path: Path, between: str) -> None:
    said = ("Ada: Boats float by themselves.", "Ben: Rope holds them there.")
    document = read(tmp_path, between.join(said))

    passages = [document.text[p.start : p.end] for p in Chunker().passages(document)]
    assert passages == list(said)
