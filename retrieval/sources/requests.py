"""What a server is asked, and what of it is carried on to where it redirects."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from retrieval.errors import LinkRefused
from retrieval.sources.addresses import has_secret, shown_address

USER_AGENT: Final = "Pullquote/0.1 (reads feeds and pages for a Discord community)"
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, text/html, application/xhtml+xml, text/vtt,"
    " application/json, application/pdf, application/epub+zip, application/zip,"
    " application/xml;q=0.9, text/*;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Request:
    """One step of a fetch; `private` and `shown` are the whole fetch's."""

    url: httpx.URL
    headers: Mapping[str, str]
    private: bool
    shown: str

    @property
    def address(self) -> str:
        """Where it goes, in full."""
        return str(self.url.copy_with(fragment=None))

    @property
    def is_conditional(self) -> bool:
        """Whether it asks for news alone."""
        return bool({"If-None-Match", "If-Modified-Since"} & self.headers.keys())

    def to(self, location: str) -> "Request":
        """The request that a redirect asks for, with the password only to the same server."""
        url = _without_user(_joined(self.url, _parsed(location, self.shown), self.shown))
        downgrade = self.url.scheme == "https" and url.scheme == "http"
        if downgrade and (self.private or "Authorization" in self.headers):
            raise LinkRefused(
                "{name}: it redirects to an address without https, where others could read "
                "its key; ask its publisher for another link.",
                name=self.shown,
            )
        kept = {
            name: value
            for name, value in self.headers.items()
            if name != "Authorization" or _server(url) == _server(self.url)
        }
        return Request(url, kept, self.private, self.shown)


def first_request(
    address: str, known: Mapping[str, str], *, private: bool, trusted: bool
) -> Request:
    """The first request of a fetch, as `Fetcher` is asked for it. Raises `LinkRefused`."""
    private = private or has_secret(address)
    shown = shown_address(address, private=private)
    url = _parsed(address.strip(), shown)
    if url.userinfo and not trusted:
        raise LinkRefused(
            "{name}: a link with a name and a password in it is only fetched for the operator.",
            name=shown,
        )
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **_authorization(url),
        **_conditions(known),
    }
    return Request(_without_user(url), headers, private, shown)


def _parsed(address: str, shown: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise LinkRefused("{name}: it is no address that can be understood.", name=shown) from error


def _joined(base: httpx.URL, location: httpx.URL, shown: str) -> httpx.URL:
    try:
        # Together they may be longer than an address may be.
        return base.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise LinkRefused(
            "{name}: it redirects to no address that can be understood; check the link.", name=shown
        ) from error


def _without_user(url: httpx.URL) -> httpx.URL:
    return url.copy_with(username=None, password=None)


def _authorization(url: httpx.URL) -> dict[str, str]:
    if not url.userinfo:
        return {}
    pair = b64encode(f"{url.username}:{url.password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def _server(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _conditions(known: Mapping[str, str]) -> dict[str, str]:
    asked = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last-modified")}
    return {name: value for name, value in asked.items() if value}
