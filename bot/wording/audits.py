"""A change of settings or sources as a line: what, from what to what, who, and when."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pydantic import ValidationError

from bot.audiences import Circle
from bot.display import one_line, shortened
from bot.parts import Badge, Line, Moment, Piece, Spot, Whom
from bot.preferences import UNCHANGED, Preferences
from bot.sources.owning import shown_name
from bot.state.audits import Audit
from bot.state.schedules import Plan
from bot.translation import gettext as _
from bot.wording.daily_setup import WEEKDAYS
from bot.wording.sentences import sentence
from bot.wording.settings import NAMES, value
from bot.wording.source_lists import audience_name
from retrieval import SourceStatus

_LONGEST: Final = 200
# It is noted once and read in every language, where a comma would be one language's.
_BETWEEN: Final = " · "
_TOKEN: Final = re.compile(r"<(#|@&|@)(\d{1,20})>")
_MENTIONS: Final[dict[str, Callable[[int], Piece]]] = {"#": Spot, "@&": Badge, "@": Whom}


def line(audit: Audit) -> Line:
    """Return a change as whoever runs the server reads it."""
    before, after = _value(audit, audit.before), _value(audit, audit.after)
    if before and after:
        template = _("{what}: {before} → {after} ({who}, {when})")
    elif before or after:
        template = _("{what}: {value} ({who}, {when})")
    else:
        template = _("{what} ({who}, {when})")
    return sentence(
        template,
        what=_(NAMES.get(audit.subject, audit.subject)),
        before=before,
        after=after,
        value=after or before,
        who=_("somebody who is forgotten") if audit.member is None else Whom(audit.member),
        when=Moment(audit.at),
    )


def plan(plan: Plan) -> str:
    """Return how a daily post is set up, as it is noted."""
    schedule = plan.schedule
    weekday = "" if schedule.weekday is None else f"{WEEKDAYS[schedule.weekday]} "
    when = f"{weekday}{schedule.at:%H:%M} ({schedule.zone})"
    return f"{when} / <#{plan.channel}> / {listed(plan.sections)}"


def listed(names: Iterable[str]) -> str:
    """Return names as they are noted."""
    return _BETWEEN.join(names) or "—"


def spots(channels: Iterable[int]) -> str:
    """Return channels as they are noted."""
    return _BETWEEN.join(f"<#{channel}>" for channel in sorted(channels)) or "—"


def badges(roles: Iterable[int]) -> str:
    """Return roles as they are noted."""
    return _BETWEEN.join(f"<@&{role}>" for role in sorted(roles)) or "—"


def circle(circle: Circle) -> str:
    """Return who belongs to an audience, as it is noted."""
    return f"{circle.name}: {badges(circle.roles)} / {spots(circle.channels)}"


def source(guild: int, status: SourceStatus) -> str:
    """Return a source as it is noted: never where it is, which may be a secret."""
    return f"{shown_name(status)} ({audience_name(guild, status.audience)})"


def _value(audit: Audit, written: str) -> tuple[Piece, ...]:
    """Return a value as it is read: of a setting in the reader's words, of all else as it was."""
    if audit.subject not in NAMES or not written:
        return tuple(_pieces(shortened(one_line(written), _LONGEST)))
    try:
        chosen = Preferences.model_validate(UNCHANGED.model_dump() | _setting(audit, written))
    except (ValueError, ValidationError):  # another version's
        return (shortened(one_line(written), _LONGEST),)
    return value(audit.subject, chosen)


def _setting(audit: Audit, written: str) -> dict[str, object]:
    return {audit.subject: json.loads(written)}


def _pieces(text: str) -> Iterator[Piece]:
    """Yield a text with the channels, roles and members that it names in Discord's notation."""
    done = 0
    for match in _TOKEN.finditer(text):
        if before := text[done : match.start()]:
            yield before
        yield _MENTIONS[match[1]](int(match[2]))
        done = match.end()
    if rest := text[done:]:
        yield rest
