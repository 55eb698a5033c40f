"""Whether a picture shows markup where Discord would, and nothing but there."""

import pytest
from pictures.markdown import as_html

from bot.markdown import escape
from bot.pages import pages
from bot.parts import Quoted, Sentence

_NAMES = {7: "Mira"}


def _shown(content: str) -> str:
    return as_html(content, _NAMES)


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("**so**", "<strong>so</strong>"),
        ("*so* and _so_", "<em>so</em> and <em>so</em>"),
        ("__so__ ~~so~~", "<u>so</u> <s>so</s>"),
        ("||so||", '<span class="spoiler">so</span>'),
        ("`*so*`", "<code>*so*</code>"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
        ("# So\nthen", "<h1>So</h1>then"),
        ("- so\n- then", "<li>so</li><li>then</li>"),
        ("1. so", "<li>so</li>"),
    ],
)
def test_markup_that_nobody_escaped_is_shown_as_markup(content: str, html: str) -> None:
    assert _shown(content) == html


@pytest.mark.parametrize(
    "text",
    [
        "**so** *so* _so_",
        "~~so~~ ||so|| `so`",
        "# so",
        "-# so",
        "- so",
        "> so",
        "[so](so)",
        "1. so",
    ],
)
def test_what_the_bot_escapes_is_shown_as_it_stands(text: str) -> None:
    assert _shown(escape(text)) == text.replace(">", "&gt;")


def test_a_backslash_before_a_letter_is_shown() -> None:
    assert _shown(r"\so \* \\") == r"\so * " + "\\"


def test_lines_of_a_block_quote_stand_in_one_quote_and_what_follows_outside() -> None:
    html = '<div class="quote"><blockquote>one\n**\ntwo\n</blockquote></div>three'

    assert _shown("> one\n> \\*\\*\n> two\nthree") == html


def test_a_quote_mark_needs_its_space_and_is_not_read_twice() -> None:
    assert _shown(">so") == "&gt;so"
    assert _shown("> > so").count("blockquote") == 2


def test_small_print_ends_with_its_line() -> None:
    assert _shown("-# *so*\nthen") == "<small><em>so</em></small>then"


def test_members_are_named_and_nobody_else_is() -> None:
    assert _shown("<@7>") == '<span class="mention">@Mira</span>'
    assert "unknown" in _shown("<@8>")
    assert "mention" in _shown("@everyone")
    assert "mention" not in _shown(escape("<@7> <#7> @everyone"))


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<https://a.example/_b_>", "https://a.example/_b_"),
        ("https://a.example/_b_", "https://a.example/_b_"),
        ("[so](<https://a.example/_b_>)", "so"),
    ],
)
def test_addresses_are_links(content: str, shown: str) -> None:
    assert _shown(content) == f'<a href="https://a.example/_b_">{shown}</a>'


def test_html_is_never_taken_from_a_message() -> None:
    assert _shown("<b>&") == "&lt;b&gt;&amp;"
    assert _shown("`<b>`") == "<code>&lt;b&gt;</code>"


def test_a_quote_of_the_bot_is_shown_with_its_attribution_and_its_link_below() -> None:
    quote = Quoted((Sentence("[They] *did*.", ""),), "Mira · notes_2", "https://a.example/")

    shown = "".join(_shown(page) for page in pages((quote,)))

    assert shown == (
        '<div class="quote"><blockquote>[They] *did*.\n</blockquote></div>'
        "<small>— Mira · notes_2</small>"
        '<small><a href="https://a.example/">Open the source</a></small>'
    )
