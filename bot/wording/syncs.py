"""What is said of bringing sources in step: how it gets on, what it did, what failed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Listing, Moment, Part, Reply, Said, Strong, Together
from bot.sources.syncing import Step
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.wording import complaints
from bot.wording.lists import comma, cut, documents, passages, voices
from bot.wording.numbers import number
from bot.wording.sentences import sentence
from retrieval import Failure, LeftOut, SourceSync

_LONGEST: Final = 240
_MOST_REASONS: Final = 6


class Tidy:
    """Takes out of the library's sentences what members need not or must not see."""

    def __init__(self, *replaced: tuple[str, str]) -> None:
        """Each pair is what is taken out, and what stands there instead."""
        self._replaced = [(secret, shown) for secret, shown in replaced if secret]

    def __call__(self, text: str) -> str:
        """Return the text without what was to be taken out."""
        for secret, shown in self._replaced:
            text = text.replace(secret, shown)
        return text


def progress(name: str, step: Step, told: Sequence[Part] = ()) -> Reply:
    """Return how far a sync has come: first, since what was `told` before it may be long."""
    if step.total:
        said = _("Updating {name}: {done} of {documents} …")
        said = said.format(
            name=given(name), done=number(step.done), documents=documents(step.total)
        )
    elif step.done:
        said = _("Updating {name}: {documents} so far …")
        said = said.format(name=given(name), documents=documents(step.done))
    else:
        said = _("Updating {name}: looking what there is …").format(name=given(name))
    return (Said(said), *told)


def not_synced(name: str, reason: str) -> Reply:
    """Return that a source could not be brought in step, and why."""
    said = _("I could not update {name}: {reason}")
    return (Said(said.format(name=given(name), reason=line(reason))),)


def summary(name: str, report: SourceSync, *, tidy: Tidy) -> tuple[Part, ...]:
    """Return what a sync did; `tidy` makes what the library says fit for members."""
    counts = [
        (len(report.added), _("{count} added")),
        (len(report.changed), _("{count} changed")),
        (len(report.unchanged), _("{count} unchanged")),
        (len(report.vanished), _("{count} no longer offered, and kept")),
        (len(report.elsewhere), _("{count} here already by another source")),
        (len(report.later), _("{count} left for the next time")),
        (len(report.failed), _("{count} failed")),
    ]
    told = comma().join(said.format(count=number(count)) for count, said in counts if count)
    parts: list[Part] = [Strong(line(name), told or _("nothing there"))]
    if report.passages or report.voices:
        parts.append(Said(_taken_in(report)))
    return (Together(tuple(parts)), *failures(report.failed, tidy))


def _taken_in(report: SourceSync) -> str:
    counts = {"passages": passages(report.passages), "voices": voices(report.voices)}
    left = _left_out(report.left_out)
    if left:
        said = _("{passages} new, {voices} in all; left out {left_out}.")
        return said.format(left_out=left, **counts)
    return _("{passages} new, {voices} in all.").format(**counts)


def _left_out(left: LeftOut) -> str:
    counts = (
        (left.sponsors, ngettext("{count} sponsor read", "{count} sponsor reads", left.sponsors)),
        (left.jingles, ngettext("{count} jingle", "{count} jingles", left.jingles)),
        (left.breaks, ngettext("{count} break", "{count} breaks", left.breaks)),
    )
    return comma().join(said.format(count=number(count)) for count, said in counts if count)


def failures(failed: Sequence[Failure], tidy: Tidy, most: int = _MOST_REASONS) -> Reply:
    """Return what could not be taken in, and why: the first few."""
    if not failed:
        return ()
    entries = [Entry(line(tidy(complaints.failure(each)))) for each in failed]
    return (Said(_("Not taken in:")), Listing(cut(entries, most, _further)))


def _further(count: int) -> str:
    more = ngettext("and {count} more failure", "and {count} more failures", count)
    return more.format(count=number(count))


def fails_for_long(name: str, since: datetime) -> Reply:
    """Return what is told once of a source that cannot be brought in step."""
    said = _(
        "I have not been able to update the source {name} since {moment}. What I have of it "
        "stays. /sources list says why."
    )
    return (sentence(said, name=given(name), moment=Moment(since)),)


def given(text: str) -> str:
    """Return what somebody wrote, as it is cited."""
    return f"“{line(text)}”"


def line(text: str) -> str:
    """Return text on one line, short enough for any message."""
    return shortened(one_line(mended(text)), _LONGEST)
