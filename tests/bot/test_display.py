import pytest
from hypothesis import given

from bot.display import clean, mended, one_line, shortened
from tests.bot.texts import nasty_texts


@given(nasty_texts)
def test_clean_text_can_be_encoded_and_holds_nothing_that_steers_a_screen(text: str) -> None:
    shown = clean(text)

    shown.encode("utf-8")
    assert not any(character in shown for character in "\x00\x1b\x07\x9b\r\u2028\u202e\u2066\ufeff")
    assert clean(shown) == shown


@given(nasty_texts)
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [("It’s sÃ³lo", "It’s sólo"), ("donâ€™t", "don’t"), ("Ã¼ber", "über")],
)
def test_mojibake_is_mended(broken: str, whole: str) -> None:
    assert mended(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "“ok” ﬁne ½ ＡＢ",
        "&amp; &lt;b&gt;",
        "梁文锋 said",
        "DeepSeek’s R2…",
        "e\u0301",
        "नमस्ते",
        "π€",
    ],
)
def test_what_an_author_may_have_meant_is_left_alone(text: str) -> None:
    assert mended(text) == text
    assert clean(text) == text


def test_joiners_stay_because_emoji_and_persian_need_them() -> None:
    assert clean("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"


def test_what_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 10, 5) == "xxxx…"
    assert shortened("short", 5) == "short"
