"""Essays as web pages: the text alone, by its author, and none of what stands around it."""

import pytest

from retrieval.models import Kind, LeftOut, Role, Work
from retrieval.readers.base import Entry, Raw
from retrieval.readers.web_pages import WebReader
from tests.retrieval.pages.opening import page, quoted, said, saved, words

ESSAY = """\
Rope became dear in the spring, and nobody on the pier can say for certain why that is so.
I went to ask the people who make it. Bo Lind of the Rope Works told The Tin Times:
“We have never sold so little rope at such a price.”
That was in May.
Most rope is made of hemp, and hemp grows on fields that others want for wheat & barley.
A rope is only ever as honest as the hand that laid it.
Hm.
Tar is another matter, for tar keeps longer than the ship that it was meant for.
Hemp costs more than last year.
Wheat costs more than hemp does.
So buy your rope before winter, and keep it dry until you need it.""".splitlines()
LD = '<script type="application/ld+json">{"@type": "BlogPosting", "author": '
TEXT = "<p>Rope became dear in spring, and nobody could say for certain why that was so.</p>"


def test_an_essay_is_its_authors_words_without_the_page_around_them() -> None:
    document = saved("newsletter")

    assert document.form == "web-page"
    assert [text for _, text in said(document)] == ESSAY
    assert {(s.voice.kind, s.voice.speaker, s.voice.role) for s in document.segments} == {
        (Kind.ESSAY, "Ada Brook", Role.AUTHOR)
    }


def test_a_page_tells_its_title_publisher_day_address_and_language() -> None:
    assert saved("newsletter").work == Work(
        title="The Price of Rope",
        publisher="Tidewrack",
        published="2025-03-04",
        url="https://tidewrack.example/p/price-of-rope",
        description="web page",
        language="en",
    )


def test_a_block_quote_is_by_whom_its_page_names_below_it() -> None:
    assert quoted(saved("newsletter")) == [
        (None, "“We have never sold so little rope at such a price.”"),
        ("Cy Moss", "A rope is only ever as honest as the hand that laid it."),
    ]


def test_passages_know_the_heading_above_them_and_the_title_is_none() -> None:
    headings = [segment.heading for segment in saved("newsletter").segments]

    assert headings == [None] * 4 + ["What it is made of"] * 7


def test_a_sponsors_box_is_left_out_and_counted() -> None:
    document = saved("newsletter")

    assert document.left_out == LeftOut(sponsors=1)
    assert "Knotty" not in document.text


@pytest.mark.parametrize(
    "box",
    [
        "<p>This post is sponsored by Knotty, the app for knots.</p>",
        "<p>Thanks to Knotty for sponsoring this issue! Get 20% off.</p>",
        "<p>A word from our sponsor: Knotty ties knots.</p>",
        '<div class="sponsored-content"><p>Knotty.</p><p>Ties knots for you.</p></div>',
        "<h2>Today’s sponsor</h2><p>Knotty.</p><p>Ties knots.</p><h2>On we go</h2>",
    ],
)
def test_sponsors_are_known_by_what_they_say_or_by_their_box(box: str) -> None:
    document = page(f"<p>Before, there was rope.</p>{box}<p>After it came the tar.</p>")

    assert [text for _, text in said(document)] == [
        "Before, there was rope.",
        "After it came the tar.",
    ]
    assert document.left_out == LeftOut(sponsors=1)


@pytest.mark.parametrize(
    "text",
    [
        "Sponsors of the regatta were never happy with the weather.",
        "Who paid for it? The post office, together with the harbour.",
        "This boat was supported by two wooden beams.",
    ],
)
def test_talk_of_sponsors_is_no_sponsors_talk(text: str) -> None:
    assert [words for _, words in said(page(f"<p>{text}</p>"))] == [text]


