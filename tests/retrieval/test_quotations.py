"""Who is quoted inside a text? Only a name that the words around a quotation say outright."""

import pytest

from retrieval.models import Kind, Voice
from retrieval.readers.quotations import blockquote_voice, split_quotations

WRITER = Voice(Kind.ESSAY, "The Weekly Wire")
WORDS = "Nobody has won this race yet."


def quoted(text: str) -> list[tuple[str, str | None, str | None]]:
    """Each statement cut out of `text`: its words, whose they are, and from where."""
    return [
        (text[s.start : s.end], s.voice.quoted_speaker, s.voice.quoted_in)
        for s in split_quotations(text, 0, len(text), WRITER)
        if s.voice.quotation
    ]


def cited_after(before: str) -> tuple[str | None, str | None]:
    """Whom a block quote after the paragraph `before` is put down to, and from when."""
    voice = blockquote_voice(before, WRITER)
    return voice.quoted_speaker, voice.quoted_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'Ada Brook said: "{WORDS}"', "Ada Brook"),
        (f"Ada Brook told me last week: “{WORDS}”", "Ada Brook"),
        (f"As Ada Brook put it: “{WORDS}”", "Ada Brook"),
        (f"Ada Brook once said, “{WORDS}”", "Ada Brook"),
        (f"According to Ada Brook: “{WORDS}”", "Ada Brook"),
        (f"We are quoting Ada Brook: “{WORDS}”", "Ada Brook"),
        (f"Maria de la Cruz wrote:\n“{WORDS}” Then she left.", "Maria de la Cruz"),
        (f"But Ada Brook said: “{WORDS}”", "Ada Brook"),
        (f"On Monday Ada Brook said: “{WORDS}”", "Ada Brook"),
        (f"In Lisbon Ada Brook said: “{WORDS}”", "Ada Brook"),
        (f"Acme CEO Ada Brook said: “{WORDS}”", "Ada Brook"),
        (f"Rules are clear. “{WORDS}” Ada Brook said.", "Ada Brook"),
        (f"Rules are clear. “{WORDS[:-1]}!” said Ada Brook in May.", "Ada Brook"),
        (f"It came from a partner, Ada Brook, who sails. She said: “{WORDS}”", "Ada Brook"),
    ],
)
def test_a_person_who_is_said_to_speak_is_named(text: str, name: str) -> None:
    ((_, speaker, _),) = quoted(text)

    assert speaker == name


@pytest.mark.parametrize(
    "text",
    [
        f'Ada Brook is wrong. The report says: "{WORDS}"',
        f"I met Ada Brook last week. My notes read: “{WORDS}”",
        f"Ada Brook denied it. Her lawyer said: “{WORDS}”",
        f"Ada Brook was told: “{WORDS}”",
        f"I doubt what Ada Brook said, so here is the law: “{WORDS}”",
        f"The minister said: “{WORDS}” Ada Brook argued that the minister lied.",
        f"According to Ada Brook, chips matter. Bo Lind disagrees. He said: “{WORDS}”",
        f"Ada Brook met Bo Lind. He said: “{WORDS}”",
        f"He said he liked it, but the report reads: “{WORDS}”",
        f"Brook said: “{WORDS}”",
        f"I like this one: “{WORDS}”",
        f": “{WORDS}”",
    ],
)
def test_a_person_who_is_only_near_a_quotation_is_not_named(text: str) -> None:
    assert [speaker for _, speaker, _ in quoted(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        f"Ada Brook said nothing. “{WORDS}”",
        "Words such as “open” and “closed” are vague.",
        "She calls it “a somewhat longer run of words” and moves on.",
        'A 5" screen and a 6" screen differ by an inch, which is "not that much at all" to me.',
        "An “unbalanced mark that nothing ever closes, with many words in it.",
        'One stray " and that is all there is in these many words.',
        "“” and “ ” hold nothing.",
    ],
)
def test_words_in_quotation_marks_that_nobody_announces_stay_in_their_sentence(text: str) -> None:
    assert quoted(text) == []


def test_the_writers_own_words_around_a_quotation_stay_the_writers() -> None:
    text = f"Look here. Ada Brook said: “{WORDS}” That was brave."

    segments = split_quotations(text, 0, len(text), WRITER)

    assert [(text[s.start : s.end], s.voice.quotation) for s in segments] == [
        ("Look here. Ada Brook said:", False),
        (f"“{WORDS}”", True),
        ("That was brave.", False),
    ]


def test_where_somebody_said_it_is_told_from_the_sentence_that_says_so() -> None:
    assert quoted(f"Ada Brook told The Tin Times: “{WORDS}”") == [
        (f"“{WORDS}”", "Ada Brook", "The Tin Times")
    ]
    assert quoted(f"I gave an interview with Wired. Later Ada Brook said: “{WORDS}”") == [
        (f"“{WORDS}”", "Ada Brook", None)
    ]


@pytest.mark.parametrize(
    ("before", "cited"),
    [
        ("As I wrote in March 2022:", (WRITER.speaker, "March 2022")),
        (
            "In my newsletter I said it early. It was May 2021, and true.",
            (WRITER.speaker, "May 2021"),
        ),
        ("I have argued that in my last essay, at length.", (WRITER.speaker, None)),
    ],
)
def test_who_says_that_these_are_their_own_words_quotes_themselves(
    before: str, cited: tuple[str | None, str | None]
) -> None:
    assert cited_after(before) == cited


@pytest.mark.parametrize(
    "before",
    [
        "",
        "I like this.",
        "I said this was a great interview. The best part:",
        "I wrote to Ada Brook. The answer:",
        "I have said so since October 2023. This part stood out:",
        "I said yes.",
    ],
)
def test_a_block_quote_of_nobody_in_particular_is_by_an_unnamed_author(before: str) -> None:
    assert cited_after(before) == (None, None)


@pytest.mark.parametrize(
    "before",
    ["Ada Brook said this:", "I said in October 2023 that it fails. Then Ada Brook wrote:"],
)
def test_a_block_quote_is_by_the_person_who_is_said_to_have_said_it(before: str) -> None:
    assert cited_after(before) == ("Ada Brook", None)
