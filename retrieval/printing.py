"""Answers and reports as text: JSON for programs, plain lines for people."""

import json
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, replace

from retrieval.markup import without_markup
from retrieval.mending import mended
from retrieval.reports import IngestReport, RebuildPlan, SourceSummary, Verification
from retrieval.results import Answer, FilterProblem, FilterReason, Quote

_WIDTH = 88
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# Line ends to Node's readline and Python's splitlines, and no control characters to JSON.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
DATES = '2025, 2025-06, 2025-06-01, 30d, or words such as "last month" and "June 2025"'
SILENCE = "The library has nothing on that."


def as_json(answer: Answer) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    shown: dict[str, object] = {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "elapsed_ms": answer.elapsed_ms,
        "quotes": [quote_fields(quote) for quote in answer.quotes],
    }
    if answer.understood:
        shown["understood"] = answer.understood
    if answer.problems:
        shown["problems"] = [problem_fields(problem) for problem in answer.problems]
    return json_line(shown)


def as_text(answer: Answer) -> str:
    """Each quote behind a bar, its attribution and link below it; or one sentence of silence.

    Where filters could not be followed, a sentence for each that says what to write instead.
    """
    if answer.problems:
        return "\n".join(problem_text(problem) for problem in answer.problems)
    understood = [f"Understood as: {visible(answer.understood)}"] if answer.understood else []
    quotes = [quote_text(quote) for quote in answer.quotes] or [SILENCE]
    return "\n\n".join([*understood, *quotes])


def ingest_lines(report: IngestReport) -> list[str]:
    """What an ingest did, a line each, the sum last."""
    failed = [failure.reason for failure in report.failed]
    if not report.added and not report.changed and not failed:
        return [f"Nothing has changed: {counted(len(report.unchanged), 'document')} as before."]
    lines = [f"added    {visible(source)}" for source in report.added]
    lines += [f"changed  {visible(source)}" for source in report.changed]
    lines += [f"failed   {visible(reason)}" for reason in failed]
    return [
        *lines,
        (
            f"{counted(len(report.added), 'document')} added, {len(report.changed)} changed, "
            f"{len(report.unchanged)} unchanged, {len(failed)} failed; "
            f"{counted(report.passages, 'passage')} written."
        ),
    ]


def source_lines(sources: list[SourceSummary]) -> list[str]:
    """One line for each document, and one below it for its voices."""
    if not sources:
        return ["The library is empty."]
    lines = []
    for source in sources:
        title = source.title or source.form
        lines.append(f"{source.passages:5}  {legible(title)}  ({visible(source.source)})")
        if source.voices:
            lines.append(f"       {legible(', '.join(source.voices))}")
    passages = sum(source.passages for source in sources)
    return [*lines, f"{counted(len(sources), 'document')}, {counted(passages, 'passage')}."]


def verification_lines(found: Verification) -> list[str]:
    """Each difference on a line, the counts last."""
    return [
        *(f"differs   {visible(where)}" for where in found.differing_passages),
        *(f"changed   {visible(source)}" for source in found.changed_sources),
        *(f"vanished  {visible(source)}" for source in found.vanished_sources),
        *(
            [f"{counted(alone, 'document')} compared with the stored copy alone."]
            if (alone := len(found.stored_alone))
            else []
        ),
        (
            f"{counted(found.documents, 'document')}, {counted(found.passages, 'passage')}: "
            f"{counted(len(found.differing_passages), 'passage')} differing, "
            f"{counted(len(found.changed_sources), 'file')} changed, "
            f"{counted(len(found.vanished_sources), 'file')} vanished."
        ),
    ]


def plan_lines(plan: RebuildPlan) -> list[str]:
    """What a rebuild would do, before it is agreed to."""
    already = f", {plan.embedded} of them embedded already" if plan.embedded else ""
    return [
        f"library  {visible(str(plan.library))}",
        f"from     {visible(plan.built_with)}",
        f"to       {visible(plan.to)}, vectors of {plan.dimensions} numbers",
        f"         {counted(plan.passages, 'passage')} with all their sentences{already}",
        "The old vectors stay in use until all is done; it may be interrupted and run again.",
    ]


