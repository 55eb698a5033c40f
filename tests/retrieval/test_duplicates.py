"""When two texts hold the same words, and when a detail tells them apart."""

import pytest

from retrieval.duplicates import found_in, wording_of

QUOTE = "Rope that was “tarred” in spring doesn't rot, and it holds 30 boats at the pier all year."
BEFORE, AFTER = "Nobody asked about it before.  ", "\n\nKites are another matter."


def held(text: str, quote: str = QUOTE) -> str | None:
    """What of a text holds the quote's words."""
    found = found_in(wording_of(quote), wording_of(text))
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    "twin",
    [
        QUOTE,
        QUOTE.upper(),
        QUOTE.replace(" ", "\n   "),
        QUOTE.replace("“", '"').replace("”", '"').replace("'", "’"),
        QUOTE.replace("“", "").replace("”", ""),
        QUOTE.encode().decode("cp1252", "replace"),
        QUOTE.replace("in spring", "in the spring"),
        QUOTE.replace("all year", "the whole year"),
        QUOTE.replace("Rope that", "A rope which"),
    ],
)
def test_the_same_words_are_found_however_they_are_written(twin: str) -> None:
    found = held(BEFORE + twin + AFTER)

    assert found is not None
    assert twin[-40:-1] in found
    assert found in twin


@pytest.mark.parametrize(
    "other",
    [
        QUOTE.replace("30", "40"),
        QUOTE.replace("doesn't rot", "does rot"),
        QUOTE.replace("and it holds", "and it never holds"),
        QUOTE.replace("holds", "does not hold"),
        "Rope that was tarred in spring is dear.",
        "Kites fly in steady wind all day, and string holds them in the hands of people.",
        "",
    ],
)
def test_other_figures_denials_and_words_are_something_else(other: str) -> None:
    assert held(BEFORE + other + AFTER) is None


def test_what_is_so_short_that_anybody_says_it_is_no_twin() -> None:
    assert held("Thank you so much.", "Thank you so much.") is None


def test_the_same_words_in_another_order_are_something_else() -> None:
    assert held(" ".join(reversed(QUOTE.split()))) is None


def test_text_without_spaces_between_words_is_compared_by_its_letters() -> None:
    said = "新模型比我们去年用的任何东西都便宜。"

    assert held(f"他说：{said}我认为这很重要。", said) is not None
    assert held("我认为真正的问题是谁来付电费，这很重要。", said) is None
