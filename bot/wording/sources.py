"""What is said of a server's sources: adding, listing, removing them, and how a sync gets on."""

from collections.abc import Iterable, Sequence

from bot.audiences import THIS_SERVER, circle_of, of_server
from bot.display import shortened
from bot.parts import Line, Moment, Part, Reply, Said, Strong, Together
from bot.sources.owning import shown_name
from bot.wording.lists import counted
from bot.wording.syncs import Tidy, failures, given, line
from retrieval import PUBLIC, SourceStatus, SourceSync

GROUP = "What this server's answers are quoted from: add, list, update and remove sources."
ADD = "Add a file (text, captions, page, PDF, EPUB, zip …) or the link of a page or feed."
LIST = "List this server's sources; nobody else sees it."
REMOVE = "Remove a source with everything that came from it."
SYNC = "Take in what is new in a source, or in all of this server's."
MANAGERS = "Choose roles that may manage sources, beside those who may manage the server."
AUDIENCE = "Say who belongs to a named audience: roles, and channels."

FILE_OPTION = "A file of up to 25 MB, or a zip of many"
LINK_OPTION = "The link of a page or of an RSS or Atom feed; nobody else sees it"
NAME_OPTION = "What to call it"
PUBLISHER_OPTION = "Who publishes it, where the files do not say"
AUDIENCE_OPTION = "Who may read it: this server (unless you choose), a named audience, or public"
REFRESH_OPTION = "Hours between two looks at a link; 24 unless you choose, 0 is never"
SOURCE_OPTION = "Which one"
SYNC_OPTION = "Which one; all of this server's, if you leave it out"

REMOVE_BUTTON = "Remove it"
KEEP_BUTTON = "Keep it"

_LONGEST_PLACE = 200
_FEW_REASONS = 2
_MOST_SOURCES = 60


def _said(text: str) -> Reply:
    return (Said(text),)


ONLY_IN_SERVERS = _said("Sources belong to a server; please use this command in one.")
NEEDS_MANAGER = _said(
    "This is for members who may manage the server, or have a role that /sources managers names."
)
NEEDS_SERVER_MANAGER = _said("This is for members who may manage the server (Manage Server).")
NEITHER = _said("Please give me a file or a link.")
BOTH = _said("Please give me a file or a link, and not both at once.")
NO_LINK = _said("That is no link that I can open. It begins with https:// or http://.")
NO_NAME = _said("Please give it a name of letters or digits.")
FILES_DO_NOT_CHANGE = _said(
    "A file does not change by itself, so refresh belongs to links. Please leave it out."
)
NOT_FOR_EVERYBODY = _said(
    "What everybody reads, in every server that I am in, only whoever runs me may add. "
    "Please leave the audience out; then all of this server may read it."
)
CANNOT_KEEP = _said(
    "I could not keep the file; whoever runs me finds the reason in the log. Please try again "
    "later."
)
FILE_GONE = _said("Discord did not hand me the file. Please attach it again.")
NONE_YET = _said("This server has no sources yet. /sources add adds one.")
BUSY = _said(
    "I am bringing sources in step just now, and do one at a time. Please try again in a few "
    "minutes."
)
KEPT = _said("I have kept it. Nothing was removed.")
BROKEN_OFF = _said(
    "I have to stop now. What was taken in stays, and I go on with the rest when I am back."
)
WAITING = _said("I begin once what I am bringing in step just now is through …")


def gone_meanwhile(name: str) -> Reply:
    """Return that somebody else was faster."""
    return _said(f"{given(name)} was removed meanwhile.")


def too_large(size: int, largest: int) -> Reply:
    """Return what is said of a file that is not even fetched; sizes in bytes."""
    return _said(
        f"That file has {size / 1e6:,.0f} MB, and I take up to {largest / 1e6:,.0f}. "
        "Please split it, or give me a link."
    )


def name_taken(name: str) -> Reply:
    """Return what is said where there is a source of that name."""
    return _said(
        f"There is a source called {given(name)} already. Please choose another name, or remove "
        "that one first."
    )


LINK_TAKEN = _said("This link is one of this server's sources already; /sources sync updates it.")


def no_audience(written: str) -> Reply:
    """Return what is said of what cannot be an audience's name."""
    return _said(
        f"No audience can be called {given(written)}. Write “this server”, “public”, or a name of "
        "letters, digits and spaces, 40 at most."
    )


def unknown(name: str) -> Reply:
    """Return what is said where this server has no source of that name."""
    return _said(
        f"This server has no source called {given(name)}. /sources list shows those it has."
    )


