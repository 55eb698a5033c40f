"""What a digest says: on the topic, in the voice that is asked for, nothing twice, and briefly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval import LibrarySettings
from retrieval.digests.choosing import choose
from retrieval.library import Library
from retrieval.meetings import document_of
from retrieval.opening import open_library

BATTERY = "The battery of the remote control lasts six months, so nobody has to charge it."
SOLAR = "Solar cells on the back would charge the battery whenever there is any daylight."
AGAINST = "Solar cells cost two euros apiece, which is more than our whole budget for energy."
WEEKEND = (
    "We went swimming on Saturday and it rained all through Sunday afternoon. My sister brought "
    "her two dogs along, and they chased ducks until everybody was wet. Then we played cards."
)
LUNCH = (
    "Lunch is in the canteen today and they have soup with beans again. The canteen closes at two, "
    "so we should go there rather early. Last week there was no bread left for anyone."
)
TALK = [
    ("Bob", WEEKEND),
    ("Ann", "Lovely."),
    ("Ann", BATTERY),
    ("Bob", "Yeah."),
    ("Bob", SOLAR),
    ("Ann", BATTERY),
    ("Cleo", AGAINST),
    ("Bob", "Mm-hmm."),
    ("Dan", LUNCH),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("digests")
    turns = [{"speaker": speaker, "text": text} for speaker, text in TALK]
    settings = LibrarySettings(library=place, model_cache=model_cache)
    with open_library(settings, create=True) as opened:
        opened.ingest_documents([document_of({"id": "talk", "turns": turns})])
        yield opened


@pytest.fixture
def digest(library: Library) -> Callable[[str, int], list[str]]:
    def texts(topic: str, words: int = 45) -> list[str]:
        return [line.text for line in choose(library.materials([topic], "talk")[0], words)]

    return texts


def test_a_digest_keeps_to_its_topic(digest: Callable[..., list[str]]) -> None:
    assert set(digest("solar cells and the battery", 500)) <= {BATTERY, SOLAR, AGAINST}


def test_nothing_is_said_twice(digest: Callable[..., list[str]]) -> None:
    assert digest("the battery", 100).count(BATTERY) == 1


def test_filler_is_never_quoted(digest: Callable[..., list[str]]) -> None:
    assert not {"Yeah.", "Mm-hmm.", "Lovely."} & {*digest("Summarize the whole meeting.", 500)}


@pytest.mark.parametrize("words", [0, 3, 15, 30])
def test_a_digest_has_no_more_words_than_it_may(
    digest: Callable[..., list[str]], words: int
) -> None:
    assert sum(len(text.split()) for text in digest("the battery", words)) <= words


def test_the_voice_that_is_asked_for_is_heard(digest: Callable[..., list[str]]) -> None:
    assert AGAINST in digest("What did Cleo think about solar cells?", 30)


def test_two_voices_are_heard_where_two_speak_of_the_topic(library: Library) -> None:
    lines = choose(library.materials(["energy and what solar cells cost"], "talk")[0], 32)

    assert len({line.said_by for line in lines}) == 2


def test_a_document_without_a_line_gives_none(library: Library) -> None:
    assert choose(library.materials(["the battery"], "no such document")[0], 100) == []
