"""What goes wrong with a source or a document, told as a failure: it never ends a sync of all."""

import traceback
from pathlib import PurePath
from typing import Final

import structlog

from retrieval.reports import Failure
from retrieval.saying import Complaint, noted
from retrieval.surrogates import without_surrogates

_log: Final = structlog.get_logger(__name__)


def failure(name: str, complaint: Complaint) -> Failure:
    """A failure that can be kept: what is on disk may have a name that is no text."""
    return Failure.of(without_surrogates(name), complaint.mapped(without_surrogates))


def keepable(failed: Failure) -> Failure:
    """The same failure, as one that can be kept."""
    if failed.complaint:
        return failure(failed.source, failed.complaint)
    return Failure(without_surrogates(failed.source), without_surrogates(failed.reason))


def unforeseen(name: str, error: Exception) -> Failure:
    """The failure of a source or a document, called `name`, that nobody has foreseen.

    It is logged where it happened, without the error's own words: they may hold a piece of a
    private link.
    """
    why = Complaint(
        noted("{name}: it cannot be read ({detail})."),
        {"name": name, "detail": type(error).__name__},
    )
    told = failure(name, why)
    where = [
        f"{PurePath(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
    ]
    _log.warning(
        "It could not be read.", name=told.source, error=type(error).__name__, at=where[-4:]
    )
    return told
