import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.display import clean
from bot.pages import LONGEST_MESSAGE, pages
from bot.parts import Asked, Lead, Quoted, Said, Sentence
from bot.replies import answer, heading, quoted
from retrieval import Kind, Occurrence
from tests.bot import reading
from tests.bot.fakes import answer as found
from tests.bot.fakes import quote
from tests.bot.texts import nasty_texts, words


def quote_lines(messages: list[str]) -> list[str]:
    return [line[2:] for page in messages for line in page.split("\n") if line.startswith("> ")]


def squeezed(text: str) -> str:
    return re.sub(r"\s+|\u200b", "", text).replace("%40", "@")


@given(st.lists(nasty_texts.filter(str.strip), min_size=1, max_size=4), st.integers(200, 2000))
def test_every_line_is_quote_small_print_or_empty_and_nothing_is_lost(
    texts: list[str], longest: int
) -> None:
    reply = tuple(quoted(quote(text, url="https://a.example/b")) for text in texts)
    reply = tuple(part for part in reply if part.sentences)

    messages = pages(reply, longest=longest)

    lines = [line for page in messages for line in page.split("\n")]
    assert all(line.startswith(("> ", "-# ")) or not line for line in lines)
    assert all(0 < reading.width(page) <= longest for page in messages)
    seen = "".join(reading.read(line) for line in quote_lines(messages))
    meant = "".join(sentence.text for part in reply for sentence in part.sentences)
    assert squeezed(seen) == squeezed(meant)


