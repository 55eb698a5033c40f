"""What the library complains of: a document, a link or a name, in the language of the reader."""

from bot.wording.words import words
from retrieval import Failure, PullquoteError


def complaint(error: PullquoteError) -> str:
    """Return what is wrong and what can be done, of an error that may be told."""
    return error.complaint.said(words())


def failure(failed: Failure) -> str:
    """Return why a document was not taken in."""
    # A sync by an earlier version has kept no more than the English sentence.
    return failed.complaint.said(words()) if failed.complaint else failed.reason
