"""Which pieces of an address look like keys: what only a subscriber's own link has in it.

Feeds for subscribers are told apart from public ones by a long random string in the path or the
query, by a name and a password, or by the name of a parameter. When in doubt it is a key: a public
link that is not shown costs less than a private one that is.
"""

import codecs
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

from retrieval.sources.spellings import spelled

# Parameters whose value is nobody else's, whatever it looks like.
_KEY_NAMES: Final = re.compile(
    r"(?:.*[_-])?(?:auth\w*|token|key|apikey|secret|sig|signature|pass|passwd|password|pwd|access"
    r"|session|sid|jwt|hash|email|credentials?|code|hmac|subscriber|member)(?:[_-]\w*)?",
    re.IGNORECASE,
)
# Parameters whose value looks random and is known to everybody: what YouTube calls its things.
_PUBLIC_NAMES: Final = frozenset({"channel_id", "playlist_id", "list", "v"})
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_RUN: Final = re.compile(r"[A-Za-z0-9]+")
_WORD: Final = re.compile(r"[A-Z]?[a-z]{2,}")
_SUFFIX: Final = re.compile(r"\.[a-z]{2,5}\d?$", re.IGNORECASE)
_HEX: Final = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]+|(?=.*\d)(?=.*[A-F])[0-9A-F]+")
_LONG: Final = 16
_FEW_VOWELS: Final = 0.2
_OFTEN: Final = 0.4
_TURNS: Final = 3
_BLOT: Final = "…"
# What shows every byte as one character, and gives it back.
_BYTES: Final = "latin-1"
_TIMES: Final = 3
_TELLING: Final = 8
_BETWEEN: Final = re.compile(r"[/?&=#@:;]")


@dataclass(frozen=True, slots=True)
class Guard:
    """What no document of a source may tell of the link that it came by.

    `private` is whether nobody may be let in by what it tells, `pieces` are what nobody may see.
    """

    private: bool = False
    pieces: tuple[str, ...] = ()

    def hides(self, link: str) -> bool:
        """Whether a link may not be shown: it has a key in it, or was blotted out in part."""
        if self.private and secret_pieces(link):
            return True
        plain = _decoded(link)
        steps = _BETWEEN.split(plain.casefold())
        # A short piece may be in any word.
        short = (piece.casefold() in steps for piece in self.pieces if len(piece) < _TELLING)
        told = any(short) or any(pattern.search(link) for pattern in self._patterns())
        return bool(self.pieces) and (_BLOT in plain or told)

    def blotted(self, text: str) -> str:
        """A text without the pieces, however they are spelled in it."""
        if not self.pieces:
            return text
        # Line by line, so that other threads are not kept waiting.
        return "".join(map(self._blotted, text.splitlines(keepends=True)))

    def blotted_bytes(self, data: bytes) -> bytes:
        """The bytes of a text without the pieces; what holds none stays as it is."""
        if not self.pieces:
            return data
        encoding = _encoding_of(data)
        text = data.decode(encoding, "surrogatepass")
        blotted = self.blotted(text)
        if blotted == text:
            return data
        # Three dots are in every encoding.
        told = blotted.replace(_BLOT, "...") if encoding == _BYTES else blotted
        return told.encode(encoding, "surrogatepass")

    def _blotted(self, line: str) -> str:
        for pattern in self._patterns():
            line = pattern.sub(_BLOT, line)
        return line

    def _patterns(self) -> list[re.Pattern[str]]:
        # A user's name may be a word like any other.
        return [spelled(piece) for piece in self.pieces if len(piece) >= _TELLING]


def _encoding_of(data: bytes) -> str:
    """UTF-8 where it is that, UTF-16 where it says so, else one in which a byte is a character."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not len(data) % 2:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _BYTES
    return "utf-8"


def _decoded(link: str) -> str:
    """A link as its server reads it, also where it was encoded more than once."""
    for _ in range(_TIMES):
        link = html.unescape(unquote_plus(link))
    return link


OPEN: Final = Guard()


def names_key(address: str) -> bool:
    """Whether an address has a name, a password, or a parameter that is called like a key."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return "@" in parts.netloc or any(_KEY_NAMES.fullmatch(name) for name, _ in pairs)


def secret_pieces(address: str) -> list[str]:
    """What of an address must not be shown, as it is written there, decoded; often nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return []
    found = [unquote(piece) for piece in (parts.username, parts.password) if piece]
    found += _in_query(parts.query) + _in_query(parts.fragment) + _in_path(parts)
    return [piece for piece in found if piece]


def _in_query(query: str) -> list[str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return [
        value
        for name, value in pairs
        if name not in _PUBLIC_NAMES and (_KEY_NAMES.fullmatch(name) or looks_random(value))
    ]


def _in_path(parts: SplitResult) -> list[str]:
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if "public" in steps:
        return []
    behind = steps[steps.index("private") + 1 :] if "private" in steps else []
    stems = [_SUFFIX.sub("", step) for step in steps]
    return [s for step, s in zip(steps, stems, strict=True) if step in behind or looks_random(s)]


def looks_random(piece: str) -> bool:
    """Whether a piece of an address is a long string that nobody would write or remember."""
    if _UUID.search(piece):
        return True
    runs = _RUN.findall(piece)
    if any(len(run) >= _LONG and _is_random(run) for run in runs):
        return True
    # A key may have dashes in it. A title has words between them.
    words = sum(_WORD.fullmatch(run) is not None for run in runs)
    return words == 0 and len("".join(runs)) >= _LONG and _is_random("".join(runs))


def _is_random(run: str) -> bool:
    if _HEX.fullmatch(run):
        return True
    if run.isdigit():
        return False
    if any(c.isdigit() for c in run):
        return _changes(run, str.isdigit) >= _TURNS
    if _changes(run, str.isupper) >= _OFTEN * len(run):
        return True
    return sum(c in "aeiouyAEIOUY" for c in run) < _FEW_VOWELS * len(run)


def _changes(run: str, is_one: Callable[[str], bool]) -> int:
    """How often the run goes over to what `is_one` tells apart, or back."""
    return sum(is_one(a) != is_one(b) for a, b in pairwise(run))
