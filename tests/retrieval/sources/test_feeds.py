"""What does a feed offer, and what of it is shown?"""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import (
    DocumentError,
    FeedUnreadable,
    LinkBusy,
    LinkError,
    LinkGone,
    LinkRefused,
    LinkUnreachable,
)
from retrieval.models import Kind, Work
from retrieval.readers import document_from
from retrieval.readers.base import Entry
from retrieval.sources.base import Item, Listing, Source
from retrieval.sources.feeds import feed_from, is_feed
from retrieval.sources.listing import listing_of
from tests.retrieval.sources.web import Web

KEY = "k3Y9fQ2mZx7Lw4Tb8Rv1"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:psc="http://podlove.org/simple-chapters" '
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
EPISODE = """
<item><title>Rope &amp; Tar</title><guid isPermaLink="false">ep-1</guid>
<link>https://pier.example/1?utm_source=rss</link>
<pubDate>Mon, 01 Sep 2025 23:30:00 -0500</pubDate><itunes:author>Pier Media</itunes:author>
<itunes:duration>1:02:03</itunes:duration>
<description>&lt;p&gt;We speak of rope and of tar.&lt;/p&gt;</description>
<enclosure url="https://cdn.example/1.mp3?utm_medium=feed" type="audio/mpeg" length="1"/>
<podcast:person role="guest">Ben Coe</podcast:person>
<podcast:person>Ada Brook</podcast:person>
<podcast:person role="guest">Cleo  Dunn</podcast:person>
<podcast:person role="Producer">Dee Elm</podcast:person>
{more}</item>
"""
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada Brook>Boats float.\n"


def rss(*items: str, head: str = "<title>The Pier</title><language>en-us</language>") -> str:
    return f'<rss version="2.0" {NAMESPACES}><channel>{head}{"".join(items)}</channel></rss>'


def episode(more: str = "") -> str:
    return EPISODE.format(more=more)


def item(number: int, text: str = "Boats float.") -> str:
    return (
        f"<item><guid>https://pier.example/{number}</guid><title>No {number}</title>"
        f"<description>{text}</description></item>"
    )


def listed(
    web: Web, address: str, state: Mapping[str, str] | None = None, **chosen: object
) -> tuple[list[Item], Listing]:
    source = replace(Source("pier", address), **chosen)  # type: ignore[arg-type]  # its own fields
    listing = listing_of(source, state or {}, web.fetcher())
    return list(listing.items), listing


def served(web: Web, feed: str, path: str = "/feed", **headers: str) -> str:
    web.put(path, feed, "application/rss+xml", 200, **headers)
    return web.at(path)


def test_an_article_comes_with_its_text_title_author_day_link_language_and_publisher(
    web: Web,
) -> None:
    article = (
        "<item><title>On &lt;i&gt;Rope&lt;/i&gt;</title><guid>https://pier.example/rope</guid>"
        "<link>https://pier.example/rope?utm_source=rss</link><dc:creator>Ada Brook</dc:creator>"
        "<pubDate>Mon, 01 Sep 2025 23:30:00 -0500</pubDate><description>Short.</description>"
        "<content:encoded><![CDATA[<p>Rope holds, and <b>tar</b> keeps.</p>]]></content:encoded>"
        "</item>"
    )
    items, listing = listed(web, served(web, rss(article)))

    assert [item.source for item in items] == ["https://pier.example/rope"]
    assert items[0].entry == Entry(
        form="web-page",
        kind=Kind.ESSAY,
        speaker="Ada Brook",
        work=Work("On Rope", "The Pier", "2025-09-01", "https://pier.example/rope", language="en"),
    )
    raw = items[0].load()
    assert raw.media_type == "text/html"
    assert b"<p>Rope holds, and <b>tar</b> keeps.</p>" in raw.data
    assert b"<title>On Rope</title>" in raw.data
    assert b"Short." not in raw.data
    assert listing.partial


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("<author>ada@pier.example (Ada Brook)</author>", "Ada Brook"),
        ("<author>Ada Brook &lt;ada@pier.example&gt;</author>", "Ada Brook"),
        ("<author>ada@pier.example</author>", None),
        ("<dc:creator>Ada Brook</dc:creator>", "Ada Brook"),
    ],
)
def test_an_author_goes_by_a_name_and_never_by_an_address(
    web: Web, written: str, name: str | None
) -> None:
    items, _ = listed(web, served(web, rss(item(1).replace("</item>", f"{written}</item>"))))

    assert items[0].entry.speaker == name


