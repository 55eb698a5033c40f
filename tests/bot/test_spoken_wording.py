"""What is built around names and titles in other languages: attributions, dates, numbers, lists."""

from dataclasses import replace
from datetime import date

import pytest

from bot.pages import pages
from bot.replies import quoted
from bot.translation import Language, gettext, speaking
from bot.wording import dates, digests
from bot.wording.lists import all_of, passages, sentences
from bot.wording.sentences import enumerated
from retrieval import Credit, Digest, Kind, Quote, Work, attributed
from retrieval.models import Locator, Role, Voice
from tests.bot.fakes import quote

WORK = Work(title="Models", publisher="The Show", published="2025-06-01")
GUEST = Voice(Kind.TRANSCRIPT, "Jane Roe", role=Role.GUEST)


def credited(voice: Voice) -> Quote:
    credit = Credit(voice, WORK, "a.txt", Locator(timestamp=754.0, page=3))
    return replace(quote("It is."), attribution=attributed(credit), credit=credit)


def line_in(language: Language, voice: Voice) -> str:
    with speaking(language):
        return quoted(credited(voice)).attribution


@pytest.mark.parametrize(
    ("work", "remark", "said"),
    [
        (Work(description="web page"), "edited", ("Webseite", "bearbeitet")),
        (Work(description="my notes"), "by hand", ("my notes", "by hand")),
        (Work(title="web page"), None, ("“web page”",)),
    ],
)
def test_what_readers_of_sources_call_a_work_is_translated_and_what_people_do_is_not(
    work: Work, remark: str | None, said: tuple[str, ...]
) -> None:
    voice = replace(GUEST, remark=remark)
    credit = Credit(voice, work, "a.txt")
    whole = replace(quote("It is."), attribution=attributed(credit), credit=credit)

    with speaking(Language.GERMAN):
        parts = quoted(whole).attribution.split(" · ")

    assert set(said) <= set(parts)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            Language.ENGLISH,
            "Jane Roe, guest · “Models”, p. 3, 12:34 · The Show · 2025-06-01",
        ),
        (
            Language.GERMAN,
            "Jane Roe, Gast · “Models”, S. 3, 12:34 · The Show · 1. Juni 2025",
        ),
        (
            Language.SPANISH,
            "Jane Roe, persona invitada · “Models”, p. 3, 12:34 · The Show · 1 de junio de 2025",
        ),
        (
            Language.JAPANESE,
            "Jane Roe、ゲスト · “Models”、3ページ、12:34 · The Show · 2025年6月1日",
        ),
        (
            Language.CHINESE,
            "Jane Roe，嘉宾 · “Models”，第 3 页，12:34 · The Show · 2025年6月1日",
        ),
    ],
)
def test_an_attribution_is_in_the_readers_language_and_its_names_are_not(
    language: Language, line: str
) -> None:
    assert line_in(language, GUEST) == line


def test_whoever_is_quoted_by_somebody_is_named_as_such() -> None:
    cited = replace(
        GUEST, quotation=True, quoted_speaker="Martin Casado", quoted_in="The Economist"
    )

    assert line_in(Language.GERMAN, cited).startswith(
        "Martin Casado, zitiert in The Economist, angeführt von Jane Roe · "
    )
    assert line_in(Language.GERMAN, replace(cited, quoted_speaker=None)).startswith(
        "Ungenannte Person, zitiert von Jane Roe · "
    )


def test_the_month_of_words_that_somebody_quotes_of_their_own_is_in_the_readers_language() -> None:
    own = replace(GUEST, quotation=True, quoted_speaker="Jane Roe", quoted_in="October 2023")

    assert "Oktober 2023 · " in line_in(Language.GERMAN, own)
    assert "2023年10月" in line_in(Language.JAPANESE, own)
    assert "October 2023 · " in line_in(Language.ENGLISH, own)


def test_the_words_of_a_quote_are_the_same_for_everybody() -> None:
    shown = set()
    for language in Language:
        with speaking(language):
            shown.add(quoted(credited(GUEST)).sentences)

    assert len(shown) == 1


def test_dates_are_written_as_far_as_they_are_known() -> None:
    with speaking(Language.GERMAN):
        assert [dates.known(one) for one in ("2025", "2025-06", "2025-06-01", "soon")] == [
            "2025",
            "Juni 2025",
            "1. Juni 2025",
            "soon",
        ]
        assert dates.full_day(date(2025, 6, 1)) == "Sonntag, 1. Juni 2025"


def test_plurals_numbers_and_enumerations_are_the_languages_own() -> None:
    with speaking(Language.GERMAN):
        assert [passages(1), passages(2000)] == ["1 Textstelle", "2.000 Textstellen"]
        assert all_of(["A", "B", "C"]) == "A, B und C"
    with speaking(Language.JAPANESE):
        assert passages(2000) == "2,000箇所"
        assert sentences("はい。", "いいえ。") == "はい。いいえ。"
        assert "".join(map(str, enumerated(["甲", "乙", "丙"], 2))) == "甲、乙ほか1件"


def test_a_button_is_understood_by_whoever_presses_it_in_another_language() -> None:
    first, latest = (replace(quote(day), published=day) for day in ("2024-01-01", "2025-01-01"))
    found = Digest("r2", (), (), (), (), (), 1.0, first, latest)
    with speaking(Language.GERMAN):
        label = gettext(digests.MENTIONS)

    [title, *_] = pages(digests.deeper(found, label))[0].split("\n")

    assert title == "### First mention, 1 January 2024"
