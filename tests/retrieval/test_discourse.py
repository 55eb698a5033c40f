"""What a sentence does: it asks, takes back what was said, leads on to what comes."""

import pytest

from retrieval.discourse import announces, asks, takes_back

REPORTED = "Someone at the yard mentioned that rope is getting rid of sailors."
OWN = "Boats are red."


@pytest.mark.parametrize(
    "sentence",
    [
        "I don't believe that for a moment.",
        "That's not true.",
        "But that’s wrong.",
        "I disagree with that.",
        "They're wrong.",
        "And I really don't buy that.",
        "That couldn't be further from the truth.",
        "Not at all.",
        "No, not in the least.",
        "That's a myth.",
        "It isn't.",
    ],
)
def test_a_denial_takes_back_what_was_said_before_it(sentence: str) -> None:
    assert takes_back(sentence, OWN)


@pytest.mark.parametrize(
    "sentence",
    [
        "I don't think that sailors like cheese at breakfast.",
        "It's not cheap, as it takes three months of hard work to make one.",
        "No matter what we do, the tar is fine.",
        "But the tar is fine.",
        "This is a great boat.",
    ],
)
def test_what_only_goes_on_takes_nothing_back(sentence: str) -> None:
    assert not takes_back(sentence, OWN)


def test_a_but_takes_back_what_is_told_of_as_the_view_of_others() -> None:
    assert takes_back("But sailors will always be needed.", REPORTED)


@pytest.mark.parametrize(
    "sentence",
    ["What is tar?", "So tell us about tar.", "I'm wondering if you tar boats.", "“Why rope?”"],
)
def test_questions_and_requests_ask(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Tar is black.", 'She turned and said "Why rope?"', "Tar keeps the water out, right?"],
)
def test_what_tells_of_a_question_or_wants_assent_does_not_ask(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize(
    "sentence", ["There are three reasons.", "I think there's a very distinct path.", "Namely:"]
)
def test_what_only_says_that_something_comes_announces_it(sentence: str) -> None:
    assert announces(sentence)
    assert not announces(OWN)
