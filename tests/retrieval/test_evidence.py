"""What speaks to a whole message: statement by statement, or nothing."""

import pytest

from retrieval import Library
from retrieval.evidence import LONGEST, Statement, statements_in

MESSAGE = (
    "I think DeepSeek cannot finish R2 because of the chip export controls. Also, most American "
    "startups use Chinese open models these days lol. See you tomorrow!"
)

OPEN = "China leads in open models."


def test_each_statement_of_a_message_is_spoken_to(seed_library: Library) -> None:
    found = seed_library.evidence(MESSAGE)

    texts = " ".join(" ".join(quote.text.split()) for quote in found.quotes)
    assert found.answered
    assert "startups are starting with Chinese models" in texts
    assert "DeepSeq R2" in texts
    assert len(found.quotes) <= 4


@pytest.mark.parametrize(
    "message",
    [
        "Good morning all, who wants to play chess tonight?",
        "lol",
        "",
        "👍👍",
        "My cat sleeps on the radiator all day long. She likes tuna.",
        "\0 \ud800",
    ],
)
def test_where_nothing_speaks_to_a_message_there_is_silence(
    seed_library: Library, message: str
) -> None:
    found = seed_library.evidence(message)

    assert not found.answered
    assert found.quotes == ()


def test_nothing_is_quoted_twice_nor_the_message_itself(seed_library: Library) -> None:
    quote = seed_library.evidence(MESSAGE).quotes[0]

    again = seed_library.evidence(f"{MESSAGE} {MESSAGE} {quote.text}").quotes

    spans = [(each.source, each.start) for each in again]
    assert len(spans) == len(set(spans))
    assert quote.text not in [each.text for each in again]


def test_a_sentence_that_leans_on_the_one_before_is_asked_for_with_it() -> None:
    first, second = "DeepSeek trains large models.", "They lack chips for that work."

    told = statements_in(f"{first} {second}")

    assert told == [Statement(first, first), Statement(second, f"{first} {second}")]


def test_of_a_long_message_the_eight_statements_that_say_most_are_asked_for() -> None:
    long = " ".join(f"Statement {n} tells of boats and planks{' and tar' * n}." for n in range(40))

    told = statements_in(long)

    assert len(told) == 8
    assert all(statement.said in long[:LONGEST] for statement in told)


def test_each_quote_is_told_with_the_sentence_to_which_it_speaks(seed_library: Library) -> None:
    found = seed_library.evidence(MESSAGE)

    spoken = dict(zip(found.statements, found.quotes, strict=False))
    assert len(found.statements) == len(found.quotes)
    [chips] = [said for said in spoken if said.startswith("I think DeepSeek cannot finish")]
    [startups] = [said for said in spoken if "American startups use Chinese" in said]
    assert "startups are starting" in " ".join(
        " ".join(quote.text.split())
        for said, quote in zip(found.statements, found.quotes, strict=True)
        if said == startups
    )
    assert chips != startups


def test_more_goes_on_where_the_first_quotes_end_and_repeats_none(seed_library: Library) -> None:
    first = seed_library.evidence(OPEN)
    next_ = seed_library.evidence(OPEN, shown=len(first.quotes))
    last = seed_library.evidence(OPEN, shown=1000)

    texts = [quote.text for quote in (*first.quotes, *next_.quotes)]
    assert next_.quotes
    assert len(texts) == len(set(texts))
    assert not last.answered
