"""The language of each stretch of a document, and honesty about what is too short to tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry
from retrieval.readers.languages import code_of, with_languages
from tests.retrieval.reading import read

ENGLISH = "I think the real question is who pays for the electricity in the end."
FRENCH = "Je crois que la vraie question est de savoir qui paie l'électricité."
SENTENCES = {
    "en": "The new model is cheaper to run than anything we had last year.",
    "de": "Das neue Modell ist günstiger im Betrieb als alles, was wir letztes Jahr hatten.",
    "fr": "Le nouveau modèle coûte moins cher que tout ce que nous avions l'an dernier.",
    "es": "El nuevo modelo es más barato que todo lo que teníamos el año pasado.",
    "pl": "Nowy model jest tańszy niż wszystko, co mieliśmy w zeszłym roku.",
    "tr": "Yeni model geçen yıl sahip olduğumuz her şeyden daha ucuz.",
    "el": "Το νέο μοντέλο είναι φθηνότερο από ό,τι είχαμε πέρυσι.",
    "ja": "新しいモデルは去年のどれよりも安く動きます。",
    "ar": "النموذج الجديد أرخص من كل ما كان لدينا في العام الماضي.",
}


def languages(*texts: str, declared: str | None = None) -> tuple[list[str | None], str | None]:
    """The language of each text, all in one document, and the document's."""
    whole = "\n".join(texts)
    starts = [sum(len(before) + 1 for before in texts[:n]) for n in range(len(texts))]
    voice = Voice(Kind.TEXT)
    segments = [Segment(s, s + len(t), voice) for s, t in zip(starts, texts, strict=True)]
    told, main = with_languages(whole, segments, declared=declared)
    return [segment.language for segment in told], main


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_a_sentence_is_told_alone_and_among_english(code: str, sentence: str) -> None:
    assert languages(sentence) == ([code], code)
    assert languages(ENGLISH, SENTENCES["en"], sentence) == (["en", "en", code], "en")


def test_what_is_short_goes_by_the_languages_that_the_document_holds() -> None:
    found, main = languages(ENGLISH, ENGLISH, FRENCH, "Je suis d'accord avec toi.", "OK")

    assert found == ["en", "en", "fr", "fr", "en"]
    assert main == "en"


@pytest.mark.parametrize("texts", [("OK", "Ja."), ("12:30", "https://pier.example/a"), ()])
def test_too_little_to_tell_is_what_the_document_says_of_itself_or_unknown(
    texts: tuple[str, ...],
) -> None:
    assert languages(*texts) == ([None] * len(texts), None)
    assert languages(*texts, declared="sv-SE") == (["sv"] * len(texts), "sv")


def test_words_tell_more_than_what_a_document_says_of_itself() -> None:
    assert languages(FRENCH, declared="en") == (["fr"], "fr")


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), (" EN-us ", "en"), ("pt_BR", "pt"), ("deu", None), (None, None)]
)
def test_a_tag_gives_its_code_of_two_letters(tag: str | None, code: str | None) -> None:
    assert code_of(tag) == code


def test_a_document_and_its_segments_carry_their_languages(tmp_path: Path) -> None:
    document = read(tmp_path, f"{ENGLISH}\n\n{SENTENCES['en']}\n\n{FRENCH}\n")

    assert document.work.language == "en"
    assert [segment.language for segment in document.segments] == ["en", "en", "fr"]


def test_a_language_from_outside_is_the_documents(tmp_path: Path) -> None:
    entry = Entry(work=Work(language="no"))

    assert read(tmp_path, "Hm, ja.", entry).work.language == "no"
    mixed = read(tmp_path, f"{ENGLISH}\n\nHm, ja.\n", entry)
    assert (mixed.work.language, [s.language for s in mixed.segments]) == ("no", ["en", "no"])


def test_whoever_only_asks_does_not_wait_for_what_only_readers_need() -> None:
    heavy = ("py3langid", "ftfy", "pypdfium2")
    program = f"import sys, retrieval; print([m for m in {heavy} if m in sys.modules])"

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
