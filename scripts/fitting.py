"""What the fitting scripts share: examining the queries of question sets, and logistic pieces."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import LibrarySettings, open_library  # noqa: E402 - the path above comes first
from retrieval.answering import Examination  # noqa: E402
from retrieval.beir import Query, read_question_set  # noqa: E402
from retrieval.evaluating import place_for  # noqa: E402
from retrieval.evaluation import index  # noqa: E402

Floats = NDArray[np.float64]


def examinations(
    folder: Path, *, rescore: bool, most: int | None = None
) -> Iterator[tuple[Query, Examination]]:
    """Each query of a folder in BEIR's layout (or `most` of them, evenly) and what was found."""
    questions = read_question_set(folder)
    settings = LibrarySettings()
    place = place_for(questions.digest, settings)
    chosen = settings.model_copy(update={"library": place, "rescore": rescore})
    step = 1 if most is None else max(1, len(questions.queries) // most)
    with open_library(chosen, create=True) as library:
        index(library, questions.documents, place)
        for query in questions.queries[::step]:
            yield query, library.examine(query.text)


def write_fitted(name: str, data: dict[str, object]) -> None:
    """Keep what was fitted, with its provenance, as `retrieval/NAME.json`, and show it."""
    path = ROOT / "retrieval" / f"{name}.json"
    path.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    print(path.read_text("utf-8"))