@given(st.lists(words, min_size=1, max_size=400), st.integers(300, 2000))
def test_a_long_quote_differs_only_where_it_was_divided(parts: list[str], longest: int) -> None:
    text = " ".join(parts)
    sentences = [(0, len(text) // 2), (len(text) // 2, len(text))]
    reply = answer(found(quote(text, sentences=sentences)))

    messages = pages(reply, longest=longest)

    assert all(reading.width(page) <= longest for page in messages)
    seen = "".join(reading.read(line) for line in quote_lines(messages))
    assert squeezed(seen) == squeezed(text)


def test_a_quote_stands_over_its_attribution_and_its_link() -> None:
    part = quoted(quote("It is late.", url="https://a.example/x y(1)"))

    assert pages((part,)) == [
        (
            "> It is late.\n"
            "-# — Azeem Azhar · podcast appearance\n"
            "-# [Open the source](<https://a.example/x%20y%281%29>)"
        )
    ]


def test_four_quotes_share_a_message_in_their_order() -> None:
    messages = pages(answer(found(*(quote(f"Number {n}.") for n in range(4)))))

    assert len(messages) == 1
    assert quote_lines(messages) == [f"Number {n}." for n in range(4)]
    assert messages[0].count("\n\n> ") == 3


def test_a_quote_that_fits_into_a_message_is_not_divided_to_fill_another() -> None:
    first, second = "a" * 1200 + ".", "b" * 1200 + "."

    messages = pages(answer(found(quote(first), quote(second))))

    assert quote_lines(messages) == [first, second]
    assert len(messages) == 2


def test_a_long_quote_is_divided_between_sentences() -> None:
    sentences = [f"Sentence {n} {'x' * 380}." for n in range(9)]
    text = " ".join(sentences)
    bounds = [(text.index(sentence), text.index(sentence) + 1) for sentence in sentences]

    messages = pages(answer(found(quote(text, sentences=bounds))))

    assert [line.endswith("x.") for line in quote_lines(messages)] == [True, True]
    assert "Azeem" in messages[-1]
    assert "Azeem" not in messages[0]


ROPE = Occurrence("“Rope”, p. 3 · *Pier*", "Rope", "Pier", None, "/a", "a", "https://b.example/a b")


def test_a_quote_leads_to_its_time_and_tells_where_else_its_words_stand() -> None:
    link = "https://youtu.be/abc?t=754"
    part = quoted(replace(quote("A."), link=link, also=(ROPE,)))

    assert pages((part,))[0].split("\n")[2:] == [
        f"-# [Open the source](<{link}>)",
        "-# Also in “Rope”, p. 3 · \\*Pier\\* · [Open](<https://b.example/a%20b>)",
    ]


def test_other_places_make_room_for_the_quote() -> None:
    long = replace(ROPE, link=f"https://b.example/{'a' * 800}")
    part = quoted(replace(quote("A. " * 600), also=(long, long, long)))

    shown = pages((part,))

    assert all(len(message) <= 2000 for message in shown)
    assert 0 < "".join(shown).count("Also in") < 3


def test_a_quote_that_leaves_no_room_for_its_attribution_gives_it_a_sentence_to_stand_under() -> (
    None
):
    sentences = [f"Sentence {n:2} {'x' * 86}" for n in range(20)]
    text = " ".join(sentences)
    bounds = [(text.index(sentence), text.index(sentence) + 1) for sentence in sentences]

    messages = pages(answer(found(quote(text, sentences=bounds))))

    assert all(reading.width(page) <= LONGEST_MESSAGE for page in messages)
    assert messages[-1].startswith("> Sentence 19")
    assert "Azeem" in messages[-1]
    assert len(messages) == 2


def test_a_divided_quote_first_fills_the_message_that_is_open() -> None:
    sentences = [f"Sentence {n} {'x' * 380}." for n in range(5)]
    text = " ".join(sentences)
    bounds = [(text.index(sentence), text.index(sentence) + 1) for sentence in sentences]

    messages = pages(answer(found(quote("Short."), quote(text, sentences=bounds))))

    assert len(messages) == 2
    assert messages[0].startswith("> Short.")
    assert "Sentence 0" in messages[0]


def test_a_sentence_too_long_for_any_message_is_divided_at_spaces() -> None:
    text = " ".join(["word"] * 1000) + "."

    messages = pages(answer(found(quote(text))))

    assert len(messages) == 3
    assert " ".join(quote_lines(messages)) == text


@pytest.mark.parametrize(
    "character",
    ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\U0001f1e9\U0001f1ea", "梁", "*"],
)
@pytest.mark.parametrize("before", range(8))
def test_a_word_too_long_for_any_message_is_divided_between_characters(
    character: str, before: int
) -> None:
    text = "a" * before + character * (5000 // reading.width(character))

    messages = pages(answer(found(quote(text))))

    lines = [reading.read(line) for line in quote_lines(messages)]
    assert "".join(lines) == text
    assert all(len(line.lstrip("a")) % len(character) == 0 for line in lines)
    assert len(messages) <= 2 + 5000 // 900


def test_one_endless_character_is_divided_all_the_same() -> None:
    text = "e" + "\u0301" * 5000

    messages = pages(answer(found(quote(text))))

    assert "".join(quote_lines(messages)) == text
    assert all(reading.width(page) <= LONGEST_MESSAGE for page in messages)


def test_what_markdown_escapes_in_a_file_stands_in_discord_as_it_is_meant() -> None:
    talk = replace(quote(r"So \[laughs\] it is."), source="/talks/one.md")

    [page] = pages(answer(found(talk)))

    assert reading.read(page.split("\n")[0].removeprefix("> ")) == "So [laughs] it is."


def test_a_line_break_in_a_sentence_becomes_a_space_and_between_sentences_it_depends() -> None:
    text = "One goes\r\non.\nTwo.\n\nThree.  Four."
    bounds = [(0, 13), (14, 18), (20, 26), (28, 33)]

    def lines(kind: Kind) -> list[str]:
        return quote_lines(pages(answer(found(quote(text, sentences=bounds, kind=kind)))))

    assert lines(Kind.TRANSCRIPT) == ["One goes on. Two.", "Three.  Four."]
    assert lines(Kind.POST) == ["One goes on.", "Two.", "Three.  Four."]


def test_sentences_that_stand_glued_stay_glued() -> None:
    messages = pages(answer(found(quote("This year.It was.", sentences=[(0, 10), (10, 17)]))))

    assert quote_lines(messages) == ["This year.It was."]


def test_text_outside_of_the_sentence_spans_is_not_lost() -> None:
    messages = pages(answer(found(quote("Before. Mid. After.", sentences=[(8, 12)]))))

    assert quote_lines(messages) == ["Before. Mid. After."]


def test_an_attribution_cannot_break_out_of_its_line() -> None:
    part = quoted(quote("A.", attribution="# Eve\n> **x** https://evil.example <@1> @everyone"))

    [message] = pages((part,))

    small_print = message.split("\n")[1]
    links: list[str] = []
    assert reading.read(small_print.removeprefix("-# "), links=links).startswith("— # Eve > **x**")
    assert links == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
        "https://",
        "https://u@a.example",
        "x" * 9999,
    ],
)
def test_an_address_that_is_no_honest_web_address_is_not_linked(url: str) -> None:
    [message] = pages((quoted(quote("A.", url=url)),))

    assert "Open" not in message


def test_sentences_of_ours_are_escaped_too() -> None:
    assert pages((Said("For example\n• Who funds @everyone's *models*?"),)) == [
        "For example\n• Who funds @\u200beveryone's \\*models\\*?"
    ]


def test_the_question_stands_above_in_small_print() -> None:
    part = Quoted((Sentence("A.", ""),), "B", None)

    assert pages((Asked("why <@1> *now*?"), part)) == [
        "-# Asked: why \\<@\u200b1> \\*now\\*?\n\n> A.\n-# — B"
    ]


def test_what_cannot_be_seen_never_reaches_a_page() -> None:
    [message] = pages(answer(found(quote("a\x00b\u202ec\x1b[0m\ufeff"))))

    assert quote_lines([message]) == ["abc\\[0m"]
    assert message == clean(message)


class TestHeadings:
    def test_a_heading_and_a_lead_stand_right_above_their_quote(self) -> None:
        reply = (heading("# Export *controls*"), Lead("On the other hand"), quoted(quote("A.")))

        assert pages(reply) == [
            (
                "### \\# Export \\*controls\\*\n-# On the other hand\n"
                "> A.\n-# — Azeem Azhar · podcast appearance"
            )
        ]

    def test_a_heading_goes_to_the_next_message_with_its_quote(self) -> None:
        first, second = quoted(quote("a" * 1700)), quoted(quote("b" * 300))

        messages = pages((heading("One"), first, heading("Two"), second))

        assert [message.split("\n")[0] for message in messages] == ["### One", "### Two"]

    @given(st.integers(1, 4000), nasty_texts, st.integers(900, 2000))
    def test_no_message_is_too_long_with_its_heading(
        self, length: int, text: str, longest: int
    ) -> None:
        reply = (heading(f"H{text}"), Lead("Lead"), quoted(quote("x" * length)))

        messages = pages(reply, longest=longest)

        assert all(reading.width(page) <= longest for page in messages)
        assert "".join(quote_lines(messages)) == "x" * length

    def test_a_heading_that_leads_to_nothing_is_shown_all_the_same(self) -> None:
        assert pages((heading("One"), heading("Two"))) == ["### One\n### Two"]

    def test_a_heading_is_one_short_line(self) -> None:
        [message] = pages((heading("a\nb " + "c" * 500),))

        assert "\n" not in message
        assert len(message) < 200
