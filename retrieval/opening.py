"""How a library is opened: where it lies, with which model, and what to say if it cannot be."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import structlog

from retrieval.answering import judge_by
from retrieval.catalogue import Catalogue
from retrieval.confidence import fitted_for
from retrieval.embedding import load_embedder
from retrieval.errors import (
    LibraryError,
    LibraryMissing,
    LibraryModelMismatch,
    ModelError,
    PullquoteError,
)
from retrieval.faults import faults_told
from retrieval.identity import choice_of, described
from retrieval.library import Library
from retrieval.lock import LibraryLock
from retrieval.places import CATALOGUE
from retrieval.rebuilding import Rebuild
from retrieval.rescoring import load_rescorer
from retrieval.rows import DIMENSIONS, EMBEDDER
from retrieval.settings import BUILT_IN, LibrarySettings, ModelChoice

log = structlog.get_logger(__name__)


def open_library(settings: LibrarySettings, *, create: bool = False) -> Library:
    """Open the library that `settings` name, with the model that they name.

    With `create`, a library that does not exist yet is made. Raises a `LibraryError` where it is
    missing, held by another process, damaged or built by another model, `ModelError` where the
    model cannot be made ready, and `SettingsWrong` where there is no such model.
    """
    folder = _folder(settings, create=create)
    with _locked(folder) as lock:
        return _open(folder, settings.model, settings, lock)


def open_as_built(settings: LibrarySettings, *, create: bool = False) -> Library:
    """Open a library as `open_library` does, but if need be with the model that it was built by.

    For whoever has to answer in any case: where the model that is set is not the library's, or
    cannot be made ready, a warning says so and what to do. Raises as `open_library` where the
    library's own model cannot be made ready either.
    """
    folder = _folder(settings, create=create)
    with _locked(folder) as lock:
        try:
            library = _open(folder, settings.model, settings, lock)
        except (LibraryModelMismatch, ModelError) as error:
            library = _open_with_its_own(folder, settings, lock, error)
    if hint := silence_hint(library.model):
        log.warning(hint)
    return library


def open_rebuild(settings: LibrarySettings) -> Rebuild:
    """Begin to bring the library that `settings` name over to the model that they name.

    Raises as `open_library`, but not where the library is in use.
    """
    folder = _folder(settings, create=False)
    return Rebuild(folder, load_embedder(settings.model, settings.model_cache))


def silence_hint(model: str) -> str | None:
    """What to know of a model (in words) with which silence was not learned; None of the other."""
    if model == fitted_for():
        return None
    return (
        f"When to stay silent was learned with {fitted_for()} and is less sure with {model}; "
        "scripts/fit_confidence.py learns it anew."
    )


@contextmanager
def _locked(folder: Path) -> Iterator[LibraryLock]:
    """A lock on the library, which goes to whoever opens it; let go of if nobody does."""
    lock = LibraryLock(folder)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _open(
    folder: Path, choice: ModelChoice, settings: LibrarySettings, lock: LibraryLock
) -> Library:
    dimensions = None if choice.name == BUILT_IN else _noted(folder)[1]
    embedder = load_embedder(choice, settings.model_cache, dimensions)
    rescorer = load_rescorer(settings.model_cache) if settings.rescore else None
    return Library(folder, embedder, lock, judge=judge_by(settings.answers, rescorer))


def _open_with_its_own(
    folder: Path, settings: LibrarySettings, lock: LibraryLock, reason: PullquoteError
) -> Library:
    identity, _ = _noted(folder)
    if identity is None:
        raise reason
    try:
        library = _open(folder, choice_of(identity), settings, lock)
    except PullquoteError:
        raise reason from None
    log.warning(
        "The library answers with the model that it was built by.",
        model=described(identity),
        reason=str(reason),
    )
    return library


def _noted(folder: Path) -> tuple[str | None, int | None]:
    """Which model made a library's vectors, and how long they are; None where it has none."""
    path = folder / CATALOGUE
    if not path.exists():
        return None, None
    with faults_told(path), closing(Catalogue(path)) as catalogue:
        if not catalogue.counts()[1]:
            return None, None
        identity, dimensions = catalogue.meta(EMBEDDER), catalogue.meta(DIMENSIONS)
    return identity, int(dimensions) if dimensions else None


def _folder(settings: LibrarySettings, *, create: bool) -> Path:
    """The library's folder, made if need be."""
    folder = settings.library
    try:
        folder = folder.expanduser().absolute()
        # A name that is no text cannot be told to SQLite, Chroma or a reader.
        str(folder).encode("utf-8")
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                f"{folder} is a file, not a library's folder; name another place with --library "
                "or PULLQUOTE_LIBRARY."
            )
        if not create and not (folder / CATALOGUE).is_file():
            raise LibraryMissing(
                f"There is no library at {folder}; make one with: "
                f"python -m retrieval ingest PATH --library {folder}"
            )
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        reason = _reason(error)
        raise LibraryError(
            f"The library's folder cannot be made or read ({reason}); name another place "
            "with --library or PULLQUOTE_LIBRARY."
        ) from error
    return folder


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "its name is not UTF-8"
    return str(error.strerror if isinstance(error, OSError) else error).rstrip(".")
