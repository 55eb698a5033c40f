"""Brings bot/locales up to date with the sentences of the program.

    python3 scripts/run.py scripts/catalogues.py

Sentences that are new stand in each catalogue without a translation, those that nobody says any
longer leave it. It says what is still to be translated; run twice, it changes nothing.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.translation import Language, catalogue_of  # noqa: E402 - the product is found by its path
from retrieval import MAY_BE_TOLD  # noqa: E402 - as above

TRANSLATED: Final = tuple(language for language in Language if language is not Language.ENGLISH)


def _named(kinds: Iterable[type[Exception]]) -> Iterator[str]:
    """Yield the names of errors and of all that are kinds of them."""
    for kind in kinds:
        yield kind.__name__
        yield from _named(kind.__subclasses__())


# The errors of retrieval that may be told to readers: each is raised with the words that it says.
TOLD: Final = frozenset(_named(MAY_BE_TOLD))
# What marks a sentence, and which of its arguments are English, or tell a meaning (c). The line
# under a quote is retrieval's, which is handed what translates it as `say`.
_KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "nnoted": (1, 2),
    "N_": None,
    "NN_": (1, 2),
    "noted": None,
    "pgettext": ((1, "c"), 2),
    "pnoted": ((1, "c"), 2),
    "say": None,
    **dict.fromkeys(TOLD),
}
_WIDTH: Final = 100
# What of a header differs from one run or one Babel to the next, or says nothing here.
_UNWANTED: Final = re.compile(
    rb'"(?:Project|Report|POT|PO|Last-Translator|Language-Team|Generated)[^\n]*\n'
)
_SPOKEN_IN: Final = ("bot", "retrieval")


def sentences() -> Catalog:
    """Return what the program says, in English: the template of every catalogue."""
    found = Catalog(fuzzy=False)
    for path in _files():
        for _line, text, _comments, context in extract_from_file(
            "python", path, keywords=_KEYWORDS
        ):
            flags = ["python-brace-format"] if "{" in str(text) else []
            found.add(text, context=context, flags=flags)
    return found


def translated(language: Language) -> Catalog:
    """Return a catalogue as it stands, an empty one where there is none."""
    path = catalogue_of(language)
    held = path.read_bytes() if path.is_file() else b""
    return read_po(BytesIO(held), locale=language)


def in_step(language: Language) -> Catalog:
    """Return a catalogue with the sentences of the program and no others."""
    template, held = sentences(), translated(language)
    found = Catalog(locale=language, header_comment=held.header_comment, fuzzy=False)
    for message in template:
        if message.id:
            known = held.get(message.id, message.context)
            # Its plural may have changed, or come to it.
            same = known if known and known.id == message.id else None
            flags = message.flags | ({"fuzzy"} if same and same.fuzzy else set())
            string = same.string if same else ""
            found.add(message.id, string, flags=flags, context=message.context)
    return found


def is_translated(message: Message) -> bool:
    """Tell whether nothing is missing of a translation."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings) and not message.fuzzy


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file holds it."""
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, sort_output=True)
    return _UNWANTED.sub(b"", file.getvalue(), count=7)


def main() -> int:
    """Update every catalogue; say what is still to be translated."""
    for language in TRANSLATED:
        catalogue, path = in_step(language), catalogue_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        missing = [message for message in catalogue if message.id and not is_translated(message)]
        print(f"{language}: {len(catalogue)} sentences, {len(missing)} to be translated")
        for message in missing:
            print(f"    {message.id}")
    return 0


def _files() -> list[Path]:
    found = [path for name in _SPOKEN_IN for path in _below(ROOT / name)]
    return sorted(found)


def _below(path: Path) -> list[Path]:
    return list(path.rglob("*.py")) if path.is_dir() else [path]


if __name__ == "__main__":
    sys.exit(main())
