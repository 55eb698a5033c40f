import tomllib
from pathlib import Path

import pytest

from bot.questions import Incoming
from bot.talking.attention import Attention, attention


def said(content: str = "is R2 late?", /, **facts: bool) -> Attention:
    return attention(Incoming(content=content, my_id=7, names={}, **facts))


def lines(where: str, kind: str) -> list[str]:
    written = tomllib.loads(Path(__file__).with_name("lines.toml").read_text("utf-8"))
    return [line for told in written.values() for line in told[where][kind]]


@pytest.mark.parametrize("line", lines("reply", "asked"))
def test_whoever_replies_to_the_bot_is_heard_in_whatever_form_they_ask(line: str) -> None:
    assert said(line, replies_to_me=True) is Attention.FOLLOWED_UP
    assert said(line, in_my_thread=True) is Attention.FOLLOWED_UP


@pytest.mark.parametrize("line", lines("reply", "talk"))
def test_whoever_only_talks_in_reply_to_the_bot_is_told_nothing(line: str) -> None:
    assert said(line, replies_to_me=True) in {Attention.NONE, Attention.ASIDE}


@pytest.mark.parametrize("line", lines("help", "asked"))
def test_where_every_question_is_answered_one_is_heard_behind_a_greeting(line: str) -> None:
    assert said(line, every_question=True) is Attention.OVERHEARD


@pytest.mark.parametrize("line", lines("help", "talk"))
def test_where_every_question_is_answered_idioms_and_stories_are_none(line: str) -> None:
    assert said(line, every_question=True) is Attention.NONE


def test_a_mention_and_a_direct_message_are_for_the_bot_whatever_they_say() -> None:
    assert said("hm", mentions_me=True) is Attention.ADDRESSED
    assert said("hm", is_direct=True) is Attention.ADDRESSED
    assert said("hm", mentions_me=True, mentions_others=True) is Attention.ADDRESSED


def test_what_others_say_to_each_other_is_not() -> None:
    assert said() is Attention.NONE
    assert said(replies_to_me=True, mentions_others=True) is Attention.NONE
    assert said(in_my_thread=True, replies_to_others=True) is Attention.NONE
    assert said(every_question=True, mentions_others=True) is Attention.NONE


@pytest.mark.parametrize("fact", ["replies_to_me", "in_my_thread"])
def test_a_conversation_goes_on_with_a_question_or_a_few_words(fact: str) -> None:
    for question in ("is R2 late?", "and Huawei", "Huawei?", "华为？"):
        assert said(question, **{fact: True}) is Attention.FOLLOWED_UP
    assert said("Huawei", **{fact: True}) is Attention.ASIDE
    assert said("", readable=False, **{fact: True}) is Attention.WITHHELD


def test_thanks_are_answered_in_a_reply_and_left_alone_in_a_thread() -> None:
    assert said("thanks!", replies_to_me=True) is Attention.ADDRESSED
    assert said("thanks!", in_my_thread=True) is Attention.NONE


def test_where_the_bot_does_not_answer_a_mention_is_told_so_and_the_rest_left_alone() -> None:
    assert said(mentions_me=True, answered_here=False) is Attention.ELSEWHERE
    assert said(replies_to_me=True, answered_here=False) is Attention.NONE


def test_where_every_question_is_answered_talk_is_not() -> None:
    assert said(every_question=True) is Attention.OVERHEARD
    assert said("I like R2.", every_question=True) is Attention.NONE
    assert said(every_question=True, readable=False) is Attention.NONE
