"""One source that does whatever it likes, and another that has to come in all the same."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from retrieval import Library, Source
from retrieval.reports import SourceSync
from retrieval.sources.base import Item, Lister, Listing
from retrieval.sources.listing import listing_of
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import in_step, passages_of
from tests.retrieval.sources.fakes import Shelves
from tests.retrieval.sources.test_feeds import item, rss
from tests.retrieval.sources.web import Web

GOOD = "Kites fly in the sky."
HALF = "\ud800"


def synced(folder: Path, lister: Lister) -> tuple[SourceSync, SourceSync]:
    """A sync of two sources, "a" and "b", where "b" is good."""
    with opened(folder / "library", lister=lister) as library:
        library.add_source(Source("a", "shelf://a"))
        library.add_source(Source("b", "shelf://b"))
        first, second = library.sync()
        assert in_step(library)
        assert GOOD in passages_of(library).values()
        return first, second


def beside_good(shelf: Callable[[Source], Listing]) -> Lister:
    good = Shelves({"shelf://b": {"good": GOOD}})

    def lister(source: Source, state: Mapping[str, str]) -> Listing:
        return shelf(source) if source.name == "a" else good(source, state)

    return lister


def test_a_source_that_breaks_in_a_way_that_nobody_foresaw_harms_no_other(tmp_path: Path) -> None:
    def broken(source: Source) -> Listing:
        raise OverflowError(source.location)

    first, second = synced(tmp_path, beside_good(broken))

    assert not first.listed
    assert [each.reason for each in first.failed] == ["a: it cannot be read (OverflowError)."]
    assert second.added == ["good"]


def test_what_came_before_a_source_broke_stays(tmp_path: Path) -> None:
    (boats,) = Shelves({"shelf://a": {"boats": "Boats float."}})(Source("a", "shelf://a"), {}).items

    def items() -> Iterator[Item]:
        yield boats
        raise ZeroDivisionError

    first, second = synced(tmp_path, beside_good(lambda _: Listing(items())))

    assert first.added == ["boats"]
    assert [each.reason for each in first.failed] == ["a: it cannot be read (ZeroDivisionError)."]
    assert second.added == ["good"]


def test_a_document_that_cannot_be_written_harms_no_other_and_is_tried_again(
    tmp_path: Path,
) -> None:
    # SQLite takes no name that is no text.
    shelves = Shelves({"shelf://a": {"one": "Boats float.", HALF: "Rope holds.", "two": "Tar."}})
    shelves.marks = dict.fromkeys(shelves.shelves["shelf://a"], "1")

    first, second = synced(tmp_path, beside_good(lambda source: Listing(shelves(source, {}).items)))

    assert first.added == ["one", "two"]
    assert [each.source for each in first.failed] == ["\ufffd"]
    assert second.added == ["good"]


@pytest.mark.parametrize(
    "broken",
    [
        "<pubDate>Mon, 01 Jan 99999999999999999999 00:00:00 GMT</pubDate>",
        "<pubDate>Mon, 01 Jan 2024 00:00:00 +99999999999999999999</pubDate>",
        "<author>A&#99999999999;</author>",
        "<author>A&amp;#xD800;</author>",
        f"<category>&#{'9' * 5000};</category>",
    ],
)
def test_a_feeds_impossible_dates_and_characters_cost_nothing_else(
    web: Web, tmp_path: Path, broken: str
) -> None:
    web.put("/feed", rss(item(1), item(2).replace("</item>", f"{broken}</item>")), "text/xml")
    with over(web, tmp_path) as library:
        library.add_source(Source("a", web.at("/feed")))

        (done,) = library.sync()

        assert (len(done.added), done.failed) == (2, [])


def test_half_a_character_in_the_titles_of_chapters_is_lost_alone(web: Web, tmp_path: Path) -> None:
    chapters = '{"chapters": [{"startTime": 0, "title": "Intro \\ud800 x"}]}'
    more = (
        f'<podcast:transcript url="{web.at("/t.vtt")}" type="text/vtt"/>'
        f'<podcast:chapters url="{web.at("/c.json")}"/>'
    )
    web.put("/t.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Boats float.\n", "text/vtt")
    web.put("/c.json", chapters, "application/json")
    web.put("/feed", rss(item(1).replace("</item>", f"{more}</item>")), "text/xml")
    with over(web, tmp_path) as library:
        library.add_source(Source("a", web.at("/feed")))

        (done,) = library.sync()

        assert (len(done.added), done.failed) == (2, [])
        headings = {
            stored.passage.heading
            for content in library.contents("a")
            for stored in content.passages
        }
        assert "Intro \ufffd x" in headings


def test_servers_that_ask_and_redirect_without_measure_end_no_sync(
    web: Web, tmp_path: Path
) -> None:
    web.send_to("/long", "a" * 65_530)
    web.put("/wait", status=429, Retry_After="9" * 5000)
    web.put("/date", status=429, Retry_After="Mon, 01 Jan 99999999999999999999 00:00:00 GMT")
    web.put("/size", "Boats.", Content_Length="9" * 5000)
    web.put("/z", GOOD)
    with over(web, tmp_path) as library:
        for name in ("long", "wait", "date", "size", "z"):
            library.add_source(Source(name, web.at(f"/{name}")))

        done = {each.name: each for each in library.sync()}

        assert len(done.pop("z").added) == 1
        assert [len(each.failed) for each in done.values()] == [1, 1, 1, 1]
        reasons = {name: each.failed[0].reason for name, each in done.items()}
        assert "redirects to no address" in reasons["long"]
        assert "left alone" in reasons["wait"]
        assert "left alone" in reasons["date"]


def over(web: Web, tmp_path: Path) -> AbstractContextManager[Library]:
    return opened(tmp_path / "library", lister=partial(listing_of, fetch=web.fetcher()))
