"""What is said in the panel of /setup."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.display import one_line, shortened
from bot.parts import Call, Line, Part, Piece, Reply, Said, Spot, Strong, Together
from bot.preferences import Preferences
from bot.state.audits import KEPT
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording import settings
from bot.wording.sentences import enumerated, sentence

DESCRIPTION: Final = N_(
    "Set me up for this server: channels, language, audiences, limits and more."
)
Label = Callable[[int], str]

_LONGEST_NAME: Final = 80
_MOST_NAMED: Final = 8
_SECTIONS: Final = {
    "channels": N_("Where I answer"),
    "help": N_("Help channels"),
    "language": N_("Language"),
    "audiences": N_("Who may read what"),
    "daily": N_("Daily post"),
    "limits": N_("Limits"),
    "threads": N_("Threads"),
    "trusted": N_("Trusted roles"),
    "managers": N_("Who may manage"),
    "changes": N_("Changes"),
}


def _called(page: str) -> str:
    return _(_SECTIONS[page])


def _said(text: str) -> Reply:
    return (Said(text),)


def needs_manager() -> Reply:
    """Return what is said to members who may not change settings."""
    return _said(
        _(
            "This is for members who may manage the server (Manage Server), or have a role that "
            "they have named in /setup."
        )
    )


def only_in_servers() -> Reply:
    """Return what is said in a direct message."""
    return _said(_("Settings belong to a server; please use this command in one."))


def not_a_member() -> Reply:
    """Return what is said where somebody uses the bot as an app of their own."""
    return _said(
        _("I am not a member of this server, so there is nothing to set up. Add me to it first.")
    )


def saved() -> Reply:
    """Return what is said above a page when something was chosen."""
    return _said(_("✓ Saved. It holds from the next message on."))


def overtaken() -> Reply:
    """Return what is said where the setting was no longer what was shown."""
    return _said(_("✓ Saved. Somebody else had changed this a moment ago; now your choice holds."))


def asleep() -> Reply:
    """Return what is left of a panel that nobody has used for a while."""
    return (sentence(_("This panel is closed. {setup} opens it again."), setup=Call("setup")),)


def not_everyone() -> Reply:
    """Return why a role was left out."""
    return _said(_("I left @everyone out: a role for this is one that not everybody has."))


def back_button() -> str:
    """Return the label of the way back."""
    return _("Back")


def change_button() -> str:
    """Return the label beside a setting."""
    return _("Change")


def open_button() -> str:
    """Return the label beside what has pages of its own."""
    return _("Open")


def title(server: str) -> Part:
    """Return what stands above the first page."""
    name = shortened(one_line(server), _LONGEST_NAME)
    return Strong(_("Settings of {server}").format(server=name))


def headed(page: str, *value: Piece) -> Reply:
    """Return a setting of the first page: its name, and below what it is set to."""
    return (Together((Strong(_called(page)), Line(value))),)


def channels_line(now: Preferences, there: Sequence[int]) -> tuple[Piece, ...]:
    """Return where mentions are answered; `there` are the chosen channels that still exist."""
    if now.channels and not there:
        return (_("nowhere: the chosen channels are gone"),)
    return settings.channels(there, none=_("every channel that I can see, when mentioned"))


def help_line(now: Preferences, there: Sequence[int]) -> tuple[Piece, ...]:
    """Return where every question is answered."""
    if not there:
        return (_("none; I wait to be mentioned"),)
    spots = settings.channels(there, none="")
    return sentence(
        _("{channels}, after {wait}") if now.patience else _("{channels}, at once"),
        channels=spots,
        wait=settings.duration(now.patience),
    ).pieces


def limits_line(now: Preferences) -> str:
    """Return how much may be asked."""
    return _("{member} of a member, {channel} in a channel, in {time}").format(
        member=settings.limit(now.member_limit),
        channel=settings.limit(now.channel_limit),
        time=settings.duration(now.limit_seconds),
    )


def threads_line(now: Preferences) -> str:
    """Return whether exchanges move to threads."""
    if not now.threads:
        return _("off; I answer where I am asked")
    text = ngettext("after {count} answer", "after {count} answers", now.thread_after)
    return text.format(count=now.thread_after)


def audiences_line(names: Sequence[str]) -> str:
    """Return which audiences there are."""
    if not names:
        return _("all members read all that this server adds")
    return "".join(str(piece) for piece in enumerated(list(names), _MOST_NAMED))


def no_daily_line() -> tuple[Piece, ...]:
    """Return that there is no daily post."""
    return (_("off"),)


def nobody() -> str:
    """Return what is said where no role is trusted."""
    return _("none; nobody's reply is kept")


def no_others() -> str:
    """Return what is said where no role may manage."""
    return _("members who may manage the server, nobody else")


def checked(count: int) -> Reply:
    """Return how much stands in the way."""
    if not count:
        return (Strong(_("✓ All is well")), Said(_("I have all permissions that I need here.")))
    found = ngettext("⚠ {count} thing is missing", "⚠ {count} things are missing", count)
    return (
        Strong(found.format(count=count)),
        Said(_("See what that costs, and how to grant it.")),
    )


def daily_line(channel: int, clock: str, *, paused: bool) -> tuple[Piece, ...]:
    """Return where and when posts come."""
    template = _("{channel}, {clock}, paused") if paused else _("{channel}, {clock}")
    return sentence(template, channel=Spot(channel), clock=clock).pieces


def changes_line(channel: int | None, last: Line | None) -> tuple[Piece, ...]:
    """Return where changes are told, and the last one."""
    if last is None:
        return (_("none in the last {days} days").format(days=KEPT.days),)
    if channel is None:
        return last.pieces
    return (*sentence(_("Told in {channel}. "), channel=Spot(channel)).pieces, *last.pieces)


def changes_page(lines: Sequence[Line]) -> Reply:
    """Return the changes, the latest first."""
    kept = _("Kept for {days} days; no link and no secret stands here.").format(days=KEPT.days)
    none = () if lines else (Said(_("Nobody has changed anything yet.")),)
    return (Strong(_called("changes")), *lines, *none, Said(kept))


def earlier_button() -> str:
    """Return the label of the way to older changes."""
    return _("Earlier")


def later_button() -> str:
    """Return the label of the way to newer changes."""
    return _("Later")


def show_button() -> str:
    """Return the label beside what is missing."""
    return _("Check")


def audiences_page(names: Sequence[str]) -> Reply:
    """Return which audiences there are, and what they are for."""
    return (
        *headed("audiences", audiences_line(names)),
        Said(
            _(
                "A source that is read by a named audience is quoted only to members with its "
                "roles and in its channels."
            )
        ),
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


def no_daily_page() -> Reply:
    """Return how to get a daily post."""
    told = _("There is no daily post yet. {command} sets it up: channel, time, time zone.")
    return (*headed("daily", *no_daily_line()), sentence(told, command=Call("daily setup")))


def daily_page(told: Reply) -> Reply:
    """Return how the daily post is set up, and what changes it."""
    more = _("{setup} changes when and where; {pause} and {off} end it.")
    calls = {name: Call(f"daily {name}") for name in ("setup", "pause", "off")}
    return (Strong(_called("daily")), *told, sentence(more, **calls))


def daily_button() -> str:
    """Return the label of what opens the daily post's menus."""
    return _("What is in it")


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
        Strong(_called("language")),
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


