"""Names that were misheard or mistyped: found where they are meant, and not where others are."""

import pytest

from retrieval.variants import VariantFinder
from retrieval.words import term_of

# As a library would hold them: names as they were heard, and words that are none.
HEARD = (
    "DeepSeq QEN Wahway Antropic Mystrahl Nvidea Langchane Hugginface Zukerberg Altmann gpt4 gpt5 "
    "deep sequence when way anthology mystery video language hugging berg alternate seeks quench"
)
ORDINARY = "deep sequence when way mystery video language hugging alternate seeks"


@pytest.fixture(scope="module")
def finder() -> VariantFinder:
    terms = [term_of(word) for word in HEARD.split()]
    ordinary = [term_of(word) for word in ORDINARY.split()]
    return VariantFinder(
        dict.fromkeys(terms, 1), 100, lambda word: 0.4 if word in ordinary else 1.0
    )


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("DeepSeek", "DeepSeq"),
        ("Qwen", "QEN"),
        ("Anthropic", "Antropic"),
        ("Mistral", "Mystrahl"),
        ("Nvidia", "Nvidea"),
        ("Langchain", "Langchane"),
        ("Huggingface", "Hugginface"),
        ("Zuckerberg", "Zukerberg"),
        ("Altman", "Altmann"),
    ],
)
def test_a_misheard_name_is_the_first_that_comes_to_mind(
    finder: VariantFinder, name: str, heard: str
) -> None:
    assert next(iter(finder.find(term_of(name)))) == term_of(heard)


@pytest.mark.parametrize("name", ["OpenAI", "Kubernetes", "Tulip", "Xi"])
def test_a_name_that_nothing_sounds_like_has_no_variant(finder: VariantFinder, name: str) -> None:
    assert finder.find(term_of(name)) == {}


def test_digits_never_stand_for_one_another(finder: VariantFinder) -> None:
    assert finder.find("gpt6") == {}


def test_a_word_of_the_language_is_a_less_likely_mishearing() -> None:
    as_a_name = VariantFinder(dict.fromkeys(["quench"], 1), 100, lambda _: 1.0).find("quenc")
    as_a_word = VariantFinder(dict.fromkeys(["quench"], 1), 100, lambda _: 0.2).find("quenc")

    assert as_a_name["quench"] > as_a_word["quench"]


def test_a_name_that_the_library_has_takes_only_close_variants() -> None:
    assert VariantFinder(dict.fromkeys(["antholog"], 1), 100, lambda _: 1.0).find("anthrop")
    assert not VariantFinder(dict.fromkeys(["antholog", "anthrop"], 1), 100, lambda _: 1.0).find(
        "anthrop"
    )


def test_an_empty_library_has_no_variants() -> None:
    assert VariantFinder({}, 0, lambda _: 1.0).find("anything") == {}


def test_a_library_of_nothing_but_short_terms_has_no_variants() -> None:
    assert VariantFinder(dict.fromkeys(["ai", "42"], 1), 100, lambda _: 1.0).find("anything") == {}
