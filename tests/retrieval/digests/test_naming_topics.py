"""A topic is found in a text however it is spelt there."""

import pytest

from retrieval.digests.key_phrases import key_of
from retrieval.digests.naming_topics import is_of, topic_in


@pytest.mark.parametrize(
    ("text", "topic", "named"),
    [
        ("So bird-watching is really nice.", "bird watching", "bird-watching"),
        ("We tried Deep Seek at once.", "DeepSeek", "Deep Seek"),
        ("We run GPUs and a GPU farm.", "GPU", "GPUs"),
        ("Few devices are at the edge.", "edge devices", "edge"),
        ("They sail.", "edge devices", ""),
        ("They sail.", "", ""),
    ],
)
def test_a_topic_is_shown_as_the_text_has_it(text: str, topic: str, named: str) -> None:
    assert topic_in(text, topic) == named


@pytest.mark.parametrize("phrase", ["open-source", "Open Source", "opensource", "source"])
def test_the_topic_in_another_spelling_is_no_other_topic(phrase: str) -> None:
    assert is_of(key_of(phrase), key_of("open source"))


def test_a_phrase_with_a_word_more_than_the_topic_is_another_one() -> None:
    assert not is_of(key_of("open-source software"), key_of("open source"))
