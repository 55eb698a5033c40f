"""From /sources add to a quote, through a real library and a small web: what a server meets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import discord
import pytest
import simcord

from bot.desk import Desk
from retrieval import Library, LibrarySettings, Source
from retrieval.lock import LibraryLock
from retrieval.sources.base import Listing
from retrieval.sources.listing import listing_of
from tests.bot.conftest import Stage
from tests.bot.sources.test_commands import add
from tests.retrieval.fakes import HashEmbedder
from tests.retrieval.sources.web import Web
from tests.retrieval.sources.web import web as small_web

KEY = "k3Y9fQ2mZx7Lw4Tb8Rv1"
PAGE = "The harbour lanterns burn whale oil because the governor forbade paraffin last winter."
SAID = "Ropes rot from the inside where the salt crystals cut the fibres during every storm."
PAID = "Subscribers learn that the drydock auction will be postponed until September after all."
CAPTIONS = f"WEBVTT\n\n00:01:05.000 --> 00:01:12.000\n<v Ada Brook>{SAID}\n"


@pytest.fixture
def web() -> Iterator[Web]:
    with small_web() as web:
        yield web


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Iterator[Desk]:
    def lister(source: Source, state: Mapping[str, str]) -> Listing:
        return listing_of(source, state, web.fetcher())

    def opener(settings: LibrarySettings, *, create: bool = False) -> Library:
        settings.library.mkdir(exist_ok=create)
        return Library(
            settings.library, HashEmbedder(), LibraryLock(settings.library), lister=lister
        )

    desk = Desk(LibrarySettings(library=tmp_path / "library"), opener=opener)
    desk.open(Path("no-seeds"), lambda *_: None).result(20)
    yield desk
    desk.close(5)


def page(words: str) -> str:
    body = f"<article><h1>Notes</h1><p>{words}</p></article>"
    return f"<!DOCTYPE html><html><head><title>Notes</title></head><body>{body}</body></html>"


def feed(web: Web) -> str:
    return (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        "<title>The Pier</title><item><guid>one</guid><title>On Rope</title>"
        '<enclosure url="https://cdn.example/one.mp3" type="audio/mpeg"/>'
        "<itunes:duration>600</itunes:duration>"
        f'<podcast:transcript url="{web.at("/one.vtt")}" type="text/vtt"/>'
        "</item></channel></rss>"
    )


async def asked(stage: Stage, who: simcord.MemberActor, channel: simcord.ChannelHandle) -> str:
    """All that a channel is told about the words of all three sources, but for the questions."""
    for words in (PAGE, SAID, PAID):
        await who.slash(channel, "ask", question=f"What of this: {words}")
    lines = "\n".join(stage.said(channel)).replace("\\", "").splitlines()
    return "\n".join(line for line in lines if not line.startswith("-# Asked:"))


async def test_a_link_that_was_added_is_quoted_with_its_place_and_never_with_its_key(
    stage: Stage, manager: simcord.MemberActor, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    other = stage.env.create_guild("Other")
    elsewhere = other.create_text_channel("general")
    role = other.create_role("m", permissions=discord.Permissions(manage_guild=True))
    boss = other.add_member(stage.env.create_user("boss"), roles=[role])
    web.put("/notes", page(PAGE), "text/html")
    web.put("/feed", feed(web), "application/rss+xml")
    web.put("/one.vtt", CAPTIONS, "text/vtt")
    web.put(f"/paid?token={KEY}", page(PAID), "text/html")

    told = [
        await add(stage, manager, link=web.at("/notes"), name="Notes"),
        await add(stage, manager, link=web.at("/feed"), name="Show"),
        await add(stage, boss, elsewhere, link=web.at(f"/paid?token={KEY}"), name="Paid"),
    ]
    here, there = await asked(stage, manager, stage.channel), await asked(stage, boss, elsewhere)

    assert all("1 added" in answer for answer in told), told
    assert PAGE in here
    assert web.at("/notes") in here
    assert SAID in here
    assert "https://cdn.example/one.mp3#t=65" in here
    assert PAID not in here
    assert PAID in there
    assert PAGE not in there
    assert SAID not in there
    shown = [*told, here, there, *capsys.readouterr()]
    assert KEY not in "".join(shown)
    assert KEY not in str([call.json for call in stage.env.http_requests])
