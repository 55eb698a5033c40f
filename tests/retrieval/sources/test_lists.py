"""A list of sources in step: its links are asked for news alone, as often as its rows ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library, Source
from retrieval.errors import DocumentUnreadable
from retrieval.reports import Failure
from retrieval.sources.base import Item, Listing
from retrieval.sources.listing import interval_of, listing_of
from retrieval.sources.places import place_listing
from tests.retrieval.fakes import opened
from tests.retrieval.sources.web import Web

BOATS = "Boats float on water because they push it away, and rope holds them at the pier."
KITES = "Kites rise in the wind because a line holds them, and they fall where it is cut."
CAPTIONS = f"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada Brook>{BOATS}\n"


def page(said: str) -> str:
    return f"<!DOCTYPE html><html><body><article><p>{said}</p></article></body></html>"


def put_feed(web: Web, etag: str, *entries: str, language: str = "") -> None:
    said = f'type="text/vtt" language="{language}"'
    transcript = f'<podcast:transcript url="{web.at("/1.vtt")}" {said}/>'
    items = "".join(f"<item><title>T</title><guid>{e}</guid>{transcript}</item>" for e in entries)
    web.put(
        "/feed",
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
        f"<title>The Pier</title>{items}</channel></rss>",
        "application/rss+xml",
        ETag=etag,
    )


@pytest.fixture
def library(tmp_path: Path, web: Web) -> Iterator[Library]:
    web.put("/page", page(KITES), "text/html", ETag='"1"').put("/1.vtt", CAPTIONS, "text/vtt")
    put_feed(web, '"1"', "1")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "a.txt").write_text("Glue is sticky stuff that holds planks together for years.")
    (shelf / "sources.toml").write_text(
        f'[[source]]\nlocation = "{web.at("/page")}"\nevery = "1d"\n'
        f'[[source]]\nlocation = "{web.at("/feed")}"\nname = "pier"\nrefresh = "6h"\n'
    )
    fetch = web.fetcher()
    with opened(
        tmp_path / "library", lister=lambda s, state: listing_of(s, state, fetch)
    ) as opened_:
        opened_.add_source(Source("shelf", str(shelf)))
        yield opened_


def conditional(web: Web) -> list[str]:
    return [path for path, headers in web.asked if "If-None-Match" in headers]


def test_links_in_a_list_are_asked_for_news_and_what_they_offered_stays(
    library: Library, web: Web
) -> None:
    (first,) = library.sync()
    web.asked.clear()

    (again,) = library.sync()

    assert len(first.added) == 3
    assert conditional(web) == web.paths() == ["/page", "/feed"]
    assert sorted(again.unchanged) == sorted(first.added)
    assert not [*again.added, *again.changed, *again.vanished, *again.failed]


def test_what_is_new_in_one_link_of_a_list_is_taken_in_and_nothing_else_is_read(
    library: Library, web: Web
) -> None:
    library.sync()
    library.sync()
    put_feed(web, '"2"', "1", "2")
    web.asked.clear()

    (done,) = library.sync()

    assert done.added == ["pier/2#transcript"]
    assert len(done.unchanged) == 3
    assert web.paths() == ["/page", "/feed", "/1.vtt"]


def test_a_link_that_fails_costs_the_others_nothing(library: Library, web: Web) -> None:
    library.sync()
    web.put("/page", status=500)
    (failing,) = library.sync()
    web.put("/page", page(KITES), "text/html", ETag='"1"').asked.clear()

    (done,) = library.sync()

    assert len(failing.failed) == 1
    assert not failing.vanished
    assert len(failing.unchanged) == 2
    assert conditional(web) == web.paths() == ["/page", "/feed"]
    assert len(done.unchanged) == 3


def test_a_document_that_could_not_be_read_is_tried_again(library: Library, web: Web) -> None:
    web.put("/1.vtt", status=404)
    (failing,) = library.sync()
    web.put("/1.vtt", CAPTIONS, "text/vtt").asked.clear()

    (done,) = library.sync()

    assert len(failing.failed) == 1
    assert done.added == ["pier/1#transcript"]
    assert conditional(web) == ["/page"]


def test_a_transcript_that_is_gone_is_told_again_though_its_feed_is_as_it_was(
    library: Library, web: Web
) -> None:
    library.sync()
    put_feed(web, '"2"', "1", language="en")
    web.put("/1.vtt", status=410)

    (gone,) = library.sync()
    (again,) = library.sync()

    assert gone.vanished == again.vanished == ["pier/1#transcript"]


def test_a_list_is_looked_at_as_often_as_its_most_impatient_row_asks_for(
    library: Library, tmp_path: Path
) -> None:
    assert [status.every for status in library.origins()] == [21600.0]
    (tmp_path / "shelf" / "sources.toml").write_text('[defaults]\nevery = "2d"\n')
    assert [status.every for status in library.origins()] == [172_800.0]
    (tmp_path / "shelf" / "sources.toml").write_text("broken")
    assert [status.every for status in library.origins()] == [None]


def test_an_interval_that_was_chosen_for_a_list_is_its_interval(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nlocation = "talks"\nevery = "6h"\n')

    assert interval_of(Source("shelf", str(tmp_path), every=3600.0)) == 3600.0
    assert interval_of(Source("shelf", str(tmp_path / "sources.toml"))) == 21600.0
    assert interval_of(Source("shelf", "https://pier.example/feed")) is None


def test_what_failed_before_a_part_of_a_list_breaks_off_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nlocation = "talks"\n')

    def breaks_off() -> Iterator[Item]:
        raise DocumentUnreadable("talks: it breaks off.")
        yield

    def place(source: Source, _: object) -> Listing:
        failed = [Failure("talks/a.txt", "It is encrypted.")]
        return Listing(breaks_off(), failed) if source.name == "talks" else place_listing(source)

    monkeypatch.setattr("retrieval.sources.listing.place_listing", place)

    found = listing_of(Source("shelf", str(tmp_path / "sources.toml")), {})

    assert not list(found.items)
    assert [failure.reason for failure in found.failed] == [
        "It is encrypted.",
        "talks: it breaks off.",
    ]


def test_when_a_busy_server_wants_to_be_asked_again_is_in_the_report(
    library: Library, web: Web
) -> None:
    web.put("/busy", status=429, Retry_After="600").put("/broken", status=500)
    library.add_source(Source("busy", web.at("/busy")))
    library.add_source(Source("broken", web.at("/broken")))

    busy, broken = library.sync(["busy", "broken"])

    assert busy.until is not None
    assert busy.until.utcoffset() is not None
    assert broken.until is None


GLUE = "Glue is sticky stuff that holds planks together for years."
KEPT = 'audience = "crew"\n'


def audiences(library: Library) -> dict[str, str]:
    found = (content.document for content in library.contents("shelf"))
    return {Path(document.source).name: document.work.audience for document in found}


def told_of_a_lost_sidecar(library: Library) -> list[str]:
    (done,) = library.sync()
    return [failure.source for failure in done.failed if "it is gone" in failure.reason]


def test_a_sidecar_that_vanishes_lets_nobody_read_what_it_kept_from_them(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    sidecar = shelf / "sources.toml"
    for name in ("a.txt", "b.txt"):
        (shelf / name).write_text(GLUE)
    sidecar.write_text(f'[defaults]\n{KEPT}[[source]]\nfile = "b.txt"\naudience = "public"\n')
    with opened(tmp_path / "library") as library:
        library.add_source(Source("shelf", str(shelf)))
        library.sync()
        sidecar.unlink()
        (shelf / "new.txt").write_text(GLUE)
        (shelf / "bad.txt").write_bytes(b"\xff\xfe\xfd")

        assert [told_of_a_lost_sidecar(library) for _ in range(3)] == [[str(sidecar)]] * 3
        assert audiences(library) == {"a.txt": "crew", "b.txt": "public", "new.txt": "crew"}

        sidecar.write_text('[defaults]\naudience = "public"\n')
        assert told_of_a_lost_sidecar(library) == []
        assert set(audiences(library).values()) == {"public"}
        sidecar.unlink()
        assert told_of_a_lost_sidecar(library) == []


def test_a_sidecar_below_a_listed_folder_is_missed_too(tmp_path: Path) -> None:
    shelf, below = tmp_path / "shelf", tmp_path / "below"
    for folder in (shelf, below):
        folder.mkdir()
    (shelf / "sources.toml").write_text('[[source]]\nlocation = "../below"\n')
    (below / "a.txt").write_text(GLUE)
    (below / "sources.toml").write_text(f"[defaults]\n{KEPT}")
    with opened(tmp_path / "library") as library:
        library.add_source(Source("shelf", str(shelf)))
        library.sync()
        (below / "sources.toml").unlink()

        assert [len(told_of_a_lost_sidecar(library)) for _ in range(3)] == [1, 1, 1]
        assert audiences(library) == {"a.txt": "crew"}


def test_a_link_in_a_list_that_wants_to_be_left_alone_says_until_when(
    library: Library, web: Web
) -> None:
    web.put("/page", status=429, Retry_After="3600")

    (done,) = library.sync()

    assert done.until is not None
    assert done.listed
    assert "left alone" in done.failed[0].reason