def test_an_episode_comes_with_its_people_recording_and_length(web: Web) -> None:
    items, _ = listed(web, served(web, rss(episode())))

    assert [(item.source, item.entry.kind) for item in items] == [("pier/ep-1", Kind.NOTES)]
    entry = items[0].entry
    assert (entry.hosts, entry.guests) == (("Ada Brook",), ("Ben Coe", "Cleo Dunn"))
    assert entry.work == Work(
        "Rope & Tar",
        "The Pier",
        "2025-09-01",
        "https://pier.example/1",
        language="en",
        media="https://cdn.example/1.mp3",
        duration=3723.0,
    )
    assert b"We speak of rope and of tar." in items[0].load().data


def test_notes_and_captions_are_read_as_documents(web: Web) -> None:
    web.put("/1.vtt", CAPTIONS, "text/vtt")
    more = transcript(web.at("/1.vtt"), "text/vtt")
    items, _ = listed(web, served(web, rss(episode(more))))

    said, notes = (document_from(item.source, item.load(), item.entry) for item in items)

    assert [said.text[s.start : s.end] for s in said.segments] == ["Boats float."]
    assert [(s.voice.speaker, s.voice.kind) for s in said.segments] == [
        ("Ada Brook", Kind.TRANSCRIPT)
    ]
    assert [notes.text[s.start : s.end] for s in notes.segments] == ["We speak of rope and of tar."]
    assert [s.voice.kind for s in notes.segments] == [Kind.NOTES]


def test_the_shows_hosts_are_those_of_an_episode_that_names_none(web: Web) -> None:
    head = "<title>The Pier</title><podcast:person>Ada Brook</podcast:person>"
    items, _ = listed(web, served(web, rss(item(1), head=head)))

    assert items[0].entry.hosts == ("Ada Brook",)


def transcript(url: str, media_type: str, language: str = "") -> str:
    said = f' language="{language}"' if language else ""
    return f'<podcast:transcript url="{url}" type="{media_type}"{said}/>'


def test_the_best_transcript_is_fetched_when_it_is_loaded_and_not_before(web: Web) -> None:
    web.put("/1.txt", "Ada: Boats float.").put("/1.vtt", CAPTIONS, "text/vtt; charset=utf-8")
    more = (
        transcript(web.at("/1.txt"), "text/plain")
        + transcript(web.at("/1.html"), "text/html")
        + transcript(web.at("/1.de.vtt"), "text/vtt", "de")
        + transcript(web.at("/1.vtt"), "text/vtt", "en-GB")
    )
    items, _ = listed(web, served(web, rss(episode(more))))

    assert [item.source for item in items] == ["pier/ep-1#transcript", "pier/ep-1"]
    assert web.paths() == ["/feed"]
    raw = items[0].load()
    assert (raw.data, raw.media_type) == (CAPTIONS.encode(), "text/vtt")
    assert web.paths() == ["/feed", "/1.vtt"]
    assert items[0].entry.kind is Kind.TRANSCRIPT
    assert items[0].entry.speaker is None
    assert items[0].entry.hosts == ("Ada Brook",)


def test_json_comes_before_captions_and_the_next_best_is_taken_where_it_fails(web: Web) -> None:
    web.put("/1.srt", "1\n", "application/octet-stream")
    more = transcript(web.at("/1.srt"), "application/srt")
    more += transcript(web.at("/1.json"), "application/json")
    items, _ = listed(web, served(web, rss(episode(more))))

    raw = items[0].load()

    assert web.paths() == ["/feed", "/1.json", "/1.srt"]
    assert raw.media_type == "application/srt"


def test_a_transcript_that_cannot_be_had_says_why(web: Web) -> None:
    more = transcript(web.at("/1.vtt"), "text/vtt")
    items, _ = listed(web, served(web, rss(episode(more))))

    with pytest.raises(LinkUnreachable, match="404"):
        items[0].load()


