"""How much is fetched for somebody else's feed at once, and does the next sync go on there?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from retrieval import Library, Source
from retrieval.errors import LeftForLater, LinkBusy, LinkTooLarge, LinkUnreachable
from retrieval.sources.base import Fetched
from retrieval.sources.budgets import Budget, Considerate
from retrieval.sources.listing import listing_of
from tests.retrieval.fakes import opened

FEED = "https://pier.example/feed"
AT_ONCE = Budget().requests
LATER = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@dataclass
class Pages:
    """A `Fetch` over pages in memory; what is not there cannot be had, a moment is a wish."""

    pages: dict[str, str | datetime]
    asked: list[str] = field(default_factory=list)

    def __call__(
        self,
        address: str,
        *,
        known: Mapping[str, str] | None = None,
        **_: bool,
    ) -> Fetched:
        self.asked.append(address)
        page = self.pages.get(address)
        if isinstance(page, datetime):
            raise LinkBusy(f"{address}: its server asks to be left alone.", page)
        if page is None:
            raise LinkUnreachable(f"{address}: there is nothing at this address.")
        state = {"etag": str(hash(page))}
        if (known or {}).get("etag") == state["etag"]:
            return Fetched(address, b"", None, None, {}, unchanged=True)
        media_type = "text/vtt" if page.startswith("WEBVTT") else "application/rss+xml"
        return Fetched(address, page.encode(), media_type, "utf-8", state)


def feed(numbers: range, further: str = "") -> str:
    items = "".join(
        f"<item><title>No {n}</title><guid>{n}</guid>"
        f'<podcast:transcript url="https://pier.example/{n}.vtt" type="text/vtt"/></item>'
        for n in numbers
    )
    link = f'<atom:link rel="next" href="{further}"/>' if further else ""
    return (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
        f' xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Pier</title>{link}{items}'
        "</channel></rss>"
    )


def captions(*numbers: int) -> dict[str, str | datetime]:
    return {
        f"https://pier.example/{n}.vtt": f"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>Boat {n}.\n"
        for n in numbers
    }


@contextmanager
def over(pages: Pages, folder: Path, owner: str = "discord:7") -> Iterator[Library]:
    with opened(folder / "library", lister=partial(listing_of, fetch=pages)) as library:
        library.add_source(Source("pier", FEED, owner=owner))
        yield library


def test_what_is_too_much_for_one_sync_is_told_and_comes_with_the_next(tmp_path: Path) -> None:
    many = AT_ONCE + 10
    pages = Pages({FEED: feed(range(many), "https://pier.example/old"), **captions(*range(many))})
    pages.pages |= {"https://pier.example/old": feed(range(many, many + 1)), **captions(many)}
    with over(pages, tmp_path) as library:
        (first,) = library.sync()
        asked = len(pages.asked)
        (second,) = library.sync()
        (third,) = library.sync()
        (fourth,) = library.sync()

    assert asked == 1 + AT_ONCE
    assert (len(first.added), len(first.later), first.failed) == (AT_ONCE, 11, [])
    assert first.later[-1] == "pier: the feed's earlier entries"
    assert (len(second.added), second.later, second.failed) == (11, [], [])
    assert len(third.unchanged) == len(fourth.unchanged) == many + 1
    assert pages.asked[-1] == FEED
    assert pages.asked[-2] != FEED


def test_what_the_operator_has_added_is_fetched_whole(tmp_path: Path) -> None:
    many = AT_ONCE + 1
    pages = Pages({FEED: feed(range(many)), **captions(*range(many))})
    with over(pages, tmp_path, owner="") as library:
        (done,) = library.sync()

    assert (len(done.added), done.later) == (many, [])


def test_transcripts_that_never_come_keep_no_others_waiting(tmp_path: Path) -> None:
    many = AT_ONCE + 10
    pages = Pages({FEED: feed(range(many)), **captions(many - 1)})
    with over(pages, tmp_path) as library:
        (first,) = library.sync()
        (second,) = library.sync()
        (third,) = library.sync()

    assert (len(first.failed), len(first.later), first.added) == (AT_ONCE, 10, [])
    assert second.added == ["pier/309#transcript"]
    assert len(third.unchanged) == 1


def test_a_server_that_wants_to_be_left_alone_is_asked_once(tmp_path: Path) -> None:
    wishes = dict.fromkeys(captions(0, 1, 2), LATER)
    pages = Pages({FEED: feed(range(3)), **wishes})
    with over(pages, tmp_path, owner="") as library:
        (done,) = library.sync()

    assert pages.asked == [FEED, "https://pier.example/0.vtt"]
    assert (done.listed, done.until, len(done.failed), len(done.later)) == (True, LATER, 1, 2)


@pytest.mark.parametrize("budget", [Budget(requests=1), Budget(size=5), Budget(seconds=0.0)])
def test_a_budget_of_any_kind_ends(budget: Budget) -> None:
    fetch = Considerate(Pages({FEED: "Boats."}), budget)
    if not budget.is_spent:
        fetch(FEED)

    with pytest.raises(LeftForLater):
        fetch(FEED)


def test_what_is_refused_for_its_size_is_paid_for() -> None:
    def fetch(address: str, **_: object) -> Fetched:
        raise LinkTooLarge(f"{address}: it is too large.")

    budget = Budget()
    with pytest.raises(LinkTooLarge):
        Considerate(fetch, budget)("https://pier.example/")

    assert budget.size < Budget().size
