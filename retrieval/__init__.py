"""Documents, passages, quotes: the library behind the bot. This is its front door.

    with open_library(LibrarySettings()) as library:
        answer = library.ask("What did she say about open models?")

Everything is synchronous and knows nothing of Discord.
"""

from retrieval.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryHeld,
    LibraryMissing,
    LibraryModelMismatch,
    ModelError,
    PullquoteError,
)
from retrieval.library import Library, open_library
from retrieval.models import (
    Answer,
    Failure,
    IngestReport,
    Kind,
    Quote,
    SourceSummary,
    Span,
    Verification,
)
from retrieval.settings import LibrarySettings, explain

__all__ = [
    "Answer",
    "Failure",
    "IngestReport",
    "Kind",
    "Library",
    "LibraryDamaged",
    "LibraryError",
    "LibraryHeld",
    "LibraryMissing",
    "LibraryModelMismatch",
    "LibrarySettings",
    "ModelError",
    "PullquoteError",
    "Quote",
    "SourceSummary",
    "Span",
    "Verification",
    "explain",
    "open_library",
]
