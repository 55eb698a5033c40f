"""Markdown's backslashes are no words of whoever is quoted."""

import pytest

from retrieval.escapes import without_escapes


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
    assert without_escapes(text, "/talks/one.md") == shown
    assert without_escapes(text, "https://a.example/README.markdown?raw=1") == shown


def test_in_other_texts_a_backslash_is_the_writers() -> None:
    assert without_escapes(r"\[x\]", "/talks/one.txt") == r"\[x\]"
    assert without_escapes(r"\[x\]", "/talks/one.md.txt") == r"\[x\]"