def test_chapters_are_fetched_with_the_transcript(web: Web) -> None:
    chapters = [
        {"startTime": 0, "title": "Hello"},
        {"startTime": 70.5, "title": "Rope"},
        {"startTime": 80, "title": "A picture", "toc": False},
        {"startTime": "x", "title": "Lost"},
        {"title": "Lost too"},
        7,
    ]
    web.put("/1.vtt", CAPTIONS, "text/vtt")
    web.put("/1.chapters", json.dumps({"chapters": chapters}), "application/json+chapters")
    more = transcript(web.at("/1.vtt"), "text/vtt")
    more += f'<podcast:chapters url="{web.at("/1.chapters")}" type="application/json+chapters"/>'
    items, _ = listed(web, served(web, rss(episode(more))))

    assert items[0].load().chapters == ((0.0, "Hello"), (70.5, "Rope"))


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"chapters": 7}', b"[" * 100_000])
def test_chapters_that_cannot_be_read_cost_no_transcript(web: Web, content: bytes) -> None:
    web.put("/1.vtt", CAPTIONS, "text/vtt").put("/1.chapters", content, "application/json")
    more = transcript(web.at("/1.vtt"), "text/vtt")
    more += f'<podcast:chapters url="{web.at("/1.chapters")}"/>'
    items, _ = listed(web, served(web, rss(episode(more))))

    raw = items[0].load()

    assert (raw.data, raw.chapters) == (CAPTIONS.encode(), ())


def test_chapters_in_the_feed_itself_are_taken(web: Web) -> None:
    more = (
        '<psc:chapters version="1.2"><psc:chapter start="00:00:00" title="Hello"/>'
        '<psc:chapter start="00:01:10.500" title="Rope"/><psc:chapter start="x" title="Lost"/>'
        "</psc:chapters>"
    )
    items, _ = listed(web, served(web, rss(episode(more))))

    assert items[0].entry.chapters == ((0.0, "Hello"), (70.5, "Rope"))


def test_an_atom_feed_is_read_with_relative_links_and_text_that_is_not_html(web: Web) -> None:
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        "<title>Der Pier</title><entry><id>tag:pier.example,2025:1</id><title>Seil</title>"
        '<link rel="alternate" href="/seil"/><updated>2025-09-02T01:00:00+02:00</updated>'
        '<author><name>Ada Brook</name></author><content type="text">1 &lt; 2\n\nZwei.</content>'
        "</entry></feed>"
    )
    web.put("/atom", feed, "text/xml")
    items, _ = listed(web, web.at("/atom"))

    assert [item.source for item in items] == ["pier/tag:pier.example,2025:1"]
    assert items[0].entry.work.url == web.at("/seil")
    assert (items[0].entry.work.published, items[0].entry.speaker) == ("2025-09-02", "Ada Brook")
    assert b"<p>1 &lt; 2</p><p>Zwei.</p>" in items[0].load().data


def test_what_somebody_chose_for_the_source_fills_what_the_feed_leaves_open(web: Web) -> None:
    defaults = Entry(
        work=Work(publisher="My Pier", language="de"), audience="public", hosts=("Eve Fox",)
    )
    head = "<title>The Pier for ada@example.com</title>"
    items, _ = listed(web, served(web, rss(item(1), head=head)), defaults=defaults)

    entry = items[0].entry
    assert (entry.work.publisher, entry.otherwise.language) == ("My Pier", "de")
    assert (entry.hosts, entry.audience) == (("Eve Fox",), "public")


def test_the_same_entry_has_the_same_mark_and_a_changed_one_another(web: Web) -> None:
    before, _ = listed(web, served(web, rss(item(1), item(2))))
    after, _ = listed(web, served(web, rss(item(1), item(2, "Rope holds."))))

    assert before[0].mark == after[0].mark
    assert before[1].mark != after[1].mark
    assert [item.source for item in before] == [item.source for item in after]


def test_an_entry_without_an_id_is_known_by_its_link_or_its_title(web: Web) -> None:
    feed = rss(
        "<item><title>A</title><link>https://pier.example/a</link><description>x</description></item>",
        "<item><title>B</title><description>x</description></item>",
        "<item><title>C</title><description>x</description></item>",
        "<item><title>D</title><guid>d\x7f</guid><description>x</description></item>",
        "<item><title>Nothing to read</title><guid>e</guid></item>",
    )
    items, _ = listed(web, served(web, feed))

    names = [item.source for item in items]
    assert names[0] == "https://pier.example/a"
    assert len(set(names)) == 4
    assert all(name.startswith("pier/") and name.isprintable() for name in names[1:])


