"""What does a document tell of the link that it came by?"""

import html
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from retrieval.models import Document
from retrieval.readers import document_from, read_document
from retrieval.readers.base import Entry
from retrieval.sources.addresses import is_private, shown_location
from retrieval.sources.base import Source
from retrieval.sources.listing import listing_of
from retrieval.sources.secrets import Guard
from tests.retrieval.sources.web import Web
from tests.retrieval.sources.zips import zipped

KEY = "k3Y9fQ2mZx7Lw4Tb8Rv1"
PERCENT = "".join(f"%{ord(each):02x}" for each in KEY)
SPELLINGS = {
    "small": KEY.lower(),
    "percent": PERCENT,
    "percent, large": PERCENT.upper(),
    "percent, in part": f"{KEY[:6]}{PERCENT[18:]}",
    "percent, twice": PERCENT.replace("%", "%25"),
    "HTML": "".join(f"&#{ord(each)};" for each in KEY),
    "HTML, hexadecimal": "".join(f"&#x{ord(each):X};" for each in KEY),
    "HTML, twice": "".join(f"&amp;#{ord(each)};" for each in KEY),
    "JSON": "".join(f"\\u{ord(each):04x}" for each in KEY),
}
SAID = "Boats float on water because they push it away, and rope holds them at the pier."


def page(head: str = "", body: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Boats</title>{head}</head>"
        f"<body><article><p>{SAID}</p></article>{body}</body></html>"
    )


def thread(link: str) -> str:
    posts = "".join(
        f'<article class="post" id="post_{n}"><a class="username">{name}</a>'
        f'<a class="permalink" href="{link}#p{n}">#{n}</a>'
        f'<div class="post-content"><p>{SAID}</p></div></article>'
        for n, name in enumerate(("Ada Brook", "Ben Coe"), 1)
    )
    return f"<!DOCTYPE html><html><body>{posts}</body></html>"


def documents(web: Web, source: Source) -> Iterator[Document]:
    for item in listing_of(source, {}, web.fetcher()).items:
        yield document_from(item.source, item.load(), item.entry)


def told(document: Document) -> str:
    return repr((document.source, document.work, document.segments, document.text))


