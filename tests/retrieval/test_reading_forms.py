"""Texts of the seeds' forms with other names and other words: nothing is keyed to the seeds."""

from pathlib import Path

import pytest

from retrieval.models import Kind, Work
from retrieval.readers.base import Entry
from tests.retrieval.reading import quotations_of, read, speakers_of, texts_of

SPEAKER_PAGE = (
    "Ada Brook\n"
    "X SpeakerAppearances Over Time\n"
    "Podcast Appearances\n"
    "We sailed at dawn and...\n"
    "nobody on the pier believed it.\n"
    "The wind was kind."
)
LISTING = (
    "Ship of Fools cover art\n\nShip of Fools\n\nShip of Fools\n\nListen for free\n\n"
    "View show details\n\nAbout this listen\n\n"
    "Hello sailors! Here is the housekeeping for Tidewrack.It begins with rope. * Rope is "
    "cheap.* Tar is not cheap. Boats rot.The sea is large. Ada Brook told The Tin Times: "
    "“I would not sail in that thing at all.”So we stayed. ...\n"
    "No reviews yet"
)
COMMENTS = (
    "2 Comments\n"
    "User's avatar\n"
    "Ada Brook's avatar\n"
    "Ada Brook\n"
    "3d\n"
    "Liked by Bo Lind\n\n"
    "Boats are wonderful things to own.\n\n"
    "> A boat is a hole in the water.\n"
    "> You pour money into it.\n\n"
    "That line made me laugh.\n"
    "Reply\n"
    "Share\n\n"
    "Bo Lind’s avatar\n\n"
    "As I wrote in March 2022:\n\n"
    "> Buy a kite instead of a boat.\n"
)
LONG_POST = "Rope is the only thing aboard that never once complained about the weather to me."
OTHER_POST = "Tar on the other hand complains about everything, and mostly in the early morning."
THREAD = f"{LONG_POST}\n{OTHER_POST}\nhm.\n{LONG_POST}\nIs tar legal?\n{OTHER_POST}\nhttps://tar.example/1"
EPISODE = (
    "A talk about boats and what they cost.\nRead more\nAI Summary\nHighlights\nEpisode notes\n"
    "Podcast summary created with Sumbot 3\nQuick takeaways\nBoats cost money.\nDeep dives\n"
    "The Price of Rope\nRope became dear in spring.\nThe Price of Tar\nTar stayed cheap.\n"
    "Ada Brook and Bo Lind sit on the pier and talk."
)


def test_a_speaker_pages_first_line_is_its_voice(tmp_path: Path) -> None:
    document = read(tmp_path, SPEAKER_PAGE)

    assert document.form == "speaker-page"
    assert set(speakers_of(document)) == {"Ada Brook"}
    assert texts_of(document)[0].startswith("We sailed at dawn and...\nnobody on the pier")


def test_a_listing_is_read_without_the_shops_words(tmp_path: Path) -> None:
    document = read(tmp_path, LISTING, Entry(kind=Kind.ESSAY))

    assert document.form == "audio-page"
    assert document.work.title == "Ship of Fools"
    assert texts_of(document) == [
        "Hello sailors! Here is the housekeeping for Tidewrack.",
        "It begins with rope.",
        "Rope is cheap.",
        "Tar is not cheap. Boats rot.",
        "The sea is large. Ada Brook told The Tin Times:",
        "“I would not sail in that thing at all.”",
        "So we stayed.",
    ]
    assert set(speakers_of(document)) == {"Tidewrack"}
    assert quotations_of(document) == [("“I would not sail in that thing at all.”", "Ada Brook")]


@pytest.mark.parametrize(
    "words",
    [
        "Welcome to China, where rope is cheap.",
        "Subscribe to Apple Podcasts for more.",
        "We welcome Ada Brook.",
        "housekeeping for everybody",
    ],
)
def test_a_listing_that_does_not_name_itself_has_an_unknown_voice(
    tmp_path: Path, words: str
) -> None:
    document = read(tmp_path, f"Listen for free\nNo reviews yet\n{words} It goes on.")

    assert set(speakers_of(document)) == {None}


def test_a_short_text_in_a_listing_is_the_publishers_notes(tmp_path: Path) -> None:
    document = read(tmp_path, LISTING)

    assert {segment.voice.kind for segment in document.segments} == {Kind.NOTES}


@pytest.mark.parametrize("mark", [" ...", "...", " …"])
def test_where_a_listing_breaks_off_its_mark_is_in_no_segment(tmp_path: Path, mark: str) -> None:
    document = read(tmp_path, f"Listen for free\nNo reviews yet\nThis goes on and on{mark}")

    assert texts_of(document) == ["This goes on and on"]


def test_comments_are_their_writers_without_the_pages_furniture(tmp_path: Path) -> None:
    document = read(tmp_path, COMMENTS)

    assert document.form == "comments"
    assert list(zip(speakers_of(document), texts_of(document), strict=True)) == [
        ("Ada Brook", "Boats are wonderful things to own."),
        ("Ada Brook", "A boat is a hole in the water."),
        ("Ada Brook", "You pour money into it."),
        ("Ada Brook", "That line made me laugh."),
        ("Bo Lind", "As I wrote in March 2022:"),
        ("Bo Lind", "Buy a kite instead of a boat."),
    ]


