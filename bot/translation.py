"""In which language something is said: gettext, and the language of whoever is answered now.

    from bot.translation import gettext as _, ngettext, noted as N_

    _("I know nobody by that name.")             said now, in the language of the reader
    N_("Ask the library")                        a constant, translated where it is used

What is said stands in the catalogues of `locales/` by its English words; what is not there is said
in English. The language belongs to the task that answers: `speaking(language)` around it, or
`speak(language)` from where it is known who reads what follows.

`scripts/catalogues.py` brings the catalogues up to date with the sentences of the program.
"""

import gettext as catalogues
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

_LOCALES: Final = Path(__file__).parent / "locales"


class Language(StrEnum):
    """The languages that the bot speaks, by the names of their catalogues."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    JAPANESE = "ja"
    CHINESE = "zh_CN"


_language: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say what is said in this block in a language."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def speak(language: Language) -> None:
    """Say what is said from here on, in this task and in what it begins, in a language."""
    _language.set(language)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _language.get()


def language_of(locale: str) -> Language:
    """Return the language for one of Discord's locales ("de", "es-ES", "zh-TW"), English if none.

    Traditional Chinese has no catalogue, and its readers are not given the simplified one.
    """
    wanted = locale.replace("-", "_")
    for language in Language:
        if wanted == language:
            return language
    short = wanted.partition("_")[0]
    return Language(short) if short in set(Language) else Language.ENGLISH


def gettext(text: str) -> str:
    """Return what a reader of the language that is spoken now is told for an English text."""
    language = _language.get()
    if language is Language.ENGLISH or not text:
        return text
    return _catalogue(language).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form for a number of things, in the language that is spoken now."""
    language = _language.get()
    if language is Language.ENGLISH:
        return one if count == 1 else many
    return _catalogue(language).ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """Return what a text is called that means something of its own in a context."""
    language = _language.get()
    if language is Language.ENGLISH:
        return text
    return _catalogue(language).pgettext(context, text)


def in_every_language(text: str) -> frozenset[str]:
    """Return what a text may have been said as, whoever read it."""
    return frozenset(_catalogue(language).gettext(text) for language in Language)


def noted(text: str) -> str:
    """Return a text as it is; it is marked for the catalogues and translated where it is used."""
    return text


def nnoted(one: str, many: str) -> tuple[str, str]:
    """Return both forms as they are; they are marked for the catalogues, for `ngettext`."""
    return one, many


def pnoted(_context: str, text: str) -> str:
    """Return a text as it is; it is marked for the catalogues, for `pgettext`."""
    return text


def catalogue_of(language: Language) -> Path:
    """Return where what is said in a language stands; English needs no file."""
    return _LOCALES / language / "LC_MESSAGES" / "pullquote.po"


def digests_of_catalogues() -> dict[str, str]:
    """Return a digest (SHA-256) of every catalogue, for whoever has to know whether one changed."""
    paths = {language: catalogue_of(language) for language in Language}
    found = {language: path.read_bytes() for language, path in paths.items() if path.is_file()}
    return {str(language): hashlib.sha256(held).hexdigest() for language, held in found.items()}


@cache
def _catalogue(language: Language) -> catalogues.NullTranslations:
    path = catalogue_of(language)
    if language is Language.ENGLISH or not path.is_file():
        return catalogues.NullTranslations()
    # Babel reads catalogues as translators write them, so that nothing built lies beside them.
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - English readers need not wait
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
