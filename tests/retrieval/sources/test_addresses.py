"""What of a location may be shown, and by which name is a page known?"""

from dataclasses import replace

import pytest

from retrieval.intervals import seconds_of
from retrieval.readers.base import Entry
from retrieval.sources.addresses import (
    canonical,
    document_name,
    has_secret,
    is_link,
    is_private,
    name_for,
    shown_location,
)
from retrieval.sources.base import Source

PRIVATE = [
    "https://ada:pass@pier.example/feed",
    "https://ada@pier.example/feed",
    "https://www.patreon.com/rss/pier?auth=k3Y9fQ2mZx7",
    "https://pier.example/feed?token=abc",
    "https://pier.example/feed?access_token=abc&format=rss",
    "https://pier.example/feed?X-Api-Key=abc",
    "https://api.substack.com/feed/podcast/1234567/private/1b4e28ba-2fa1-11d2-883f-0016d3cca427.rss",
    "https://feeds.pier.example/private/short/feed.xml",
    "https://feeds.supercast.example/feeds/k3Y9fQ2mZx7Lw4Tb8Rv1",
    "https://feeds.pier.example/content/eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MTIzfQ.c2lnbmF0dXJlMTIz/a.rss",
    "https://pier.example/rss/9f86d081884c7d659a2feaa0c55ad015",
    "https://pier.example/rss/aGVsbG8td29y_bGQ-Zm9vYmFy0",
    "https://pier.example/rss/QWxhZGRpbkpvcGVuU2VzYW1l",
    "https://pier.example/rss/xkcqzvbnmwrtplkj",
    "https://pier.example/feed#token=abc",
]
PUBLIC = [
    "https://pier.example/",
    "https://pier.example/feed.xml",
    "https://pier.example/2025/09/14/how-to-tie-a-bowline-and-other-knots-for-beginners",
    "https://pier.example/blog/BuildingAgentsWithLangChainAndOthers",
    "https://pier.example/blog/gpt4-vs-claude3-and-llama3-70b-on-mistral7b",
    "https://pier.example/?p=12345",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/feeds/videos.xml?channel_id=UCX6OQ3DkcsbYNE6H8uQQuVA",
    "https://feeds.megaphone.fm/VMP5705694065",
    "https://feeds.simplecast.com/54nAGcIl",
    "https://feeds.acast.com/public/shows/1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    "https://changelog.com/practicalai/feed",
    "https://social.example/@ada/113456789012345678",
    "https://pier.example/donaudampfschifffahrtsgesellschaft",
]


def source(location: str, audience: str | None = None) -> Source:
    return Source("pier", location, Entry(audience=audience))


@pytest.mark.parametrize("location", PRIVATE)
def test_of_a_link_that_carries_a_key_only_the_host_is_shown(location: str) -> None:
    host = location.split("/")[2].rpartition("@")[2]

    assert is_private(source(location))
    assert shown_location(source(location)) == f"https://{host}/…"
    assert location.rsplit("/", maxsplit=1)[-1] not in name_for(location)
    assert name_for(location).startswith(host.removeprefix("www."))


@pytest.mark.parametrize("location", PUBLIC)
def test_a_public_link_is_shown_whole(location: str) -> None:
    assert not is_private(source(location))
    assert shown_location(source(location)) == location


@pytest.mark.parametrize("location", PUBLIC)
def test_of_a_link_that_is_not_for_everybody_only_the_host_is_shown(location: str) -> None:
    assert is_private(source(location, "subscribers"))
    assert shown_location(source(location, "subscribers")).endswith("/…")
    assert not is_private(source(location, "public"))


def test_a_path_is_no_link_and_is_shown_as_it_is() -> None:
    path = source("/srv/talks/k3Y9fQ2mZx7Lw4Tb8Rv1/*.md", "subscribers")

    assert not is_link(path.location)
    assert not is_private(path)
    assert shown_location(path) == path.location
    assert not is_link("C:\\talks")
    assert is_link("FTP://pier.example")


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("HTTP://Pier.Example:80", "http://pier.example/"),
        (
            "https://pier.example:443/A/?utm_source=x&b=1&fbclid=2#top",
            "https://pier.example/A/?b=1",
        ),
        ("https://pier.example:8443/a?q=a%20b+c", "https://pier.example:8443/a?q=a%20b+c"),
        ("https://pier.example/a?mc_cid=1&mc_eid=2", "https://pier.example/a"),
        ("https://ada:x@pier.example/a", "https://pier.example/a"),
        ("https://[2606:2800::1]:8080/a", "https://[2606:2800::1]:8080/a"),
        ("https://pier.example/a?empty=&utm_medium=", "https://pier.example/a?empty="),
    ],
)
def test_an_address_is_known_without_what_does_not_name_the_document(
    address: str, known_as: str
) -> None:
    assert canonical(address) == known_as
    assert canonical(known_as) == known_as


def test_a_private_page_is_known_by_its_host_and_a_fingerprint() -> None:
    name = document_name(source(""), "https://pier.example/a?token=abc", private=True)

    assert name.startswith("pier/pier.example/")
    assert "abc" not in name
    assert name != document_name(source(""), "https://pier.example/a?token=abd", private=True)


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://www.pier.example/podcast/feed.xml", "pier.example-podcast-feed"),
        ("https://pier.example/", "pier.example"),
        ("/srv/talks/**/*.md", "talks"),
        ("/srv/talks/sources.toml", "talks"),
        ("/srv/talks/a talk.md", "a-talk"),
        ("/srv/archive.zip", "archive"),
        ("/", "source"),
        ("https://", "source"),
    ],
)
def test_a_source_without_a_name_is_given_one(location: str, name: str) -> None:
    assert name_for(location) == name


@pytest.mark.parametrize("address", ["http://[", "https://a:99999/", "", "http://\x00/", "//"])
def test_what_is_no_address_does_no_harm(address: str) -> None:
    assert not has_secret(address)
    assert not is_private(replace(source(address), location=address))
    assert shown_location(source(address)) is not None
    assert canonical(address) is not None
    assert name_for(address)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("30m", 1800.0), ("6h", 21600.0), (" 1 D ", 86400.0), ("2w", 1209600.0), ("5m", 300.0)],
)
def test_an_interval_is_read_as_it_is_written(written: str, seconds: float) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "6", "h", "4m", "0h", "-6h", "6 hours", "1.5h", "9" * 99])
def test_what_is_no_interval_is_none(written: str) -> None:
    assert seconds_of(written) is None


def test_the_name_that_is_made_for_a_private_link_tells_its_host_alone() -> None:
    name = name_for("https://pier.example/u/short", private=True)

    assert name.startswith("pier.example-")
    assert "short" not in name
