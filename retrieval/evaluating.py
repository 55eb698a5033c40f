"""The walk of an evaluation: a folder of questions, a cached library over its corpus, scores."""

import hashlib
import json
from pathlib import Path

import platformdirs
from rich.progress import Progress

from retrieval.beir import QuestionSet, read_question_set
from retrieval.embedding import load_embedder
from retrieval.evaluation import index, run, scores
from retrieval.opening import open_library
from retrieval.readers import READING_VERSION
from retrieval.settings import LibrarySettings


def evaluate(
    folder: Path, split: str | None, settings: LibrarySettings, bar: Progress
) -> dict[str, object]:
    """Score the product on the questions in `folder` (BEIR's layout); every measure by name.

    The corpus is ingested as the product ingests, each row a document, into a library that is
    kept in the user's cache folder under a name made from everything that its content depends on.
    Raises `EvaluationError` where the folder cannot be read, and whatever opening a library does.
    """
    questions = read_question_set(folder, split)
    place = place_for(questions, settings)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        task = bar.add_task("Ingesting", total=None)
        rate = index(library, questions.documents, place)
        bar.update(task, description="Asking", total=len(questions.queries))
        return scores(run(library, questions, lambda: bar.advance(task)), rate)


def place_for(questions: QuestionSet, settings: LibrarySettings) -> Path:
    """Where the library over a question set is kept: everything its content depends on names it."""
    embedder = load_embedder(settings.model, settings.model_cache)
    parts = [questions.digest, READING_VERSION, embedder.name, json.dumps(dict(embedder.config))]
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("pullquote") / "evaluations" / name
