"""The errors that a caller of the library may meet.

    PullquoteError
    ├── LibraryError            the library as a whole cannot be used
    │   ├── LibraryMissing      nothing was ingested at this place yet
    │   ├── LibraryHeld         another process has it open
    │   ├── LibraryDamaged      its files contradict each other or cannot be read
    │   ├── LibraryNewer        a newer version of Pullquote made it
    │   ├── LibraryModelMismatch  it was built by another embedding model
    │   └── RebuildNotAgreed    nobody has said yes to bringing it over to another model
    ├── SettingsWrong           a setting cannot be used
    ├── ModelError              the embedding model cannot be made ready, or fails
    │   ├── ModelPackageMissing   it needs a package that is not installed
    │   └── ModelKeyMissing       it needs a key that the environment does not hold
    ├── SidecarError            a sources.toml cannot be understood
    ├── EvaluationError         a question set cannot be read or measured
    └── DocumentError           one document cannot be read; the others go on
        ├── DocumentMissing     no such file
        ├── DocumentUnreadable  the system refuses to hand it out
        ├── DocumentEmpty       there is no text in it
        ├── DocumentNotText     it is binary
        └── DocumentEncoding    it is text, but not UTF-8

Every message is one plain sentence for the person at the keyboard and says what to do.
"""


class PullquoteError(Exception):
    """Base of everything that this package raises on purpose."""


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
