"""What may a message hold? https://discord.com/developers/docs/resources/message"""

from collections.abc import Iterator

from tests.limits.components import component_faults
from tests.limits.embeds import embed_faults
from tests.limits.texts import Fault, Json, count, text

LONGEST = 2000
MOST_FILES = 10
# What every server may send, boosted or not.
MOST_BYTES = 10 * 1024 * 1024
SHOWN = ("content", "embeds", "components", "attachments", "poll", "sticker_ids")


def message_faults(body: Json) -> Iterator[Fault]:
    """What is wrong with what a message, or an edit of one, says."""
    yield from text("content", body.get("content"), LONGEST)
    yield from text("nonce", str(body.get("nonce") or ""), 25)
    yield from _mention_faults(body.get("allowed_mentions") or {})
    yield from embed_faults(body.get("embeds") or [])
    yield from component_faults(body)
    yield from _attachment_faults(body)
    yield from _poll_faults(body.get("poll"))


def is_empty(body: Json) -> bool:
    """Whether nobody would see anything of a new message."""
    return not any(body.get(part) for part in SHOWN)


def _mention_faults(allowed: Json) -> Iterator[Fault]:
    kinds = set(allowed.get("parse", []))
    if kinds - {"users", "roles", "everyone"}:
        yield "allowed_mentions", "Unknown kind of mention."
    if any(kind in kinds and allowed.get(kind) for kind in ("users", "roles")):
        yield "allowed_mentions", "Mutually exclusive with parse."
    for kind in ("users", "roles"):
        yield from count("allowed_mentions", allowed.get(kind) or [], 100)


def _attachment_faults(body: Json) -> Iterator[Fault]:
    """`files` are the bytes that came along, by the numbers that `attachments` has for them."""
    attachments, files = body.get("attachments") or [], body.get("files") or {}
    yield from count("attachments", attachments, MOST_FILES)
    yield from count("files", files, MOST_FILES)
    for attachment in attachments:
        yield from text("attachments.description", attachment.get("description"), 1024)
        yield from text("attachments.filename", attachment.get("filename"), 1024)
    if sum(len(data) for data in files.values()) > MOST_BYTES:
        yield "files", "Request entity too large"


def _poll_faults(poll: Json | None) -> Iterator[Fault]:
    if not poll:
        return
    yield from text("poll.question", (poll.get("question") or {}).get("text"), 300, least=1)
    yield from count("poll.answers", poll.get("answers") or [], 10, least=1)
    for answer in poll.get("answers") or []:
        yield from text("poll.answers", answer["poll_media"].get("text"), 55, least=1)
