"""Documents, passages, quotes: the library behind the bot. This is its front door.

    with open_library(LibrarySettings()) as library:
        answer = library.ask("What did she say about open models?")

Everything is synchronous and knows nothing of Discord.
"""

# ruff: noqa: E402 - Ctrl-C is to be quiet before all that takes a second to import
from retrieval.interrupting import end_quietly

end_quietly()

from retrieval.attribution import attributed, placed
from retrieval.errors import (
    MAY_BE_TOLD,
    LibraryDamaged,
    LibraryError,
    LibraryHeld,
    LibraryMissing,
    LibraryModelMismatch,
    LibraryNewer,
    ModelError,
    ModelKeyMissing,
    ModelPackageMissing,
    NothingToKeep,
    PullquoteError,
    QuoteGone,
    SettingsWrong,
    SourceError,
    SourceIncomplete,
    SourceKnown,
    SourceNameWrong,
    SourceUnknown,
)
from retrieval.filters import NO_FILTERS, Filters
from retrieval.kept import KeptMessage, is_kept
from retrieval.library import Library
from retrieval.markup import without_markup
from retrieval.mending import mended
from retrieval.models import PUBLIC, Kind, LeftOut, Span, Work
from retrieval.opening import open_as_built, open_library, open_rebuild
from retrieval.overviews import (
    Appearance,
    Chapter,
    Digest,
    Episode,
    Length,
    NewWork,
    PeriodCount,
    Person,
    Section,
    Share,
    VoiceCount,
    by_year,
)
from retrieval.readable import Readable
from retrieval.readers.base import Entry
from retrieval.rebuilding import Rebuild
from retrieval.reports import (
    Failure,
    IngestReport,
    RebuildPlan,
    SourceStatus,
    SourceSummary,
    SourceSync,
    Verification,
)
from retrieval.results import (
    Answer,
    Credit,
    FilterProblem,
    FilterReason,
    Occurrence,
    Quote,
    Surroundings,
)
from retrieval.saying import Complaint, Words
from retrieval.sentences import sentence_spans
from retrieval.settings import LibrarySettings, read_settings, setting_name
from retrieval.sources.base import Source

__all__ = [
    "MAY_BE_TOLD",
    "NO_FILTERS",
    "PUBLIC",
    "Answer",
    "Appearance",
    "Chapter",
    "Complaint",
    "Credit",
    "Digest",
    "Entry",
    "Episode",
    "Failure",
    "FilterProblem",
    "FilterReason",
    "Filters",
    "IngestReport",
    "KeptMessage",
    "Kind",
    "LeftOut",
    "Length",
    "Library",
    "LibraryDamaged",
    "LibraryError",
    "LibraryHeld",
    "LibraryMissing",
    "LibraryModelMismatch",
    "LibraryNewer",
    "LibrarySettings",
    "ModelError",
    "ModelKeyMissing",
    "ModelPackageMissing",
    "NewWork",
    "NothingToKeep",
    "Occurrence",
    "PeriodCount",
    "Person",
    "PullquoteError",
    "Quote",
    "QuoteGone",
    "Readable",
    "Rebuild",
    "RebuildPlan",
    "Section",
    "SettingsWrong",
    "Share",
    "Source",
    "SourceError",
    "SourceIncomplete",
    "SourceKnown",
    "SourceNameWrong",
    "SourceStatus",
    "SourceSummary",
    "SourceSync",
    "SourceUnknown",
    "Span",
    "Surroundings",
    "Verification",
    "VoiceCount",
    "Words",
    "Work",
    "attributed",
    "by_year",
    "is_kept",
    "mended",
    "open_as_built",
    "open_library",
    "open_rebuild",
    "placed",
    "read_settings",
    "sentence_spans",
    "setting_name",
    "without_markup",
]