HEADS = [
    '<link rel="canonical" href="{}">',
    '<meta property="og:url" content="{}">',
    '<meta name="twitter:url" content="{}">',
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("path", [f"/{KEY}/page", f"/page?token={KEY}", "/page?token=abc123"])
def test_a_page_behind_a_key_does_not_tell_it_of_itself(web: Web, path: str, head: str) -> None:
    web.put(path, page(head.format(f"https://pier.example{path}")), "text/html")

    (document,) = documents(web, Source("pier", web.at(path)))

    assert document.work.url is None
    assert path not in told(document)
    assert KEY not in told(document)
    assert "abc123" not in told(document)
    assert SAID in document.text


def test_a_page_that_a_browser_saved_does_not_tell_where_from(web: Web, tmp_path: Path) -> None:
    saved = f"<!-- saved from url=(0060)https://pier.example/{KEY}/page?token=abc123 -->\n{page()}"
    web.put(f"/{KEY}", saved, "text/html")
    (tmp_path / "page.html").write_text(saved)

    (fetched,) = documents(web, Source("pier", web.at(f"/{KEY}")))
    kept = read_document(tmp_path / "page.html")

    assert (fetched.work.url, kept.work.url) == (None, None)
    assert KEY not in told(fetched) + told(kept)


def test_a_public_address_that_a_private_page_gives_is_kept(web: Web) -> None:
    head = '<link rel="canonical" href="https://pier.example/boats">'
    web.put(f"/page?token={KEY}", page(head), "text/html")

    (document,) = documents(web, Source("pier", web.at(f"/page?token={KEY}")))

    assert document.work.url == "https://pier.example/boats"


@pytest.mark.parametrize("path", [f"/{KEY}/page", f"/page?token={KEY}"])
def test_what_is_said_in_a_thread_behind_a_key_has_no_address_that_tells_it(
    web: Web, path: str
) -> None:
    web.put(path, thread(f"https://pier.example{path}"), "text/html")
    web.put("/open", thread("https://pier.example/open"), "text/html")

    (document,) = documents(web, Source("pier", web.at(path)))
    (open_to_all,) = documents(web, Source("pier", web.at("/open")))

    assert [segment.voice.speaker for segment in document.segments] == ["Ada Brook", "Ben Coe"]
    assert KEY not in told(document)
    assert [segment.at.url for segment in open_to_all.segments] == [
        "https://pier.example/open#p1",
        "https://pier.example/open#p2",
    ]


@pytest.mark.parametrize("chosen", [Entry(), Entry(audience="server:7/patrons")])
def test_a_transcript_of_a_private_feed_does_not_tell_its_key(web: Web, chosen: Entry) -> None:
    own = f"/feed/{KEY}/rss" if chosen.audience is None else "/feed/ab12/rss"
    secret = own.split("/")[2]
    head = f'<link rel="canonical" href="https://cdn.example/{secret}/1">'
    listen = f"<p>Listen at https://cdn.example/{KEY}/1.mp3 whenever you like.</p>"
    web.put("/1.html", page(head, listen if secret == KEY else ""), "text/html")
    web.put(
        own,
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
        "<title>The Pier</title><item><title>Rope</title><guid>1</guid>"
        f"<link>https://pier.example/{secret}/1</link>"
        f'<podcast:transcript url="{web.at("/1.html")}" type="text/html"/></item></channel></rss>',
        "application/rss+xml",
    )

    (document,) = documents(web, Source("pier", web.at(own), chosen))

    assert document.work.url is None
    assert secret not in told(document)
    assert SAID in document.text


def test_a_page_for_a_circle_does_not_tell_its_address_though_no_key_is_in_it(web: Web) -> None:
    head = f'<link rel="canonical" href="{web.at("/members/boats")}">'
    web.put("/members/boats", page(head), "text/html")

    (document,) = documents(web, Source("pier", web.at("/members/boats"), Entry(audience="crew")))

    assert "/members" not in told(document)


def test_a_zip_behind_a_key_does_not_tell_it(web: Web) -> None:
    head = f'<link rel="canonical" href="https://pier.example/{KEY}/a">'
    data = zipped(
        {
            "a.html": page(head),
            "b.txt": SAID,
            "sources.toml": f'[[source]]\nfile = "b.txt"\nurl = "https://pier.example/{KEY}/b"\n',
        }
    )
    web.put(f"/{KEY}.zip", data, "application/zip")

    found = list(documents(web, Source("pier", web.at(f"/{KEY}.zip"))))

    assert [document.work.url for document in found] == [None, None]
    assert KEY not in " ".join(map(told, found))


def test_a_feed_that_leads_to_a_private_one_is_private(web: Web) -> None:
    web.send_to("/short", f"/feed/{KEY}").put(
        f"/feed/{KEY}",
        "<rss><channel><title>The Pier</title><item><title>Rope</title><guid>1</guid>"
        f"<description>{SAID} https://pier.example/{KEY}</description>"
        f'<enclosure url="https://cdn.example/{KEY}/1.mp3" type="audio/mpeg"/>'
        "</item></channel></rss>",
        "application/rss+xml",
    )

    (document,) = documents(web, Source("pier", web.at("/short")))

    assert document.work.media is None
    assert KEY not in told(document)


def test_what_is_read_in_one_server_is_no_private_link(web: Web) -> None:
    web.put("/a", page(), "text/html")
    web.put(
        "/feed",
        "<rss><channel><title>The Pier</title><item><title>Rope</title><guid>1</guid>"
        f"<description>{SAID}</description>"
        '<enclosure url="https://cdn.example/1.mp3" type="audio/mpeg"/></item></channel></rss>',
        "application/rss+xml",
    )
    chosen = Entry(audience="server:7")
    sources = [Source("pier (7)", web.at(path), chosen, "discord:7") for path in ("/a", "/feed")]

    read, heard = (document for source in sources for document in documents(web, source))

    assert read.work.url == web.at("/a")
    assert heard.work.media == "https://cdn.example/1.mp3"
    assert [shown_location(source) for source in sources] == [web.at("/a"), web.at("/feed")]
    assert is_private(Source("pier", web.at("/a"), Entry(audience="server:7/patrons")))


@pytest.mark.parametrize("written", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_feeds_key_is_blotted_out_however_it_is_spelled_and_wherever_it_stands(
    web: Web, written: str
) -> None:
    chapters = {"chapters": [{"startTime": 0, "title": f"One {KEY}"}]}
    said = f"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada Brook>{SAID} {written}\n"
    web.put("/1.vtt", said, "text/vtt").put("/1.json", json.dumps(chapters), "application/json")
    escaped = html.escape(written)
    web.put(
        f"/feed/{KEY}",
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
        f"<title>The Pier {escaped}</title><item><title>Rope {escaped}</title><guid>1</guid>"
        f"<description>{SAID} {escaped}</description><link>https://pier.example/{escaped}</link>"
        f"<podcast:person>Ada {escaped}</podcast:person>"
        f'<podcast:person role="guest">Ben {escaped}</podcast:person>'
        f'<podcast:chapters url="{web.at("/1.json")}"/>'
        f'<podcast:transcript url="{web.at("/1.vtt")}" type="text/vtt"/></item></channel></rss>',
        "application/rss+xml",
    )

    source = Source("pier", web.at(f"/feed/{KEY}"))
    items = list(listing_of(source, {}, web.fetcher()).items)
    found = [document_from(item.source, item.load(), item.entry) for item in items]

    whole = plain(" ".join([*map(told, found), *(repr(item.entry) for item in items)]))
    assert len(found) == 2
    assert KEY.lower() not in whole
    assert "boats float" in whole


@pytest.mark.parametrize(
    "written", ["a+b/c+d=&e", "a%20b%2Fc%2bd%3D%26e", "A b&sol;c&#43;d=&amp;e"]
)
def test_a_key_of_signs_is_blotted_out_in_all_their_spellings(written: str) -> None:
    guard = Guard(private=True, pieces=("a b/c+d=&e",))

    assert guard.blotted(f"See {written} there.") == "See … there."
    assert guard.hides(f"https://pier.example/x?key={written}")
    assert guard.blotted_bytes(f"Für {written} da".encode("latin-1")) == b"F\xfcr ... da"


def test_a_key_in_a_text_of_a_zip_is_blotted_out(web: Web) -> None:
    data = zipped({"b.txt": f"{SAID} It is at https://pier.example/{PERCENT}/b for you."})
    web.put(f"/{KEY}.zip", data, "application/zip")

    (document,) = documents(web, Source("pier", web.at(f"/{KEY}.zip")))

    assert KEY not in unquote(document.text)
    assert SAID in document.text


def plain(text: str) -> str:
    """The text as it is after all that anybody may have encoded in it, in small letters."""
    for _ in range(3):
        text = html.unescape(unquote(text.replace("\\\\u00", "%").replace("\\u00", "%")))
    return text.lower()
