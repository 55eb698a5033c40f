"""Which address leads closest to where words stand: a recording's at their time, or the page's.

A time that lies past a recording's known length was taken from another cut of it (advertisements
shift it), so it leads nowhere and is left out.
"""

import math
import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from retrieval.models import Locator, Work

_YOUTUBE = re.compile(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com", re.IGNORECASE)
_YOUTUBE_SHORT = "youtu.be"
_VIDEO_PATH = re.compile(r"/(?:live|shorts|v)/[\w-]+/?")
_EMBEDDED = re.compile(r"/embed/(?P<id>[\w-]+)/?")
_VIMEO = re.compile(r"(?:(?:www|player)\.)?vimeo\.com", re.IGNORECASE)
_VIMEO_PATH = re.compile(r"(?:/[\w-]+)*/\d+(?:/\w+)?/?")
_FILE = re.compile(
    r"\.(?:mp3|m4a|m4b|aac|ogg|oga|opus|wav|flac|weba|mp4|m4v|mov|webm|ogv)", re.IGNORECASE
)


def closest_link(at: Locator, work: Work) -> str | None:
    """The address closest to words that stand at `at` in `work`; None where none is known.

    That of the stretch itself, else the recording's at their time, else the work's.
    """
    plain = work.url or work.media
    if at.url or at.timestamp is None or not _is_within(at.timestamp, work.duration):
        return at.url or plain
    timed = (_timed(url, int(at.timestamp)) for url in (work.url, work.media) if url)
    return next((link for link in timed if link), plain)


def _is_within(timestamp: float, duration: float | None) -> bool:
    return math.isfinite(timestamp) and 0 <= timestamp < (duration or math.inf)


def _timed(url: str, seconds: int) -> str | None:
    """The address of a recording at a time; None of a page, which has no times."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    if video := _youtube_video(parts, host):
        return video._replace(query=_with_time(video.query, seconds)).geturl()
    if _VIMEO.fullmatch(host) and _VIMEO_PATH.fullmatch(parts.path):
        return _at_fragment(parts, f"{seconds}s")
    return _at_fragment(parts, str(seconds)) if _is_file(parts.path) else None


def _youtube_video(parts: SplitResult, host: str) -> SplitResult | None:
    """The address of a YouTube video that takes a time; None of anything else there is."""
    if host.casefold() == _YOUTUBE_SHORT:
        return parts if parts.path.strip("/") else None
    if not _YOUTUBE.fullmatch(host):
        return None
    if embedded := _EMBEDDED.fullmatch(parts.path):
        # A player for other pages reads no "t".
        query = urlencode([("v", embedded["id"]), *parse_qsl(parts.query, keep_blank_values=True)])
        return parts._replace(netloc="www.youtube.com", path="/watch", query=query)
    watched = parts.path.rstrip("/") == "/watch" and dict(parse_qsl(parts.query)).get("v")
    return parts if watched or _VIDEO_PATH.fullmatch(parts.path) else None


def _with_time(query: str, seconds: int) -> str:
    """A query with this time in place of any other."""
    kept = [part for part in query.split("&") if part and part.split("=")[0] not in {"t", "start"}]
    return "&".join([*kept, f"t={seconds}"])


def _at_fragment(parts: SplitResult, time: str) -> str:
    """A media fragment (W3C, "Media Fragments URI 1.0"), beside whatever else stands there."""
    kept = [part for part in parts.fragment.split("&") if part and not part.startswith("t=")]
    return parts._replace(fragment="&".join([*kept, f"t={time}"])).geturl()


def _is_file(path: str) -> bool:
    name = path.rpartition("/")[2]
    return bool(_FILE.fullmatch(name[name.rfind(".") :])) if "." in name else False
