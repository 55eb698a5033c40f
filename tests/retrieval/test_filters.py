"""Where a question ends and its filters begin."""

import time

import pytest

from retrieval.filters import NO_FILTERS, Filters, parse


@pytest.mark.parametrize(
    ("question", "text", "filters"),
    [
        ('from:"Ada Lind" why?', "why?", Filters(voices=("Ada Lind",))),
        ("why from:lind?", "why ?", Filters(voices=("lind",))),
        ("FROM:lind, why?", ", why?", Filters(voices=("lind",))),
        ("from:“Ada Lind” why?", "why?", Filters(voices=("Ada Lind",))),
        ("from:„Ada Lind“ why?", "why?", Filters(voices=("Ada Lind",))),
        ("from:«Ada Lind» why?", "why?", Filters(voices=("Ada Lind",))),
        ("from:'Conan O'Brien' why?", "why?", Filters(voices=("Conan O'Brien",))),
        ("from:‘Ada Lind’ why?", "why?", Filters(voices=("Ada Lind",))),
        ('from:"Ada why?', "why?", Filters(voices=("Ada",))),
        ("(in:boats) why?", "( ) why?", Filters(works=("boats",))),
        (
            'from:a from:b in:comments since:2025-06 since:"last month" why?',
            "why?",
            Filters(("a", "b"), ("comments",), ("2025-06", "last month")),
        ),
        ("why since:2024 until:2025-06?", "why ?", Filters((), (), ("2024",), ("2025-06",))),
        ('was? von:"Ada Lind" aus:boats', "was?", Filters(("Ada Lind",), ("boats",))),
        ("seit: Juni 2025 warum?", "warum?", Filters(since=("Juni 2025",))),
        ("¿qué? desde: 3 de junio de 2025", "¿qué?", Filters(since=("3 de junio de 2025",))),
        (
            "なぜ？ 話者：梁文鋒 以降：2025年6月",
            "なぜ？",
            Filters(("梁文鋒",), since=("2025年6月",)),
        ),
        ("作者：梁文锋 至：2025 为什么", "为什么", Filters(("梁文锋",), until=("2025",))),
        ("発言者：「Ada Lind」 なぜ？", "なぜ？", Filters(("Ada Lind",))),
        ('vom:"Ada Lind" warum?', "warum?", Filters(("Ada Lind",))),
        ("von: Ada Lind Wie geht das?", "Wie geht das?", Filters(("Ada Lind",))),
        ('autor: "Ada Lind" ¿qué?', "¿qué?", Filters(("Ada Lind",))),
        ("bis:Ende 2025 warum?", "warum?", Filters(until=("Ende 2025",))),
        ("from:x", "", Filters(voices=("x",))),
        ("from:梁文锋 为什么", "为什么", Filters(voices=("梁文锋",))),
    ],
)
def test_filters_leave_the_text_of_a_question(question: str, text: str, filters: Filters) -> None:
    assert parse(question) == (text, filters)


@pytest.mark.parametrize(
    "question",
    [
        "from: what I saw, why?",
        "since: June 2025",
        "el uso de: lo que vi",
        "von: was ich sah",
        "ein Bericht von: Firmen",
        "in: the end",
        "see https://since.example/in:x",
        "x.from:y and mailto:from@in.example",
        'from:"" in:, since:?',
        "words: DeepSeek  (two  spaces)",
        "since:",
        "",
        "within:reason",
    ],
)
def test_any_other_colon_leaves_a_question_as_it_is(question: str) -> None:
    assert parse(question) == (question, NO_FILTERS)


@pytest.mark.parametrize("part", ["from:", 'from:"', "from:'x ", "in:x ", 'in:"a', "since:“"])
def test_a_hundred_thousand_letters_take_no_square_of_their_time(part: str) -> None:
    began = time.perf_counter()

    parse(part * (100_000 // len(part)))

    # Generous, and still far from what one that grows with the square would take.
    assert time.perf_counter() - began < 5


def test_a_value_is_read_once_and_of_many_the_first_ten() -> None:
    _, filters = parse("from:a from:a " + " ".join(f"from:n{n}" for n in range(400)))

    assert filters.voices == ("a", *(f"n{n}" for n in range(9)))


def test_of_a_value_as_long_as_a_book_only_the_beginning_is_read() -> None:
    text, filters = parse(f"from:{'x' * 100_000} why?")

    assert text == "why?"
    assert filters.voices == ("x" * 200,)


def test_filters_are_written_as_they_are_read() -> None:
    filters = Filters(("Ada Lind", "Bo"), ("comments",), ("2025",), ("last month",))

    assert parse(str(filters)) == ("", filters)
