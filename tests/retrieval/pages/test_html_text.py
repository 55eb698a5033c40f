"""What a reader of a page sees, whatever the page holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from retrieval.errors import DocumentEmpty, DocumentError, DocumentNotText, DocumentUnreadable
from retrieval.readers.html_text import Block, blocks_of
from retrieval.readers.html_tree import MOST_BYTES, MOST_TAGS

FRENCH = (
    "Les cordes sont chères cette année, dit le marin. Déjà vu, café au lait, très bien, à bientôt."
    " Le garçon a mangé des pâtes à la crème brûlée où l’été s’est arrêté."
)
HIDDEN = (
    '<p style="color: red; display:none">{}</p>',
    '<p style="visibility: hidden">{}</p>',
    "<p hidden>{}</p>",
    '<p aria-hidden="true">{}</p>',
    '<span class="sr-only">{}</span>',
    "<template><p>{}</p></template>",
    "<noscript><p>{}</p></noscript>",
    "<script>document.write('<p>{}</p>')</script>",
    "<style>{}</style>",
    "<textarea>{}</textarea>",
    "<button>{}</button>",
    "<select><option>{}</select>",
    "<!-- {} -->",
)


def texts(page: str) -> list[str]:
    return [block.text for block in blocks_of(page.encode())]


def test_blocks_are_read_as_a_browser_lays_them_out() -> None:
    page = (
        "<p>Rope  is\n <b>cheap</b>.<p>Tar<i>red</i> &amp; f&eacute;d.<ul><li>One<li> Two </ul>end"
    )

    assert texts(page) == ["Rope is cheap.", "Tarred & féd.", "One", "Two", "end"]


def test_a_line_break_is_one_and_two_of_them_part_blocks() -> None:
    assert texts("Rope<br>\n is cheap. <br> <br/>Tar is not.") == ["Rope\nis cheap.", "Tar is not."]


def test_preformatted_text_keeps_its_lines_and_a_no_break_space_is_a_character() -> None:
    assert texts("<pre>\nif rope:\n    tar()\n</pre><p>10&nbsp;kg</p>") == [
        "if rope:\n    tar()",
        "10\xa0kg",
    ]


def test_cells_of_a_row_are_parted_and_paragraphs_in_a_cell_stay_paragraphs() -> None:
    page = "<table><tr><th>Rope<td>3 m<tr><td><p>One.</p><p>Two.</p></table>"

    assert texts(page) == ["Rope\t3 m", "One.", "Two."]


def test_a_block_stands_under_the_heading_before_it_and_knows_its_block_quote() -> None:
    page = "<p>a</p><h2>On <em>rope</em></h2><p>b</p><blockquote><p>c</p></blockquote>d"

    assert blocks_of(page.encode()) == [
        Block(None, "a", is_quote=False),
        Block("On rope", "b", is_quote=False),
        Block("On rope", "c", is_quote=True),
        Block("On rope", "d", is_quote=False),
    ]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    assert texts(f"<p>before</p>{hidden.format('never')}<p>after</p>") == ["before", "after"]


def test_the_mark_of_a_footnote_is_no_word_and_an_exponent_is() -> None:
    page = 'Rope holds<sup><a href="#fn1">1</a></sup>. It takes 3 m<sup>2</sup>.'

    assert texts(page) == ["Rope holds. It takes 3 m2."]


def test_a_tree_with_xhtmls_namespace_is_read_like_any_other() -> None:
    tree = etree.fromstring(
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>'
        b"<body><h1>T</h1><p>a<!-- no -->b<?no no?>c</p></body></html>"
    )

    assert blocks_of(tree) == [Block("T", "abc", is_quote=False)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<p>Žluťoučký kůň</p>".encode(), "Žluťoučký kůň"),
        ("\ufeff<p>Žluťoučký kůň</p>".encode(), "Žluťoučký kůň"),
        ("\ufeff<p>Žluťoučký kůň</p>".encode("utf-16-le"), "Žluťoučký kůň"),
        ("\ufeff<p>Žluťoučký kůň</p>".encode("utf-16-be"), "Žluťoučký kůň"),
        ("<meta charset='windows-1250'><p>Žluťoučký kůň</p>".encode("cp1250"), "Žluťoučký kůň"),
        ("<meta charset=iso-8859-1><p>“don’t”</p>".encode("cp1252"), "“don’t”"),
        ("<meta charset=iso-8859-1><p>Žluťoučký kůň</p>".encode(), "Žluťoučký kůň"),
        ("<meta charset=shift_jis><p>日本語</p>".encode("shift_jis"), "日本語"),
        (f"<p>{FRENCH}".encode("cp1252"), FRENCH),
        ("<meta charset=nonsense><p>Привет, это текст о смоле.".encode("cp1251"), "Привет, это"),
        ("<meta charset=utf-8><p>Žluťoučký k".encode() + b"\xc5", "Žluťoučký k\ufffd"),
    ],
)
def test_a_page_is_decoded_by_its_mark_its_bytes_or_its_own_word(data: bytes, words: str) -> None:
    (block,) = blocks_of(data)

    assert words in block.text


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000 + b"hello</div> after",
        b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">hello after",
        b"<p title='" + b"x" * 11_000_000 + b"'>hello after",
        b"<p>hello" + b" " * 11_000_000 + b"after",
        b"<b>" * 200_000 + b"hello after",
        b"<p>hello<br><img src='data:image/png;base64," + b"A" * MOST_BYTES + b"'>after",
        b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>hello <!-- &b; -->after",
        b'<p>hello</p>\0\x01\x02 <a:b c:d=1 "=2 <=3>after',
    ],
)
def test_a_page_that_means_harm_is_read_nevertheless(page: bytes) -> None:
    assert "hello" in (text := " ".join(block.text for block in blocks_of(page)))
    assert "after" in text


@pytest.mark.parametrize(
    ("page", "error"),
    [
        (b"<html", DocumentEmpty),
        (b" \n", DocumentEmpty),
        (bytes(range(32)) * 100, DocumentNotText),
        (b"<i>" * (MOST_TAGS + 1), DocumentUnreadable),
        (b"x" * (MOST_BYTES + 1), DocumentUnreadable),
    ],
)
def test_what_cannot_be_read_is_a_named_error(page: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        blocks_of(page)


PIECES = (
    *("<p>", "</p>", "<br>", "<div>", "</div>", "<pre>", "</pre>", "<td>", "<tr>", "<table>"),
    *("<h2>", "</h2>", "<script>", "<!--", "-->", "<blockquote>", "</blockquote>", "<sup>", "<a>"),
    *("&amp;", "&#0;", "&#xd800;", "\0", "<", ">", "'", '"', "=", " "),
)
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)


@settings(max_examples=80, deadline=None)
@given(MARKUP)
def test_any_markup_gives_blocks_that_hold_words_or_a_named_error(page: str) -> None:
    data = page.encode("utf-8", "surrogatepass")
    try:
        blocks = blocks_of(data)
    except DocumentError:
        return
    assert all(block.text.strip() for block in blocks)
    assert blocks == blocks_of(data)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_blocks_or_a_named_error(data: bytes) -> None:
    try:
        blocks_of(data)
    except DocumentError:
        return
