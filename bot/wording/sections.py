"""What the sections of a post are called."""

from bot.daily.sections import SectionKind
from bot.translation import gettext as _


def title(kind: SectionKind, *, weekly: bool) -> str:
    """Return a section's title, in a post about a day or about a week."""
    match kind:
        case SectionKind.NEW:
            return _("New in the library")
        case SectionKind.ASKED:
            return _("Asked this week") if weekly else _("Asked today")
        case SectionKind.OPEN:
            return _("Still open")
        case SectionKind.DISCUSSED:
            return _("Discussed this week") if weekly else _("Discussed today")


def titles() -> dict[SectionKind, str]:
    """Return what all sections are called, in their order, in a post about a day."""
    return {kind: title(kind, weekly=False) for kind in SectionKind}
