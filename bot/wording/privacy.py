"""What is said of what the bot keeps about a member."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.display import one_line, shortened
from bot.parts import Reply, Said
from bot.state.questions import Enquiry

DESCRIPTION = "What I keep about you: see it, delete it, or stay out of posts."
SHOW_DESCRIPTION = "Show what I keep about you; nobody else sees it."
DELETE_DESCRIPTION = (
    "Delete the questions that I keep of yours and your words in posts, in all servers."
)
QUOTING_DESCRIPTION = "Say whether posts may quote your messages and questions."
QUOTING_OPTION = "off: never quote me, in any server; on: quote me again"

DELETE_BUTTON = "Delete them"
KEEP_BUTTON = "Keep them"
FILE_NAME = "kept-about-you.txt"

_LONGEST_SHOWN = 2000
_LONGEST_NAME = 100
ServerName = Callable[[int], str | None]


def _said(text: str) -> Reply:
    return (Said(text),)


NOTHING_TO_DELETE = _said(
    "I keep no question of yours and show none of your words, so there is nothing to delete."
)
NOT_DELETED = _said("I have kept them. Nothing was deleted.")
QUOTED_AGAIN = _said("Posts may quote your messages and questions again, in every server.")
QUOTED_NO_LONGER = _said(
    "From now on no post quotes your messages or questions, in this server or any other. "
    "What the posts of the last year show of yours leaves them in the next minutes, wherever I may "
    "still change them."
)
AWAY = _said(
    "I cannot get at my notes just now, so I can neither look nor change anything there. "
    "Please try again in a minute; questions still get answers."
)


def kept(  # noqa: PLR0913 - one for each kind of thing that is kept
    enquiries: Sequence[Enquiry],
    *,
    set_up: Sequence[int],
    quoted: bool,
    shown: int,
    days: int,
    server_name: ServerName,
) -> Reply:
    """Return all that is kept about a member: their questions, the latest first, and their no.

    `set_up` are the servers whose daily post they set up; `shown` is in how many places posts
    quote them.
    """
    lines = [_about_questions(len(enquiries), days), _about_quoting(quoted=quoted)]
    lines += [_about_set_up(server_name(guild) or str(guild)) for guild in set_up]
    lines += [_about_posts(shown)] if shown else []
    head = Said("\n".join(lines))
    return (head, *(Said(_line(enquiry, server_name)) for enquiry in enquiries))


def _about_questions(count: int, days: int) -> str:
    if not days:
        return "I keep no questions here, only how many there were on a day."
    after = f"Each is forgotten after {days} {'day' if days == 1 else 'days'}."
    if not count:
        return f"I keep no question of yours. Questions that are asked in servers I keep. {after}"
    noun = "question" if count == 1 else "questions"
    return f"I keep {count} {noun} of yours. {after} /privacy delete deletes them now."


def _about_quoting(*, quoted: bool) -> str:
    if quoted:
        return "Posts may quote your messages and questions; /privacy quoting changes that."
    return "I keep that no post may quote you; /privacy quoting changes that."


def _about_set_up(server: str) -> str:
    return (
        f"I keep that you set up the daily post of {shortened(one_line(server), _LONGEST_NAME)}, "
        "to write to you if it has to pause. /daily off forgets it, and so does a new /daily setup "
        "by somebody else."
    )


def _about_posts(shown: int) -> str:
    places = "one place" if shown == 1 else f"{shown} places"
    return f"Posts of the last year quote you in {places}; /privacy delete takes that out of them."


def _line(enquiry: Enquiry, server_name: ServerName) -> str:
    where = one_line(server_name(enquiry.guild) or f"a server that I have left ({enquiry.guild})")
    asked = shortened(one_line(enquiry.text), _LONGEST_SHOWN)
    return f"{_moment(enquiry.at)}, {where}: “{asked}” {_outcome(enquiry)}"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _outcome(enquiry: Enquiry) -> str:
    if enquiry.quote is None:
        return "(I had no answer.)"
    return f"(Answered first with words of {one_line(enquiry.quote.attribution)}.)"


def to_delete(count: int) -> Reply:
    """Return what is asked before anything is deleted."""
    what = {0: "", 1: "delete the one question that I keep of yours and "}.get(
        count, f"delete all {count} questions that I keep of yours and "
    )
    return _said(
        f"Shall I {what}take your words out of my posts, in all servers? That cannot be undone. "
        "How many questions a day had stays, without your name; so does your choice of not being "
        "quoted."
    )


def deleted(count: int) -> Reply:
    """Return how many questions were deleted."""
    noun = "question" if count == 1 else "questions"
    return _said(
        f"Done: {count} {noun} deleted for good. What posts show of yours leaves them in the next "
        "minutes, wherever I may still change them."
    )


def as_file(reply: Reply) -> str:
    """Return a reply of sentences as the text of a file, a line for each part."""
    return "\n".join(part.text for part in reply if isinstance(part, Said)) + "\n"


def in_a_file(reply: Reply) -> Reply:
    """Return what stands beside the file that holds the rest."""
    return reply[:1]
