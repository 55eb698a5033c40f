"""What a zip offers; nothing of it is ever written to disk.

A zip may come from anybody. What would not fit into memory, would leave its folder or is not plain
is refused by name, and the rest is read. Zips in zips are not entered: a few of them hold petabytes
(Fifield, "A better zip bomb", WOOT 2019).
"""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from retrieval.errors import ArchiveUnreadable, ArchiveUnsafe, SidecarError
from retrieval.readers.base import Entry, Raw
from retrieval.readers.sidecar import SIDECAR_NAME, Sidecar, sidecar_from
from retrieval.readers.zip_directory import holds_more_than
from retrieval.reports import Failure
from retrieval.saying import Complaint, noted
from retrieval.sources.base import Item, filled
from retrieval.sources.secrets import OPEN, Guard
from retrieval.sources.sidecars import Sidecars

ARCHIVE_SUFFIX: Final = ".zip"
_MOST_MEMBERS: Final = 10_000
_MEMBER_BYTES: Final = 50_000_000
_WHOLE_BYTES: Final = 1_000_000_000
# Prose shrinks to a third, a log to a fiftieth; small files may shrink to whatever they like.
_RATIO: Final = 200
_SMALL: Final = 1_000_000
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_ARCHIVES: Final = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".jar")
# Controls, and what turns the reading direction of all that follows.
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_LONGEST_NAME: Final = 1_000
_NOT_FILES: Final = "__MACOSX"
_BROKEN: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    MemoryError,
    LookupError,
    ValueError,
)


def items_in(
    file: Path | IO[bytes],
    name: str,
    known: Entry,
    failed: list[Failure],
    guard: Guard = OPEN,
) -> Iterator[Item]:
    """The documents in a zip, as `name!/member`, in the order of their names.

    `known` is what is known of all of them; its audience is nobody's in the zip to widen. `guard`
    is of the link that the zip came by. Raises
    `ArchiveUnreadable`, or `ArchiveUnsafe` where the whole cannot be trusted; a single member that
    cannot be read is told in `failed`.
    """
    if holds_more_than(_MOST_MEMBERS, file):
        raise _too_many(name)
    archive = _opened(file, name)
    # Not is_dir(), which wants a name to have a last letter.
    members = {i.filename: i for i in archive.infolist() if not i.filename.endswith("/")}
    _check_whole(name, list(members.values()))
    sidecars = Sidecars(f"{name}!", partial(_sidecar, archive, name, members), failed)
    for member in sorted(members):
        if fault := _fault(members[member]):
            failed.append(Failure.of(f"{name}!/{member}", _of(f"{name}!/{member}", fault)))
        elif _is_offered(member):
            entry = sidecars.entry(PurePosixPath(member))
            if entry is not None:
                load = partial(_loaded, archive, members[member], f"{name}!/{member}", guard)
                yield Item(f"{name}!/{member}", _guarded(entry, known), load)
    _tell_the_rest(sidecars, members.keys(), name, failed)


def _tell_the_rest(
    sidecars: Sidecars, members: Collection[str], name: str, failed: list[Failure]
) -> None:
    failed.extend(sidecars.missing(lambda file: file.as_posix() in members))
    root = sidecars.of(PurePosixPath())
    if root is not None and root.listed:
        words = noted("{name}: the {file} in it lists other sources; add those by themselves.")
        failed.append(Failure.of(name, Complaint(words, {"name": name, "file": SIDECAR_NAME})))


def _opened(file: Path | IO[bytes], name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise ArchiveUnreadable(
            "{name}: it is no zip that can be opened; pack it anew.", name=name
        ) from error


def _check_whole(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise _too_many(name)
    if sum(info.file_size for info in members) > _WHOLE_BYTES:
        raise ArchiveUnsafe("{name}: it would unpack to more than 1 GB; split it up.", name=name)


def _too_many(name: str) -> ArchiveUnsafe:
    return ArchiveUnsafe(
        "{name}: it holds more than {count} files; split it up.", name=name, count=_MOST_MEMBERS
    )


def _fault(info: zipfile.ZipInfo) -> Complaint | None:
    """Why a member is not read, without its name; None where it is."""
    return next((reason for holds, reason in _FAULTS if holds(info)), None)


def _of(name: str, fault: Complaint) -> Complaint:
    return Complaint(fault.words, {"name": name, **fault.values})


def _leads_out(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    drive = _DRIVE.match(info.filename) is not None
    return not parts or parts[0].startswith("/") or ".." in parts or drive


_FAULTS: Final[tuple[tuple[Callable[[zipfile.ZipInfo], bool], Complaint], ...]] = (
    (lambda info: not info.filename, Complaint(noted("{name}: it has no name; pack it anew."))),
    (
        _leads_out,
        Complaint(noted("{name}: its name leads out of the zip; pack it anew without such names.")),
    ),
    (
        lambda info: _STRANGE.search(info.filename) is not None,
        Complaint(
            noted(
                "{name}: its name holds characters that cannot be shown; rename it and pack the "
                "zip anew."
            )
        ),
    ),
    (
        lambda info: len(info.filename) > _LONGEST_NAME,
        Complaint(
            noted(
                "{name}: its name is longer than {count} characters; shorten it and pack the zip "
                "anew."
            ),
            {"count": _LONGEST_NAME},
        ),
    ),
    (
        lambda info: stat.S_ISLNK(info.external_attr >> 16),
        Complaint(noted("{name}: it is a link; pack the file itself.")),
    ),
    (
        lambda info: bool(info.flag_bits & 1),
        Complaint(noted("{name}: it is encrypted; pack it anew without a password.")),
    ),
    (
        lambda info: info.filename.lower().endswith(_ARCHIVES),
        Complaint(noted("{name}: an archive in an archive is not opened; add it by itself.")),
    ),
    (
        lambda info: info.file_size > _MEMBER_BYTES,
        Complaint(
            noted("{name}: it is larger than {size} MB; split it up."),
            {"size": _MEMBER_BYTES // 1_000_000},
        ),
    ),
    (
        lambda info: info.file_size > max(_SMALL, _RATIO * info.compress_size),
        Complaint(
            noted(
                "{name}: it unpacks to more than {count} times its size, as no text does; leave it "
                "out."
            ),
            {"count": _RATIO},
        ),
    ),
)


def _is_offered(member: str) -> bool:
    parts = PurePosixPath(member).parts
    hidden = any(part.startswith(".") or part == _NOT_FILES for part in parts)
    return not hidden and parts[-1] != SIDECAR_NAME


def _guarded(entry: Entry, known: Entry) -> Entry:
    return replace(filled(entry, known), audience=known.audience or entry.audience)


def _sidecar(
    archive: zipfile.ZipFile,
    name: str,
    members: dict[str, zipfile.ZipInfo],
    folder: PurePosixPath,
) -> Sidecar:
    info = members.get((folder / SIDECAR_NAME).as_posix())
    if info is None:
        return Sidecar()
    shown = f"{name}!/{info.filename}"
    if fault := _fault(info):
        raise SidecarError.of(_of(shown, fault))
    try:
        return sidecar_from(shown, _loaded(archive, info, shown).data)
    except ArchiveUnreadable as error:
        raise SidecarError.of(error.complaint) from error


def _loaded(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, guard: Guard = OPEN
) -> Raw:
    try:
        # Reads no further than the size that was checked, whatever the data would unpack to.
        return Raw(shown, guard.blotted_bytes(archive.read(info)), guard=guard)
    except _BROKEN as error:
        raise ArchiveUnreadable("{name}: it is damaged; pack the zip anew.", name=shown) from error
