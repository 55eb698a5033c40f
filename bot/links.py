"""Which addresses may be linked, and how they are written."""

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

# Longer than any address a reader would recognise, shorter than half a message.
LONGEST_LINK = 900

# An address ends where RFC 3986 and letters end: at white space, brackets, marks and ideographic
# full stops, so that prose around it stays prose.
_ADDRESS = re.compile(r"https?://[\w\-.~:/?#@!$&'()*+,;=%]+", re.IGNORECASE)
_TRAILING = ".,:;!?'*~"


def find_links(text: str) -> list[tuple[int, int]]:
    """Return the `[start, end)` of every address in running text that may be linked."""
    found = []
    for match in _ADDRESS.finditer(text):
        end = match.start() + len(_without_trailing_marks(match.group()))
        if is_honest(text[match.start() : end]):
            found.append((match.start(), end))
    return found


def _without_trailing_marks(address: str) -> str:
    """Drop what belongs to the sentence around an address: its full stop, its closing bracket."""
    while address:
        bracket = address.endswith(")") and address.count(")") > address.count("(")
        if not bracket and address[-1] not in _TRAILING:
            break
        address = address[:-1]
    return address


def is_honest(address: str) -> bool:
    """Tell whether a reader can see where the address leads: http(s), a host, no user name.

    "https://bank.example@evil.example" leads to evil.example, so it is shown and not linked.
    """
    parts = _split(address)
    return (
        parts is not None
        and parts.scheme.lower() in {"http", "https"}
        and bool(re.search(r"\w", parts.netloc))
        and not re.search(r"[@\[\]\\%]", parts.netloc)
        and len(address) <= LONGEST_LINK
    )


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # reading it is what checks it
    except ValueError:
        return None
    return parts


def safe_link(address: str | None) -> str | None:
    """Return a stored address as it may stand in a link, or None if it may not.

    Everything that could end a link early is percent-encoded: brackets, spaces, quotation marks,
    letters beyond ASCII.
    """
    parts = _split((address or "").strip())
    if parts is None:
        return None
    host = _ascii_host(parts.netloc)
    path, query, fragment = (_encoded(part) for part in parts[2:])
    written = urlunsplit((parts.scheme, host, path, query, fragment))
    return written if host and is_honest(written) else None


def _ascii_host(host: str) -> str:
    """Write the host in ASCII, so that look-alike letters are seen for what they are."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _encoded(part: str) -> str:
    writable = part.encode("utf-8", "replace").decode("utf-8")
    return quote(writable, safe="%/:=&?+,;!$~#")


def jump_link(guild: int, channel: int, message: int) -> str:
    """Return the address at which Discord shows a message."""
    return f"https://discord.com/channels/{guild}/{channel}/{message}"
