"""Comments and posts by those who wrote them, on pages marked up as the platforms do it."""

import pytest

from retrieval.errors import DocumentEmpty
from retrieval.models import Kind, Role
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw
from tests.retrieval.pages.opening import answers, links, page, quoted, said, saved, words

PLATFORMS = {
    "hacker-news": [
        ("adabrook", None),
        ("bolind", None),
        ("cymoss", "bolind"),
        ("bolind", "cymoss"),
        ("dee", None),
    ],
    "old-reddit": [("adabrook", None), ("bolind", None), ("cymoss", "bolind"), (None, "bolind")],
    "new-reddit": [("adabrook", None), ("bolind", None), ("cymoss", "bolind")],
    "discourse": [("Ada Brook", None), ("bo", "ada")],
    "discourse-plain": [("ada", None), ("bo", None)],
    "phpbb": [("adabrook", None), ("bolind", None)],
    "xenforo": [("Ada", None), ("Bo", None)],
    "stack-exchange": [("ada", None), ("cy", "ada"), ("bo", "ada")],
}


@pytest.mark.parametrize("name", PLATFORMS)
def test_each_post_is_its_writers_and_knows_whom_it_answers(name: str) -> None:
    document = saved(name)

    assert document.form == "web-thread"
    assert answers(document) == PLATFORMS[name]
    assert {s.voice.kind for s in document.segments} == {Kind.POST}


@pytest.mark.parametrize("name", PLATFORMS)
def test_who_began_a_thread_is_its_author_and_nobody_else(name: str) -> None:
    document = saved(name)

    first = document.segments[0]
    assert first.voice.role is Role.AUTHOR
    others = [s for s in document.segments if s.at != first.at]
    assert {s.voice.role for s in others} <= {Role.COMMENTER, None}


@pytest.mark.parametrize("name", PLATFORMS)
def test_no_button_name_or_date_is_among_the_words(name: str) -> None:
    text = saved(name).text

    for furniture in (
        *("reply", "permalink", "Quote", "Share", "points", "wrote:", "said:", "Click to expand"),
        *("signature", "Site Admin", "Fair winds", "2021", "Jan ", "Rules:", "ada:", "login"),
    ):
        assert furniture not in text


def test_a_thread_is_read_in_order_and_word_for_word() -> None:
    assert [text for _, text in said(saved("hacker-news"))] == [
        "I sail a small boat on a large sea.",
        "Which rope holds the longest?",
        "Hemp, always hemp.",
        "It swells when it is wet & holds the knot.",
        "See https://hemp.example",
        "It swells when it is wet & holds the knot.",
        "And it rots when nobody looks.",
        "Then look.",
        "Nylon. It never rots at all.",
    ]


def test_every_post_has_its_own_address_and_date() -> None:
    assert links(saved("hacker-news"))[1:3] == [
        ("https://news.ycombinator.com/item?id=2", "2023-02-03"),
        ("https://news.ycombinator.com/item?id=3", "2023-02-04"),
    ]
    assert links(saved("old-reddit"))[1] == (
        "https://www.reddit.com/r/sailing/comments/abc/which_rope/c1/",
        "2023-02-03",
    )
    assert links(saved("stack-exchange")) == [
        ("https://sailing.example/q/7", "2020-01-02"),
        ("https://sailing.example/questions/7/how-to-tie-a-bowline#comment70_7", "2020-01-03"),
        ("https://sailing.example/a/8", "2020-01-04"),
    ]
    assert links(saved("phpbb"))[1] == ("http://board.example/viewtopic.php?t=5#p12", "2021-05-07")
    assert links(saved("discourse"))[1] == (
        "https://talk.example/t/rope-or-wire/77/2",
        "2023-01-02",
    )


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("hacker-news", ("bolind", "It swells when it is wet & holds the knot.")),
        ("old-reddit", ("bolind", "what my grandfather used")),
        ("discourse-plain", ("ada", "rope and wire for the mast")),
        ("phpbb", ("adabrook", "What do you use\nand why?")),
        ("xenforo", ("Ada", "I need rope that does not rot.")),
    ],
)
def test_a_quoted_post_stays_its_writers(name: str, chain: tuple[str, str]) -> None:
    assert quoted(saved(name)) == [chain]


@pytest.mark.parametrize(
    ("name", "title", "publisher"),
    [
        ("hacker-news", "Ask HN: What rope do you use?", "Hacker News"),
        ("phpbb", "Which rope?", "Rope Board"),
        ("discourse", "Rope or wire?", "Rope Talk"),
        ("stack-exchange", "How to tie a bowline?", "Sailing Stack Exchange"),
    ],
)
def test_a_thread_has_a_title_and_its_site(name: str, title: str, publisher: str) -> None:
    work = saved(name).work

    assert (work.title, work.publisher) == (title, publisher)


