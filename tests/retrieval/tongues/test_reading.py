"""Questions in other languages, as they are in English."""

import time
from dataclasses import dataclass

import pytest

from retrieval.tongues.reading import Reader


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library that says these words and no others."""

    words: tuple[str, ...] = ()

    def says(self, words: str) -> bool:
        return words in self.words

    def says_rather(self, words: str, _: str) -> bool:
        return words in self.words


def read(question: str, *before: str, said: tuple[str, ...] = ()) -> str:
    return Reader(Shelf(said)).read(before, question)[1]


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ("Was ist ein Halbleiter?", "What is a semiconductors?"),
        ("Wer war Ada Lind?", "Who is Ada Lind?"),
        ("Was sagt Ada Lind über Frankreich?", "What does Ada Lind say about France?"),
        ("Wer hat über Exportkontrollen gesprochen?", "Who talked about export controls?"),
        ("Und warum?", "and why?"),
        ("Danke! Und was sagte sie dazu?", "thanks! And what does she say about it?"),
        ("Was hat Ada Lind am 3. Mai 2025 gesagt?", "What did Ada Lind say at the 3. May 2025?"),
        ("¿Qué es una batería?", "What is a battery?"),
        ("¿Quién es Ada Lind?", "Who is Ada Lind?"),
        ("¿Qué dijo Ada Lind sobre Francia?", "What did Ada Lind say about France?"),
        ("¿Y qué dice sobre los chips?", "And what does he say about the chips?"),
        ("¿Y Francia?", "and France?"),
        ("y por qué?", "and why?"),
        ("GPUとは何ですか？", "What is GPU?"),
        ("Ada Lindはフランスについて何と言っていますか？", "What does Ada Lind say about France?"),
        ("ファーウェイは？", "What about Huawei?"),
        ("それはなぜですか？", "why?"),
        ("誰が輸出規制について話しましたか？", "Who talked about export controls?"),
        ("2025年6月以降は？", "Since June 2025?"),
        ("Wie sieht sie die Batterie?", "What does she think about battery?"),
        ("¿De qué trata el podcast?", "What is the podcast about?"),
        ("それはいつ言ったのですか？", "When was that?"),
        ("インフレについて誰か話しましたか？", "Did anyone talk about inflation?"),
        ("播客讲的是什么？", "What is podcast about?"),
        ("什么是GPU？", "What is GPU?"),
        ("Ada Lind对法国怎么看？", "What does Ada Lind think about France?"),
        ("那华为呢？", "And what about Huawei?"),
        ("为什么呢？", "why?"),
        ("谁谈到了出口管制？", "Who talked about export controls?"),
        ("自2025年6月以来呢？", "Since June 2025?"),
    ],
)
def test_how_a_question_asks_and_what_it_says_are_put_into_english(
    asked: str, english: str
) -> None:
    assert read(asked) == english


@pytest.mark.parametrize(
    "asked",
    [
        "What does “und” mean?",
        "and Los Angeles?",
        "El Niño",
        "Los Angeles?",
        "y tho",
        "GPU prices",
        "Who sings La Bamba?",
        "was it die hard?",
        "semiconductor controls effect on deepseek",
        "Что такое GPU?",
        "",
    ],
)
def test_english_and_languages_that_nobody_knows_stay_as_they_are(asked: str) -> None:
    assert read(asked) == asked


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ("¿Sabes cómo entrenan los robots?", "How train the robots?"),
        ("¿Cuál es la gran ventaja?", "What is the big advantage?"),
        ("¿Quién puede importar chips?", "Who can import chips?"),
        ("¿Qué libro es libre?", "What book is free?"),
        ("¿Cuál es la mayor parte del problema?", "What is most of the problem?"),
        ("¿Quién es el orden?", "Who is the order?"),
        ("Wer macht die besten Batterien?", "Who makes the best battery?"),
        ("Wer hat die Macht?", "Who has the power?"),
        ("Ist die Batterie sicher?", "Is the battery safe?"),
        ("Was hältst du von Zensur?", "What do you think about censorship?"),
        ("¿Qué piensas de la censura?", "What do you think about the censorship?"),
        ("Welche Rolle spielt die Regierung?", "What role does the government play?"),
        ("Was ist KI-Entwicklung?", "What is AI development?"),
        ("Erzähl mir was über nationale Märkte", "Tell me about national market"),
    ],
)
def test_common_words_are_not_taken_for_others_of_the_same_stem(asked: str, english: str) -> None:
    assert read(asked) == english


def test_sie_means_what_was_asked_about_where_nobody_is_named() -> None:
    assert read("und wer macht sie?", "Wer nutzt Chips?") == "And who makes them?"


def test_a_person_who_is_left_out_is_one_only_where_somebody_was_named() -> None:
    asked = "検閲についてどう思う？"

    assert read(asked, "Ada Lindはフランスについて何と言っていますか？") == (
        "What does he say about censorship?"
    )
    assert read(asked, "GPUとは何ですか？") == "What is said about censorship?"


def test_words_without_grammar_are_in_the_language_of_the_question_before() -> None:
    assert read("Frankreich?", "Was sagt Ada Lind über Chips?") == "France?"
    assert read("Frankreich?", "What does Ada Lind say about chips?") == "Frankreich?"


def test_what_the_library_says_itself_stays_in_its_words() -> None:
    assert read("Was ist ein Halbleiter?", said=("Halbleiter",)) == "What is a Halbleiter?"
    assert read("什么是原创式创新？", said=("原创式创新",)) == "What is 原创式创新?"


def test_what_no_dictionary_knows_stays_as_it_is() -> None:
    assert read("Was ist ein Zwirbelknopf?") == "What is a Zwirbelknopf?"
    assert read("ズビズビとは何ですか？") == "What is ズビズビ?"


def test_filters_are_neither_read_nor_lost() -> None:
    assert read('was sagt er? von:"Ada Lind" seit:2025-06') == (
        'What does he say? from:"Ada Lind" since:"2025-06"'
    )


@pytest.mark.parametrize(
    "part", ["は", "的", "の何", "und ", "¿qué ", "是什么", "sobre de ", "a. "]
)
def test_a_long_text_takes_no_square_of_its_time(part: str) -> None:
    began = time.perf_counter()

    read("¿" + part * 2_000)

    # Generous, and still far from what one that grows with the square would take.
    assert time.perf_counter() - began < 5
