"""What is said of bringing sources in step: how it gets on, what it did, what failed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Line, Listing, Moment, Part, Reply, Said, Strong, Together
from bot.sources.syncing import Step
from bot.wording.lists import counted, cut
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
        far = f"{step.done:,} of {counted(step.total, 'document')}"
    else:
        far = f"{counted(step.done, 'document')} so far" if step.done else "looking what there is"
    return (Said(f"Bringing {given(name)} in step: {far} …"), *told)


def not_synced(name: str, reason: str) -> Reply:
    """Return that a source could not be brought in step, with the library's own sentence."""
    return (Said(f"I could not bring {given(name)} in step: {line(reason)}"),)


def summary(name: str, report: SourceSync, *, tidy: Tidy) -> tuple[Part, ...]:
    """Return what a sync did; `tidy` makes what the library says fit for members."""
    counts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.unchanged), "unchanged"),
        (len(report.vanished), "no longer offered, and kept"),
        (len(report.elsewhere), "here already by another source"),
        (len(report.later), "left for the next time"),
        (len(report.failed), "failed"),
    ]
    told = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    parts: list[Part] = [Strong(line(name), told or "nothing there")]
    if report.passages or report.voices:
        parts.append(Said(_taken_in(report)))
    return (Together(tuple(parts)), *failures(report.failed, tidy))


def _taken_in(report: SourceSync) -> str:
    told = f"{counted(report.passages, 'passage')} new, {counted(report.voices, 'voice')} in all"
    left = _left_out(report.left_out)
    return f"{told}; left out {left}." if left else f"{told}."


def _left_out(left: LeftOut) -> str:
    counts = ((left.sponsors, "sponsor read"), (left.jingles, "jingle"), (left.breaks, "break"))
    return ", ".join(counted(count, noun) for count, noun in counts if count)


def failures(failed: Sequence[Failure], tidy: Tidy, most: int = _MOST_REASONS) -> Reply:
    """Return what could not be taken in, and why: the first few."""
    if not failed:
        return ()
    entries = [Entry(line(tidy(failure.reason))) for failure in failed]
    return (Said("Not taken in:"), Listing(cut(entries, most, "failure")))


def fails_for_long(name: str, since: datetime) -> Reply:
    """Return what is told once of a source that cannot be brought in step."""
    return (
        Line(
            (
                f"I have not been able to bring the source {given(name)} in step since ",
                Moment(since),
                ". What I have of it stays. /sources list says why.",
            )
        ),
    )


def given(text: str) -> str:
    """Return what somebody wrote, as it is cited."""
    return f"“{line(text)}”"


def line(text: str) -> str:
    """Return text on one line, short enough for any message."""
    return shortened(one_line(mended(text)), _LONGEST)
