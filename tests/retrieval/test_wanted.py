"""Does a text hold what a question asks for?"""

import pytest

from retrieval.wanted import Wanted


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("where is Harbour based?", "It's based on the work of Harbour."),
        ("where does Ada Brook live", "We want to live the life that we like."),
        ("when was Harbour founded?", "Every yard makes $10 million a year or so."),
        ("how old is Bo Lund?", "And Bo Lund has the best boat."),
        ("how many customers does Harbour have?", "Harbour has two yards."),
        ("how much did the barge cost?", "The cost of a barge is what one looks at."),
    ],
)
def test_a_name_without_the_place_time_or_number_lacks_what_is_asked(
    question: str, text: str
) -> None:
    assert Wanted(question).lacks(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("where is Harbour based?", "Harbour works from an old shed in Bristol."),
        ("where did Ada Brook grow up?", "It is in Ohio, where I grew up."),
        ("when was Harbour founded?", "We started Harbour a little over six years ago."),
        ("when did she join?", "She convinced me to join in 2009."),
        ("when does the new barge come out?", "The barge may be delayed."),
        ("how many people work there?", "It's an organization of about 200."),
        ("how many cameras are there?", "It has orders of magnitude more cameras."),
        ("how much did the barge cost?", "It was $10 at the time."),
        ("how far is it to the pier?", "It is just around the corner."),
    ],
)
def test_what_tells_the_place_time_or_number_lacks_nothing(question: str, text: str) -> None:
    assert not Wanted(question).lacks(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what is a carvel?", "A carvel is a boat with smooth sides."),
        ("What does CQ stand for?", "Well, CQ stands for seek you."),
        ("what is Redtide", "We made one module, which is called Redtide."),
        ("what does Harbour do?", "So Harbour is a company for boats."),
    ],
)
def test_who_asks_what_a_thing_is_is_told_by_what_says_so(question: str, text: str) -> None:
    assert Wanted(question).defines(text)


def test_a_mention_says_not_what_a_thing_is() -> None:
    assert not Wanted("what is a carvel?").defines("And then it has the carvel, too.")
    assert not Wanted("why is a carvel smooth?").defines("A carvel is a boat.")
