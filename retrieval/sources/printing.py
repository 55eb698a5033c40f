"""Sources, what came of a sync and what is held, as text: JSON for programs, lines for people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Final

from rich import box
from rich.markup import escape
from rich.table import Table

from retrieval.kept import is_kept
from retrieval.models import LeftOut, clock
from retrieval.printing import counted, json_line, legible, source_lines, visible
from retrieval.reports import Failure, SourceStatus, SourceSummary, SourceSync
from retrieval.rows import Stored
from retrieval.sources.contents import Content

_UNITS = ((604_800, "w"), (86_400, "d"), (3_600, "h"), (60, "m"))
_UNKNOWN = "unknown voice"
_FIGURES = (
    *("documents", "added", "changed", "vanished", "removed"),
    *("passages", "voices", "left out", "failed"),
)
# Columns of a terminal below which the table would be cut.
_NARROWEST = 100
# What `show` leaves to `list`: figures of what it shows in full, and a time.
_COUNTS = {"documents", "passages", "voices", "synced"}


def list_json(sources: Sequence[SourceStatus], alone: Sequence[SourceSummary]) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    listed = [_status_fields(source) for source in sources]
    return json_line({"sources": listed, "documents": [_summary_fields(each) for each in alone]})


def list_lines(sources: Sequence[SourceStatus], alone: Sequence[SourceSummary]) -> Iterator[str]:
    """Two lines for each source, then the documents that were ingested by themselves.

    Members' messages are one line, whoever wrote them.
    """
    kept = [summary for summary in alone if is_kept(summary.source)]
    alone = [summary for summary in alone if summary not in kept]
    for source in sources:
        yield f"{visible(source.name)}  ({visible(source.shown)})"
        yield f"       {_known_of(source)}"
    if alone or not (sources or kept):
        yield from source_lines(alone)
    if kept:
        yield f"{counted(len(kept), 'message')} of members, kept as answers"


def sync_json(done: Iterable[SourceSync]) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    return json_line({"sources": [_sync_fields(each) for each in done]})


def sync_overview(done: Iterable[SourceSync], width: int) -> Table | str:
    """What each source has in the library now, and what was done.

    A row for each source, or a block of lines where the terminal has too few columns for a table.
    """
    return _sync_table(done) if width >= _NARROWEST else "\n".join(_sync_blocks(done))


def _sync_table(done: Iterable[SourceSync]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="")
    table.add_column("source")
    for name in _FIGURES:
        table.add_column(name, justify="right")
    for each in done:
        table.add_row(escape(visible(each.name)), *_figures(each))
    return table


def _sync_blocks(done: Iterable[SourceSync]) -> Iterator[str]:
    widest = max(map(len, _FIGURES)) + 1
    for each in done:
        yield escape(visible(each.name))
        for name, figure in zip(_FIGURES, _figures(each), strict=True):
            yield f"  {name + ':':{widest}} {figure}"


def sync_lines(done: Iterable[SourceSync], *, added: bool = False) -> Iterator[str]:
    """A line for whatever somebody may want to look at, and one where nothing has changed.

    `added` tells that the sources were to be added just now.
    """
    for each in done:
        yield from (f"vanished  {visible(source)} (kept)" for source in each.vanished)
        yield from (f"removed   {visible(source)}" for source in each.removed)
        yield from (f"elsewhere {visible(source)}" for source in each.elsewhere)
        yield from (f"failed    {visible(failure.reason)}" for failure in each.failed)
        if each.later:
            yield f"later     {len(each.later):,} of {visible(each.name)}, at the next sync"
        if not each.listed:
            yield f"{visible(each.name)} could not be looked at; {_nothing_done(added=added)}"


def _nothing_done(*, added: bool) -> str:
    return "nothing was added." if added else "what is held of it is kept."


def contents_json(
    sources: Iterable[tuple[SourceStatus, Iterable[Content]]], alone: Iterable[Content]
) -> Iterator[str]:
    """Pieces of one line of JSON: the contract in docs/contract.md.

    In pieces, since a library may be larger than what one wants to hold at once.
    """
    yield '{"sources": ['
    for number, (source, contents) in enumerate(sources):
        known = {key: value for key, value in _status_fields(source).items() if key not in _COUNTS}
        yield f'{", " if number else ""}{json_line(known)[:-1]}, "documents": ['
        yield from _listed(contents)
        yield "]}"
    yield '], "documents": ['
    yield from _listed(alone)
    yield "]}\n"


def _listed(contents: Iterable[Content]) -> Iterator[str]:
    for number, content in enumerate(contents):
        yield f"{', ' if number else ''}{json_line(content_fields(content))}"


def content_fields(content: Content) -> dict[str, object]:
    """A document and its passages as programs are told of them: the contract in contract.md."""
    document = content.document
    return {
        "source": document.source,
        "form": document.form,
        **asdict(document.work),
        "vanished": content.vanished,
        "digest": document.digest,
        "left_out": asdict(document.left_out),
        "voices": [
            {"speaker": speaker, "role": role, "kind": kind, "passages": count}
            for (speaker, role, kind), count in content.voices.most_common()
        ],
        "passages": [_passage_fields(stored) for stored in content.passages],
    }


def content_lines(content: Content) -> Iterator[str]:
    """A document in some lines: what it is, who speaks, from when to when, what was left out."""
    document, work = content.document, content.document.work
    title = work.title or work.description or document.form
    kept = ", no longer offered" if content.vanished else ""
    yield f"{len(content.passages):5}  {legible(title)}  ({visible(document.source)}{kept})"
    known = (work.publisher, work.published, work.audience, work.language, document.form)
    yield f"       {legible(', '.join(part for part in known if part))}"
    for (speaker, role, kind), count in content.voices.most_common():
        part = f" ({role})" if role else ""
        yield f"       {legible(speaker or _UNKNOWN)}{part}, {kind}: {counted(count, 'passage')}"
    if times := [t for stored in content.passages if (t := stored.at[0].timestamp) is not None]:
        yield f"       from {clock(min(times))} to {clock(max(times))}"
    if any(asdict(document.left_out).values()):
        yield f"       left out: {_left_out(document.left_out)}"


def _sync_fields(done: SourceSync) -> dict[str, object]:
    until = done.until.isoformat() if done.until else None
    return asdict(done) | {"failed": _failures(done.failed), "until": until}


def _status_fields(source: SourceStatus) -> dict[str, object]:
    """A source as programs are told of it; nothing in it is secret."""
    shown = asdict(source)
    del shown["shown"]
    synced = source.synced.isoformat() if source.synced else None
    failed = _failures(source.failed)
    return {"location": source.shown, **shown, "failed": failed, "synced": synced}


def _failures(failed: Iterable[Failure]) -> list[dict[str, str]]:
    """Failures as programs are told of them: in English."""
    return [{"source": each.source, "reason": each.reason} for each in failed]


def _known_of(source: SourceStatus) -> str:
    parts = [
        counted(source.documents, "document"),
        counted(source.passages, "passage"),
        counted(source.voices, "voice"),
        f"for {visible(source.audience)}",
        *([f"every {_interval(source.every)}"] if source.every else []),
        *([f"added by {visible(source.owner)}"] if source.owner else []),
        f"synced {source.synced:%Y-%m-%d %H:%M}" if source.synced else "never synced",
        *([f"{len(source.failed)} failed"] if source.failed else []),
    ]
    return ", ".join(parts)


def _interval(seconds: float) -> str:
    size, unit = next(each for each in _UNITS if seconds % each[0] == 0 or each[1] == "m")
    return f"{seconds / size:g}{unit}"


def _figures(done: SourceSync) -> list[str]:
    kept = (done.added, done.changed, done.unchanged, done.vanished)
    figures = [sum(map(len, kept)), *map(len, (done.added, done.changed, done.vanished))]
    figures += [len(done.removed), done.passages, done.voices]
    figures += [sum(asdict(done.left_out).values()), len(done.failed)]
    return [f"{figure:,}" for figure in figures]


def _left_out(left_out: LeftOut) -> str:
    found = (("sponsor read", left_out.sponsors), ("jingle", left_out.jingles))
    each = (*found, ("break", left_out.breaks))
    return ", ".join(counted(number, noun) for noun, number in each if number)


# What a listing tells of a document's source, or not at all.
_UNLISTED: Final = frozenset(("origin", "description"))


def _summary_fields(summary: SourceSummary) -> dict[str, object]:
    return {key: value for key, value in asdict(summary).items() if key not in _UNLISTED}


def _passage_fields(stored: Stored) -> dict[str, object]:
    passage, at = stored.passage, stored.at[0]
    return {
        "start": passage.start,
        "end": passage.end,
        **asdict(passage.voice),
        "heading": passage.heading,
        "language": passage.language,
        **asdict(at),
        "text": stored.text,
    }
