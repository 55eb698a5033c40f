"""What the small model that reads question and quote together is worth, and life without it."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval import LibrarySettings, open_library
from retrieval.confidence import FEATURES, RESCORED, load_model
from retrieval.minilm.packing import pack, unpack
from retrieval.rescoring import WEIGHTS, Rescorer, load_rescorer

if TYPE_CHECKING:
    from retrieval.minilm.tensors import Floats

ANSWERED = (
    (
        "Who designed the old lighthouse?",
        "The lighthouse was designed by Ida Brandt, an engineer from Bergen.",
    ),
    ("How long does the ferry take?", "The ferry takes forty minutes in calm weather."),
    ("When was the museum opened?", "The museum was opened to the public in May 1932."),
)
ONLY_ALIKE = (
    "The old lighthouse is a popular place for a walk.",
    "The ferry is painted white and blue.",
    "The museum is closed on Mondays.",
)


@pytest.fixture(scope="module")
def rescorer() -> Rescorer:
    found = load_rescorer()
    assert found is not None
    return found


@pytest.mark.parametrize("number", range(len(ANSWERED)))
def test_what_answers_comes_before_what_only_shares_words(rescorer: Rescorer, number: int) -> None:
    question, answer = ANSWERED[number]
    told, alike, *others = rescorer.score(question, [answer, ONLY_ALIKE[number], *ONLY_ALIKE])
    assert told > alike
    assert told > max(others)
    assert alike < 0


def test_a_score_does_not_depend_on_what_else_is_scored(rescorer: Rescorer) -> None:
    question, answer = ANSWERED[0]
    assert (
        rescorer.score(question, [answer]) == rescorer.score(question, [*ONLY_ALIKE, answer])[-1:]
    )


@pytest.mark.parametrize("text", ["", "\ud800", "字" * 3000, "a " * 3000])
def test_any_text_is_scored(rescorer: Rescorer, text: str) -> None:
    assert np.isfinite(rescorer.score(text, [text])).all()


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other"])
def test_without_its_weights_there_is_no_rescorer(tmp_path: Path, damage: str) -> None:
    weights = tmp_path / "weights"
    if damage != "missing":
        data = {"empty": b"", "cut": WEIGHTS.read_bytes()[:5000], "other": b"\0" * 64}
        weights.write_bytes(data[damage])
    assert load_rescorer(tmp_path, weights) is None


def test_a_kept_model_that_was_damaged_is_made_anew(tmp_path: Path, rescorer: Rescorer) -> None:
    assert load_rescorer(tmp_path) is not None
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1000])
    again = load_rescorer(tmp_path)
    assert again is not None
    question, answer = ANSWERED[0]
    assert again.score(question, [answer]) == rescorer.score(question, [answer])


def test_answers_come_with_and_without_it(tmp_path: Path) -> None:
    document = tmp_path / "notes.txt"
    document.write_text(" ".join([*(answer for _, answer in ANSWERED), *ONLY_ALIKE]), "utf-8")
    settings = LibrarySettings(library=tmp_path / "library")
    for rescore in (True, False):
        chosen = settings.model_copy(update={"rescore": rescore})
        with open_library(chosen, create=True) as library:
            library.ingest([document])
            answer = library.ask("Who designed the old lighthouse?")
        assert "Ida Brandt" in answer.quotes[0].text


@pytest.mark.parametrize("rescored", [True, False])
def test_who_wants_more_questions_answered_gets_a_lower_threshold(rescored: bool) -> None:
    thresholds = [load_model(share, rescored=rescored).threshold for share in (0.5, 0.8, 0.9, 0.98)]
    assert thresholds == sorted(thresholds, reverse=True)
    assert len(set(thresholds)) == len(thresholds)


@pytest.mark.parametrize("rescored", [True, False])
def test_more_evidence_never_hurts(rescored: bool) -> None:
    model = load_model(0.98, rescored=rescored)
    features = [0.3] * len(RESCORED if rescored else FEATURES)
    for number in range(len(features)):
        more = [*features]
        more[number] += 0.2
        assert model.probability(more) >= model.probability(features)


def test_packed_weights_come_back_nearly_as_they_were() -> None:
    chance = np.random.default_rng(1)
    weights: dict[str, Floats] = {
        "matrix": chance.standard_normal((6, 8)).astype(np.float32),
        "vector": chance.standard_normal(8).astype(np.float32),
    }
    found = unpack(pack(weights))
    assert found["matrix"].shape == (6, 8)
    assert np.abs(found["matrix"] - weights["matrix"]).max() < 0.03
    assert np.array_equal(found["vector"], weights["vector"])
