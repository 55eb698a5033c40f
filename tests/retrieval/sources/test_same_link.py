"""Two servers, or two audiences of one, add the same link: what has each of them?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Entry, Library, Source
from retrieval.sources.listing import listing_of
from tests.retrieval.fakes import opened
from tests.retrieval.sources.web import Web
from tests.retrieval.sources.zips import zipped

SAID = "Boats float on water because they push it away, and rope holds them at the pier."
PAGE = f"<!DOCTYPE html><html><body><article><p>{SAID}</p></article></body></html>"
FEED = (
    "<rss><channel><title>The Pier</title><item><title>Rope</title>"
    f"<guid>https://pier.example/1</guid><description>{SAID}</description></item></channel></rss>"
)


@pytest.fixture
def library(tmp_path: Path, web: Web) -> Iterator[Library]:
    web.put("/page", PAGE, "text/html").put("/feed", FEED, "application/rss+xml")
    web.put("/talks.zip", zipped({"a.txt": SAID}), "application/zip")
    fetch = web.fetcher()
    lister = lambda source, state: listing_of(source, state, fetch)  # noqa: E731 - as short as it is
    with opened(tmp_path / "library", lister=lister) as library:
        yield library


PATHS = ["/page", "/feed", "/talks.zip"]
SERVERS = [("server:7", "discord:7"), ("server:8", "discord:8")]
EVERYBODY = [("public", "discord:7"), ("public", "discord:8")]
WITH_OPERATOR = [(None, ""), ("server:7", "discord:7")]
AUDIENCES = [("server:7", "discord:7"), ("server:7/patrons", "discord:7")]
OPERATORS = [(None, ""), ("patrons", "")]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("chosen", [SERVERS, EVERYBODY, WITH_OPERATOR, AUDIENCES, OPERATORS])
def test_each_has_what_the_link_offers(
    library: Library, web: Web, path: str, chosen: list[tuple[str | None, str]]
) -> None:
    same = len({owner for _, owner in chosen}) == 1
    for number, (audience, owner) in enumerate(chosen):
        # An owner cannot add a location twice, but write it in another way.
        location = web.at(path) + "#" * (number * same)
        library.add_source(Source(f"pier {number}", location, Entry(audience=audience), owner))

    first, second = library.sync()

    assert [len(first.added), len(second.added)] == [1, 1]
    assert not second.elsewhere
    assert [status.documents for status in library.origins()] == [1, 1]
    library.remove_source("pier 0")
    assert [status.documents for status in library.origins()] == [1]


def test_the_operators_public_page_is_known_by_its_address_and_kept_once(
    library: Library, web: Web
) -> None:
    library.add_source(Source("pier", web.at("/page")))
    library.add_source(Source("pier again", web.at("/page?utm_source=x")))
    web.put("/page?utm_source=x", PAGE, "text/html")

    first, second = library.sync()

    assert (first.added, second.elsewhere) == ([web.at("/page")], [web.at("/page")])
