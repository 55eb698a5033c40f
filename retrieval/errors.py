"""The errors that a caller of the library may meet.

    PullquoteError
    ├── LibraryError            the library as a whole cannot be used
    │   ├── LibraryMissing      nothing was ingested at this place yet
    │   ├── LibraryHeld         another process has it open
    │   ├── LibraryDamaged      its files contradict each other or cannot be read
    │   ├── LibraryNewer        a newer version of Pullquote made it
    │   ├── LibraryModelMismatch  it was built by another embedding model
    │   └── RebuildNotAgreed    nobody has said yes to bringing it over to another model
    ├── SourceError             a source cannot be added or found
    │   ├── SourceUnknown       no source goes by that name
    │   ├── SourceKnown         there is one of that name, or at that location, already
    │   ├── SourceNameWrong     its name cannot be one
    │   ├── SourceIncomplete    where it lies, or who may read it, is empty
    │   └── RemovalNotAgreed    nobody has said yes to removing it
    ├── QuoteGone               what was quoted has changed since, or may not be read any more
    ├── NothingToKeep           a message holds nothing that could be quoted
    ├── SettingsWrong           a setting cannot be used
    ├── ModelError              the embedding model cannot be made ready, or fails
    │   ├── ModelPackageMissing   it needs a package that is not installed
    │   └── ModelKeyMissing       it needs a key that the environment does not hold
    ├── SidecarError            a sources.toml cannot be understood
    ├── EvaluationError         a question set cannot be read or measured
    ├── LeftForLater            a document is left for the next sync, and nothing is wrong with it
    └── DocumentError           one document cannot be read; the others go on
        ├── DocumentMissing     no such file
        ├── DocumentUnreadable  the system refuses to hand it out
        ├── DocumentEmpty       there is no text in it
        ├── DocumentNotText     it is binary
        ├── DocumentEncoding    it is text, but not UTF-8
        ├── DocumentDamaged     it is broken off, or not made as its form is
        ├── DocumentTooLarge    it, or what it unpacks to, is more than anybody would read
        ├── DocumentLocked      it is encrypted, or protected against copying
        ├── ArchiveError        a zip cannot be taken in
        │   ├── ArchiveUnreadable   it, or something in it, is damaged
        │   └── ArchiveUnsafe       it would unpack to more than there is room for
        ├── FeedUnreadable      it is no feed that can be understood
        └── LinkError           what a link leads to cannot be had
            ├── LinkRefused         it leads where nothing is fetched from
            ├── LinkUnreachable     its server is not there, or does not hand it out
            ├── LinkGone            its server says that it is gone for good
            ├── LinkBusy            its server asks to be left alone for a while
            ├── LinkTooSlow         it takes too long
            ├── LinkTooLarge        it is too large
            └── LinkWrongType       it is no text: a recording, a picture, a program

Every message is one plain sentence for the person at the keyboard and says what to do. What a
reader elsewhere may be told too (`MAY_BE_TOLD`) is raised with English words and their values, and
can be said in any language by its `complaint`; all else is for whoever runs this, in English.
"""

from datetime import datetime
from typing import Final, Self

from retrieval.saying import Complaint, Value, noted


class PullquoteError(Exception):
    """Base of everything that this package raises on purpose."""

    def __init__(self, words: str = "", /, **values: Value) -> None:
        """Say in English `words` with these values what is wrong; without any, just the words."""
        self.complaint = Complaint(words, values)
        super().__init__(str(self.complaint))

    @classmethod
    def of(cls, complaint: Complaint) -> Self:
        """The error that says this."""
        return cls(complaint.words, **complaint.values)


class LibraryError(PullquoteError):
    """The library as a whole cannot be used."""


class LibraryMissing(LibraryError):
    """Nothing was ingested at this place yet."""


class LibraryHeld(LibraryError):
    """Another process has the library open."""


class LibraryDamaged(LibraryError):
    """The library's files contradict each other or cannot be read."""


class LibraryNewer(LibraryError):
    """A newer version of Pullquote made the library."""


class LibraryModelMismatch(LibraryError):
    """The library was built by another embedding model."""


class RebuildNotAgreed(LibraryError):
    """Nobody has said yes to bringing the library over to another model."""


class SourceError(PullquoteError):
    """A source cannot be added or found."""


