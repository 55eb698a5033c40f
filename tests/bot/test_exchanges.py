from dataclasses import replace
from datetime import UTC, datetime

from bot.exchanges import Exchange, Exchanges

ASKED = Exchange(
    asker=1, guild=2, channel=3, message=4, answers=(5, 6), text="Why?", at=datetime.now(UTC)
)


def test_an_exchange_is_found_by_each_of_its_messages() -> None:
    kept = Exchanges()
    kept.remember(ASKED)

    assert kept.of_answer(5) is kept.of_answer(6) is kept.of_question(4) is ASKED
    assert kept.of_answer(4) is None


def test_the_later_answer_to_a_question_counts() -> None:
    kept = Exchanges()
    kept.remember(ASKED)
    kept.remember(again := replace(ASKED, text="Why not?"))

    assert kept.of_question(4) is again


def test_an_exchange_goes_with_its_messages() -> None:
    kept = Exchanges()
    kept.remember(ASKED)
    kept.forget([9, 4])

    assert kept.of_answer(5) is None
    assert kept.of_question(4) is None


def test_what_was_asked_privately_is_found_by_its_answer_and_not_by_its_place() -> None:
    kept = Exchanges()
    kept.remember(private := replace(ASKED, private=True))

    assert kept.of_answer(5) is private
    assert kept.latest(3, 1) is None
    assert kept.latest(3) is None
