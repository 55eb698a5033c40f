from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from bot.daily.conversations import conversations
from bot.daily.telling import most_telling
from bot.daily.told import Told
from tests.bot.fakes import FakeLibrary

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
ANN, EVE, JOE, SUE = 1, 2, 3, 4


def said(number: int, author: int, minute: float, words: str, **more: Any) -> Told:
    at = NINE + timedelta(minutes=minute)
    return Told(number, 7, author, "someone", words, at, **more)


def parted(told: Sequence[Told]) -> list[list[int]]:
    """The ids of the messages of each conversation."""
    vectors = FakeLibrary().vectors([message.words for message in told])
    return [[told[number].id for number in group] for group in conversations(told, vectors)]


def test_a_rest_of_an_hour_parts_two_conversations() -> None:
    told = [
        said(1, ANN, 0, "did you see the chips essay"),
        said(2, EVE, 1, "yes, great"),
        said(3, ANN, 61, "lunch anyone"),
        said(4, EVE, 62, "sure"),
    ]

    assert parted(told) == [[1, 2], [3, 4]]


def test_a_reply_belongs_to_what_it_replies_to_however_late() -> None:
    told = [
        said(1, ANN, 0, "did you see the chips essay"),
        said(2, EVE, 90, "lunch anyone"),
        said(3, JOE, 91, "I did", reply_to=1),
        said(4, EVE, 91.5, "at noon"),
    ]

    assert parted(told) == [[1, 3], [2, 4]]


def test_what_a_late_reply_takes_up_again_goes_on_from_there() -> None:
    told = [
        said(1, ANN, 0, "did you see the chips essay"),
        said(2, JOE, 90, "I did", reply_to=1),
        said(3, ANN, 90.5, "and"),
    ]

    assert parted(told) == [[1, 2, 3]]


def test_two_that_go_on_at_once_are_told_apart_by_people_and_words() -> None:
    told = [
        said(1, ANN, 0, "is the new model open weights"),
        said(2, SUE, 6, "who comes to the picnic on sunday"),
        said(3, EVE, 6.5, "the model has open weights since monday", mentions=frozenset({ANN})),
        said(4, JOE, 7, "picnic on sunday works, who brings cake"),
        said(5, ANN, 7.5, "are the weights of the model any good"),
        said(6, SUE, 8, "I bring cake to the picnic"),
    ]

    assert parted(told) == [[1, 3, 5], [2, 4, 6]]


def test_who_answers_a_question_joins_it_though_no_word_is_the_same() -> None:
    told = [
        said(1, ANN, 0, "which microphone would you buy?"),
        said(2, EVE, 3, "the Samson Q2U is great"),
        said(3, JOE, 6, "lunch"),
    ]

    assert parted(told) == [[1, 2], [3]]


def test_a_thread_is_one_conversation_however_slow() -> None:
    told = [
        said(1, ANN, 0, "thread about chips", thread=True),
        said(2, EVE, 300, "coming back to this", thread=True),
    ]

    assert parted(told) == [[1, 2]]


def test_channels_are_never_mixed() -> None:
    told = [said(1, ANN, 0, "the same words"), Told(2, 8, ANN, "x", "the same words", NINE)]

    assert parted(told) == [[1], [2]]


def told_most(told: Sequence[Told]) -> int | None:
    best = most_telling(told, FakeLibrary().vectors([message.words for message in told]))
    return None if best is None else told[best].id


class TestMostTelling:
    def test_what_says_most_of_what_the_others_say_is_chosen_and_not_agreement(self) -> None:
        told = [
            said(1, ANN, 0, "lol same"),
            said(2, EVE, 1, "export controls slow the chips that labs in China can buy"),
            said(3, JOE, 2, "do export controls slow labs in China"),
            said(4, SUE, 3, "my cat sits on the keyboard again and wants to be fed at once"),
        ]

        assert told_most(told) == 2

    def test_what_others_reply_and_react_to_comes_before_what_they_pass_over(self) -> None:
        words = "export controls slow the chips that labs can buy"
        told = [
            said(1, ANN, 0, words),
            said(2, EVE, 1, words, reactions=6),
            said(3, JOE, 2, "true", reply_to=2),
        ]

        assert told_most(told) == 2

    def test_where_nothing_is_said_nothing_is_quoted(self) -> None:
        told = [said(1, ANN, 0, "lol"), said(2, EVE, 1, "https://a.example/a-long-address-indeed")]

        assert told_most(told) is None


def test_nothing_is_no_conversation() -> None:
    assert conversations([], np.empty((0, 0), dtype=np.float32)) == []
