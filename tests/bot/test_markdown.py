import pytest
from hypothesis import example, given

from bot.display import one_line
from bot.markdown import escape, width
from tests.bot import reading
from tests.bot.texts import nasty_texts


@given(nasty_texts)
@example("@\x00everyone")
@example("https://a.example/\u202ex*y*")
def test_a_reader_sees_the_text_and_no_markup_of_it(text: str) -> None:
    shown = one_line(text)

    read = reading.read(escape(shown))

    assert read.replace("%40", "@") == shown.replace("@\u200b", "@").replace("%40", "@")


@given(nasty_texts, nasty_texts)
@example("12:30:45", "javascript:alert(1)")
@example("so :smi", "le: they said")
def test_two_escaped_texts_are_safe_one_directly_after_the_other(first: str, second: str) -> None:
    reading.read(escape(one_line(first)) + escape(one_line(second)))


@given(nasty_texts)
def test_without_links_nothing_can_be_clicked(text: str) -> None:
    links: list[str] = []

    reading.read(escape(one_line(text), links=False), links=links)

    assert links == []


@given(nasty_texts)
def test_what_can_be_clicked_stands_in_the_text_and_shows_where_it_leads(text: str) -> None:
    shown = one_line(text)
    links: list[str] = []

    reading.read(escape(shown), links=links)

    assert all(link.replace("%40", "@") in shown.replace("%40", "@") for link in links)
    assert not any(link.startswith("https://bank.example@") for link in links)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# not a heading", "\\# not a heading"),
        ("-# not small print", "\\-# not small print"),
        ("1. not a list", "1\\. not a list"),
        ("> not nested", "\\> not nested"),
        (">>> not the rest", "\\>>> not the rest"),
        ("ask @everyone", "ask @\u200beveryone"),
        ("see <@123>", "see \\<@\u200b123>"),
        ("[free](https://evil.example)", "\\[free\\]\\(<https://evil.example>)"),
        ("see https://a.example/b_c.", "see <https://a.example/b_c>."),
        ("(https://a.example/b_(c))", "(<https://a.example/b_(c)>)"),
        ("ends in \\", "ends in \\\\"),
        ("a|b||c", "a\\|b\\|\\|c"),
        (":smile: at 12:30", "\\:smile: at 12:30"),
    ],
)
def test_each_kind_of_markup_is_defused_in_its_own_way(text: str, written: str) -> None:
    assert escape(text) == written


def test_an_address_is_never_changed_inside_except_where_it_would_ping() -> None:
    assert escape("https://a.example/x_y*z~1_") == "<https://a.example/x_y*z~1_>"
    assert escape("https://a.example/@here") == "<https://a.example/%40here>"


def test_an_address_that_pretends_to_lead_elsewhere_is_shown_but_not_linked() -> None:
    assert escape("https://bank.example@evil.example/") == "https\\://bank.example@evil.example/"


def test_width_counts_what_lies_beyond_the_first_plane_twice() -> None:
    assert width("a\U0001f600") == 3
