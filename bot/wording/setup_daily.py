"""What is said on the pages of /setup for the daily post."""

from typing import Final

from bot.parts import Phrase, Reply, Said, Strong
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.daily_setup import WEEKDAYS
from bot.wording.setup import called, headed
from bot.wording.setup_lines import no_daily_line

SAVED: Final[Reply] = (Phrase(N_("✓ Saved.")),)
# The name of a zone is the same in every language.
ZONE_EXAMPLE: Final = "Europe/Berlin"


def none_page() -> Reply:
    """Return what a daily post is, where there is none."""
    return (
        *headed("daily", *no_daily_line()),
        Said(
            _(
                "Once a day or once a week I can post what is new in the library, what was asked "
                "and is still open, and what was discussed, all in everybody's own words."
            )
        ),
    )


def page(told: Reply) -> Reply:
    """Return how the daily post is set up."""
    return (Strong(called("daily")), *told)


def off_page() -> Reply:
    """Return what is asked before the daily post is turned off."""
    return (
        Strong(_("Turn the daily post off?")),
        Said(
            _(
                "I stop, and forget how it was set up; what was posted stays. A pause keeps the "
                "settings."
            )
        ),
    )


def begin_button() -> str:
    """Return the label of what sets the first post up; above its form, too."""
    return _("Set up the daily post")


def time_button() -> str:
    """Return the label of what asks for another time; above its form, too."""
    return _("Time and time zone")


def preview_button() -> str:
    """Return the label of what shows the next post."""
    return _("Preview")


def pause_button() -> str:
    """Return the label of what pauses."""
    return _("Pause")


def resume_button() -> str:
    """Return the label of what goes on after a pause."""
    return _("Resume")


def off_button() -> str:
    """Return the label of the way to turning it off."""
    return _("Turn off …")


def really_off_button() -> str:
    """Return the label of what turns it off."""
    return _("Turn it off")


def where() -> str:
    """Return what stands above the menu of channels to post in."""
    return _("Where")


def days() -> str:
    """Return what stands above the menu of days."""
    return _("How often")


def sections() -> str:
    """Return what stands above the menu of sections."""
    return _("What is in it")


def quoted() -> str:
    """Return what stands above the menu of channels that may be quoted."""
    return _("From where Discussed today quotes")


def where_menu() -> str:
    """Return what stands in an empty menu of channels to post in."""
    return _("Channel to post in")


def day_option(weekday: int | None) -> str:
    """Return a rhythm as it is offered."""
    if weekday is None:
        return _("Every day")
    return _("Every {weekday}, about the last seven days").format(weekday=_(WEEKDAYS[weekday]))


def where_field() -> str:
    """Return what the field for the channel is called."""
    return _("Channel")


def time_field() -> str:
    """Return what the field for the time of day is called."""
    return _("Time of day")


def time_hint() -> str:
    """Return how a time of day may be written."""
    return _("9, 09:00 or 9:30 pm")


def zone_field() -> str:
    """Return what the field for the time zone is called."""
    return _("Time zone")


def zone_hint() -> str:
    """Return how a time zone may be written."""
    return _("A large city, or its name as in Europe/Berlin")
