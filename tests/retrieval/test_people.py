"""Names: spellings of one person meet, two people never become one."""

import pytest

from retrieval.people import People

PEOPLE = People(
    {
        "Jen-sen Huang": 3,
        "Nathan Lambert": 9,
        "Lambert, Nathan": 2,
        "Azeem Azhar": 5,
        "Azeem Azar": 1,
        "Dr. Katie O'Brien, PhD": 1,
        "katie obrien": 4,
        "Chris Benson": 9,
        "Chris Albon": 3,
        "José García": 2,
        "Jose Garcia": 1,
        "梁文锋": 2,
        "John Smith": 3,
        "John Smith Jr.": 1,
        "Interconnects": 4,
        "William Gates": 1,
        "Kate Crawford": 1,
        "ChatGPT": 1,
        "Break": 2,
        "Audience member": 3,
    }
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jensen Huang", "Jen-sen Huang"),
        ("jen sen huang", "Jen-sen Huang"),
        ("Huang, Jensen", "Jen-sen Huang"),
        ("nathan", "Nathan Lambert"),
        ("Nathan Lambert's", "Nathan Lambert"),
        ("Nathen Lambret", "Nathan Lambert"),
        ("Professor Nathan Q. Lambert", "Nathan Lambert"),
        ("o’brien", "katie obrien"),
        ("JOSE GARCÍA (host)", "José García"),
        ("文锋", "梁文锋"),
        ("john smith jr", "John Smith Jr."),
        ("John Smith", "John Smith"),
        ("interconects", "Interconnects"),
        ("Bill Gates", "William Gates"),
        ("Katherine Crawford", "Kate Crawford"),
        ("Chat GPT", "ChatGPT"),
        ("Joze Garzia", "José García"),
        ("Kris Bensen", "Chris Benson"),
        ("Gates, Billy", "William Gates"),
    ],
)
def test_a_name_written_in_another_way_means_the_same_person(typed: str, meant: str) -> None:
    assert PEOPLE.named(typed) == [meant]


@pytest.mark.parametrize(
    "typed", ["", "  ", "@@", "Genghis Khan", "Nathan Smithers", "the", "Bill Crawford"]
)
def test_nobody_is_meant_by_a_name_that_nobody_bears(typed: str) -> None:
    assert PEOPLE.named(typed) == []


def test_nobody_is_offered_for_a_stranger_and_no_role_for_anybody() -> None:
    assert PEOPLE.perhaps("Kevin Xu") == []
    assert PEOPLE.perhaps("Chris Bendon")[0] == "Chris Benson"
    assert PEOPLE.beginning("aud", 25) == PEOPLE.beginning("break", 25) == []
    assert PEOPLE.named("audience member") == ["Audience member"]


def test_a_part_that_several_bear_means_all_of_them() -> None:
    assert PEOPLE.named("chris") == ["Chris Albon", "Chris Benson"]


def test_what_differs_in_writing_alone_is_one_person_by_the_spelling_that_is_heard_most() -> None:
    assert PEOPLE.spellings("Nathan Lambert") == ("Nathan Lambert", "Lambert, Nathan")
    assert PEOPLE.spellings("José García") == ("José García", "Jose Garcia")
    assert PEOPLE.spellings("katie obrien") == ("katie obrien", "Dr. Katie O'Brien, PhD")
    assert PEOPLE.find("garcia") == {"José García", "Jose Garcia"}


def test_names_that_are_only_alike_stay_two_people_and_are_told_of_each_other() -> None:
    assert PEOPLE.spellings("Azeem Azhar") == ("Azeem Azhar",)
    assert PEOPLE.alike("Azeem Azhar") == ["Azeem Azar"]
    assert PEOPLE.alike("John Smith Jr.") == ["John Smith"]
    assert PEOPLE.alike("Chris Benson") == []


def test_each_person_is_offered_once() -> None:
    assert PEOPLE.beginning("lam", 5) == ["Nathan Lambert"]
    assert PEOPLE.beginning("garc", 5) == ["José García"]
    assert PEOPLE.nearest("Nathan Lamb", 1) == ["Nathan Lambert"]
