"""What the catalogues hold is what the program says, in every language, within Discord's limits."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from catalogues import ROOT, TRANSLATED, in_step, is_translated, sentences, translated, written

from bot import replies
from bot.markdown import width
from bot.translation import Language, catalogue_of
from bot.wording import holdings
from bot.wording.options import OPTION

LANGUAGES = pytest.mark.parametrize("language", TRANSLATED)

# What a name in the wording of commands, buttons and menus ends with, and what Discord allows of
# it, in UTF-16 units. The rest of what is said stands in messages, which are divided.
LIMITS = {
    "BUTTON": 80,
    "CHOICE": 100,
    "DESCRIPTION": 100,
    "LABEL": 45,
    "MENU": 150,
    "OPTION": 100,
    "TITLE": 45,
}
NAME = re.compile(r"[-_\w]{1,32}")
SENTENCE = re.compile(r"\b[A-Z][a-z]* [a-z]+|[a-z]+ [a-z]+ [a-z]+")
# Whoever sits there reads English.
AT_A_TERMINAL = {
    *replies.TOKEN_HINT,
    replies.OPENING,
    replies.FILLING,
    str(replies.Place.TERMINAL),
    holdings.ADDING_AT_A_TERMINAL,
}


def said(catalogue: Catalog) -> list[Message]:
    """The sentences of a catalogue, without its header."""
    return [message for message in catalogue if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def strings(message: Message) -> tuple[str, ...]:
    held = message.string
    return tuple(held) if isinstance(held, tuple | list) else (held or "",)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_program_speaks() -> None:
    assert len(said(sentences())) > 300


def test_every_sentence_of_the_wording_is_marked() -> None:
    wording = [ROOT / "bot" / "replies.py", *(ROOT / "bot" / "wording").glob("*.py")]
    known = {form for message in said(sentences()) for form in forms(message)} | AT_A_TERMINAL

    bare = [
        (path.name, text)
        for path in wording
        for text in literals(ast.parse(path.read_text("utf-8")))
        if SENTENCE.search(text) and text not in known
    ]

    assert not bare, "mark them with _() or N_(); an f-string cannot be translated"


def test_no_languages_comma_or_space_stands_between_what_is_said() -> None:
    wording = [ROOT / "bot" / "replies.py", *(ROOT / "bot" / "wording").glob("*.py")]

    glued = [
        f"{path.name}:{node.lineno}"
        for path in wording
        if path.name != "lists.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and is_glue(node)
    ]

    assert not glued, "use lists.comma() and lists.sentences(): not every language writes spaces"


def is_glue(node: ast.Attribute) -> bool:
    glue = getattr(node.value, "value", "")
    return node.attr == "join" and isinstance(glue, str) and glue.strip(",; ") == "" != glue


def literals(tree: ast.Module) -> Iterator[str]:
    """What stands in quotation marks and is neither documentation nor marked."""
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) or (isinstance(node, ast.Call) and is_marked(node))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in skipped:
            yield node.value if isinstance(node.value, str) else ""


def is_marked(call: ast.Call) -> bool:
    return getattr(call.func, "id", "") in {"_", "N_", "NN_", "ngettext", "pnoted"}


@LANGUAGES
def test_nothing_is_missing_from_a_catalogue(language: Language) -> None:
    missing = [message.id for message in said(in_step(language)) if not is_translated(message)]

    assert not missing, "run scripts/catalogues.py and translate what it names"


@LANGUAGES
def test_a_catalogue_holds_nothing_that_nobody_says_and_is_written_as_the_script_writes_it(
    language: Language,
) -> None:
    assert catalogue_of(language).read_bytes() == written(in_step(language))
    assert not translated(language).obsolete


@LANGUAGES
def test_a_translation_has_the_placeholders_of_the_sentence_and_the_plurals_of_the_language(
    language: Language,
) -> None:
    catalogue = translated(language)
    for message in said(catalogue):
        wanted = set[str]().union(*map(placeholders, forms(message)))
        needed = set(wanted) if len(forms(message)) == 1 else placeholders(forms(message)[-1])
        held = [placeholders(text) for text in strings(message)]

        plural = len(forms(message)) > 1
        assert len(held) == (catalogue.num_plurals if plural else 1), message.id
        assert held[-1] == needed, message.id
        assert all(names <= wanted for names in held), message.id


@LANGUAGES
def test_no_sentence_has_a_space_too_many_and_every_translation_ends_as_it_does(
    language: Language,
) -> None:
    for message in said(translated(language)):
        for text in (*forms(message), *strings(message)):
            assert text == text.strip(), text
            assert not re.search(r"  | [.,;!?](?:\s|$)", text), text
        for text in strings(message):
            assert ending(text) == ending(forms(message)[-1]), text


def ending(text: str) -> str:
    """How a sentence ends, in the marks of English; "" for what is no sentence."""
    mark = {"。": ".", "：": ":", "？": "?", "！": "!"}.get(text[-1:], text[-1:])
    return mark if mark in ".:?!…" else ""


@LANGUAGES
def test_a_translation_keeps_commands_filters_and_settings_as_they_are_typed(
    language: Language,
) -> None:
    typed = re.compile(r"(?<!\w)/[a-z]+|PULLQUOTE_[A-Z_]+|\b(?:from|in|since|until):(?=\w)")
    for message in said(translated(language)):
        for text in strings(message):
            wanted = set(typed.findall(forms(message)[-1]))
            assert wanted <= set(typed.findall(text)), text


@LANGUAGES
def test_what_options_are_called_keeps_discords_rule(language: Language) -> None:
    names = [message for message in said(translated(language)) if message.context == OPTION]

    assert names
    for message in names:
        [name] = strings(message)
        assert NAME.fullmatch(name), name
        assert name == name.lower(), name


def limited() -> Iterator[tuple[str, str, int]]:
    """Every sentence of the wording that Discord limits: where it stands, its English, the limit.

    Constants and functions are named after what they are given to: a button, a menu and the like.
    """
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            name = name_of(node)
            limit = LIMITS.get(name.rpartition("_")[2].upper())
            for text in marked(node) if limit else ():
                yield f"{path.stem}.{name}", text, limit or 0


def name_of(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case ast.FunctionDef(name=name):
            return name
        case _:
            return ""


def marked(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        # What is looked up in a table is marked there.
        if isinstance(inner, ast.Call) and is_marked(inner) and is_literal(inner.args[0]):
            yield ast.literal_eval(inner.args[0])


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def test_what_has_a_limit_is_found() -> None:
    names = {name for name, _, _ in limited()}

    assert {"replies.ASK_OPTION", "audiences.ROLES_MENU", "sources.REMOVE_BUTTON"} <= names


@LANGUAGES
def test_what_stands_on_buttons_menus_and_options_fits_in_every_language(
    language: Language,
) -> None:
    held = translated(language)
    for name, text, limit in limited():
        message = held.get(text)
        assert message is not None, name
        assert all(0 < width(string) <= limit for string in strings(message)), name
