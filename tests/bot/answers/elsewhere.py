"""A server that the bot is no member of, where a member uses it all the same."""

from typing import Any

import discord
import simcord
from simcord import interactions

from tests.bot.conftest import Stage

_ELSEWHERE = 999_000_000_000_000_000
_SLASH, _OPTION, _COMMAND, _COMPONENT, _BUTTON = 1, 3, 2, 3, 2
MAY_ALL = discord.Permissions(send_messages=True, use_external_apps=True)


class Elsewhere:
    """Sends what Discord sends when somebody has installed the bot for themselves."""

    def __init__(self, stage: Stage, permissions: discord.Permissions = MAY_ALL) -> None:
        self._stage = stage
        self._permissions = permissions

    async def ask(self, question: str, *, private: bool = False) -> simcord.InteractionResult:
        """Use /ask."""
        options = [
            {"name": "question", "type": _OPTION, "value": question},
            {"name": "private", "type": 5, "value": private},
        ]
        data = {"id": "1", "name": "ask", "type": _SLASH, "options": options}
        return await self._send(_COMMAND, data)

    async def click(
        self,
        message: simcord.ResponseMessage,
        label: str,
        *,
        on: list[dict[str, Any]] | None = None,
    ) -> simcord.InteractionResult:
        """Press a button under a message, which may be older than what Discord holds (`on`)."""
        components = on or message.components
        [row] = components
        [found] = [one for one in row["components"] if one["label"] == label]
        data = {"custom_id": found["custom_id"], "component_type": _BUTTON}
        serialized = simcord.backend.serializers.message_payload(
            self._stage.env.backend,
            self._stage.env.backend.get_message(self._stage.channel.id, message.id),
        )
        return await self._send(_COMPONENT, data, dict(serialized) | {"components": components})

    async def _send(
        self, kind: int, data: dict[str, Any], message: dict[str, Any] | None = None
    ) -> simcord.InteractionResult:
        """Any: as JSON is."""
        stage = self._stage
        record, payload = interactions.base_payload(
            stage.env.backend,
            type=kind,
            channel_id=stage.channel.id,
            guild_id=stage.guild.id,
            user_id=stage.ann.id,
            data=data,
        )
        payload["guild_id"] = str(_ELSEWHERE)
        payload["guild"] = {"id": str(_ELSEWHERE), "locale": "en-US", "features": []}
        payload["member"]["permissions"] = str(self._permissions.value)
        payload["authorizing_integration_owners"] = {"1": str(stage.ann.id)}
        if message is not None:
            payload["message"] = message
            record.source_message_id = int(message["id"])
        stage.env.backend.emit("INTERACTION_CREATE", payload)
        await stage.env.settle()
        return simcord.InteractionResult(stage.env, record)