def test_a_feeds_short_entry_is_read_whole() -> None:
    document = saved("feed-entry")

    assert said(document) == [
        ("Ada Brook", "Rope is up."),
        ("Ada Brook", "Tar is down."),
        ("Ada Brook", "Buy low."),
    ]
    assert (document.work.title, document.work.published) == ("Short note", "2025-01-02")


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Ada Brook">', "Ada Brook"),
        ('<meta name="author" content="By Ada Brook">', "Ada Brook"),
        ('<meta name="author" content="Ada Brook; Bo Lind">', "Ada Brook and Bo Lind"),
        ('<meta name="citation_author" content="danah boyd">', "danah boyd"),
        ('<span itemprop="author"><b itemprop="name">Ada Brook</b></span>', "Ada Brook"),
        ('<div class="byline">By <a href="/a">Ada Brook</a> on May 3</div>', "Ada Brook"),
        ('<a rel="author" href="/a">Ada Brook</a>', "Ada Brook"),
        ('<meta name="author" content="admin">', None),
        ('<meta name="author" content="By Staff">', None),
        ('<meta name="author" content="Tin Times Newsroom">', None),
        ('<meta name="article:author" content="https://social.example/adabrook">', None),
        ('<div class="byline">Subscribe</div>', None),
        (
            '<meta name="author" content="admin"><a rel="author" href="/a">Ada Brook</a>',
            "Ada Brook",
        ),
        (
            f"{LD}{{'@type': 'Person', 'name': 'Ada Brook'}}}}</script>".replace("'", '"'),
            "Ada Brook",
        ),
        (f"{LD}[</script>", None),
    ],
)
def test_an_author_is_named_where_the_page_is_certain(head: str, author: str | None) -> None:
    document = page(f"{head}<article>{TEXT}</article>")

    voices = {s.voice.speaker for s in document.segments if "Rope" in words(document, s)}
    assert voices == {author}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<meta property="article:published_time" content="2024-05-06T07:08:09+00:00">',
            "2024-05-06",
        ),
        ('<time datetime="2024-05-06T07:08">yesterday</time>', "2024-05-06"),
        ("<time>May 6, 2024</time>", "2024-05-06"),
        ("<time>6 May 2024</time>", "2024-05-06"),
        ('<meta name="date" content="2024-05">', "2024-05"),
        ('<meta name="date" content="05/06/2024">', None),
        ('<meta name="date" content="2024-15-45">', None),
    ],
)
def test_a_day_is_told_where_it_is_certain(head: str, day: str | None) -> None:
    assert page(f"{head}{TEXT}").work.published == day


def test_a_page_that_a_browser_saved_knows_where_it_came_from() -> None:
    text = f"<!DOCTYPE html>\n<!-- saved from url=(0027)https://pier.example/rope -->\n<html>{TEXT}"

    assert WebReader("web-page").read(Raw("p", text.encode()), Entry()).work.url == (
        "https://pier.example/rope"
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><p>Home and abroad and everything else.</p></nav>",
        '<div class="cookie-banner"><p>We use cookies to improve your life on this site.</p></div>',
        '<div class="subscribe-widget"><p>Get every new post in your inbox, for free.</p></div>',
        "<p>Subscribe now</p>",
        '<div class="related-posts"><p>More on tar, and what it does to you.</p></div>',
        '<div class="share-buttons"><p>Share this with all of your friends.</p></div>',
        "<footer>All rights reserved by somebody or other.</footer>",
        '<div role="dialog"><p>Please sign in to see more of this.</p></div>',
    ],
)
def test_what_stands_around_a_text_is_left_out(furniture: str) -> None:
    assert [text for _, text in said(page(f"{TEXT * 3}{furniture}"))] == [
        "Rope became dear in spring, and nobody could say for certain why that was so."
    ] * 3


def test_a_theme_that_calls_the_whole_page_a_sidebar_loses_nothing() -> None:
    document = page(f'<div class="has-sidebar"><div class="social nav">{TEXT}</div></div>')

    assert len(document.segments) == 1


def test_a_sidecar_comes_before_what_the_page_says() -> None:
    entry = Entry("web-page", Kind.NOTES, "Bo Lind", "second edition", Work(title="Rope"))
    document = saved("newsletter", entry)

    own = {(s.voice.kind, s.voice.speaker, s.voice.remark) for s in document.segments}
    assert own == {(Kind.NOTES, "Bo Lind", "second edition")}
    assert document.work.title == "Rope"


def test_only_pages_are_read_as_pages() -> None:
    readers = [WebReader(form) for form in ("web-page", "web-comments", "web-thread")]
    texts = (b"Rope is <b>dear</b>.", b'<?xml version="1.0"?><rss><channel/></rss>', b"{}", b"%PDF")

    assert not any(reader.recognises(Raw("x", text)) for reader in readers for text in texts)


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html><p>Rope is dear.",
        b"\xef\xbb\xbf \n<html><p>Rope is dear.",
        b'<?xml version="1.0"?><!-- saved --><!DOCTYPE html PUBLIC "-//W3C"><p>Rope is dear.',
        b"<body>Rope is dear.",
        "\ufeff<html><p>Rope is dear.".encode("utf-16-le"),
    ],
)
def test_a_page_is_told_by_how_it_begins(page: bytes) -> None:
    assert WebReader("web-page").recognises(Raw("x", page))


def test_what_a_server_calls_a_page_is_one() -> None:
    assert WebReader("web-page").recognises(Raw("x", b"Rope is dear.", "text/html; charset=utf-8"))