def operators(name: str) -> Reply:
    """Return what is said of a source that is the operator's."""
    return _said(
        f"{given(name)} belongs to whoever runs me, who alone updates and removes it, from the "
        "command line."
    )


def too_many(most: int) -> Reply:
    """Return what is said where a server has as many sources as it may have."""
    return _said(f"This server has {most:,} sources, and no more can be. Please remove one first.")


def too_much(most: int) -> Reply:
    """Return what is said where a server's files would weigh too much; `most` in bytes."""
    return _said(
        f"With it, this server's files would have more than {most / 1e6:,.0f} MB, which is what I "
        "keep for one. Please remove a source first, or give me a link."
    )


def refused(reason: str) -> Reply:
    """Return why the library does not take a source, in its own sentence."""
    return _said(line(reason))


def not_added(name: str, report: SourceSync, tidy: Tidy) -> Reply:
    """Return that there was nothing to be had, so that nothing was added either."""
    reasons = " ".join(line(tidy(failure.reason)) for failure in report.failed[:_FEW_REASONS])
    return _said(f"I have not added {given(name)}. {reasons}")


def added(
    name: str, guild: int, audience: str, *, alone: bool = False, anybody: bool = True
) -> tuple[Part, ...]:
    """Return that a source was added, and who may read it.

    `alone` is said in the bot's only server, and whether `anybody` belongs to a named audience.
    """
    read_by = _read_by(guild, audience, alone=alone, anybody=anybody)
    return (Said(f"Added {given(name)}. {read_by}"),)


def _read_by(guild: int, audience: str, *, alone: bool, anybody: bool) -> str:
    if audience == PUBLIC:
        return "Everybody may read it, in every server that I am in and in direct messages."
    if audience == of_server(guild):
        others = "" if alone else " and no other server"
        return f"All members of this server may read it, wherever I answer here{others}."
    circle = circle_of(guild, audience) or audience
    if not anybody:
        return f"Only “{circle}” may read it, to which nobody belongs yet: /sources audience."
    return f"Only “{circle}” may read it; /sources audience says who that is."


def listing(
    guild: int,
    own: Sequence[SourceStatus],
    operators: Sequence[SourceStatus],
    *,
    tidy: Tidy,
) -> Reply:
    """Return a server's sources, and the names of the operator's."""
    parts: list[Part] = []
    for status in own[:_MOST_SOURCES]:
        parts += _entry(guild, status, tidy)
    if len(own) > _MOST_SOURCES:
        parts.append(Said(f"and {len(own) - _MOST_SOURCES:,} more."))
    if operators:
        names = ", ".join(given(status.name) for status in operators[:_MOST_SOURCES])
        parts.append(Said(f"Beside these, whoever runs me keeps {names} in step."))
    return tuple(parts) or NONE_YET


def _entry(guild: int, status: SourceStatus, tidy: Tidy) -> Iterable[Part]:
    counts = ", ".join(
        (
            counted(status.documents, "document"),
            counted(status.passages, "passage"),
            counted(status.voices, "voice"),
        )
    )
    lines: list[Part] = [
        Strong(line(shown_name(status)), shortened(line(tidy(status.shown)), _LONGEST_PLACE)),
        Said(f"{counts}; read by {audience_name(guild, status.audience)}"),
        _when(status),
    ]
    yield Together(tuple(lines))
    yield from failures(status.failed, tidy, _FEW_REASONS)


def _when(status: SourceStatus) -> Line:
    hours = round((status.every or 0) / 3600)
    tail = f"; looked at every {counted(hours, 'hour')}" if hours else ""
    if status.synced is None:
        return Line((f"Not taken in as a whole yet{tail}.",))
    return Line(("In step since ", Moment(status.synced), f"{tail}."))


def audience_name(guild: int, audience: str) -> str:
    """Return what members call an audience."""
    if audience == PUBLIC:
        return "everybody"
    if audience == of_server(guild):
        return THIS_SERVER
    return f"“{circle_of(guild, audience) or audience}”"


def to_remove(status: SourceStatus) -> Reply:
    """Return what is asked before a source is removed."""
    documents = counted(status.documents, "document")
    return _said(
        f"Shall I remove {given(shown_name(status))} with its {documents} and "
        f"{counted(status.passages, 'passage')}? No answer quotes it any longer then. What was "
        "posted stays."
    )


def removed(name: str, passages: int) -> Reply:
    """Return that a source is gone."""
    return _said(f"Done: {given(name)} is gone, and with it {counted(passages, 'passage')}.")
