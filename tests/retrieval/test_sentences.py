"""Where sentences begin and end."""

import pytest

from retrieval.sentences import glue_points, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Boats float. Rope holds.", ["Boats float.", "Rope holds."]),
        ("Do boats float? They do! Good.", ["Do boats float?", "They do!", "Good."]),
        ("  Boats float. \n\n Rope holds. ", ["Boats float.", "Rope holds."]),
        ("It ended in May.It began again.", ["It ended in May.", "It began again."]),
        ("They said “go now.”The end came.", ["They said “go now.”", "The end came."]),
        ("Rope, tar etc.* We sell both.", ["Rope, tar etc.", "* We sell both."]),
        ('See ["So it is."](https://a.b/c) We go.', ['See ["So it is."](https://a.b/c)', "We go."]),
        ("See [Pier.com](https://a.b/c) today.", ["See [Pier.com](https://a.b/c) today."]),
        ("Boats float at the pier", ["Boats float at the pier"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Brook sailed in the U.S. Navy for 3.5 years.",
        "Models from Qwen, Kimi, Z.ai, and DeepSeek are open.",
        "We use ropes, e.g. hemp, i.e. the old kind, etc. and more.",
        "I think there is a very distinct...\npath that the sailors take.",
        "sense of\nof scale and quality of the pier.",
        "Nobody knows ... or do they.",
        "See https://pier.example/a.B?c=D.e for more.",
        "The year was 2019.5 by their count.",
    ],
)
def test_what_only_looks_like_an_end_is_none(text: str) -> None:
    assert sentences(text) == [text]


def test_a_piece_without_a_letter_belongs_to_its_neighbour() -> None:
    assert sentences("Boats float. ... Rope holds.") == ["Boats float. ...", "Rope holds."]
    assert sentences("… “Boats float.”") == ["… “Boats float.”"]


def test_a_link_begins_a_sentence_of_its_own() -> None:
    assert sentences("Boats float. https://pier.example/1") == [
        "Boats float.",
        "https://pier.example/1",
    ]


def test_offsets_count_code_points_also_beyond_the_basic_plane() -> None:
    text = "👍🏽 Boats float. 王阳明骨髓 = 👍 is true. 𝔊𝔬 on."

    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    assert sentences(text)[0] == "👍🏽 Boats float."


def test_only_the_range_that_is_given_is_cut() -> None:
    text = "Boats float. Rope holds. Tar sticks."

    assert [text[s.start : s.end] for s in sentence_spans(text, 6, 24)] == [
        "float.",
        "Rope holds.",
    ]


def test_a_long_text_is_cut_as_its_parts_are() -> None:
    # In capitals a sentence that was cut anywhere would show.
    page = " ".join(f"BOAT NUMBER {n} LEFT THE PIER. IT RETURNED LATER." for n in range(9))

    assert sentences(" ".join([page] * 60)) == sentences(page) * 60


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("year.It", [5]),
        ("model.”The", [7]),
        ("etc.* We", [4]),
        ("U.S.A.", []),
        ("Z.ai", []),
        ("a.B", []),
        ("year. It", []),
        ("v1.Two", []),
    ],
)
def test_glued_sentences_are_told_from_names_with_dots(text: str, points: list[int]) -> None:
    assert glue_points(text) == points


def test_a_text_without_full_stops_or_capitals_is_cut_between_words() -> None:
    text = "and then we went on to talk about the weather " * 100

    found = [text[span.start : span.end] for span in sentence_spans(text)]

    assert len(found) > 5
    assert max(map(len, found)) <= 1200
    assert " ".join(found) == text.strip()


def test_a_sentence_in_lower_case_does_not_grow_without_end() -> None:
    text = "we walked all the way to the pier and back. " * 100

    found = [text[span.start : span.end] for span in sentence_spans(text)]

    assert max(map(len, found)) <= 400


@pytest.mark.parametrize("before", [99_995, 99_996, 99_997, 99_998, 99_999, 100_000, 100_001])
def test_glued_sentences_are_found_wherever_they_stand_in_a_long_text(before: int) -> None:
    text = "x" * before + "boats float.”And rope holds them. " + "y" * 300_000 + "near.It holds."

    assert glue_points(text) == [text.index("And"), text.index("It")]