def test_a_block_quote_in_a_comment_is_the_writers_own_only_if_they_say_so(tmp_path: Path) -> None:
    assert quotations_of(read(tmp_path, COMMENTS)) == [
        ("A boat is a hole in the water.", None),
        ("You pour money into it.", None),
        ("Buy a kite instead of a boat.", "Bo Lind"),
    ]


def test_a_block_quote_in_a_comment_is_by_the_person_whom_the_comment_names(tmp_path: Path) -> None:
    text = (
        "Bo Lind's avatar\nThis is what Ada Brook said about it:\n> A boat is a hole in the sea.\n"
    )

    assert quotations_of(read(tmp_path, text)) == [("A boat is a hole in the sea.", "Ada Brook")]


def test_what_one_commenter_says_does_not_name_who_the_next_one_quotes(tmp_path: Path) -> None:
    text = (
        "Bo Lind's avatar\nAs I wrote in March 2022, boats are holes.\n"
        "Cy Moss's avatar\n> A boat is a hole in the sea.\n"
    )

    assert quotations_of(read(tmp_path, text)) == [("A boat is a hole in the sea.", None)]


def test_an_empty_line_of_a_block_quote_says_nothing(tmp_path: Path) -> None:
    text = "Bo Lind's avatar\n>\n> A boat is a hole in the sea.\n>> \n>\nTrue.\n"

    assert texts_of(read(tmp_path, text)) == ["A boat is a hole in the sea.", "True."]


def test_a_comment_without_a_name_is_an_unknown_voices(tmp_path: Path) -> None:
    document = read(tmp_path, "User's avatar\nBoats are wonderful things.\n")

    assert speakers_of(document) == [None]


def test_a_thread_is_read_once_without_scraps(tmp_path: Path) -> None:
    document = read(tmp_path, THREAD)

    assert document.form == "forum-thread"
    assert texts_of(document) == [
        LONG_POST,
        OTHER_POST,
        "Is tar legal?",
        "https://tar.example/1",
    ]
    assert {(s.voice.kind, s.voice.speaker) for s in document.segments} == {(Kind.POST, None)}


def test_an_episode_page_is_a_machines_summary_and_the_publishers_notes(tmp_path: Path) -> None:
    document = read(tmp_path, EPISODE)

    assert document.form == "episode-page"
    assert [(s.voice.kind, s.heading) for s in document.segments] == [
        (Kind.SUMMARY, None),
        (Kind.SUMMARY, None),
        (Kind.SUMMARY, "The Price of Rope"),
        (Kind.SUMMARY, "The Price of Tar"),
        (Kind.NOTES, None),
    ]
    assert {s.voice.remark for s in document.segments} == {"by Sumbot 3", None}
    assert set(speakers_of(document)) == {None}


def test_an_episode_page_that_ends_under_a_heading_has_no_notes(tmp_path: Path) -> None:
    document = read(tmp_path, EPISODE.rpartition("\n")[0])

    assert {segment.voice.kind for segment in document.segments} == {Kind.SUMMARY}


def test_a_text_of_no_known_form_is_nobodys(tmp_path: Path) -> None:
    document = read(tmp_path, "Boats float.\n\nRope holds.\n")

    assert document.form == "text"
    assert [(s.voice.kind, s.voice.speaker) for s in document.segments] == [(Kind.TEXT, None)] * 2


def test_a_hard_wrapped_text_is_read_by_paragraphs(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Boats are what\nwe sail in, and\nrope holds them.\n\nTar is\nblack.\n"
    )

    assert texts_of(document) == [
        "Boats are what\nwe sail in, and\nrope holds them.",
        "Tar is\nblack.",
    ]


@pytest.mark.parametrize("text", [SPEAKER_PAGE, LISTING, COMMENTS, THREAD, EPISODE])
def test_the_sidecars_voice_and_form_come_before_the_texts(tmp_path: Path, text: str) -> None:
    entry = Entry("text", Kind.BOOK, "Ada Brook", "second edition", Work(title="Rope"))

    document = read(tmp_path, text, entry)

    own = [s.voice for s in document.segments if not s.voice.quotation]
    assert {(v.kind, v.speaker, v.remark) for v in own} == {
        (Kind.BOOK, "Ada Brook", "second edition")
    }
    assert document.work.title == "Rope"


@pytest.mark.parametrize("text", [SPEAKER_PAGE, LISTING, COMMENTS, THREAD, EPISODE])
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_no_words_and_no_voices(
    tmp_path: Path, text: str, ending: str, mark: str
) -> None:
    plain = read(tmp_path, text)
    other = read(tmp_path, mark + text.replace("\n", ending))

    assert other.text == mark + text.replace("\n", ending)
    assert [t.replace(ending, "\n") for t in texts_of(other)] == texts_of(plain)
    assert [s.voice for s in other.segments] == [s.voice for s in plain.segments]
    assert other.form == plain.form


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_rarer_line_separators_are_white_space_inside_a_line(
    tmp_path: Path, separator: str
) -> None:
    document = read(tmp_path, f"{separator}Boats float.{separator}Rope holds.{separator}\n")

    assert texts_of(document) == [f"Boats float.{separator}Rope holds."]


def test_a_last_line_without_an_end_is_read_like_any_other(tmp_path: Path) -> None:
    assert texts_of(read(tmp_path, "Boats float.")) == texts_of(read(tmp_path, "Boats float.\n"))
