"""What does Discord refuse, and in which words?"""

from collections.abc import Iterator

from tests.loopback.allowances import walk_components
from tests.loopback.world import Json

COMPONENTS_V2 = 1 << 15
EMBED_LIMITS = (("title", 256), ("description", 4096))


class Refusal(Exception):
    """An HTTP error as Discord words it: status, JSON code, sentence."""

    def __init__(self, status: int, code: int, message: str, **extra: Json) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, "code": code, **extra}


def unknown(what: str, code: int) -> Refusal:
    return Refusal(404, code, f"Unknown {what}")


def invalid_form(field: str, sentence: str) -> Refusal:
    errors: Json = {field: {"_errors": [{"code": "INVALID", "message": sentence}]}}
    return Refusal(400, 50035, "Invalid Form Body", errors=errors)


def check_message(body: Json) -> None:
    """Refuse what the real API refuses in a new or edited message."""
    if not (body.get("content") or body.get("embeds") or body.get("components")):
        raise Refusal(400, 50006, "Cannot send an empty message")
    for field, sentence in message_faults(body):
        raise invalid_form(field, sentence)


def message_faults(body: Json) -> Iterator[tuple[str, str]]:
    if len(body.get("content") or "") > 2000:
        yield "content", "Must be 2000 or fewer in length."
    yield from mention_faults(body.get("allowed_mentions") or {})
    yield from embed_faults(body.get("embeds") or [])
    yield from component_faults(body)
    yield from attachment_faults(body.get("attachments") or [])


def mention_faults(allowed: Json) -> Iterator[tuple[str, str]]:
    kinds = set(allowed.get("parse", []))
    if kinds - {"users", "roles", "everyone"}:
        yield "allowed_mentions", "Unknown kind of mention."
    if any(kind in kinds and allowed.get(kind) for kind in ("users", "roles")):
        yield "allowed_mentions", "Mutually exclusive with parse."


def embed_faults(embeds: list[Json]) -> Iterator[tuple[str, str]]:
    if len(embeds) > 10:
        yield "embeds", "Must be 10 or fewer in length."
    if sum(embed_length(embed) for embed in embeds) > 6000:
        yield "embeds", "Embed size exceeds maximum size of 6000"
    for embed in embeds:
        for name, most in EMBED_LIMITS:
            if len(embed.get(name) or "") > most:
                yield f"embeds.{name}", f"Must be {most} or fewer in length."
        yield from embed_field_faults(embed)


def embed_field_faults(embed: Json) -> Iterator[tuple[str, str]]:
    if len(embed.get("fields", [])) > 25:
        yield "embeds.fields", "Must be 25 or fewer in length."
    for field in embed.get("fields", []):
        if not 1 <= len(field["name"]) <= 256 or not 1 <= len(field["value"]) <= 1024:
            yield "embeds.fields", "Must be between 1 and 256, 1024 in length."
    if len(embed.get("footer", {}).get("text", "")) > 2048:
        yield "embeds.footer", "Must be 2048 or fewer in length."
    if len(embed.get("author", {}).get("name", "")) > 256:
        yield "embeds.author", "Must be 256 or fewer in length."


def attachment_faults(attachments: list[Json]) -> Iterator[tuple[str, str]]:
    if len(attachments) > 10:
        yield "attachments", "Must be 10 or fewer in length."
    for attachment in attachments:
        if len(attachment.get("description") or "") > 1024:
            yield "attachments.description", "Must be 1024 or fewer in length."


def embed_length(embed: Json) -> int:
    texts = [embed.get("title") or "", embed.get("description") or ""]
    texts += [embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", "")]
    texts += [field["name"] + field["value"] for field in embed.get("fields", [])]
    return sum(len(text) for text in texts)


def component_faults(body: Json) -> Iterator[tuple[str, str]]:
    components = list(walk_components(body.get("components") or []))
    if len(components) > 40:
        yield "components", "Must be 40 or fewer in length."
    if body.get("flags", 0) & COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        yield "content", "Cannot be used beside components of version 2."
    if sum(len(component.get("content", "")) for component in components) > 4000:
        yield "components", "Displayed text is 4000 or fewer in length."
    for component in components:
        if len(component.get("custom_id") or "") > 100:
            yield "components.custom_id", "Must be 100 or fewer in length."
        if component["type"] == 2 and len(component.get("label") or "") > 80:
            yield "components.label", "Must be 80 or fewer in length."
