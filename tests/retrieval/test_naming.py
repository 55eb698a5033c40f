"""Whom a member means who writes a part of a name, or writes it wrongly."""

import pytest

from retrieval.naming import Names

NAMES = ("Azeem Azhar", "James Wang", "Sally Wong", "James Okoro", "The Harbour Letter", "梁文锋")


@pytest.fixture(scope="module")
def names() -> Names[str]:
    return Names({name: name for name in (*NAMES, "José Núñez", "Conan O'Brien")})


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("Azeem Azhar", {"Azeem Azhar"}),
        ("AZHAR", {"Azeem Azhar"}),
        ("@azhar's", {"Azeem Azhar"}),
        ("azhar azeem", {"Azeem Azhar"}),
        ("azh", {"Azeem Azhar"}),
        ("Azar", {"Azeem Azhar"}),
        ("azeem azhra", {"Azeem Azhar"}),
        ("jose nunez", {"José Núñez"}),
        ("obrien", {"Conan O'Brien"}),
        ("o’brien", {"Conan O'Brien"}),
        ("james", {"James Wang", "James Okoro"}),
        ("wang", {"James Wang"}),
        ("harbour", {"The Harbour Letter"}),
        ("文锋", {"梁文锋"}),
        ("the", set()),
        ("az", set()),
        ("wing", set()),  # Wang or Wong
        ("James Wong", set()),
        ("nobody", set()),
        ("…", set()),
    ],
)
def test_a_name_is_found_by_its_parts_and_in_spite_of_slips(
    names: Names[str], value: str, meant: set[str]
) -> None:
    assert set(names.find(value)) == meant


def test_a_slip_that_fits_two_names_means_neither() -> None:
    names = Names({name: name for name in ("Marta Lindh", "Olu Lind")})

    assert names.find("Lindt") == frozenset()
    assert set(names.nearest("Lindt")) == {"Marta Lindh", "Olu Lind"}


def test_a_slip_in_a_whole_name_is_not_taken_for_a_part_of_a_longer_one() -> None:
    names = Names({"comments": 1, "comments on boats": 2})

    assert names.find("coments") == {1}


def test_the_nearest_names_are_at_most_three_the_likeliest_first(names: Names[str]) -> None:
    nearest = names.nearest("Azim Azarr")

    assert nearest[0] == "Azeem Azhar"
    assert len(nearest) == 3
    assert Names({}).nearest("x") == []


def test_what_is_being_typed_is_completed_in_the_order_of_the_names(names: Names[str]) -> None:
    assert names.beginning("", 2) == ["Azeem Azhar", "James Wang"]
    assert names.beginning("ja", 25) == ["James Wang", "James Okoro"]
    assert names.beginning("wang ja", 25) == ["James Wang"]
    assert names.beginning("zz", 25) == []