def rebuild_line(plan: RebuildPlan, *, rebuilt: bool, in_the_way: str | None) -> str:
    """What came of a rebuild; `in_the_way` is what keeps the library from its new vectors."""
    if rebuilt:
        return f"{counted(plan.passages, 'passage')} rebuilt with {visible(plan.to)}."
    if in_the_way:
        return (
            f"{counted(plan.passages, 'passage')} embedded, not in use yet: {visible(in_the_way)} "
            "Then run this again; nothing is embedded twice."
        )
    return f"Nothing to rebuild: the library is of {visible(plan.to)} already."


def rebuild_json(plan: RebuildPlan, *, rebuilt: bool, in_the_way: str | None) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    return json.dumps(
        {
            "library": str(plan.library),
            "from": plan.built_with,
            "to": plan.to,
            "dimensions": plan.dimensions,
            "passages": plan.passages,
            "needed": plan.needed,
            "rebuilt": rebuilt,
            "in_the_way": in_the_way,
        }
    )


def visible(text: str) -> str:
    """`text` without control, direction and surrogate characters, fit for a terminal."""
    shown = (" " if c in _BREAKS else c for c in text)
    return "".join(c for c in shown if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def legible(text: str) -> str:
    """Words of sources and people, fit for a terminal, wrong decodings mended."""
    return visible(mended(text, controls=False))


def problem_fields(problem: FilterProblem) -> dict[str, object]:
    """A filter that was not followed as programs are told: the contract in docs/contract.md."""
    return asdict(problem) | {"sentence": _why(problem)}


def problem_text(problem: FilterProblem) -> str:
    """One plain sentence: what is wrong with a filter, and what to write instead."""
    return legible(_why(problem))


def _why(problem: FilterProblem) -> str:
    match problem.reason:
        case FilterReason.NO_DATE:
            return f"“{problem.value}” is no date; {problem.filter}: takes {DATES}."
        case FilterReason.NO_QUESTION:
            return "Say also what you want to know, such as: from:azhar what about open models?"
        case FilterReason.NOTHING_LEFT:
            return (
                "No passage passes these filters (what has no date passes neither since: nor "
                "until:); leave one out."
            )
        case FilterReason.UNKNOWN:
            return (
                f"The library knows {_sort(problem)} called “{problem.value}”{_instead(problem)}."
            )


def _sort(problem: FilterProblem) -> str:
    return "no voice" if problem.filter == "from" else "no work or kind of text"


def _instead(problem: FilterProblem) -> str:
    names = [f'{problem.filter}:"{name}"' for name in problem.nearest]
    return f"; the nearest are {', '.join(names)}" if names else ""


def json_line(shown: Mapping[str, object]) -> str:
    """An object as one line of JSON, without a line end of any kind."""
    return json.dumps(shown, ensure_ascii=False).translate(_LINE_ENDS)


def quote_fields(quote: Quote) -> dict[str, object]:
    """A quote as programs are given it: the contract in docs/contract.md."""
    # How the bot may split it, who may read it and of what its attribution was made are matters of
    # this process alone.
    places = tuple(replace(place, credit=None) for place in quote.also)
    fields = asdict(replace(quote, credit=None, also=places))
    del fields["sentences"], fields["audience"], fields["credit"]
    for place in fields["also"]:
        del place["credit"], place["by_another"]
    return fields


def quote_text(quote: Quote) -> str:
    """A quote behind a bar, its attribution, its link and where else it stands below it."""
    words = legible(without_markup(quote.text, quote.source))
    body = textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
    lines = [f"  │ {line}" for line in body]
    lines.append(f"  — {legible(quote.attribution)}")
    if quote.link:
        lines.append(f"    {visible(quote.link)}")
    for place in quote.also:
        link = visible(place.link) if place.link else None
        named = (f"also in {legible(place.attribution)}", link)
        lines.append("    " + " · ".join(part for part in named if part))
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 document", "2,000 documents"."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
