"""A country's several names ask for the same."""

import pytest

from retrieval.territories import in_one_name


@pytest.mark.parametrize("name", ["USA", "U.S.", "United States", "US", "usa"])
def test_all_names_of_a_country_are_one(name: str) -> None:
    assert in_one_name(f"what about the {name}?") == "what about the US?"


def test_it_has_its_article_where_the_name_has_none() -> None:
    assert in_one_name("What does America do?") == "What does the US do?"


@pytest.mark.parametrize("text", ["tell us more", "South America", "Bank of America", "US-China"])
def test_what_is_something_else_stays(text: str) -> None:
    assert in_one_name(text) == text
