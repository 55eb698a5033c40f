"""What the sections of a post are called."""

from bot.daily.sections import SectionKind


def title(kind: SectionKind, *, weekly: bool) -> str:
    """Return a section's title, in a post about a day or about a week."""
    when = "this week" if weekly else "today"
    return {
        SectionKind.NEW: "New in the library",
        SectionKind.ASKED: f"Asked {when}",
        SectionKind.OPEN: "Still open",
        SectionKind.DISCUSSED: f"Discussed {when}",
    }[kind]
