"""Which quotes stand together in an answer."""

import pytest

from retrieval import LibrarySettings, open_library

SAID = {
    "ada.txt": "Open models will beat closed models within two years.",
    "again.txt": "Open models will surely beat closed models within two years.",
    "ben.txt": "Open models will not beat closed models within two years.",
    "boats.txt": "The ferry is painted white and blue.",
}


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("views")
    for name, text in SAID.items():
        (folder / name).write_text(text, "utf-8")
    with open_library(LibrarySettings(library=folder / "library"), create=True) as library:
        library.ingest([folder / name for name in SAID])
        answer = library.ask("Will open models beat closed models?")
    return [quote.source_name for quote in answer.quotes]


def test_a_contrary_view_stands_beside_its_opposite(quoted: list[str]) -> None:
    assert "ben.txt" in quoted
    assert {"ada.txt", "again.txt"} & set(quoted)


def test_the_same_thing_is_quoted_once(quoted: list[str]) -> None:
    assert len({"ada.txt", "again.txt"} & set(quoted)) == 1


def test_what_does_not_answer_is_not_quoted(quoted: list[str]) -> None:
    assert "boats.txt" not in quoted
