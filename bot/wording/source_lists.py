"""What is told of a server's sources: who may read them, what they hold, how they stand."""

from collections.abc import Iterable, Sequence

from bot.audiences import circle_of, of_server
from bot.display import shortened
from bot.parts import Line, Moment, Part, Reply, Said, Strong, Together
from bot.sources.owning import shown_name
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.wording.lists import and_more, comma, documents, passages, sentences, voices
from bot.wording.numbers import number
from bot.wording.sentences import sentence
from bot.wording.sources import FEW_REASONS, NONE_YET
from bot.wording.syncs import Tidy, failures, given, line
from retrieval import PUBLIC, SourceStatus

_LONGEST_PLACE = 200
_MOST_SOURCES = 60


def added(
    name: str, guild: int, audience: str, *, alone: bool = False, anybody: bool = True
) -> tuple[Part, ...]:
    """Return that a source was added, and who may read it.

    `alone` is said in the bot's only server, and whether `anybody` belongs to a named audience.
    """
    said = _("Added {name}.").format(name=given(name))
    return (Said(sentences(said, _read_by(guild, audience, alone=alone, anybody=anybody))),)


def _read_by(guild: int, audience: str, *, alone: bool, anybody: bool) -> str:
    if audience == PUBLIC:
        return _("Everybody may read it, in every server that I am in and in direct messages.")
    if audience == of_server(guild) and alone:
        return _("All members of this server may read it, wherever I answer here.")
    if audience == of_server(guild):
        return _(
            "All members of this server may read it, wherever I answer here, and no other server."
        )
    circle = circle_of(guild, audience) or audience
    if not anybody:
        said = _("Only “{audience}” may read it, to which nobody belongs yet: /sources audience.")
    else:
        said = _("Only “{audience}” may read it; /sources audience says who that is.")
    return said.format(audience=circle)


def listing(
    guild: int,
    own: Sequence[SourceStatus],
    operators: Sequence[SourceStatus],
    *,
    tidy: Tidy,
) -> Reply:
    """Return a server's sources, and the names of the operator's."""
    parts: list[Part] = []
    for status in own[:_MOST_SOURCES]:
        parts += _entry(guild, status, tidy)
    if len(own) > _MOST_SOURCES:
        parts.append(Said(and_more(len(own) - _MOST_SOURCES)))
    if operators:
        names = comma().join(given(status.name) for status in operators[:_MOST_SOURCES])
        said = _("Beside these, whoever runs me keeps {names} up to date.")
        parts.append(Said(said.format(names=names)))
    return tuple(parts) or NONE_YET


def _entry(guild: int, status: SourceStatus, tidy: Tidy) -> Iterable[Part]:
    counts = (documents(status.documents), passages(status.passages), voices(status.voices))
    told = _("{counts}; read by {audience}").format(
        counts=comma().join(counts), audience=audience_name(guild, status.audience)
    )
    lines: list[Part] = [
        Strong(line(shown_name(status)), shortened(line(tidy(status.shown)), _LONGEST_PLACE)),
        Said(told),
        _when(status),
    ]
    yield Together(tuple(lines))
    yield from failures(status.failed, tidy, FEW_REASONS)


def _when(status: SourceStatus) -> Line:
    hours = round((status.every or 0) / 3600)
    if status.synced is None and not hours:
        return sentence(_("Not taken in as a whole yet."))
    if status.synced is None:
        said = ngettext(
            "Not taken in as a whole yet; looked at every hour.",
            "Not taken in as a whole yet; looked at every {hours} hours.",
            hours,
        )
        return sentence(said, hours=number(hours))
    if not hours:
        return sentence(_("Up to date as of {moment}."), moment=Moment(status.synced))
    said = ngettext(
        "Up to date as of {moment}; looked at every hour.",
        "Up to date as of {moment}; looked at every {hours} hours.",
        hours,
    )
    return sentence(said, moment=Moment(status.synced), hours=number(hours))


def audience_name(guild: int, audience: str) -> str:
    """Return what members call an audience."""
    if audience == PUBLIC:
        return _("everybody")
    if audience == of_server(guild):
        return _("this server")
    return f"“{circle_of(guild, audience) or audience}”"
