"""Paragraphs that only ask to subscribe, to share or to read on, told from talk of such things."""

from pathlib import Path

import pytest

from retrieval.readers.calls import is_call
from tests.retrieval.reading import read, texts_of


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for reading Low Tide! Subscribe for free to receive new posts and support my work.",
        "Low Tide is a reader-supported publication. To receive new posts, consider subscribing.",
        "To support my work, consider becoming a free or paid subscriber.",
        "To receive new posts consider becoming a paid subscriber.",
        "If you enjoyed this post, please share it with a friend.",
        "If you liked this essay, consider subscribing to my newsletter.",
        "Thank you for reading The Tin Times. This post is public so feel free to share it.",
        "Please like and share this post!",
        "To get new posts in your inbox, sign up for our newsletter.",
        "Hit the like button below.",
        "Leave a comment",
        "Subscribe now",
        "Subscribe to Low Tide",
        "Share Low Tide",
        "12 comments",
    ],
)
def test_a_call_to_subscribe_or_share_is_known(text: str) -> None:
    assert is_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks for reading the meter.",
        "Subscribe to two newspapers and the truth lies between.",
        "Subscribe to the theory that hemp rots, and you will buy nylon.",
        "Sign up to serve in the navy and you will see the world.",
        "Share the load with the crew when the sea is high.",
        "Share this story is what the old men said, and they did.",
        "Like the post office, the bank closed.",
        "Like this article of faith, others fell.",
        "Leave a comment in the code, so that others know why.",
        "To survive, consider becoming a member of a union.",
        "Subscribe now. The stones of Sweden pave three Welsh ports.",
    ],
)
def test_talk_of_such_things_is_no_call(text: str) -> None:
    assert not is_call(text)


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_an_essay_is_quoted_without_its_calls(tmp_path: Path, form: str) -> None:
    marked = form == "markdown"
    call = "**[Subscribe now](https://pier.example/s)**" if marked else "Subscribe now"
    text = (
        f"# On Rope\n\nRope is old, and it rots from the inside.\n\n{call}\n\n"
        "Thanks for reading Low Tide! Subscribe for free to receive new posts.\n\n"
        "## Hemp\n\nSubscribe to the theory that hemp rots, and you will buy nylon.\n"
    )
    document = read(tmp_path, text if marked else text.replace("#", ""))

    assert document.form == form
    assert not [words for words in texts_of(document) if "Low Tide" in words or "now" in words]
    assert texts_of(document)[-1].startswith("Subscribe to the theory")


def test_a_text_that_is_nothing_but_a_call_is_kept(tmp_path: Path) -> None:
    assert texts_of(read(tmp_path, "Subscribe now")) == ["Subscribe now"]
