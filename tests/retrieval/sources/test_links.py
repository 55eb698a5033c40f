"""What does a link offer that is no feed's?"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnreadable, DocumentError
from retrieval.models import Work
from retrieval.readers.base import Entry
from retrieval.sources.base import Listing, Source
from retrieval.sources.listing import listing_of
from tests.retrieval.sources.web import Web
from tests.retrieval.sources.zips import zipped

PAGE = b"<!DOCTYPE html><html><body><p>Boats float.</p></body></html>"
KEY = "k3Y9fQ2mZx7Lw4Tb8Rv1"


def listed(
    web: Web, address: str, state: Mapping[str, str] | None = None, defaults: Entry | None = None
) -> Listing:
    return listing_of(Source("pier", address, defaults or Entry()), state or {}, web.fetcher())


def test_a_page_is_known_by_where_it_was_in_the_end_without_tracking(web: Web) -> None:
    web.put("/b?id=1&utm_source=x", PAGE, "text/html").send_to("/a", "/b?id=1&utm_source=x")
    chosen = Entry(work=Work(publisher="The Pier"), audience="public")

    listing = listed(web, web.at("/a"), defaults=chosen)
    (item,) = listing.items

    assert item.source == web.at("/b?id=1")
    assert item.entry.work == Work(url=web.at("/b?id=1"))
    assert item.entry.otherwise == Work(publisher="The Pier")
    assert (item.load().data, item.load().media_type) == (PAGE, "text/html")
    assert not listing.partial


def test_a_page_that_is_unchanged_is_not_fetched_again(web: Web) -> None:
    web.put("/a", PAGE, "text/html", Last_Modified="yesterday", ETag='"1"')

    first = listed(web, web.at("/a"))
    again = listed(web, web.at("/a"), first.state)

    assert again.unchanged
    assert not list(again.items)


def test_a_page_of_another_charset_is_handed_on_in_utf_8(web: Web) -> None:
    web.put("/a", "Caf\xe9".encode("latin-1"), "text/html; charset=iso-8859-1")
    web.put("/b", "Caf\xe9".encode("latin-1"), "text/html; charset=nonsense")

    assert [item.load().data for item in listed(web, web.at("/a")).items] == ["Café".encode()]
    assert [item.load().data for item in listed(web, web.at("/b")).items] == [b"Caf\xe9"]


@pytest.mark.parametrize("path", [f"/{KEY}/page", f"/page?token={KEY}"])
def test_a_page_behind_a_key_is_known_by_its_host_alone(web: Web, path: str) -> None:
    web.put(path, PAGE, "text/html")

    (item,) = listed(web, web.at(path)).items

    assert item.source.startswith(f"pier/pier.example:{web.port}/")
    assert KEY not in repr((item.source, item.entry, item.load().name))


def test_a_page_that_redirects_to_a_key_does_not_tell_it(web: Web) -> None:
    web.send_to("/a", f"/b?sig={KEY}").put(f"/b?sig={KEY}", PAGE, "text/html")

    (item,) = listed(web, web.at("/a")).items

    assert KEY not in repr((item.source, item.entry, item.load().name))


@pytest.mark.parametrize("media_type", ["application/zip", "application/octet-stream"])
def test_a_zip_behind_a_link_offers_its_members(web: Web, media_type: str) -> None:
    data = zipped({"a.txt": "Boats float.", "../b.txt": "x", "inner.zip": "x"})
    web.put("/talks.zip", data, media_type)

    listing = listed(web, web.at("/talks.zip"))

    assert [item.source for item in listing.items] == [f"{web.at('/talks.zip')}!/a.txt"]
    assert [item.load().data for item in listing.items] == [b"Boats float."]
    assert len(listing.failed) == 2


def test_a_book_is_one_document_though_it_is_a_zip(web: Web) -> None:
    web.put("/book.epub", zipped({"mimetype": "application/epub+zip"}, 0), "application/zip")

    assert len(list(listed(web, web.at("/book.epub")).items)) == 1


def test_a_zip_that_is_cut_off_is_one_plain_sentence(web: Web) -> None:
    web.put("/a.zip", zipped({"a.txt": "Boats float."})[:60], "application/zip")

    with pytest.raises(ArchiveUnreadable, match="pack it anew"):
        listed(web, web.at("/a.zip"))


def test_links_in_a_list_are_offered_with_its_files_and_one_that_fails_is_told(
    web: Web, tmp_path: Path
) -> None:
    web.put("/a", PAGE, "text/html")
    (tmp_path / "b.txt").write_text("Rope holds.")
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nlocation = "{web.at("/a")}"\naudience = "public"\npublisher = "The Pier"\n'
        f'[[source]]\nlocation = "{web.at("/gone?token=" + KEY)}"\n'
    )

    listing = listed(web, str(tmp_path))
    items = list(listing.items)

    assert [item.source for item in items] == [str(tmp_path / "b.txt"), web.at("/a")]
    assert items[1].entry.otherwise.publisher == "The Pier"
    assert listing.partial
    assert [failure.source for failure in listing.failed] == [f"http://pier.example:{web.port}/…"]
    assert KEY not in repr(listing.failed)


@pytest.mark.parametrize("location", ["ftp://pier.example/a", "http://127.0.0.1/", "https://"])
def test_a_link_that_leads_nowhere_good_is_one_plain_sentence(location: str) -> None:
    with pytest.raises(DocumentError) as caught:
        listing_of(Source("pier", location), {})

    assert "\n" not in str(caught.value)