def test_an_article_comes_with_the_comments_below_it() -> None:
    document = saved("wordpress")

    assert document.form == "web-comments"
    assert [(s.voice.kind, s.voice.speaker, s.voice.role) for s in document.segments] == [
        *[(Kind.ESSAY, "Ada Brook", Role.AUTHOR)] * 3,
        *[(Kind.COMMENT, "Bo Lind", Role.COMMENTER)] * 2,
        (Kind.COMMENT, "Ada Brook", Role.COMMENTER),
        (Kind.COMMENT, None, None),
    ]
    assert answers(document)[1:] == [("Bo Lind", None), ("Ada Brook", "Bo Lind"), (None, None)]
    assert links(document)[1:] == [
        ("https://pier.example/2024/05/on-tar/#comment-101", "2024-05-07"),
        ("https://pier.example/2024/05/on-tar/#comment-102", "2024-05-08"),
        ("https://pier.example/2024/05/on-tar/#comment-103", None),
    ]


def test_what_a_comment_quotes_of_the_article_is_the_articles_author() -> None:
    assert quoted(saved("wordpress")) == [
        (
            "Ada Brook",
            "Nobody has ever found a better way to keep the water on the outside of a wooden boat.",
        )
    ]


def test_an_articles_comments_can_be_left_alone() -> None:
    document = saved("wordpress", Entry(form="web-page"))

    assert {s.voice.kind for s in document.segments} == {Kind.ESSAY}


def test_comments_that_a_page_carries_as_data_are_read() -> None:
    document = saved("substack-comments")

    assert said(document) == [
        ("Bo Lind", "Boats are wonderful things to own."),
        ("Bo Lind", "Really they are."),
        ("Cy Moss", "They are holes in the water."),
    ]
    assert answers(document) == [("Bo Lind", None), ("Cy Moss", "Bo Lind")]
    assert links(document)[1] == (
        "https://tidewrack.example/p/price-of-rope/comment/901",
        "2025-03-06",
    )


def test_comments_in_json_ld_are_read_with_their_nesting() -> None:
    document = page(
        """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article",
        "comment": [{"@type": "Comment", "text": "Rope &amp; tar.", "author": {"name": "Bo Lind"},
        "datePublished": "2024-01-02T03:04:05Z", "url": "https://pier.example/1#c1",
        "comment": {"@type": "Comment", "text": "One.\\n\\nTwo.", "author": "Cy Moss"}}]}
        </script><p>Rope is what a boat is made of, if you ask me, and nobody ever does.</p>"""
    )

    assert said(document)[1:] == [
        ("Bo Lind", "Rope & tar."),
        ("Cy Moss", "One."),
        ("Cy Moss", "Two."),
    ]
    assert answers(document)[1:] == [("Bo Lind", None), ("Cy Moss", "Bo Lind")]
    assert links(document)[1] == ("https://pier.example/1#c1", "2024-01-02")


@pytest.mark.parametrize("name", ["[deleted]", "Anonymous", "Guest", "deleted user", "[removed]"])
def test_who_is_gone_or_gave_no_name_is_an_unknown_voice(name: str) -> None:
    document = page(
        f'<div class="comment"><b class="author">{name}</b><p>Hemp it is.</p></div>'
        '<div class="comment"><b class="author">Bo</b><i class="author">OP</i><p>Tar.</p></div>'
    )

    assert said(document) == [(None, "Hemp it is."), ("Bo", "Tar.")]


def test_comments_in_boxes_within_boxes_are_not_answers_to_the_first() -> None:
    one = '<div class="comment"><b class="author">{0}</b><p>{0} says so.</p></div>'
    document = page(f'<div class="comment">{one.format("Ada")}{one.format("Bo")}</div>')

    assert answers(document) == [("Ada", None), ("Bo", None)]


def test_a_mention_in_a_comment_names_neither_its_writer_nor_an_answer() -> None:
    document = page(
        '<div class="comment"><a class="username" href="/u/ada">Ada</a>'
        '<div class="comment-content"><p>I am with <a class="username" href="/u/bo">Bo</a> and'
        ' <a href="#comment-7">his point</a>.</p></div></div>'
    )

    assert said(document) == [("Ada", "I am with Bo and his point.")]


def test_comments_that_only_a_script_would_write_are_not_there() -> None:
    document = saved("newsletter")

    assert "Fake comment" not in document.text
    assert {s.voice.kind for s in document.segments} == {Kind.ESSAY}


def test_a_blogs_list_of_articles_is_no_thread() -> None:
    entry = (
        '<div class="post"><h2><a href="/a">On rope</a></h2><span class="author">Ada</span>'
        '<div class="post-content"><p>Rope is what a boat is made of, and more.</p></div></div>'
    )

    assert page(entry * 3).form == "web-page"


