"""What may an embed hold, and all embeds of a message together?

https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from collections.abc import Iterator

from tests.bot.reading import width
from tests.limits.texts import Fault, Json, count, text

MOST = 10
ALL_TOGETHER = 6000
SHOWN = ("title", "description", "fields", "footer", "author", "image", "thumbnail", "video")


def embed_faults(embeds: list[Json]) -> Iterator[Fault]:
    yield from count("embeds", embeds, MOST)
    if sum(_length(embed) for embed in embeds) > ALL_TOGETHER:
        yield "embeds", f"Embed size exceeds maximum size of {ALL_TOGETHER}"
    for embed in embeds:
        yield from _faults(embed)


def _faults(embed: Json) -> Iterator[Fault]:
    if not any(embed.get(part) for part in SHOWN):
        yield "embeds", "Cannot be empty."
    yield from text("embeds.title", embed.get("title"), 256)
    yield from text("embeds.description", embed.get("description"), 4096)
    yield from text("embeds.footer", _footer(embed), 2048)
    yield from text("embeds.author", _author(embed), 256)
    yield from count("embeds.fields", _fields(embed), 25)
    for field in _fields(embed):
        yield from text("embeds.fields.name", field.get("name"), 256, least=1)
        yield from text("embeds.fields.value", field.get("value"), 1024, least=1)


def _length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description"), _footer(embed), _author(embed)]
    texts += [field.get(part) for field in _fields(embed) for part in ("name", "value")]
    return sum(width(text or "") for text in texts)


def _footer(embed: Json) -> str | None:
    return (embed.get("footer") or {}).get("text")


def _author(embed: Json) -> str | None:
    return (embed.get("author") or {}).get("name")


def _fields(embed: Json) -> list[Json]:
    return embed.get("fields") or []
