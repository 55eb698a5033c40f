"""Which work a question names, and which words of a title are only its topic."""

import pytest

from retrieval.models import Work
from retrieval.works import WorkFinder

LETTER, PIER = "The Harbour Letter", "Plain Sailing"
WORKS = [
    (1, Work(title="Why boats sink in salt water", publisher=LETTER)),
    (2, Work(title="Scaling tar production", publisher=LETTER)),
    (3, Work(title="Rope and rust", publisher=PIER)),
    (4, Work(title="Rope for beginners", publisher=PIER)),
    (5, Work(description="comments on an interview with the keeper of Skagen")),
    *((number, Work(title=f"Boats of the year {number}")) for number in range(6, 12)),
]
ORDINARY = {"plain", "sailing", "rope", "rust", "boats"}


@pytest.fixture(scope="module")
def finder() -> WorkFinder:
    return WorkFinder(WORKS, lambda word: word in ORDINARY)


@pytest.mark.parametrize(
    ("question", "works", "rest"),
    [
        ("In the essay on tar, what burns?", {2}, ", what burns?"),
        ("what does the tar essay say on smoke?", {2}, "what does say on smoke?"),
        ("In the Plain Sailing episode, who?", {3, 4}, ", who?"),
        ("the plain sailing episode about rust?", {3}, "?"),
        ("What was said on Plain Sailing about tar?", {3, 4}, "What was said about tar?"),
        ("In “Rope and rust”, is tar used?", set(), "In “Rope and rust”, is tar used?"),
        ("In the essay “Rope and rust”, is tar used?", {3}, ", is tar used?"),
        ("In Why boats sink in salt water, who?", {1}, ", who?"),
        ("who spoke in the interview with the keeper of Skagen?", {5}, "who spoke ?"),
        # The title lacks the price, which may be of the topic.
        ("the episode about rust prices", {3}, "the episode about rust prices"),
    ],
)
def test_a_work_is_named_by_its_publisher_or_what_tells_it_apart(
    finder: WorkFinder, question: str, works: set[int], rest: str
) -> None:
    assert finder.find(question) == (frozenset(works), rest)


@pytest.mark.parametrize(
    "question",
    [
        "Why do boats sink in salt water?",
        "is plain sailing easy?",
        "what was said on plain sailing?",
        "does rope rust in rust and rope?",
        "the essay on boats",  # every other title has them
        "the essay on kites",
        "who wrote the essay",
        "essay essay essay in in in",
        "rope",
        "",
    ],
)
def test_a_topic_is_no_work(finder: WorkFinder, question: str) -> None:
    assert finder.find(question) == (frozenset(), question)


def test_without_titles_there_is_no_work_to_name() -> None:
    finder = WorkFinder([(1, Work())], lambda _: False)

    assert finder.find("in the essay on tar") == (frozenset(), "in the essay on tar")
