"""Whatever is asked is answered or met with silence, and never with a fault."""

import time

import pytest

from retrieval import Library

RARE = "".join(chr(0x4E00 + n) for n in range(4000))
BAD = {
    "nothing": "",
    "white space": " \t\r\n\u2028\u200b",
    "punctuation": "?!…",
    "emoji": "🎉👍🏽👨‍👩‍👧‍👦🇯🇵",
    "NUL": "What about\0 DeepSeek\0?",
    "NUL alone": "\0",
    "right-to-left override": "\u202eWhat about DeepSeek?\u202c",
    "byte-order mark": "\ufeffWhat about DeepSeek?",
    "a lone surrogate": "What about \ud800 DeepSeek \udfff?",
    "a lone surrogate alone": "\udc80",
    "combining marks": "D" + "\u0301" * 500,
    "one quote": '"',
    "an unbalanced quote": 'What does "DeepSeek do',
    "many quotes": '"""""\'\'\'“““',
    "star": "*",
    "prefix search": "Deep*",
    "near": "NEAR(DeepSeek Qwen, 2)",
    "near without an end": "NEAR(",
    "operators": "AND OR NOT",
    "operators between words": "DeepSeek AND NOT Qwen OR (",
    "a column": "words: DeepSeek",
    "an unknown column": "nonsense: {a b}: -c",
    "minus": "-DeepSeek",
    "plus and caret": "^DeepSeek + Qwen",
    "SQL": "'; DROP TABLE passages; --",
    "percent": "%s %d {0} %",
    "everyone": "@everyone @here <@123> <#456>",
    "filters without values": "from: in: since: DeepSeek",
    "filters of nothing": "from:\"\" in:“” since:'' DeepSeek",
    "filters of marks": "from:? in:… since:%_ DeepSeek",
    "a filter of NUL": "from:\0 DeepSeek",
    "a filter of a lone surrogate": "from:\ud800 in:\udfff since:\ud800 DeepSeek",
    "a filter that is never closed": 'from:"Azeem DeepSeek',
    "a filter of a filter": "from:in:since:2025 DeepSeek",
    "a filter of SQL": 'from:"x\') OR 1=1 --" DeepSeek',
    "a filter of a year that is none": "since:99999-99-99 DeepSeek",
    "German": "Was sagt der Podcast über chinesische Modelle?",
    "Japanese": "中国のオープンソースAIについて何と言っていますか？",
    "Arabic": "ماذا قيل عن الذكاء الاصطناعي؟",
    "Thai": "เขาพูดว่าอะไรเกี่ยวกับจีน",
    "Chinese": "把是非观置于利害观之前",
    "grammar words": "what is it and who are they",
    "a greeting": "hello",
    "full width": "ＤｅｅｐＳｅｅｋ　Ｒ２",
    "ligature": "ﬁne-tuning of ﬂoating models",
    "numbers": "2023 157 80% 1,000.50 12-18",
    "four thousand letters": "a" * 4000,
    "four thousand letters in words": "DeepSeek " * 444,
    "four thousand characters of quotes": '"' * 4000,
    "four thousand Chinese letters": RARE,
    "a hundred thousand letters": "a" * 100_000,
    "a hundred thousand of white space": " " * 99_990 + "DeepSeek?",
    "a hundred thousand line breaks": "\n" * 100_000,
    "a hundred thousand in words": " ".join(f"word{n}" for n in range(11_000)),
    "a hundred thousand capitals": "Ada Brook " * 10_000,
    "a hundred thousand filters": "from:a in:b since:c " * 5_000,
    "a filter of a hundred thousand letters": "from:" + "a" * 100_000,
    "a hundred thousand times": "in the last month of " * 5_000,
    "a hundred thousand essays": "in the essay on " * 6_000,
    "a hundred thousand joints": "a-" * 50_000,
    "a hundred thousand apostrophes": "a'" * 50_000,
}


@pytest.mark.parametrize("question", BAD.values(), ids=BAD.keys())
def test_no_question_is_a_fault(seed_library: Library, question: str) -> None:
    began = time.perf_counter()

    answer = seed_library.ask(question)

    assert answer.question == question
    assert answer.answered == bool(answer.quotes)
    assert 0 <= answer.confidence <= 1
    assert len(answer.quotes) <= 4
    # Generous, and still far from what one that grows with the square would take.
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("name", ["nothing", "white space", "punctuation", "emoji", "NUL alone"])
def test_a_question_without_a_word_gets_silence(seed_library: Library, name: str) -> None:
    answer = seed_library.ask(BAD[name])

    assert (answer.answered, answer.quotes) == (False, ())


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("What is said about DeepSeek R2?", "\ufeffWhat is said about DeepSeek R2?"),
        ("What is said about DeepSeek R2?", "What is said about DeepSeek R2?\n"),
        ("What is said about DeepSeek R2?", "\u202aWhat is said about DeepSeek R2?\u202c"),
    ],
)
def test_marks_that_nobody_sees_do_not_change_which_quote_comes_first(
    seed_library: Library, plain: str, odd: str
) -> None:
    first, second = seed_library.ask(plain), seed_library.ask(odd)

    assert first.answered
    assert second.quotes[0].text == first.quotes[0].text