def test_an_unchanged_feed_offers_nothing_anew_unless_something_else_was_chosen(web: Web) -> None:
    address = served(web, rss(item(1)), ETag='"1"')
    _, first = listed(web, address)
    _, again = listed(web, address, first.state)
    other, _ = listed(web, address, first.state, defaults=Entry(audience="crew"))

    assert not first.unchanged
    assert again.unchanged
    assert again.state == first.state
    assert [item.entry.audience for item in other] == ["crew"]


def test_the_pages_of_a_feed_are_followed_to_the_last(web: Web) -> None:
    second = f'<atom:link rel="next" href="{web.at("/2")}"/>'
    third = '<atom:link rel="prev-archive" href="/3"/>'
    served(web, rss(item(2), item(3), head=third), "/2")
    served(web, rss(item(4), head=f'<atom:link rel="next" href="{web.at("/feed")}"/>'), "/3")
    items, listing = listed(web, served(web, rss(item(1), item(2), head=second)))

    assert [item.source[-1] for item in items] == ["1", "2", "3", "4"]
    assert web.paths() == ["/feed", "/2", "/3"]
    assert not listing.failed


def test_a_page_that_cannot_be_had_costs_none_of_those_before_it(web: Web) -> None:
    further = '<atom:link rel="next" href="/2"/>'
    items, listing = listed(web, served(web, rss(item(1), head=further)))

    assert len(items) == 1
    assert "404" in listing.failed[0].reason


def test_a_page_of_a_feed_may_not_lead_inside(web: Web) -> None:
    web.name("inside.example", ["10.0.0.7"])
    further = f'<atom:link rel="next" href="{web.at("/2", "inside.example")}"/>'
    _, listing = listed(web, served(web, rss(item(1), head=further)))

    assert "not on the public internet" in listing.failed[0].reason


def test_pages_without_end_are_followed_so_far_and_no_further(web: Web) -> None:
    for n in range(1, 80):
        served(web, rss(item(n), head=f'<atom:link rel="next" href="/{n + 1}"/>'), f"/{n}")
    items, _ = listed(web, web.at("/1"))

    assert len(items) == 60


SECRET_FEEDS = [f"/feed/{KEY}/rss", f"/feed?auth={KEY}", f"/private/{KEY}.xml"]


@pytest.mark.parametrize("path", SECRET_FEEDS)
def test_nothing_of_a_private_feeds_link_is_in_what_it_offers(web: Web, path: str) -> None:
    more = (
        f"<content:encoded><![CDATA[<p>Listen: https://cdn.example/{KEY}/1.mp3</p>"
        f'<a href="https://cdn.example/{KEY}">x</a>]]></content:encoded>'
        + transcript(web.at(f"/{KEY}/1.vtt"), "text/vtt")
    )
    second = (
        f"<item><guid>https://pier.example/{KEY}/2</guid><title>For {KEY}</title>"
        f"<link>https://pier.example/2?k={KEY}</link><description>Boats.</description></item>"
    )
    further = f'<title>Pier of {KEY}</title><atom:link rel="next" href="/gone/{KEY}"/>'
    address = served(web, rss(episode(more), second, head=further), path)
    items, listing = listed(web, address)

    shown = [repr((item.source, item.entry, listing.failed)) for item in items]
    texts = [item.load().data.decode() for item in items[1:]]
    with pytest.raises(LinkUnreachable) as caught:
        items[0].load()

    assert len(items) == 3
    assert KEY not in " ".join([*shown, *texts, str(caught.value)])
    assert {item.entry.work.media for item in items} == {None}
    assert [item.entry.work.url for item in items[1:]] == ["https://pier.example/1", None]
    assert items[2].source.startswith("pier/")


def test_a_feed_that_is_not_for_everybody_shows_no_recordings(web: Web) -> None:
    crew = Entry(audience="crew")
    items, _ = listed(web, served(web, rss(episode())), defaults=crew)

    assert items[0].entry.work.media is None
    assert items[0].entry.work.url == "https://pier.example/1"
    assert items[0].source.startswith("pier/")