class SourceUnknown(SourceError):
    """No source goes by that name; `nearest` are names that may be meant, at most three."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        """Say so, and which names may be meant."""
        words = (
            noted('There is no source by the name of "{name}"; did you mean {nearest}?')
            if nearest
            else noted(
                'There is no source by the name of "{name}"; sources list shows those that there '
                "are."
            )
        )
        super().__init__(words, name=name, **({"nearest": nearest} if nearest else {}))
        self.nearest = nearest


class SourceKnown(SourceError):
    """There is a source of that name, or at that location, already."""


class SourceNameWrong(SourceError):
    """What was given cannot be a source's name."""


class SourceIncomplete(SourceError):
    """Where a source lies, or who may read it, was given as nothing."""


class RemovalNotAgreed(SourceError):
    """Nobody has said yes to removing a source with all that came from it."""


class QuoteGone(PullquoteError):
    """What was quoted has changed since, or may not be read any more."""

    def __init__(self) -> None:
        """Say so; which of the two it is, nobody is told who may not read it."""
        super().__init__(
            noted("What was quoted there has changed or gone since; please ask again.")
        )


class NothingToKeep(PullquoteError):
    """A message holds no words that could be quoted."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            noted("There are no words in that message that could be quoted; pick another.")
        )


class SettingsWrong(PullquoteError):
    """A setting cannot be used; the message names it and what is allowed, never its value."""


class ModelError(PullquoteError):
    """The embedding model cannot be made ready, or fails; the message never holds a key."""


class ModelPackageMissing(ModelError):
    """The embedding model needs a package that is not installed."""


class ModelKeyMissing(ModelError):
    """The embedding model needs a key that the environment does not hold."""


class SidecarError(PullquoteError):
    """A sources.toml cannot be understood."""


class EvaluationError(PullquoteError):
    """A question set cannot be read or measured."""


class LeftForLater(PullquoteError):
    """A document is left for the next sync: enough was fetched, or its server wants a rest."""


class DocumentError(PullquoteError):
    """One document cannot be read; the others go on."""


class DocumentMissing(DocumentError):
    """There is no such file."""


class DocumentUnreadable(DocumentError):
    """The system refuses to hand the file out."""


class DocumentEmpty(DocumentError):
    """There is no text in the file."""


class DocumentNotText(DocumentError):
    """The file is binary."""


class DocumentEncoding(DocumentError):
    """The file is text, but not UTF-8."""


class ArchiveError(DocumentError):
    """A zip cannot be taken in."""


class ArchiveUnreadable(ArchiveError):
    """A zip, or something in it, is damaged."""


class ArchiveUnsafe(ArchiveError):
    """A zip would unpack to more than there is room for."""


class FeedUnreadable(DocumentError):
    """What was given for a feed cannot be understood as one."""


class LinkError(DocumentError):
    """What a link leads to cannot be had; the message shows nothing secret of the link."""


class LinkRefused(LinkError):
    """A link leads where nothing is fetched from: no web address, or not a public one."""


class LinkUnreachable(LinkError):
    """A link's server is not there, or does not hand out what was asked for."""


class LinkGone(LinkError):
    """A link's server says that what was there is gone for good."""


class LinkBusy(LinkError):
    """A link's server asks to be left alone; `until` is when it may be asked again, in UTC."""

    def __init__(self, words: str, until: datetime, /, **values: Value) -> None:
        super().__init__(words, **values)
        self.until = until


class LinkTooSlow(LinkError):
    """What a link leads to takes too long to come."""


class LinkTooLarge(LinkError):
    """What a link leads to is too large."""


class LinkWrongType(LinkError):
    """A link leads to no text: a recording, a picture, a program."""


class DocumentDamaged(DocumentError):
    """The file is broken off, or not made as its form is."""


class DocumentTooLarge(DocumentError):
    """The file, or what it unpacks to, is more than anybody would read."""


class DocumentLocked(DocumentError):
    """The file is encrypted, or protected against copying."""


# What members and moderators may be told of what they asked for. Everything else is about the
# machine that this runs on, and its operator's.
MAY_BE_TOLD: Final = (
    SourceError,
    QuoteGone,
    NothingToKeep,
    SidecarError,
    LeftForLater,
    DocumentError,
)
