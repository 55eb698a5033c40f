import pytest

from bot.translation import Language, gettext, language_of, ngettext, speaking, spoken


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-GB", Language.ENGLISH),
        ("de", Language.GERMAN),
        ("es-ES", Language.SPANISH),
        ("es-419", Language.SPANISH),
        ("ja", Language.JAPANESE),
        ("zh-CN", Language.CHINESE),
        ("zh-TW", Language.ENGLISH),
        ("fr", Language.ENGLISH),
        ("", Language.ENGLISH),
    ],
)
def test_a_locale_of_discord_is_a_language_with_a_catalogue(
    locale: str, language: Language
) -> None:
    assert language_of(locale) is language


def test_a_language_is_spoken_for_as_long_as_its_block_lasts() -> None:
    with speaking(Language.JAPANESE):
        assert spoken() is Language.JAPANESE
    assert spoken() is Language.ENGLISH


def test_what_no_catalogue_holds_is_said_in_english() -> None:
    with speaking(Language.GERMAN):
        assert gettext("xyzzy plugh") == "xyzzy plugh"
        assert ngettext("one xyzzy", "many xyzzys", 2) == "many xyzzys"
        assert gettext("") == ""
