"""What is said of what the bot keeps about a member."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.display import one_line, shortened
from bot.feedback import Verdict
from bot.kept import PersonalData
from bot.parts import Part, Phrase, Reply, Said
from bot.state.enquiries import Enquiry
from bot.translation import Language, ngettext
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.numbers import number
from bot.wording.privacy_counts import GOING, KEPT, counted
from bot.wording.settings import LANGUAGES

DESCRIPTION = N_("What I keep about you: see it, take it away, delete it, or stay unquoted.")
SHOW_DESCRIPTION = N_("Show what I keep about you; nobody else sees it.")
EXPORT_DESCRIPTION = N_("Get all that I keep about you as a file (JSON); nobody else sees it.")
DELETE_DESCRIPTION = N_("Delete what I keep about you, in all servers; first you see what goes.")
QUOTING_DESCRIPTION = N_("Say whether I may quote your messages and questions.")
QUOTING_OPTION = N_("off: never quote me, in any server; on: quote me again")

DELETE_BUTTON = N_("Delete it")
KEEP_BUTTON = N_("Keep it")
FILE_NAME = "kept-about-you.txt"
EXPORT_NAME = "kept-about-you.json"

_LONGEST_SHOWN = 2000
_LONGEST_NAME = 100
ServerName = Callable[[int], str | None]


def _phrase(text: str) -> Reply:
    return (Phrase(text),)


NOTHING_TO_DELETE = _phrase(
    N_("I keep nothing of yours that could be deleted, and show none of your words.")
)
NOT_DELETED = _phrase(N_("I have kept it. Nothing was deleted."))
QUOTED_AGAIN = _phrase(N_("I may quote your messages and questions again, in every server."))
QUOTED_NO_LONGER = _phrase(
    N_(
        "From now on I quote none of your messages or questions, in this server or any other. What "
        "was kept of yours as an answer is withdrawn, and what the posts of the last year show of "
        "yours leaves them in the next minutes, wherever I may still change them."
    )
)
EXPORTED = _phrase(
    N_(
        "This is all that I keep about you, in all servers, as it is kept. What each part means "
        "stands in docs/privacy.md of my source."
    )
)
AWAY = _phrase(
    N_(
        "I cannot get at my notes just now, so I can neither look nor change anything there. "
        "Please try again in a minute; questions still get answers."
    )
)


def kept(found: PersonalData, *, days: int, server_name: ServerName) -> Reply:
    """Return all that is kept about a member; questions are kept for `days`.

    First how much of each kind, then every question and every verdict.
    """
    head = [
        _about_questions(len(found.enquiries), days),
        *counted(found, KEPT),
        _about_quoting(found),
    ]
    if found.language:
        told = _("Until I am restarted I remember which language your Discord has: {language}.")
        head.append(told.format(language=LANGUAGES[Language(found.language)]))
    head += [_about_set_up(server_name(guild) or str(guild)) for guild in found.set_up]
    head.append(_("/privacy export gives you all of it as a file; /privacy delete deletes it."))
    asked = (Said(_line(enquiry, server_name)) for enquiry in found.enquiries)
    judged = (Said(_verdict(verdict, server_name)) for verdict in found.verdicts)
    return (Said("\n".join(head)), *asked, *judged)


def _about_questions(count: int, days: int) -> str:
    if not days:
        return _("I keep no questions here, only how many there were on a day.")
    if not count:
        text = ngettext(
            "I keep no question of yours. What is asked in servers I keep for {days} day.",
            "I keep no question of yours. What is asked in servers I keep for {days} days.",
            days,
        )
        return text.format(days=number(days))
    text = ngettext(
        "I keep {count} question of yours; each is forgotten after {days} days.",
        "I keep {count} questions of yours; each is forgotten after {days} days.",
        count,
    )
    return text.format(count=number(count), days=number(days))


def _about_quoting(found: PersonalData) -> str:
    if found.quoted:
        return _("I may quote your messages and questions; /privacy quoting changes that.")
    return _("I keep that I may not quote you; /privacy quoting changes that.")


def _about_set_up(server: str) -> str:
    name = shortened(one_line(server), _LONGEST_NAME)
    return _(
        "I keep that you set up the daily post of {server}, to write to you if it has to pause. "
        "/daily off forgets it, and so does a new /daily setup by somebody else."
    ).format(server=name)


def _line(enquiry: Enquiry, server_name: ServerName) -> str:
    asked = shortened(one_line(enquiry.text), _LONGEST_SHOWN)
    when, where = _moment(enquiry.at), _server(enquiry.guild, server_name)
    if enquiry.quote is None:
        text = _("{when}, {where}: “{asked}” (I had no answer.)")
        return text.format(when=when, where=where, asked=asked)
    text = _("{when}, {where}: “{asked}” (Answered first with words of {whom}.)")
    whom = one_line(enquiry.quote.attribution)
    return text.format(when=when, where=where, asked=asked, whom=whom)


def _verdict(verdict: Verdict, server_name: ServerName) -> str:
    when, where = _moment(verdict.at), _server(verdict.guild, server_name)
    if verdict.helpful:
        return _("{when}, {where}: you found an answer helpful.").format(when=when, where=where)
    text = _("{when}, {where}: you did not find an answer helpful. {note}")
    note = shortened(one_line(verdict.note), _LONGEST_SHOWN)
    return text.format(when=when, where=where, note=f"“{note}”" if note else "").rstrip()


def _server(guild: int, server_name: ServerName) -> str:
    name = server_name(guild)
    return one_line(name) if name else _("a server that I have left ({id})").format(id=guild)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def to_delete(found: PersonalData) -> Reply:
    """Return exactly what goes and what stays, before anything is deleted."""
    return (
        Said(_("Shall I delete this, in all servers? It cannot be undone.")),
        Said("\n".join(f"• {line}" for line in counted(found, GOING))),
        Said("\n".join((_("What stays:"), *(f"• {line}" for line in _staying(found))))),
    )


def _staying(found: PersonalData) -> Iterator[str]:
    yield _("how many questions a day had, without names")
    yield _("what you and I wrote in Discord: delete it there")
    if not found.quoted:
        yield _("your wish not to be quoted; /privacy quoting takes it back")
    if found.set_up:
        yield _("that you set up a daily post; /daily off forgets it")


def deleted(found: PersonalData) -> Reply:
    """Return that it is done."""
    done: list[Part] = [Said(_("Done: what was listed is deleted for good."))]
    if found.counts["shown"]:
        done.append(
            Said(
                _(
                    "What posts show of yours leaves them in the next minutes, wherever I may "
                    "still change them."
                )
            )
        )
    return tuple(done)


def as_file(reply: Reply) -> str:
    """Return a reply of sentences as the text of a file, a line for each part."""
    return "\n".join(part.text for part in reply if isinstance(part, Said)) + "\n"


def in_a_file(reply: Reply) -> Reply:
    """Return what stands beside the file that holds the rest."""
    return reply[:1]