def channel_menu(name: str) -> str:
    """Return what stands in an empty menu of channels."""
    return {
        "channels": _("Every channel"),
        "help_channels": _("Channels where I answer every question"),
        "audit_channel": _("Channel in which changes are told"),
    }[name]


def role_menu(name: str) -> str:
    """Return what stands in an empty menu of roles."""
    return {
        "trusted": _("Roles whose replies may be kept"),
        "managers": _("Roles that may manage me"),
    }[name]


def language_menu() -> str:
    """Return what stands above the languages."""
    return _("Choose a language")


def patience_menu() -> str:
    """Return what stands above the waits."""
    return _("How long a person may answer first")


def patience_option(seconds: int) -> str:
    """Return a wait as it is offered."""
    if not seconds:
        return _("I answer at once")
    return _("A person has {time} first").format(time=settings.duration(seconds))


def member_limit_menu() -> str:
    """Return what stands above the limits of a member."""
    return _("Questions of one member")


def member_limit_option(count: int) -> str:
    """Return a member's limit as it is offered."""
    return _("One member: {limit}").format(limit=settings.limit(count))


def channel_limit_menu() -> str:
    """Return what stands above the limits of a channel."""
    return _("Questions in one channel")


def channel_limit_option(count: int) -> str:
    """Return a channel's limit as it is offered."""
    return _("One channel: {limit}").format(limit=settings.limit(count))


def window_menu() -> str:
    """Return what stands above the times over which questions are counted."""
    return _("Counted over")


def window_option(seconds: int) -> str:
    """Return a time as it is offered."""
    return _("Counted over {time}").format(time=settings.duration(seconds))


def thread_menu() -> str:
    """Return what stands above the choice of threads."""
    return _("When an exchange moves to a thread")


def no_thread_option() -> str:
    """Return what is offered to whoever wants no threads."""
    return _("I open no threads")


def thread_option(count: int) -> str:
    """Return a number of answers as it is offered."""
    text = ngettext("Thread after {count} answer", "Thread after {count} answers", count)
    return text.format(count=count)
