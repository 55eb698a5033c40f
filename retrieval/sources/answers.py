"""What a server's answer to a request is: a document, a way on, or a reason why there is none."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from retrieval.errors import (
    LinkBusy,
    LinkError,
    LinkGone,
    LinkTooLarge,
    LinkUnreachable,
    LinkWrongType,
)
from retrieval.saying import noted

Headers = Mapping[str, str]

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LOGIN: Final = frozenset({401, 402, 403, 407})
_BUSY: Final = frozenset({429, 503})
_LONGEST_WAIT: Final = timedelta(days=7)
_USUAL_WAIT: Final = timedelta(hours=1)
_DIGITS: Final = 10
_TEXTUAL: Final = re.compile(
    r"text/.+|application/(?:.+\+)?(?:xml|json|zip)(?:\+.+)?|application/(?:pdf|x-zip(?:-compressed)?|rss"
    r"|atom|octet-stream|x-octet-stream|download|x-download|force-download|x-subrip|srt|ttml"
    r"|x-pdf|markdown|x-markdown|x-toml|unknown)|binary/octet-stream"
)
# Either of zlib's and gzip's wrappings.
_EITHER: Final = 32 + zlib.MAX_WBITS
_PIECE: Final = 1 << 16


def check_status(status: int, headers: Headers, shown: str, now: datetime) -> None:
    """Raise a `LinkError` that calls the link `shown`, unless the answer holds a document."""
    if status == HTTPStatus.OK:
        return
    if status == HTTPStatus.GONE:
        raise LinkGone(
            "{name}: it is gone for good, its server says; remove the source.", name=shown
        )
    if status in _BUSY and (status == HTTPStatus.TOO_MANY_REQUESTS or "retry-after" in headers):
        raise _busy(headers.get("retry-after", ""), shown, now)
    raise LinkUnreachable(_trouble(status), name=shown, status=str(int(status)))


def _trouble(status: int) -> str:
    if status in _LOGIN:
        return noted(
            "{name}: its server asks for a login ({status}); check the link, or give a public one."
        )
    if status == HTTPStatus.NOT_FOUND:
        return noted("{name}: there is nothing at this address ({status}); check the link.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return noted("{name}: its server is in trouble ({status}); try again later.")
    return noted("{name}: its server does not hand it out ({status}); check the link.")


def _busy(wish: str, shown: str, now: datetime) -> LinkError:
    until = min(now + _LONGEST_WAIT, max(now, _wished(wish, now))).astimezone(UTC)
    when = until.strftime("%Y-%m-%d %H:%M UTC")
    return LinkBusy(
        "{name}: its server asks to be left alone; try again after {when}.",
        until,
        name=shown,
        when=when,
    )


def _wished(wish: str, now: datetime) -> datetime:
    """The moment of a Retry-After header, which is a number of seconds or a date (RFC 9110)."""
    wish = wish.strip()
    if wish.isdecimal():
        # Python makes no number of thousands of digits.
        seconds = int(wish) if len(wish) < _DIGITS else _LONGEST_WAIT.total_seconds()
        return now + timedelta(seconds=min(seconds, _LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(wish)
    except (ValueError, OverflowError):
        return now + _USUAL_WAIT
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def check_type(media_type: str | None, shown: str) -> None:
    """Raise `LinkWrongType` where this is a type that holds no text."""
    if media_type is None or _TEXTUAL.fullmatch(media_type):
        return
    raise LinkWrongType(
        "{name}: it is no text but {type}; give the link of a page, a feed or a transcript.",
        name=shown,
        type=media_type,
    )


def type_of(headers: Headers) -> tuple[str | None, str | None]:
    """The media type and the charset that the answer names, each None where it does not."""
    if not headers.get("content-type", "").strip():
        return None, None
    message = Message()
    message["content-type"] = headers["content-type"].replace("\r", " ").replace("\n", " ")
    return message.get_content_type(), message.get_content_charset()


def body(headers: Headers, chunks: Iterable[bytes], limit: int, shown: str) -> bytes:
    """The document in an answer, unpacked, of at most `limit` bytes.

    Raises `LinkTooLarge` as soon as there is more, `LinkUnreachable` where it cannot be unpacked.
    """
    announced = headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > _DIGITS or int(announced) > limit):
        raise _too_large(shown, limit)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise LinkUnreachable("{name}: it comes packed in a way that is unknown here.", name=shown)
    plain = encoding in {"identity", ""}
    try:
        return _at_most(limit, chunks if plain else _unpacked(chunks), shown)
    except (zlib.error, EOFError) as error:
        raise LinkUnreachable("{name}: it arrives damaged; try again later.", name=shown) from error


def _at_most(limit: int, pieces: Iterable[bytes], shown: str) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise _too_large(shown, limit)
    return bytes(whole)


def _too_large(shown: str, limit: int) -> LinkTooLarge:
    return LinkTooLarge(
        "{name}: it is larger than {size} MB; give a smaller part of it.",
        name=shown,
        size=f"{limit / 1e6:g}",
    )


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks unpacked, a little at a time, whatever they would grow to."""
    inflater = zlib.decompressobj(_EITHER)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:  # another gzip member follows
                inflater = zlib.decompressobj(_EITHER)
            begun = True
            yield inflater.decompress(rest, _PIECE)
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if begun:
        yield inflater.flush()
        if not inflater.eof:
            raise EOFError
