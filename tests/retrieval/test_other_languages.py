"""Archives in other languages: asked in their own, they are quoted in their own words."""

from pathlib import Path

import pytest

from retrieval.embedding import Embedder
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import write

ISLANDS = {
    "de": (
        "Der Leuchtturm auf der Insel wurde im Jahr 1863 gebaut und steht seit 1990 leer.\n\n"
        "Die Fähre fährt im Winter nur zweimal am Tag, weil der Hafen dann oft vereist ist.\n\n"
        "Die Bäckerei am Markt backt ihr Brot mit Algen aus der Bucht.\n"
    ),
    "es": (
        "El faro de la isla se construyó en 1863 y está vacío desde 1990.\n\n"
        "El transbordador navega dos veces al día en invierno, porque el puerto se congela.\n\n"
        "La panadería de la plaza hace su pan con algas de la bahía.\n"
    ),
    "ja": (
        "島の灯台は1863年に建てられ、1990年から使われていません。\n\n"
        "冬のあいだ、港がよく凍るので、渡し船は一日に二回しか出ません。\n\n"
        "市場のパン屋は湾でとれた海藻でパンを焼いています。\n"
    ),
    "zh": (
        "岛上的灯塔建于1863年，从1990年起一直空着。\n\n"
        "冬天港口经常结冰，所以渡轮每天只开两班。\n\n"
        "市场旁边的面包店用海湾里的海藻做面包。\n"
    ),
}


@pytest.mark.parametrize(
    ("language", "question", "holds"),
    [
        ("de", "Wann wurde der Leuchtturm gebaut?", "1863"),
        ("de", "Warum fährt die Fähre im Winter nur zweimal am Tag?", "vereist"),
        ("de", "Womit backt die Bäckerei ihr Brot?", "Algen"),
        ("es", "¿Cuándo se construyó el faro?", "1863"),
        ("es", "¿Por qué navega el transbordador dos veces al día?", "congela"),
        ("es", "¿Con qué hace su pan la panadería?", "algas"),
        ("ja", "灯台はいつ建てられましたか？", "1863"),
        ("ja", "なぜ渡し船は一日に二回しか出ないのですか？", "凍る"),
        ("ja", "パン屋は何でパンを焼いていますか？", "海藻"),
        ("zh", "灯塔是什么时候建的？", "1863"),
        ("zh", "为什么渡轮每天只开两班？", "结冰"),
        ("zh", "面包店用什么做面包？", "海藻"),
    ],
)
def test_the_right_words_are_quoted_verbatim(
    tmp_path: Path, embedder: Embedder, language: str, question: str, holds: str
) -> None:
    text = ISLANDS[language]
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([write(tmp_path / "shelf", island=text)])
        quote = library.ask(question).quotes[0]

    assert holds in quote.text
    assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wie viele Einwohner hat die Insel?"),
        ("de", "Wer hat die Weltmeisterschaft gewonnen?"),
        ("de", "Was kostet ein Fahrrad?"),
        ("es", "¿Cuántos habitantes tiene el pueblo?"),
        ("es", "¿Quién ganó el mundial?"),
        ("ja", "ワールドカップで優勝したのは誰ですか？"),
        ("ja", "自転車はいくらですか？"),
        ("zh", "谁赢得了世界杯？"),
        ("zh", "自行车多少钱？"),
    ],
)
def test_they_are_silent_on_what_they_do_not_tell(
    tmp_path: Path, embedder: Embedder, language: str, question: str
) -> None:
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([write(tmp_path / "shelf", island=ISLANDS[language])])

        assert not library.ask(question).answered
