from bot.talking.people import Remark, answers

ASKER, ASKED = 1, frozenset({10, 11})


def answered(remark: Remark, *, latest: bool = True) -> bool:
    return answers(remark, ASKER, ASKED, latest=latest)


def test_a_reply_answers_the_question_that_it_replies_to_whatever_it_says() -> None:
    assert answered(Remark("no", to=11), latest=False)
    assert not answered(Remark("It is late, as they say.", to=12))


def test_what_is_said_to_the_asker_is_an_answer_and_what_is_said_to_others_is_none() -> None:
    assert answered(Remark("look", mentions=frozenset({ASKER})), latest=False)
    assert not answered(Remark("It is late, as they say.", mentions=frozenset({5})))


def test_what_is_said_to_nobody_answers_the_latest_question() -> None:
    assert answered(Remark("It is late, as they say."))
    assert answered(Remark("晚了一个月"))
    assert answered(Remark(""))
    assert not answered(Remark("It is late, as they say."), latest=False)
    for talk in ("lol", "hi all", "is Qwen late too?"):
        assert not answered(Remark(talk))
