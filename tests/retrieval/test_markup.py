"""Markdown's backslashes and addresses are no words of whoever is quoted."""

import pytest

from retrieval.markup import without_markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"So \[laughs\] it is.", "So [laughs] it is."),
        (r"\[unintelligible 00:06:57.08\]", "[unintelligible 00:06:57.08]"),
        (r"5 \* 3 in snake\_case \\ C:\dir", r"5 * 3 in snake_case \ C:\dir"),
        (r"write `\[x\]` for \[x\]", r"write `\[x\]` for [x]"),
    ],
)
def test_a_backslash_of_markdown_shows_the_next_character(text: str, shown: str) -> None:
    assert without_markup(text, "/talks/one.md") == shown
    assert without_markup(text, "https://a.example/README.markdown?raw=1") == shown


def test_in_other_texts_a_backslash_is_the_writers() -> None:
    assert without_markup(r"\[x\]", "/talks/one.txt") == r"\[x\]"
    assert without_markup(r"\[x\]", "/talks/one.md.txt") == r"\[x\]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("on [Space.com](https://www.space.example/41041-a.html) today", "on Space.com today"),
        ('an article, ["How."](https://a.example/b_(c)/ "title") It', 'an article, "How." It'),
        (r"see [a \[b\]](https://a.example)", "see a [b]"),
        ("write `[a](b)` for [a](b)", "write `[a](b)` for a"),
        ("[laughs] (quietly)", "[laughs] (quietly)"),
        (r"\[12:30\](aside)", "[12:30](aside)"),
    ],
)
def test_a_link_of_markdown_shows_its_label(text: str, shown: str) -> None:
    assert without_markup(text, "/talks/one.md") == shown


def test_in_other_texts_a_link_is_what_stands_there() -> None:
    assert without_markup("[a](https://a.example)", "/talks/one.txt") == "[a](https://a.example)"
