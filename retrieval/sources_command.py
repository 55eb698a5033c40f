"""`python -m retrieval sources`: what a library is kept in step with."""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Final

from rich.console import Console
from rich.progress import Progress, TaskID

from retrieval.errors import RemovalNotAgreed
from retrieval.intervals import INTERVAL_RULE, seconds_of
from retrieval.library import Library
from retrieval.models import Kind, Work
from retrieval.printing import counted, json_line, visible
from retrieval.readers import READERS
from retrieval.readers.base import Entry
from retrieval.readers.sidecar_rows import LANGUAGE_RULE, is_language
from retrieval.reports import SourceStatus, SourceSync
from retrieval.sources.base import Source
from retrieval.sources.printing import (
    content_lines,
    contents_json,
    list_json,
    list_lines,
    sync_json,
    sync_lines,
    sync_overview,
)
from retrieval.terminal import (
    FAULTY,
    FINE,
    Commands,
    Parser,
    asked,
    doing,
    library_of,
    progress_bar,
    say,
    somebody_is_there,
    utf8,
)

# A table that is read by a program, or kept, is not to be cut at the width of no terminal.
_WIDE: Final = 200


def add_sources(commands: Commands, common: Parser) -> None:
    """Add the command with its own commands; without one of them it lists."""
    sources = commands.add_parser("sources", parents=[common], help="what comes from where")
    sources.add_argument("--json", action="store_true", help="one JSON object")
    sources.set_defaults(run=_list)
    # What stands before one of these commands is not to be forgotten for what does not behind it.
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    options.add_argument("--json", action="store_true", help="one JSON object")
    within = sources.add_subparsers(metavar="COMMAND")
    _add_add(within, options)
    listing = within.add_parser("list", parents=[options], help="list the sources")
    listing.set_defaults(run=_list)
    shown = within.add_parser("show", parents=[options], help="show what is held of a source")
    shown.add_argument(
        "name", type=_given, nargs="?", metavar="NAME", help="a source; all, if there is none"
    )
    shown.set_defaults(run=_show)
    removed = within.add_parser("remove", parents=[options], help="remove a source with all of it")
    removed.add_argument("name", metavar="NAME")
    removed.add_argument("--yes", action="store_true", help="do not ask")
    removed.set_defaults(run=_remove)
    synced = within.add_parser("sync", parents=[options], help="take in what is new and changed")
    synced.add_argument("names", nargs="*", metavar="NAME", help="a source; all, if there is none")
    synced.add_argument(
        "--remove-vanished", action="store_true", help="remove what is no longer offered"
    )
    synced.set_defaults(run=_sync)


def _add_add(within: Commands, options: Parser) -> None:
    added = within.add_parser("add", parents=[options], help="add a source and take it in")
    added.add_argument(
        "location",
        type=_given,
        metavar="LOCATION",
        help="a file, a folder, a zip, a glob in quotation marks, a sources.toml, a page or a feed",
    )
    added.add_argument("--name", type=_given, help="what to call it; made from where it is")
    added.add_argument(
        "--publisher", type=_given, metavar="NAME", help="who publishes what tells no publisher"
    )
    added.add_argument(
        "--audience", type=_given, metavar="NAME", help="who may read it; everybody, if not said"
    )
    added.add_argument(
        "--language", type=_language, metavar="CODE", help='its language, such as "en"'
    )
    kinds = [kind.value for kind in Kind]
    added.add_argument("--kind", choices=kinds, help="what kind of text it is")
    forms = [reader.form for reader in READERS]
    added.add_argument("--form", choices=forms, help="how to read it, where that is not found out")
    added.add_argument(
        "--every", type=_seconds, metavar="INTERVAL", help='how often to sync it, such as "6h"'
    )
    added.add_argument("--no-sync", action="store_true", help="take nothing in now")
    added.set_defaults(run=_add)


def _given(argument: str) -> str:
    """What was given, without white space around it; never nothing, and always text."""
    argument = argument.strip()
    if not argument:
        message = "it is empty; leave it out, or say something"
        raise argparse.ArgumentTypeError(message)
    if utf8(argument) != argument:
        message = "it is not UTF-8; give another, or rename it"
        raise argparse.ArgumentTypeError(message)
    return argument


def _language(code: str) -> str:
    if not is_language(code):
        message = LANGUAGE_RULE
        raise argparse.ArgumentTypeError(message)
    return code


def _seconds(interval: str) -> float:
    seconds = seconds_of(interval)
    if seconds is None:
        message = f"an interval is {INTERVAL_RULE}"
        raise argparse.ArgumentTypeError(message)
    return seconds