def test_a_page_twice_read_is_the_same() -> None:
    assert saved("wordpress") == saved("wordpress")


def test_a_page_without_words_is_a_named_error() -> None:
    with pytest.raises(DocumentEmpty, match="page"):
        page('<img src="boat.png">')


@pytest.mark.parametrize("name", [*PLATFORMS, "newsletter", "wordpress", "substack-comments"])
def test_segments_are_in_order_and_slices_of_the_text(name: str) -> None:
    document = saved(name)

    ends = [0, *(segment.end for segment in document.segments)]
    for end, segment in zip(ends, document.segments, strict=False):
        assert end <= segment.start < segment.end <= len(document.text)
        assert words(document, segment) == words(document, segment).strip()


SUBSTACK = """<div class="comments-page"><div class="comment-list"><div class="comment">
<div id="comment-77" class="comment-anchor"></div><table class="comment-content"><tbody><tr>
<td class="comment-head"><a href="https://substack.com/profile/1-bo"><img></a></td>
<td class="comment-rest"><div class="comment-meta"><span class="commenter-name">
<a href="https://substack.com/profile/1-bo">Bo Lind</a></span><a class="comment-timestamp"
href="https://pier.example/p/tar/comment/77" title="Jan 2, 2025, 3:00 PM">Jan 2</a></div>
<div class="comment-body"><p><span>Tar smells of pine.</span></p></div>
<div class="comment-actions"><a>Like (3)</a> <a>Reply</a></div></td></tr></tbody></table>
<div class="comment-list"><div class="comment"><div id="comment-78" class="comment-anchor"></div>
<table class="comment-content"><tr><td><div class="comment-meta"><span class="commenter-name">
<a href="https://substack.com/profile/2-cy">Cy Moss</a></span></div>
<div class="comment-body"><p>And of smoke.</p></div></td></tr></table></div></div>
</div></div></div>"""


def test_a_box_that_holds_name_and_words_of_a_comment_is_not_all_words() -> None:
    document = page(SUBSTACK)

    assert said(document) == [("Bo Lind", "Tar smells of pine."), ("Cy Moss", "And of smoke.")]
    assert answers(document) == [("Bo Lind", None), ("Cy Moss", "Bo Lind")]
    assert links(document)[0] == ("https://pier.example/p/tar/comment/77", "2025-01-02")


def test_class_names_made_unique_by_a_bundler_are_known_by_their_stems() -> None:
    document = page(
        '<div class="comment"><div class="_comment-meta_x1y2Z"><a href="/@bo">Bo Lind</a></div>'
        '<div class="_comment-body_x1y2Z_3"><p>Tar smells of pine.</p></div>'
        "<div><p>Like (2)</p></div></div>"
    )

    assert said(document) == [("Bo Lind", "Tar smells of pine.")]


def test_a_saved_thread_of_hacker_news_that_has_no_address_has_its_links() -> None:
    document = page(
        '<table id="hnmain"><tr><td><b class="hnname"><a href="news">Hacker News</a></b></td></tr>'
        '<tr class="athing comtr" id="2"><td><a class="hnuser" href="user?id=bo">bo</a>'
        '<span class="age" title="2023-02-03T05:05:06"><a href="item?id=2">on Feb 3</a></span>'
        '<div class="commtext">Hemp, always hemp.</div></td></tr>'
        '<tr class="athing comtr" id="3"><td><a class="hnuser" href="user?id=cy">cy</a>'
        '<div class="commtext">Nylon.</div></td></tr></table>'
    )

    assert links(document)[0] == ("https://news.ycombinator.com/item?id=2", "2023-02-03")


def test_a_threads_title_holds_neither_its_site_nor_its_forum() -> None:
    posts = '<div class="thing" data-author="bo"><div class="md"><p>Hemp.</p></div></div>' * 2
    linked = page(
        '<span class="titleline"><a href="https://rope.example/">On rope</a>'
        f'<span class="sitebit"> (<a href="from">rope.example</a>)</span></span>{posts}'
    )
    whole = f'<title>Which rope? : sailing</title><a class="title">Which rope?</a>{posts}'
    forum = document_from("page", Raw("page", f"<html>{whole}</html>".encode()))

    assert linked.work.title == "On rope"
    assert forum.work.title == "Which rope?"


def test_a_sites_own_program_is_no_commenter() -> None:
    post = '<div class="thing" data-author="{}"><div class="md"><p>{} says so.</p></div></div>'
    document = page("".join(post.format(n, n) for n in ("Ada", "AutoModerator", "Bo")))

    assert said(document) == [("Ada", "Ada says so."), ("Bo", "Bo says so.")]
