"""Names however they are written, and questions in the passage's own language and script."""

from collections.abc import Iterator

import pytest

from retrieval import Library
from retrieval.embedding import Embedder
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import write

PASSAGES = {
    "misheard": "The release of DeepSeq surprised everybody in the valley.",
    "split": "Our guest worked for hua way before she founded a bakery.",
    "gpt": "With GPT-4 the drafts became longer and duller.",
    "r2": "Nobody knows when R2 will be ready for its readers.",
    "python": "Since 3.11 the interpreter starts faster than before.",
    "plural": "Octopuses open jars from the inside.",
    "hyphen": "Their open-source licence forbids nothing at all.",
    "snake": "Call read_question_set before anything else is loaded.",
    "camel": "The flag isHallucinating is set by the second pass.",
    "dotted": "Use numpy.linalg for the decomposition of the matrix.",
    "cpp": "She rewrote the parser in C++ during one winter.",
    "dotnet": "The service was ported to .NET by two interns.",
    "german": "Der Leuchtturm von Büsum wurde im Jahre 1913 errichtet.",
    "russian": "Маяк в Выборге построили финские каменщики.",
    "greek": "Ο φάρος της Αλεξάνδρειας χτίστηκε από λευκή πέτρα.",
    "arabic": "بنيت منارة الإسكندرية من الحجر الأبيض قبل قرون.",
    "hebrew": "המגדלור ביפו נבנה מאבן גיר לבנה.",
    "hindi": "महाबलीपुरम का प्रकाशस्तंभ सफेद पत्थर से बनाया गया था।",
    "thai": "ประภาคารที่ภูเก็ตสร้างจากหินสีขาว",
    "japanese": "出雲日御碕灯台は白い石で建てられました。",
    "korean": "호미곶 등대는 하얀 돌로 지어졌습니다.",
    "chinese": "长江口的灯塔是用白色石头建造的。",
}
QUESTIONS = {
    "misheard": ["What surprised everybody about DeepSeek?", "deepseek release"],
    "split": ["Who worked for Huawei?"],
    "gpt": ["What happened to the drafts with GPT-4?", "drafts with GPT4", "drafts with GPT 4"],
    "r2": ["When will R2 be ready?"],
    "python": ["What is faster since 3.11?"],
    "plural": ["What does an octopus open?"],
    "hyphen": ["What does the open source licence forbid?", "opensource licence"],
    "snake": ["When do I call read_question_set?", "question set call before loaded"],
    "camel": ["What sets isHallucinating?", "hallucinating flag"],
    "dotted": ["What is numpy.linalg used for?"],
    "cpp": ["Who rewrote the parser in C++?"],
    "dotnet": ["Who ported the service to .NET?"],
    "german": ["Wann wurde der Leuchtturm von Büsum errichtet?"],
    "russian": ["Кто построил маяк в Выборге?"],
    "greek": ["Από τι χτίστηκε ο φάρος της Αλεξάνδρειας;"],
    "arabic": ["مم بنيت منارة الإسكندرية؟"],
    "hebrew": ["ממה נבנה המגדלור ביפו?"],
    "hindi": ["महाबलीपुरम का प्रकाशस्तंभ किससे बनाया गया?"],
    "thai": ["ประภาคารที่ภูเก็ตสร้างจากอะไร"],
    "japanese": ["出雲日御碕灯台は何で建てられましたか?"],
    "korean": ["호미곶 등대는 무엇으로 지어졌습니까?"],
    "chinese": ["长江口的灯塔是用什么建造的?"],
}
ASKED = [(name, question) for name, asked in QUESTIONS.items() for question in asked]


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("spellings")
    with opened(folder / "library", embedder) as library:
        library.ingest([write(folder / "texts", **PASSAGES)])
        yield library


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_the_passage_is_found_and_quoted_first(library: Library, name: str, question: str) -> None:
    quotes = library.ask(question).quotes

    assert [quote.source_name for quote in quotes[:1]] == [f"{name}.txt"]


@pytest.mark.parametrize("name", ["OpenAI", "Kubernetes", "GPT-5", "R3"])
def test_a_name_that_nobody_says_brings_no_far_fetched_one(library: Library, name: str) -> None:
    assert not library.ask(f"What did {name} say about submarines?").quotes
