"""What of an address may be shown, and by which name what stands there is known."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from retrieval.models import PUBLIC
from retrieval.sources.base import Source
from retrieval.sources.secrets import Guard, secret_pieces

_LINK: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# What newsletters and networks hang onto a link to see who follows it; no server needs it.
_TRACKING: Final = re.compile(
    r"utm_\w+|mc_[ce]id|_hs(?:enc|mi)|hsa_\w+|[a-z]{1,3}clid|wbraid|gbraid|igshid|mkt_tok|vero_id"
    r"|oly_\w+_id|_openstat|ref_src|ref_url|publication_id|isFreemail|triedRedirect",
    re.IGNORECASE,
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SUFFIX: Final = re.compile(r"\.\w{1,5}$")
_NAME_LENGTH: Final = 40
# All members of a server, and no circle among them, as in "server:7/patrons".
_WHOLE_SERVER: Final = re.compile(r"server:\d+")


def is_link(location: str) -> bool:
    """Whether a location is an address and no path."""
    return _LINK.match(location.strip()) is not None


def names_server(address: str) -> bool:
    """Whether an address can be understood so far that it leads to some server."""
    try:
        parts = urlsplit(address.strip())
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_private(source: Source) -> bool:
    """Whether nobody but those who manage a source may know more of its link than the host.

    So it is where it carries a name and a password, or what looks like a key (`secrets.py`), and
    where somebody has named those who may read it, as one does for subscribers. That something is
    read in one server alone says where it was added, and nothing of the link.
    """
    named = _is_named(source.defaults.audience or PUBLIC)
    return is_link(source.location) and (named or has_secret(source.location))


def _is_named(audience: str) -> bool:
    return audience != PUBLIC and not _WHOLE_SERVER.fullmatch(audience)


def has_secret(address: str) -> bool:
    """Whether an address carries a password, or what looks like a key."""
    return bool(secret_pieces(address))


def guard_of(source: Source, address: str) -> Guard:
    """What no document of a source may tell of its link, which led to `address` in the end."""
    private = is_private(source) or has_secret(address)
    pieces = [*secret_pieces(source.location), *secret_pieces(address)]
    if private and not pieces:
        pieces = [*_likely_pieces(source.location), *_likely_pieces(address)]
    return Guard(private, tuple(dict.fromkeys(pieces)))


def _likely_pieces(address: str) -> Iterator[str]:
    """What may let somebody in by a private link in which nothing looks like a key."""
    parts = _split(address)
    yield from (value for _, value in _query(parts) if value)
    steps = (_SUFFIX.sub("", unquote(step)) for step in parts.path.split("/"))
    yield from (s for s in steps if s.isalnum() and not s.isalpha() and not s.isdigit())
    if parts.path.strip("/"):
        yield _host(parts) + parts.path


def shown_location(source: Source) -> str:
    """A source's location as anybody may see it; of a private link, its host alone."""
    if not is_link(source.location):
        return source.location
    return shown_address(source.location, private=is_private(source))


def shown_address(address: str, *, private: bool | None = None) -> str:
    """An address as anybody may see it; `private` where it is known to be, or not to be."""
    parts = _split(address)
    if has_secret(address) if private is None else private:
        return f"{parts.scheme}://{_host(parts)}/…"
    return canonical(address)


def canonical(address: str) -> str:
    """An address without what does not name the document.

    That is a user's name and password, the scheme's own port, the fragment, and tracking.
    """
    parts = _split(address)
    kept = [(k, v) for k, v in _query(parts) if not _TRACKING.fullmatch(k)]
    # As it stands, if nothing is taken out: another way of writing it may be another page.
    query = parts.query if len(kept) == len(_query(parts)) else urlencode(kept)
    return parts._replace(
        scheme=parts.scheme.lower(),
        netloc=_host(parts),
        path=parts.path or "/",
        query=query,
        fragment="",
    ).geturl()


def document_name(source: Source, address: str, *, private: bool) -> str:
    """What the page at an address is known by; of a private one, the host and a fingerprint.

    Where the page is not the operator's own for everybody, its source's name stands before it: what
    one server has added, and who may read it there, is nothing to another one.
    """
    known = f"{_host(_split(address))}/{fingerprint(address)}" if private else canonical(address)
    return known if is_everybodys(source) and not private else f"{source.name}/{known}"


def is_everybodys(source: Source) -> bool:
    """Whether a source is the operator's, and what it offers may be read by everybody."""
    return not source.owner and source.defaults.audience in (None, PUBLIC)


def fingerprint(text: str) -> str:
    """Twelve characters that stand for a text and do not tell it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def name_for(location: str, *, private: bool = False) -> str:
    """A name for a source that was given none; of a `private` link it tells the host alone."""
    if not is_link(location):
        return _plain(_name_of_path(location))
    host = _host(_split(location)).removeprefix("www.")
    if private or has_secret(location):
        return _plain(f"{host}-{fingerprint(location)[:6]}")
    return _plain(host + _SUFFIX.sub("", _split(location).path))


def _name_of_path(location: str) -> str:
    wild = [part for part in Path(location).parts if not set(part) & set("*?[")]
    path = Path(*wild).absolute()
    return path.parent.name if path.name == "sources.toml" else path.stem


def _plain(name: str) -> str:
    plain = re.sub(r"[^\w.]+", "-", name).strip("-.")
    return plain[:_NAME_LENGTH].rstrip("-.") or "source"


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:  # "http://[": nothing of it is an address
        return SplitResult("http", "", "", "", "")


def _host(parts: SplitResult) -> str:
    """The host, and the port where it is not the scheme's own."""
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name
    try:
        port = parts.port
    except ValueError:
        return host
    own = port is None or port == _DEFAULT_PORTS.get(parts.scheme.lower())
    return host if own else f"{host}:{port}"


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True)
