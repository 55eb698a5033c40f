"""What is said of a server's figures."""

from collections.abc import Sequence
from typing import Final

from bot.display import one_line, shortened
from bot.gaps.figures import ENOUGH, Figures
from bot.markdown import covered
from bot.parts import Entry, Listing, Part, Reply, Said, Tallied, Tally
from bot.replies import entry, heading
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording import dates
from bot.wording.numbers import percent

STATS: Final = N_("What was asked here and how well it was answered, for those who run the server")
DAYS_OPTION: Final = N_("How many days back")

_LONGEST_TOPIC: Final = 120
# Discord takes 1,024 characters of a description.
_LONGEST_ALT: Final = 1000


def page(figures: Figures, keep_days: int) -> Reply:
    """Return a server's figures, with a chart still to be drawn where there is anything to draw.

    The words of questions are kept for `keep_days`.
    """
    if not figures.asked:
        return (
            Said(
                _("Nobody has asked anything here since {day}, so there are no figures.").format(
                    day=dates.day(figures.since)
                )
            ),
        )
    lines = [_asked(figures), _helpful(figures), _waited(figures), _kept(figures, keep_days)]
    return (
        heading(_("Questions since {day}").format(day=dates.day(figures.since))),
        Said("\n".join(line for line in lines if line)),
        *_topics(figures),
        *_sources(figures),
        _chart(figures),
    )


def _asked(figures: Figures) -> str:
    share = _share(figures.answered, figures.asked)
    return ngettext(
        "{count} question, {answered} of it answered{share}.",
        "{count} questions, {answered} of them answered{share}.",
        figures.asked,
    ).format(count=figures.asked, answered=figures.answered, share=share)


def _share(part: int, whole: int) -> str:
    """Return a share in brackets, nothing where there are too few to speak of one."""
    return f" ({percent(part / whole)})" if whole >= ENOUGH else ""


def _helpful(figures: Figures) -> str:
    helpful, not_it = figures.verdicts.helpful, figures.verdicts.not_it
    if not helpful + not_it:
        return _("Nobody has said yet whether an answer helped.")
    return _("Found helpful: {helpful} of {count}{share}.").format(
        helpful=helpful, count=helpful + not_it, share=_share(helpful, helpful + not_it)
    )


def _waited(figures: Figures) -> str:
    waits = figures.waits
    if waits is None:
        return _("How long answers took is not known.")
    if waits.p95 is None:
        return _("Half of the answers took {p50} s at most; for more there are too few.").format(
            p50=f"{waits.p50:.1f}"
        )
    return _("Half of the answers took {p50} s at most, 95 of 100 took {p95} s at most.").format(
        p50=f"{waits.p50:.1f}", p95=f"{waits.p95:.1f}"
    )


def _kept(figures: Figures, keep_days: int) -> str:
    if len(figures.days) <= keep_days:
        return ""
    return ngettext(
        "Words are kept for {days} day, so times, topics and sources are of that day alone.",
        "Words are kept for {days} days, so times, topics and sources are of these days alone.",
        keep_days,
    ).format(days=keep_days)


def _topics(figures: Figures) -> Sequence[Part]:
    if not figures.topics:
        return ()
    entries = tuple(
        Entry(shortened(one_line(covered(text)), _LONGEST_TOPIC), _times(count))
        for text, count in figures.topics
    )
    return (heading(_("Asked most often")), Listing(entries))


def _sources(figures: Figures) -> Sequence[Part]:
    if not figures.sources:
        return ()
    entries = tuple(entry(title, _times(count)) for title, count in figures.sources)
    return (heading(_("Quoted most often")), Listing(entries))


def _times(count: int) -> str:
    return ngettext("{count} time", "{count} times", count).format(count=count)


def _chart(figures: Figures) -> Tallied:
    busiest = max(figures.days, key=lambda day: day.answered + day.silent)
    alt = _(
        "Bar chart of questions a day since {day}: {count} in all, {answered} answered. Most on "
        "{busiest}: {most}."
    ).format(
        day=dates.day(figures.since),
        count=figures.asked,
        answered=figures.answered,
        busiest=dates.day(busiest.day),
        most=busiest.answered + busiest.silent,
    )
    days = tuple(Tally(one.day, one.answered, one.silent) for one in figures.days)
    legend = _("answered"), _("met silence")
    return Tallied(_("Questions a day"), legend, days, shortened(alt, _LONGEST_ALT))
