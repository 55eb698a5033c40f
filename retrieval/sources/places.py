"""What a place on disk offers: a file, a folder, a glob, or the files that a sources.toml names."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from retrieval.errors import DocumentError, DocumentMissing, DocumentUnreadable, SidecarError
from retrieval.readers import SIDECAR_NAME, read_bytes, read_sidecar
from retrieval.readers.base import Entry, Raw
from retrieval.readers.sidecar import Sidecar
from retrieval.reports import Failure
from retrieval.saying import Complaint, noted
from retrieval.sources.archives import ARCHIVE_SUFFIX, items_in
from retrieval.sources.base import Item, Listing, Source, with_defaults
from retrieval.sources.restrictions import Restrictions
from retrieval.sources.sidecars import Sidecars

_WILD: Final = "*?["
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def place_listing(source: Source, before: Mapping[str, str] = _NOTHING) -> Listing:
    """The documents at a path or a glob, archives opened one level deep.

    `before` is the state of its last listing. Raises a `DocumentError` where there is nothing, a
    `SidecarError` where the location is a sources.toml that cannot be understood.
    """
    failed: list[Failure] = []
    state: dict[str, str] = {}
    read = Restrictions(before, state, failed).sidecar
    found = files_at(source.location, failed, read)
    return Listing(once(_items(found, source.defaults, failed)), failed, state)


def files_at(
    location: str, failed: list[Failure], read: Callable[[Path], Sidecar] = read_sidecar
) -> Iterable[tuple[Path, Entry]]:
    """The files that a path or a glob stands for, in order, and what their sidecars say of them.

    What cannot be told of a file is told in `failed` instead. `read` gives a folder's sidecar.
    Raises as `place_listing`.
    """
    path = Path(os.path.abspath(location))  # noqa: PTH100 - resolve() would follow links to another name
    if path.name == SIDECAR_NAME:
        return _named_in(path)
    if not any(sign in location for sign in _WILD) or _is_there(path):
        # Looked for now, so that a place which is not there is an error and not an empty one.
        return _described(list(files_under(path)), path, failed, read)
    root, pattern = _split(path)
    return _described(_matches(root, pattern), root, failed, read)


def files_under(path: Path) -> Iterator[Path]:
    """The files that `path` stands for, in name order: itself, or all below it.

    Hidden files and sidecars are left out, and so is a link to a folder that it stands in. What
    cannot be opened is among the files, so that reading it says why. Raises `DocumentMissing`
    where there is nothing, `DocumentUnreadable` where the system does not let us look.
    """
    try:
        there = path.exists()
    except OSError as error:
        raise DocumentUnreadable(
            "{name}: it cannot be read ({detail}).", name=str(path), detail=str(error.strerror)
        ) from error
    if not there:
        raise DocumentMissing("{name}: there is no such file or folder.", name=str(path))
    if path.name != SIDECAR_NAME:
        yield from _below(path, ())


def _below(path: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    if not path.is_dir() or (children := _children(path)) is None:
        yield path
        return
    here = path.resolve()
    if here not in above:
        for child in children:
            yield from _below(child, (*above, here))


def _children(folder: Path) -> list[Path] | None:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return None
    return [c for c in found if not c.name.startswith(".") and c.name != SIDECAR_NAME]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _split(path: Path) -> tuple[Path, str]:
    """The folder before the first wild part of a glob, and the pattern below it."""
    wild = next(n for n, part in enumerate(path.parts) if any(sign in part for sign in _WILD))
    return Path(*path.parts[:wild]), "/".join(path.parts[wild:])


def _matches(root: Path, pattern: str) -> list[Path]:
    try:
        found = sorted(path for path in root.glob(pattern) if _is_offered(path, root))
    except (ValueError, OSError) as error:
        raise DocumentUnreadable(
            "{name}: it cannot be looked for ({detail}).",
            name=str(root / pattern),
            detail=str(error),
        ) from error
    if not found:
        raise DocumentMissing(
            "{name}: no file matches; check the pattern.", name=str(root / pattern)
        )
    return found


def _is_offered(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and path.name != SIDECAR_NAME and not path.is_dir()


def _named_in(path: Path) -> list[tuple[Path, Entry]]:
    """The files that a sources.toml has rows for, wherever they are, in its order."""
    if not path.exists():
        raise DocumentMissing("{name}: there is no such file.", name=str(path))
    sidecar = read_sidecar(path.parent)
    rows = [(with_defaults(entry, sidecar.defaults), name) for name, entry in sidecar.rows.items()]
    return [(Path(os.path.abspath(path.parent / name)), entry) for entry, name in rows]  # noqa: PTH100 - as above


def _described(
    files: Iterable[Path], place: Path, failed: list[Failure], read: Callable[[Path], Sidecar]
) -> Iterator[tuple[Path, Entry]]:
    whole = place.is_dir()
    root = place if whole else place.parent
    sidecars = Sidecars(str(root), lambda folder: read(root / folder), failed)
    if whole:
        sidecars.of(PurePosixPath())
    for path in files:
        entry = sidecars.entry(PurePosixPath(path.relative_to(root).as_posix()))
        # What a sidecar that cannot be read keeps from the public stays out.
        if entry is not None:
            yield path, entry
    if whole:
        failed.extend(sidecars.missing(lambda file: (root / file).exists()))


def _items(
    found: Iterable[tuple[Path, Entry]], defaults: Entry, failed: list[Failure]
) -> Iterator[Item]:
    for path, entry in found:
        known = with_defaults(entry, defaults)
        if path.suffix.lower() == ARCHIVE_SUFFIX and path.is_file():
            yield from _archived(path, known, failed)
        elif not _has_good_name(path):
            failed.append(_badly_named(path))
        else:
            yield Item(str(path), known, partial(_loaded, path))


def _loaded(path: Path) -> Raw:
    return Raw(str(path), read_bytes(path))


def _archived(path: Path, known: Entry, failed: list[Failure]) -> Iterator[Item]:
    try:
        yield from items_in(path, str(path), known, failed)
    except (DocumentError, SidecarError) as error:
        failed.append(Failure.of(str(path), error.complaint))


def _has_good_name(path: Path) -> bool:
    try:
        return bool(str(path).encode("utf-8"))
    except UnicodeEncodeError:
        return False


def _badly_named(path: Path) -> Failure:
    shown = str(path).encode("utf-8", "replace").decode("utf-8")
    words = noted("{name}: its name is not UTF-8; rename it.")
    return Failure.of(shown, Complaint(words, {"name": shown}))


def once(items: Iterable[Item]) -> Iterator[Item]:
    """Each document once, as it comes first."""
    seen: set[str] = set()
    for item in items:
        if item.source not in seen:
            seen.add(item.source)
            yield item
