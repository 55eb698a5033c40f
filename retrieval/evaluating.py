"""The walk of an evaluation: a folder of questions, a cached library over its corpus, scores."""

import hashlib
import json
from pathlib import Path

import platformdirs
from rich.progress import Progress

from retrieval.beir import read_question_set
from retrieval.digest_evaluation import digest_all, rouge_scores
from retrieval.embedding import load_embedder
from retrieval.evaluation import index, run, scores
from retrieval.meetings import read_meetings
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
    place = place_for(questions.digest, settings)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        task = bar.add_task("Ingesting", total=None)
        rate = index(library, questions.documents, place)
        bar.update(task, description="Asking", total=len(questions.queries))
        return scores(run(library, questions, lambda: bar.advance(task)), rate)


def evaluate_digests(folder: Path, settings: LibrarySettings, bar: Progress) -> dict[str, object]:
    """Score the product's digests on the meetings in `folder` (meetings.py); measures by name.

    They are kept as a library like the corpus in `evaluate`. Raises as it does.
    """
    meetings = read_meetings(folder)
    documents = [meeting.document for meeting in meetings]
    digest = hashlib.sha256("\0".join(d.source + d.digest for d in documents).encode()).hexdigest()
    place = place_for(digest, settings)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        task = bar.add_task("Ingesting", total=None)
        index(library, documents, place)
        queries = sum(len(meeting.queries) for meeting in meetings)
        bar.update(task, description="Digesting", total=queries)
        made = digest_all(library, meetings, lambda: bar.advance(task))
    return {"queries": queries, **rouge_scores(made)}


def place_for(digest: str, settings: LibrarySettings) -> Path:
    """Where the library over a corpus with this digest is kept.

    Everything that its content depends on names it.
    """
    embedder = load_embedder(settings.model, settings.model_cache)
    parts = [digest, READING_VERSION, embedder.name, json.dumps(dict(embedder.config))]
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("pullquote") / "evaluations" / name
