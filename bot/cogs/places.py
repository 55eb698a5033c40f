"""Where commands can be used: in servers, directly, and by whoever has installed the bot for them.

Whatever manages a server is for servers that the bot was invited to. Everything else works
everywhere: https://discord.com/developers/docs/interactions/application-commands#interaction-contexts
"""

from typing import Any, Final

from discord import app_commands

_EVERYWHERE: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=True, private_channel=True
)
_IN_SERVERS: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=False, private_channel=False
)
_BY_ANYBODY: Final = app_commands.AppInstallationType(guild=True, user=True)
_BY_SERVERS: Final = app_commands.AppInstallationType(guild=True, user=False)


def settle(tree: app_commands.CommandTree[Any]) -> None:
    """Say of each command where it can be used; those that are for servers say so themselves."""
    for command in tree.get_commands():
        for_servers = command.guild_only
        command.allowed_installs = _BY_SERVERS if for_servers else _BY_ANYBODY
        command.allowed_contexts = _IN_SERVERS if for_servers else _EVERYWHERE
