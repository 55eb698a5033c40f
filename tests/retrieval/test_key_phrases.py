import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.digests.key_phrases import MOST_WORDS, key_of, phrases_in


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("They feel the semiconductor controls.", ["semiconductor controls"]),
        ("The U.S. depends on Chinese AI chips.", ["U.S.", "Chinese AI chips"]),
        ("China's open-source strategy is bold.", ["China", "open-source strategy"]),
        ("We discuss Alibaba's Qwen and GPT-4.", ["Alibaba", "Qwen", "GPT-4"]),
        ("They share it on Hugging Face, and we face it.", ["Hugging Face"]),
        ("All about explainability and its development.", ["explainability", "development"]),
        ("The perks amid its $157B public valuation.", ["perks", "public valuation"]),
        ("After the slope she dived, and models trained on it.", ["slope", "models"]),
        ("This page joined this.It was late. Node.js ran.", ["page", "Node.js"]),
    ],
)
def test_phrases_are_what_a_reader_would_take_for_a_topic(text: str, phrases: list[str]) -> None:
    assert phrases_in(text) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what you're thinking about it.",
        "It is very different, and they often build on that.",
        "You can leverage it, they're great, that's really interesting.",
        "In 2025 it was 50% more than 1,000.",
    ],
)
def test_grammar_verbs_adjectives_and_numbers_are_no_phrases(text: str) -> None:
    assert phrases_in(text) == []


def test_a_name_is_told_from_a_word_that_begins_a_sentence() -> None:
    assert phrases_in("Models matter. So does Qwen.") == ["Qwen"]


def test_a_phrase_does_not_run_over_a_mark_or_a_line() -> None:
    assert phrases_in("the chips, tariffs and solar\npanels") == ["chips", "solar"]


def test_spellings_share_a_key() -> None:
    assert len({key_of(written) for written in ("open-source model", "Open Source models")}) == 1


@given(st.text(max_size=300))
def test_every_phrase_stands_in_its_text_and_is_short(text: str) -> None:
    found = phrases_in(text)

    assert all(phrase in text for phrase in found)
    assert all(1 <= len(phrase.split(" ")) <= MOST_WORDS for phrase in found)
