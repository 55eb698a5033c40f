"""What is said of adding sources to a server and removing them, and why one is not added."""

from bot.audiences import LONGEST_NAME
from bot.parts import Phrase, Reply, Said
from bot.sources.owning import shown_name
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording import complaints
from bot.wording.lists import documents, passages, sentences
from bot.wording.numbers import megabytes, number
from bot.wording.syncs import Tidy, given, line
from retrieval import PullquoteError, SourceStatus, SourceSync

GROUP = N_("What this server's answers are quoted from: add, list, update and remove sources.")
ADD = N_("Add a file (text, captions, page, PDF, EPUB, zip …) or the link of a page or feed.")
LIST = N_("List this server's sources; nobody else sees it.")
REMOVE = N_("Remove a source with everything that came from it.")
SYNC = N_("Take in what is new in a source, or in all of this server's.")
MANAGERS = N_("Choose roles that may manage sources, beside those who may manage the server.")
AUDIENCE = N_("Say who belongs to a named audience: roles, and channels.")

FILE_OPTION = N_("A file of up to 25 MB, or a zip of many")
LINK_OPTION = N_("The link of a page or of an RSS or Atom feed; nobody else sees it")
NAME_OPTION = N_("What to call it")
PUBLISHER_OPTION = N_("Who publishes it, where the files do not say")
AUDIENCE_OPTION = N_(
    "Who may read it: this server (unless you choose), a named audience, or public"
)
REFRESH_OPTION = N_("Hours between two looks at a link; 24 unless you choose, 0 is never")
SOURCE_OPTION = N_("Which one")
SYNC_OPTION = N_("Which one; all of this server's, if you leave it out")

REMOVE_BUTTON = N_("Remove it")
KEEP_BUTTON = N_("Keep it")

FEW_REASONS = 2


def _said(text: str) -> Reply:
    return (Said(text),)


ONLY_IN_SERVERS: Reply = (
    Phrase(N_("Sources belong to a server; please use this command in one.")),
)
NEEDS_MANAGER: Reply = (
    Phrase(
        N_(
            "This is for members who may manage the server, or have a role that /sources managers "
            "names."
        )
    ),
)
NEEDS_SERVER_MANAGER: Reply = (
    Phrase(N_("This is for members who may manage the server (Manage Server).")),
)
NEITHER: Reply = (Phrase(N_("Please give me a file or a link.")),)
BOTH: Reply = (Phrase(N_("Please give me a file or a link, and not both at once.")),)
NO_LINK: Reply = (
    Phrase(N_("That is no link that I can open. It begins with https:// or http://.")),
)
NO_NAME: Reply = (Phrase(N_("Please give it a name of letters or digits.")),)
FILES_DO_NOT_CHANGE: Reply = (
    Phrase(
        N_("A file does not change by itself, so refresh belongs to links. Please leave it out.")
    ),
)
NOT_FOR_EVERYBODY: Reply = (
    Phrase(
        N_(
            "What everybody reads, in every server that I am in, only whoever runs me may add. "
            "Please leave the audience out; then all of this server may read it."
        )
    ),
)
CANNOT_KEEP: Reply = (
    Phrase(
        N_(
            "I could not keep the file; whoever runs me finds the reason in the log. Please try "
            "again later."
        )
    ),
)
FILE_GONE: Reply = (Phrase(N_("Discord did not hand me the file. Please attach it again.")),)
NONE_YET: Reply = (Phrase(N_("This server has no sources yet. /sources add adds one.")),)
BUSY: Reply = (
    Phrase(
        N_(
            "I am updating sources just now, and do one at a time. Please try again in a "
            "few minutes."
        )
    ),
)
KEPT: Reply = (Phrase(N_("I have kept it. Nothing was removed.")),)
BROKEN_OFF: Reply = (
    Phrase(
        N_("I have to stop now. What was taken in stays, and I go on with the rest when I am back.")
    ),
)
WAITING: Reply = (Phrase(N_("I begin as soon as the update that is running now is done …")),)


def gone_meanwhile(name: str) -> Reply:
    """Return that somebody else was faster."""
    return _said(_("{name} was removed meanwhile.").format(name=given(name)))


def too_large(size: int, largest: int) -> Reply:
    """Return what is said of a file that is not even fetched; sizes in bytes."""
    said = _(
        "That file has {size} MB, and I take up to {largest}. Please split it, or give me a link."
    )
    return _said(said.format(size=megabytes(size), largest=megabytes(largest)))


def name_taken(name: str) -> Reply:
    """Return what is said where there is a source of that name."""
    said = _(
        "There is a source called {name} already. Please choose another name, or remove that one "
        "first."
    )
    return _said(said.format(name=given(name)))


LINK_TAKEN: Reply = (
    Phrase(N_("This link is one of this server's sources already; /sources sync updates it.")),
)


def no_audience(written: str) -> Reply:
    """Return what is said of what cannot be an audience's name."""
    said = _(
        "No audience can be called {name}. Write “this server”, “public”, or a name of letters, "
        "digits and spaces, {longest} at most."
    )
    return _said(said.format(name=given(written), longest=LONGEST_NAME))


def unknown(name: str) -> Reply:
    """Return what is said where this server has no source of that name."""
    said = _("This server has no source called {name}. /sources list shows those it has.")
    return _said(said.format(name=given(name)))


def operators(name: str) -> Reply:
    """Return what is said of a source that is the operator's."""
    said = _(
        "{name} belongs to whoever runs me, who alone updates and removes it, from the command "
        "line."
    )
    return _said(said.format(name=given(name)))


def too_many(most: int) -> Reply:
    """Return what is said where a server has as many sources as it may have."""
    said = ngettext(
        "This server has {count} source, and no more can be. Please remove it first.",
        "This server has {count} sources, and no more can be. Please remove one first.",
        most,
    )
    return _said(said.format(count=number(most)))


def too_much(most: int) -> Reply:
    """Return what is said where a server's files would weigh too much; `most` in bytes."""
    said = _(
        "With it, this server's files would have more than {size} MB, which is what I keep for "
        "one. Please remove a source first, or give me a link."
    )
    return _said(said.format(size=megabytes(most)))


def refused(error: PullquoteError) -> Reply:
    """Return why the library does not take a source."""
    return _said(line(complaints.complaint(error)))


def not_added(name: str, report: SourceSync, tidy: Tidy) -> Reply:
    """Return that there was nothing to be had, so that nothing was added either."""
    reasons = (line(tidy(complaints.failure(each))) for each in report.failed[:FEW_REASONS])
    said = _("I have not added {name}.").format(name=given(name))
    return _said(sentences(said, *reasons))


def to_remove(status: SourceStatus) -> Reply:
    """Return what is asked before a source is removed."""
    said = _(
        "Shall I remove {name} with its {documents} and {passages}? No answer quotes it any longer "
        "then. What was posted stays."
    )
    return _said(
        said.format(
            name=given(shown_name(status)),
            documents=documents(status.documents),
            passages=passages(status.passages),
        )
    )


def removed(name: str, count: int) -> Reply:
    """Return that a source is gone, with so many passages."""
    said = _("Done: {name} is gone, and with it {passages}.")
    return _said(said.format(name=given(name), passages=passages(count)))
