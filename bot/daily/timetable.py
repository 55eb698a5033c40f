"""What was due last and what is due next, for many schedules that are asked for again and again."""

from datetime import datetime

from bot.daily.schedule import Due, Schedule, latest, upcoming


class Timetable:
    """Reckons anew only for a schedule that changed, or once the next post's moment has come."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Schedule, Due, Due]] = {}

    def around(self, guild: int, schedule: Schedule, now: datetime) -> tuple[Due, Due]:
        """Return the post of a server that was due last, and the one that is due next."""
        known = self._known.get(guild)
        if known and known[0] == schedule and known[1].moment <= now < known[2].moment:
            return known[1], known[2]
        last, coming = latest(schedule, now), next(upcoming(schedule, now))
        self._known[guild] = (schedule, last, coming)
        return last, coming
