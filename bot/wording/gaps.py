"""What is said of gaps, and of the answers that members gave instead."""

from datetime import datetime
from typing import Final

from bot.display import one_line, shortened
from bot.feedback import Reason, Verdict
from bot.gaps.gathering import MOST, Gap, Gaps, GapStatus
from bot.markdown import covered
from bot.parts import Entry, Listing, Reply, Said
from bot.replies import heading
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording import dates
from bot.wording.answers import REASON_CHOICE
from bot.wording.lists import comma, sentences

GAPS: Final = N_("Questions that I could not answer, for those who run the server")
DAYS_OPTION: Final = N_("How many days back; all that is kept unless you say")
BACK: Final = N_("Back")
NEXT: Final = N_("Next")
CSV: Final = N_("Save as CSV")
FILE_NAME: Final = "gaps.csv"

_LONGEST_QUESTION: Final = 120
_MOST_VERDICTS, _LONGEST_NOTE = 3, 150


def only_in_servers() -> Reply:
    """Return what is said where there is no server."""
    return (Said(_("That belongs to a server. Please use it in the server that you mean.")),)


def needs_manager() -> Reply:
    """Return what is said to those who do not run the server."""
    return (
        Said(
            _(
                "Only those who may manage this server, or have a role that /setup names for it, "
                "can see that."
            )
        ),
    )


def page(gaps: Gaps, since: datetime) -> Reply:
    """Return the gaps since then."""
    if not gaps.questions:
        return (Said(_("No question met silence here since {day}.").format(day=_day(since))),)
    said = Said(sentences(_how_many(gaps, since), _closed(gaps), _unseen(gaps), _cut(gaps)))
    still_open = [gap for gap in gaps.found if gap.status is GapStatus.OPEN]
    listing = (Listing(tuple(map(_entry, still_open))),) if still_open else ()
    return (heading(_("Questions without a good answer")), said, *listing)


def _how_many(gaps: Gaps, since: datetime) -> str:
    still_open = _count(gaps, GapStatus.OPEN)
    return ngettext(
        "{count} question since {day}; still open, alike ones as one: {open}.",
        "{count} questions since {day}; still open, alike ones as one: {open}.",
        gaps.questions,
    ).format(count=gaps.questions, day=_day(since), open=still_open)


def _closed(gaps: Gaps) -> str:
    """Return how many are open no more; they are not listed, but stand in the table."""
    now, kept = _count(gaps, GapStatus.ANSWERED_NOW), _count(gaps, GapStatus.KEPT)
    return sentences(
        _("I can answer by now: {count}.").format(count=now) if now else "",
        _("Answered by a member: {count}.").format(count=kept) if kept else "",
    )


def _count(gaps: Gaps, status: GapStatus) -> int:
    return sum(gap.status is status for gap in gaps.found)


def _unseen(gaps: Gaps) -> str:
    if not gaps.unseen:
        return ""
    return ngettext(
        "{count} of them was asked where you cannot see, and is not shown.",
        "{count} of them were asked where you cannot see, and are not shown.",
        gaps.unseen,
    ).format(count=gaps.unseen)


def _cut(gaps: Gaps) -> str:
    return _("Only the latest {most} were looked at.").format(most=MOST) if gaps.cut else ""


def _entry(gap: Gap) -> Entry:
    question = shortened(one_line(covered(gap.question)), _LONGEST_QUESTION)
    link, *more = gap.links or (None,)
    before = (_("earlier: {day}").format(day=_day(at)) for at in gap.linked[1:])
    earlier = tuple((label, one) for label, one in zip(before, more, strict=False) if one)
    return Entry(question, _note(gap), link, earlier)


def _note(gap: Gap) -> str:
    day = _day(gap.last)
    notes = [
        ngettext("asked once, on {day}", "asked {count} times, last on {day}", gap.times).format(
            count=gap.times, day=day
        )
    ]
    if gap.unseen:
        notes.append(_("{count} where you cannot see").format(count=gap.unseen))
    if gap.not_it:
        notes.append(_("answered, but “Not it”: {count}").format(count=gap.not_it))
    notes += map(_verdict, gap.verdicts[:_MOST_VERDICTS])
    return comma().join(notes)


def _verdict(verdict: Verdict) -> str:
    """Return why a member said "Not it", with their own words if they added any."""
    reason = _(REASON_CHOICE[verdict.reason or Reason.OTHER])
    note = shortened(one_line(covered(verdict.note)), _LONGEST_NOTE)
    return f"{reason}: “{note}”" if note else reason


def _day(at: datetime) -> str:
    return dates.day(at.date())


def saved() -> Reply:
    """Return what stands beside the table."""
    return (
        Said(
            _(
                "The gaps as a table. It holds what members wrote, so keep it where only those who "
                "may read these channels can see it."
            )
        ),
    )
