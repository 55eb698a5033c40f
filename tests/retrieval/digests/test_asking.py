"""What a request is about, without the words that lead to it."""

import pytest

from retrieval.digests.asking import topic_of


@pytest.mark.parametrize(
    ("request_", "topic"),
    [
        ("open models", "open models"),
        ("Summarize the discussion about open models.", "open models"),
        ("What did the group think about open models?", "open models"),
        ("what's been said on GPT-4", "GPT-4"),
        ("The Whole Earth Catalog", "The Whole Earth Catalog"),
        ("Summarize the whole meeting.", ""),
        ("What were the main points of the meeting?", ""),
        ("the main point of GDPR", "the main point of GDPR"),
        ("  ", ""),
    ],
)
def test_what_leads_to_a_topic_is_left_out(request_: str, topic: str) -> None:
    assert topic_of(request_) == topic
