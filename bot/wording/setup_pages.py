"""What is said on the pages of /setup."""

from collections.abc import Sequence

from bot.parts import Call, Line, Reply, Said, Strong
from bot.preferences import Preferences
from bot.state.audits import KEPT
from bot.translation import gettext as _
from bot.wording import settings
from bot.wording.sentences import sentence
from bot.wording.setup import called, headed
from bot.wording.setup_lines import audiences_line, limits_line, threads_line


def changes_page(lines: Sequence[Line]) -> Reply:
    """Return the changes, the latest first."""
    kept = _("Kept for {days} days; no link and no secret stands here.").format(days=KEPT.days)
    none = () if lines else (Said(_("Nobody has changed anything yet.")),)
    return (Strong(called("changes")), *lines, *none, Said(kept))


def earlier_button() -> str:
    """Return the label of the way to older changes."""
    return _("Earlier")


def later_button() -> str:
    """Return the label of the way to newer changes."""
    return _("Later")


def audiences_page(names: Sequence[str], number: int | None) -> Reply:
    """Return which audiences there are, what they are for, and how to add what they read.

    `number` is the id of /sources, if it is known.
    """
    adding = _("{add} takes a source in and asks who may read it; {list} shows what there is.")
    calls = {name: Call(f"sources {name}", number) for name in ("add", "list")}
    return (
        *headed("audiences", audiences_line(names)),
        Said(
            _(
                "A source that is read by a named audience is quoted only to members with its "
                "roles and in its channels."
            )
        ),
        sentence(adding, **calls),
    )


def audience_menu() -> str:
    """Return what stands above the audiences."""
    return _("Change who belongs to one")


def audience_name() -> str:
    """Return what is asked for a new audience."""
    return _("Its name, as sources have it")


def new_audience_button() -> str:
    """Return the label of what makes an audience."""
    return _("New audience")


def source_managers_button() -> str:
    """Return the label of what opens the menu for who manages sources."""
    return _("Who manages sources")


def channels_page(now: Preferences) -> Reply:
    """Return what is said where the channels for mentions are chosen."""
    return (
        *headed("channels", *settings.value("channels", now)),
        Said(
            _(
                "I answer who mentions me in these channels and their threads. Choose none, and I "
                "answer in every channel. /ask works wherever it is allowed."
            )
        ),
    )


def help_page(now: Preferences) -> Reply:
    """Return what is said where help channels are chosen."""
    return (
        *headed("help", *settings.value("help_channels", now)),
        Said(
            _(
                "Here I answer every question, without a mention; forums too, where the post's "
                "title counts. If a person answers first, I stay quiet."
            )
        ),
    )


def language_page() -> Reply:
    """Return what is said where the language is chosen."""
    return (
        Strong(called("language")),
        Said(
            _(
                "What I say in public. What only one member sees is in that member's own language. "
                "Quotes stay in the words of their authors."
            )
        ),
    )


def limits_page(now: Preferences) -> Reply:
    """Return what is said where limits are chosen."""
    return (
        *headed("limits", limits_line(now)),
        Said(_("Who asks more is told privately how long to wait.")),
    )


def threads_page(now: Preferences) -> Reply:
    """Return what is said where threads are chosen."""
    return (
        *headed("threads", threads_line(now)),
        Said(_("A long exchange can move to a thread, in which nobody needs to mention me.")),
    )


def trusted_page(now: Preferences) -> Reply:
    """Return what is said where trusted roles are chosen."""
    return (
        *headed("trusted", *settings.value("trusted", now)),
        Said(
            _(
                "When I had no answer and somebody with one of these roles replies, they can let "
                "me keep their reply and quote it. They decide, and can take it back."
            )
        ),
    )


def managers_page(now: Preferences, *, may_choose: bool) -> Reply:
    """Return what is said where managers are chosen."""
    told = _(
        "Beside members who may manage the server, these roles may change all of this, the sources "
        "and the daily post."
    )
    alone = _("Only members who may manage the server choose them.")
    page = (*headed("managers", *settings.value("managers", now)), Said(told))
    return page if may_choose else (*page, Said(alone))
