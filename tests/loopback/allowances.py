"""Whom does a message ping? Discord's rules for `allowed_mentions`.

https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

import re
from collections.abc import Iterator

from tests.limits.components import TEXT_DISPLAY, walk
from tests.loopback.world import Json, Message, User, World

EVERYONE = re.compile(r"@(everyone|here)")
USER = re.compile(r"<@!?(\d+)>")


def settle_pings(world: World, message: Message) -> None:
    """Set who `message` notifies. Text in embeds never pings; text displays do."""
    allowed = message.body.get("allowed_mentions")
    text = "\n".join(pinging_text(message.body))
    named = (world.users.get(int(found)) for found in USER.findall(text))
    mentioned = {user.id: user for user in named if user and may_ping(allowed, user)}
    replied = message.reference.author if message.reference else None
    if replied and (allowed is None or allowed.get("replied_user")):
        mentioned[replied.id] = replied
    message.mentions = tuple(mentioned.values())
    may_everyone = allowed is None or "everyone" in allowed.get("parse", [])
    message.mentions_everyone = bool(EVERYONE.search(text)) and may_everyone


def may_ping(allowed: Json | None, user: User) -> bool:
    """Without `allowed_mentions` everything pings, which is why the bot must send it."""
    if allowed is None:
        return True
    return "users" in allowed.get("parse", []) or str(user.id) in allowed.get("users", [])


def pinging_text(body: Json) -> Iterator[str]:
    yield str(body.get("content") or "")
    for component in walk(body.get("components") or []):
        if component["type"] == TEXT_DISPLAY:
            yield str(component["content"])


def shown_text(body: Json) -> str:
    """All that a member reads in a message, one part per line: for assertions."""
    parts = list(pinging_text(body))
    for embed in body.get("embeds") or []:
        parts += [embed.get("title", ""), embed.get("description", "")]
        parts += [f"{field['name']}\n{field['value']}" for field in embed.get("fields", [])]
        parts.append(embed.get("footer", {}).get("text", ""))
    return "\n".join(part for part in parts if part)
