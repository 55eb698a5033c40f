"""What may be registered as a command, and in how many words?

https://discord.com/developers/docs/interactions/application-commands
"""

from collections.abc import Iterator

import regex

from tests.bot.reading import width
from tests.limits.texts import Fault, Json, count, distinct, text

SLASH = 1
MOST_OF_A_KIND = {SLASH: 100, 2: 15, 3: 15}
# All names, descriptions and values of one command; of a text's languages the longest counts.
ALL_TOGETHER = 8000
NAME = regex.compile(r"[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}")
# fmt: off
LANGUAGES = frozenset({
    "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
    "vi", "zh-CN", "zh-TW",
})
# fmt: on


def commands_faults(commands: list[Json]) -> Iterator[Fault]:
    """What is wrong with all commands that an application registers."""
    for kind, most in MOST_OF_A_KIND.items():
        same = [command for command in commands if command.get("type", SLASH) == kind]
        yield from count("commands", same, most)
        yield from _distinct_names(same)
    for command in commands:
        yield from command_faults(command)


def command_faults(command: Json) -> Iterator[Fault]:
    """What is wrong with one command: a slash command, or one in a message's menu."""
    if command.get("type", SLASH) == SLASH:
        yield from _named(command)
    else:
        for name in _in_all_languages(command, "name"):
            yield from text("name", name, 32, least=1)
        for said in _in_all_languages(command, "description"):
            yield from text("description", said, 0)
    yield from _languages(command)
    if (length := _length(command)) > ALL_TOGETHER:
        yield str(command["name"]), f"{length} characters; must be {ALL_TOGETHER} or fewer."


def choice_faults(choices: list[Json]) -> Iterator[Fault]:
    """What is wrong with what an option offers, ahead or while a member types."""
    yield from count("choices", choices, 25)
    yield from _distinct_names(choices)
    for choice in choices:
        for name in _in_all_languages(choice, "name"):
            yield from text("choices.name", name, 100, least=1)
        if isinstance(choice["value"], str):
            yield from text("choices.value", choice["value"], 100, least=1)
        yield from _languages(choice)


def _named(one: Json) -> Iterator[Fault]:
    """What is wrong with a command or an option of it, and with what stands below."""
    for name in _in_all_languages(one, "name"):
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"name {name!r}", "Up to 32 small letters, digits, '-', '_' and no spaces."
    for said in _in_all_languages(one, "description"):
        yield from text(f"description of {one['name']}", said, 100, least=1)
    options = one.get("options") or []
    yield from count("options", options, 25)
    yield from _distinct_names(options)
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "options", "Required options must be placed before non-required options."
    yield from choice_faults(one.get("choices") or [])
    for option in options:
        yield from _languages(option)
        yield from _named(option)


def _languages(one: Json) -> Iterator[Fault]:
    for part in ("name", "description"):
        for unknown in set(one.get(f"{part}_localizations") or {}) - LANGUAGES:
            yield f"{part}_localizations", f"Discord does not know the language {unknown!r}."


def _distinct_names(siblings: list[Json]) -> Iterator[Fault]:
    """Names differ in every language, where a missing translation is the name itself."""
    yield from distinct("name", [one["name"] for one in siblings])
    for language in LANGUAGES:
        names = [_spoken(one).get(language, one["name"]) for one in siblings]
        yield from distinct(f"name in {language}", names)


def _spoken(one: Json) -> dict[str, str]:
    return one.get("name_localizations") or {}


def _in_all_languages(one: Json, part: str) -> list[str]:
    return [one.get(part) or "", *(one.get(f"{part}_localizations") or {}).values()]


def _length(one: Json) -> int:
    """How much of a command's size its texts take, those below it with it."""
    own = sum(max(map(width, _in_all_languages(one, part))) for part in ("name", "description"))
    value = one.get("value")
    own += width(value) if isinstance(value, str) else 0
    below = [*(one.get("options") or []), *(one.get("choices") or [])]
    return own + sum(_length(part) for part in below)
