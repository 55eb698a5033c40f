"""Sponsors' messages, jingles and breaks are left out; talk about them is not."""

from pathlib import Path

import pytest

from retrieval.models import LeftOut
from tests.retrieval.reading import read, speakers_of, texts_of

FRAME = "**Ada Brook:** Rope is old.\n\n{}\n\n**Bo Lind:** It is.\n\n**Ada Brook:** It is, it is.\n"
KEPT = ["Rope is old.", "It is.", "It is, it is."]
READ = (
    "This episode is brought to you by Knotwell. Knotwell makes rope for small boats. "
    "It never rots. Go to knotwell.example.com/tide and use code TIDE20 for 20% off."
)


@pytest.mark.parametrize(
    ("marked", "left_out"),
    [
        ("**Break:** [12:00]", LeftOut(breaks=1)),
        ("**Break**: \\[12:00\\] to \\[12:30\\]", LeftOut(breaks=1)),
        ("**Ad Break:**", LeftOut(breaks=1)),
        ("**Jingle:** Rope, rope, rope!", LeftOut(jingles=1)),
        ("[Music]", LeftOut(jingles=1)),
        ("\\[theme music plays\\]", LeftOut(jingles=1)),
        ("♪ Rope and tar ♪", LeftOut(jingles=1)),
        ("**Sponsor:** Knotwell makes rope.\n\nBuy it.", LeftOut(sponsors=1)),
        ("**Sponsor message:** Knotwell makes rope.", LeftOut(sponsors=1)),
        (f"**Break:** {READ}", LeftOut(sponsors=1)),
        (f"**Announcer:** {READ}", LeftOut(sponsors=1)),
        (f"**Break:**\n\n**Sponsor:** {READ}\n\n**Jingle:**", LeftOut(1, 1, 1)),
    ],
)
def test_what_is_marked_is_left_out_and_counted_once(
    tmp_path: Path, marked: str, left_out: LeftOut
) -> None:
    document = read(tmp_path, FRAME.format(marked))

    assert texts_of(document) == KEPT
    assert document.left_out == left_out


def test_a_section_under_sponsors_is_left_out(tmp_path: Path) -> None:
    text = "## Sponsors\n\nKnotwell makes rope.\n\nTarry makes tar.\n\n## Talk"

    document = read(tmp_path, FRAME.format(text))

    assert texts_of(document) == KEPT
    assert document.left_out == LeftOut(sponsors=1)


@pytest.mark.parametrize(
    "message",
    [
        READ,
        "Today's show is sponsored by Knotwell. Learn more at knotwell.com/tide.",
        "Support for this podcast comes from Knotwell, who make rope.",
        "And now a word from our sponsor.",
        "Thanks to our sponsors Knotwell and Tarry.",
        "Thank you to Knotwell for sponsoring this episode.",
        "Our first sponsor today is Knotwell. They make rope. Check it out at knotwell.com/tide.",
        "Use the code TIDE at checkout for a discount.",
        "Use code “TIDE20” and get 20% off your first order.",
    ],
)
def test_a_hosts_own_sponsor_message_is_left_out_of_the_turn(tmp_path: Path, message: str) -> None:
    text = f"**Ada Brook:** We meet again. {message}\n\nBack to the show. What is new?"

    document = read(tmp_path, FRAME.format(text))

    assert texts_of(document)[1:3] == ["We meet again.", "Back to the show. What is new?"]
    assert document.left_out == LeftOut(sponsors=1)


def test_a_message_over_several_paragraphs_is_one(tmp_path: Path) -> None:
    text = "**Ada Brook:** " + READ.replace(". ", ".\n\n")

    document = read(tmp_path, FRAME.format(text))

    assert texts_of(document) == KEPT
    assert document.left_out == LeftOut(sponsors=1)


@pytest.mark.parametrize(
    "talk",
    [
        "The workshop was sponsored by three tech companies.",
        "A good sponsor for the project means good support. The sponsors were on board.",
        "When a host says “this episode is brought to you by”, listeners skip.",
        "Advertising is a billion-dollar business, and targeted ads pay for search.",
        "Prices are 20% off their peak, and the code is open.",
        "You use code reviews to find bugs. We use code from the lab.",
        "The model was brought to you by the same people who made the first one.",
        "These aren't things that have been sponsored, and we sell nothing.",
        "Our show notes name our sponsors, and how sponsorship works is a topic of its own.",
    ],
)
def test_talk_about_sponsors_and_advertising_stays(tmp_path: Path, talk: str) -> None:
    document = read(tmp_path, FRAME.format(f"**Ada Brook:** {talk}"))

    assert texts_of(document)[1] == talk
    assert document.left_out == LeftOut()


def test_the_talk_after_a_message_is_kept_where_the_sponsor_is_named_again(tmp_path: Path) -> None:
    talk = "So. We met in May. It was cold. We rowed on. It was late. Nobody came. Knotwell did."
    text = f"**Ada Brook:** This episode is brought to you by Knotwell.\n\n{talk}"

    assert texts_of(read(tmp_path, FRAME.format(text)))[1] == talk


def test_a_person_whose_name_is_song_is_no_jingle(tmp_path: Path) -> None:
    text = "**Dawn Song:** Hello.\n\n**Bo Lind:** Hi.\n\n**Dawn Song:** So.\n"

    assert speakers_of(read(tmp_path, text)) == ["Dawn Song", "Bo Lind", "Dawn Song"]
