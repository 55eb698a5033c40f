"""What is said around the pages of /setup, and on its first."""

from typing import Final

from bot.display import one_line, shortened
from bot.parts import Call, Line, Part, Piece, Reply, Said, Strong, Together
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording.sentences import sentence

DESCRIPTION: Final = N_(
    "Set me up for this server: channels, language, audiences, limits and more."
)

_LONGEST_NAME: Final = 80
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


def called(page: str) -> str:
    """Return what a page is called."""
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
    return (Together((Strong(called(page)), Line(value))),)


def checked(count: int) -> Reply:
    """Return how much stands in the way."""
    if not count:
        well = Strong(_("✓ All is well")), Said(_("I have all permissions that I need here."))
        return (Together(well),)
    found = ngettext("⚠ {count} thing is missing", "⚠ {count} things are missing", count)
    costs = Said(_("See what that costs, and how to grant it."))
    return (Together((Strong(found.format(count=count)), costs)),)


def show_button() -> str:
    """Return the label beside what is missing."""
    return _("Check")