def _list(options: argparse.Namespace) -> int:
    with library_of(options) as library:
        sources = library.origins()
        alone = [summary for summary in library.sources() if summary.origin is None]
    say(*([list_json(sources, alone)] if options.json else list_lines(sources, alone)))
    return FINE


def _add(options: argparse.Namespace) -> int:
    with library_of(options, create=True) as library:
        status = library.add_source(_source(options))
        if options.no_sync:
            _say_added(library.origins(), status.name, options)
            return FINE
        done = _synced(library, [status.name])
        if not done[0].listed or _nothing_came(done[0]):
            library.remove_source(status.name)
        return _told(done, options, added=True)


def _nothing_came(done: SourceSync) -> bool:
    came = (done.added, done.changed, done.unchanged, done.elsewhere, done.later)
    return bool(done.failed) and not any(came)


def _source(options: argparse.Namespace) -> Source:
    work = Work(publisher=options.publisher, language=options.language)
    kind = Kind(options.kind) if options.kind else None
    defaults = Entry(form=options.form, kind=kind, work=work, audience=options.audience)
    return Source(options.name or "", utf8(options.location), defaults, every=options.every)


def _say_added(sources: Sequence[SourceStatus], name: str, options: argparse.Namespace) -> None:
    added = [source for source in sources if source.name == name]
    say(*([list_json(added, ())] if options.json else list_lines(added, ())))


def _show(options: argparse.Namespace) -> int:
    with library_of(options) as library:
        name = options.name and library.source(utf8(options.name)).name
        sources = [source for source in library.origins() if name in (None, source.name)]
        if options.json:
            alone = () if name else library.contents()
            pairs = ((source, library.contents(source.name)) for source in sources)
            sys.stdout.writelines(contents_json(pairs, alone))
            return FINE
        for source in sources:
            say(*list_lines([source], ()), "")
            _say_contents(library, source.name)
        if name is None:
            _say_contents(library, None)
    return FINE


def _say_contents(library: Library, name: str | None) -> None:
    for content in library.contents(name):
        say(*content_lines(content))


def _remove(options: argparse.Namespace) -> int:
    with library_of(options) as library:
        name = library.source(utf8(options.name)).name
        (source,) = (source for source in library.origins() if source.name == name)
        _agree(source, agreed=options.yes)
        gone = library.remove_source(name)
    what = {"name": name, "documents": source.documents, "passages": gone}
    held = f"{counted(source.documents, 'document')}, {counted(gone, 'passage')}"
    say(json_line(what) if options.json else f"removed  {visible(name)}: {held}.")
    return FINE


def _agree(source: SourceStatus, *, agreed: bool) -> None:
    if agreed:
        return
    if not somebody_is_there():
        raise RemovalNotAgreed("Nobody can be asked here whether to remove it; say so with --yes.")
    held = f"{counted(source.documents, 'document')}, {counted(source.passages, 'passage')}"
    if not asked(f"Remove {visible(source.name)} ({held})? [y/N] "):
        raise RemovalNotAgreed("Nothing was changed.")


def _sync(options: argparse.Namespace) -> int:
    names = [utf8(name) for name in options.names]
    with library_of(options) as library:
        done = _synced(library, names, remove_vanished=options.remove_vanished)
    return _told(done, options)


def _synced(
    library: Library, names: Sequence[str], *, remove_vanished: bool = False
) -> list[SourceSync]:
    """Bring sources in step, one after the other, with a bar for each."""
    for name in names:
        library.source(name)
    done: list[SourceSync] = []
    with progress_bar() as bar:
        for name in dict.fromkeys(names or [source.name for source in library.origins()]):
            task = bar.add_task(doing("Looking at", name), total=None)
            shown = _shown(bar, task)
            done += library.sync([name], progress=shown, remove_vanished=remove_vanished)
    return done


def _shown(bar: Progress, task: TaskID) -> Callable[[int, int, str], None]:
    def told(at: int, total: int, document: str) -> None:
        doing_now = doing("Taken in", PurePath(document).name)
        bar.update(task, completed=at, total=total or None, description=doing_now)

    return told


def _told(done: Sequence[SourceSync], options: argparse.Namespace, *, added: bool = False) -> int:
    if options.json:
        say(sync_json(done))
    else:
        # Whoever sets COLUMNS says so of a pipe, too.
        width = shutil.get_terminal_size((_WIDE, 0)).columns
        # Of what was not added there are no figures.
        if held := [each for each in done if each.listed or not added]:
            Console(width=width).print(sync_overview(held, width), highlight=False)
        say(*sync_lines(done, added=added))
    return FAULTY if any(each.failed for each in done) else FINE