def test_a_password_in_the_link_is_for_the_operator_alone(web: Web) -> None:
    address = served(web, rss(item(1))).replace("http://", "http://ada:pass@")

    items, _ = listed(web, address)
    with pytest.raises(LinkRefused):
        listed(web, address, owner="somebody")

    assert len(items) == 1
    assert "Authorization" in web.asked[0][1]


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [(410, {}, LinkGone), (429, {"Retry_After": "60"}, LinkBusy), (404, {}, LinkUnreachable)],
)
def test_a_feed_that_is_not_handed_out_says_why(
    web: Web, status: int, headers: dict[str, str], error: type[DocumentError]
) -> None:
    web.put("/feed", status=status, **headers)

    with pytest.raises(error):
        listed(web, web.at("/feed"))


def test_a_feed_that_is_not_well_formed_is_read_all_the_same(web: Web) -> None:
    broken = rss(item(1, "Tea & rope"), episode(transcript("https://x.example/1.vtt", "text/vtt")))
    broken = broken.replace("</channel></rss>", "<br>").replace(NAMESPACES, "")
    items, _ = listed(web, served(web, broken))

    assert {item.source for item in items} >= {"https://pier.example/1", "pier/ep-1#transcript"}


def test_entities_neither_grow_nor_lead_to_files(web: Web) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha"> {laughs} <!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = doctype + rss(item(1, "&l9; &f; Boats float."))
    items, _ = listed(web, served(web, feed))

    data = items[0].load().data
    assert b"Boats float." in data
    assert len(data) < 1000
    assert b"root:" not in data


@pytest.mark.parametrize(
    "content",
    ["<rss>" + "<a>" * 20_000, rss(item(1, "<a>" * 20_000)), rss("<item><title>" * 3000)],
)
def test_a_feed_that_is_nested_without_end_does_no_harm(content: str) -> None:
    try:
        feed = feed_from(content.encode(), "https://pier.example/feed", "pier")
    except FeedUnreadable:
        return
    assert len(feed.entries) <= 3000


def test_what_would_take_minutes_to_mend_is_refused() -> None:
    with pytest.raises(FeedUnreadable, match="too large to be mended"):
        feed_from(b"<rss><channel>" + b"<" * 2_000_001, "https://pier.example/feed", "pier")
    with pytest.raises(FeedUnreadable, match="more than 10,000 entries"):
        feed_from(b"<rss>" + b"<item/>" * 10_001, "https://pier.example/feed", "pier")


@pytest.mark.parametrize("content", ["", "Boats float.", "<html></html>", "<rss", "\0\0"])
def test_what_says_it_is_a_feed_and_is_none_is_one_plain_sentence(web: Web, content: str) -> None:
    with pytest.raises(FeedUnreadable, match="no feed that can be understood"):
        listed(web, served(web, content))


@pytest.mark.parametrize(
    "head",
    [
        *("<rss>", '<?xml version="1.0"?>\n<!-- a --><feed xmlns="x">', "<rdf:RDF>", "\ufeff<rss>"),
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "rss.dtd"><rss>',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss>',
    ],
)
def test_a_feed_is_told_by_its_first_element(head: str) -> None:
    assert is_feed(head.encode(), "text/plain")
    assert is_feed(head.lstrip("\ufeff").encode("utf-16"), None)
    assert not is_feed(b"<html><body>" + head.encode(), "text/html")
    assert is_feed(b"broken", "application/rss+xml")


WHOLE = rss(
    item(1), episode('<podcast:transcript url="https://x.example" type="text/vtt"/>')
).encode()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, len(WHOLE)), cut=st.integers(0, 40), new=st.binary(max_size=8))
def test_no_damage_ends_in_anything_but_a_named_error(at: int, cut: int, new: bytes) -> None:
    try:
        feed = feed_from(WHOLE[:at] + new + WHOLE[at + cut :], "https://pier.example/feed", "pier")
    except FeedUnreadable:
        return
    assert len(feed.entries) <= 3


@pytest.mark.parametrize("address", ["http://[bad", "http://", "http://pier.example:x/1.vtt"])
def test_a_bad_address_in_an_entry_is_told_with_the_entrys_name(web: Web, address: str) -> None:
    more = (
        f'<podcast:transcript url="{address}" type="text/vtt"/>'
        f'<enclosure url="{address}" type="audio/mpeg"/>'
    )
    (transcript, notes), _ = listed(
        web, served(web, rss(item(1).replace("</item>", f"{more}</item>")))
    )

    with pytest.raises(LinkError, match=r"^https://pier\.example/1#transcript \(No 1\): its trans"):
        transcript.load()
    assert notes.entry.work.media is None
