"""Which check belongs to a request, and what does the bot promise beyond Discord's limits?"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.limits.commands import choice_faults, command_faults, commands_faults
from tests.limits.messages import is_empty, message_faults
from tests.limits.modals import modal_faults
from tests.limits.texts import Fault, Json, text

MESSAGE, UPDATE, CHOICES, MODAL = 4, 7, 8, 9


def request_faults(method: str, path: str, body: Any) -> Iterator[Fault]:
    """What Discord would refuse of a request; `path` is what stands behind the API's version.

    `body` is JSON of the client's making, with the bytes of files under "files", by number.
    """
    for verb, pattern, check in CHECKS:
        if verb == method and re.fullmatch(pattern, path) and body:
            yield from check(body)


def ping_faults(method: str, path: str, body: Any) -> Iterator[Fault]:
    """Where the bot would ping somebody if the words that it quotes said so: nowhere."""
    for said in _said(method, path, body):
        allowed = said.get("allowed_mentions")
        if allowed is None or any(allowed.get(kind) for kind in PINGING):
            yield "allowed_mentions", f"Somebody might be pinged: {allowed}"


PINGING = ("parse", "users", "roles", "replied_user")


def _said(method: str, path: str, body: Any) -> Iterator[Json]:
    """The message of a request, if it says anything."""
    said = body or {}
    if re.fullmatch(CALLBACK, path):
        said = (said.get("data") or {}) if said.get("type") in {MESSAGE, UPDATE} else {}
    elif method == "POST" and path.endswith("/threads"):
        said = said.get("message") or {}
    elif not any(re.fullmatch(each, path) for each in (MESSAGES, HOOK, MESSAGES_OF_HOOK)):
        return
    if said.get("content") or said.get("components"):
        yield said


def _new(body: Json) -> Iterator[Fault]:
    if is_empty(body):
        yield "content", "Cannot send an empty message"
    yield from message_faults(body)


def _callback(body: Json) -> Iterator[Fault]:
    if check := ANSWERS.get(body["type"]):
        yield from check((body.get("data") or {}) | _files(body))


def _thread(body: Json) -> Iterator[Fault]:
    yield from text("name", body.get("name"), 100, least=1)
    if post := body.get("message"):
        yield from _new(post | _files(body))


def _files(body: Json) -> Json:
    return {"files": body["files"]} if body.get("files") else {}


ANSWERS: dict[int, Callable[[Json], Iterator[Fault]]] = {
    MESSAGE: _new,
    UPDATE: message_faults,
    CHOICES: lambda data: choice_faults(data["choices"]),
    MODAL: modal_faults,
}
CALLBACK = r"/interactions/\d+/[^/]+/callback"
MESSAGES = r"/channels/\d+/messages(/\d+)?"
HOOK = r"/webhooks/\d+/[^/]+"
MESSAGES_OF_HOOK = rf"{HOOK}/messages/[^/]+"
CHECKS: tuple[tuple[str, str, Callable[[Any], Iterator[Fault]]], ...] = (
    ("POST", r"/channels/\d+/messages", _new),
    ("PATCH", r"/channels/\d+/messages/\d+", message_faults),
    ("POST", HOOK, _new),
    ("PATCH", MESSAGES_OF_HOOK, message_faults),
    ("POST", CALLBACK, _callback),
    ("POST", r"/channels/\d+(/messages/\d+)?/threads", _thread),
    ("PUT", r"/applications/\d+(/guilds/\d+)?/commands", commands_faults),
    ("POST", r"/applications/\d+(/guilds/\d+)?/commands", command_faults),
)
