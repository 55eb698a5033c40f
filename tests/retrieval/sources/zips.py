"""Zips to be read in tests, honest ones and others."""

import io
import struct
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


def zipped_link(name: str, target: str) -> bytes:
    """A zip of a text file `a.txt` and a symbolic link."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "Boats float.")
        link = zipfile.ZipInfo(name)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, target)
    return buffer.getvalue()


def patched(data: bytes, name: str, offset: int, value: bytes) -> bytes:
    """The zip with bytes of a member's entry in the central directory exchanged."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode())) + offset
    return data[:at] + value + data[at + len(value) :]


def listing_of_many(files: int, told: int) -> bytes:
    """The list of a zip of nothing with so many files, `told` to be others, that breaks off."""
    entry = b"PK\x01\x02" + bytes(24) + b"\x01" + bytes(17) + b"a"
    directory = entry * files + b"no entry" * 8
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, told, told, len(directory), 0, 0)
    return b"PK\x03\x04" + directory + end
