"""What the bot may do in a channel, and what everybody may see there."""

from enum import StrEnum

import discord

Postable = discord.TextChannel
Readable = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel


class Right(StrEnum):
    """A permission, by the name that Discord shows for it."""

    VIEW = "View Channel"
    SEND = "Send Messages"
    HISTORY = "Read Message History"
    OPEN_THREADS = "Create Public Threads"
    SEND_IN_THREADS = "Send Messages in Threads"


_FLAGS = {
    Right.VIEW: "view_channel",
    Right.SEND: "send_messages",
    Right.HISTORY: "read_message_history",
    Right.OPEN_THREADS: "create_public_threads",
    Right.SEND_IN_THREADS: "send_messages_in_threads",
}

# Without these there is no post at all.
NEEDED = frozenset({Right.VIEW, Right.SEND})
FOR_THREADS = frozenset({Right.OPEN_THREADS, Right.SEND_IN_THREADS})


def lacking(channel: discord.abc.GuildChannel) -> list[Right]:
    """Return what the bot may not do in a channel, the most needed first."""
    allowed = channel.permissions_for(channel.guild.me)
    return [right for right, flag in _FLAGS.items() if not getattr(allowed, flag)]


def may_show(source: discord.abc.GuildChannel, target: discord.abc.GuildChannel) -> bool:
    """Tell whether whoever sees `target` may read in `source`, and so may be shown what it says.

    What is age-restricted is shown only where the target is as well. A role that sees the target
    has to see the source; so has a member who was let into the target by name.
    """
    if source.id == target.id:
        return True
    if getattr(source, "nsfw", False) and not getattr(target, "nsfw", False):
        return False
    if _role_sees(source.guild.default_role, source):
        return True
    people = (role for role in source.guild.roles if not role.is_bot_managed())
    roles = (role for role in people if _role_sees(role, target))
    guests = (whose for whose in target.overwrites if not isinstance(whose, discord.Role))
    return all(_role_sees(role, source) for role in roles) and all(
        source.overwrites_for(guest).view_channel
        for guest in guests
        if target.overwrites_for(guest).view_channel
    )


def _role_sees(role: discord.Role, channel: discord.abc.GuildChannel) -> bool:
    allowed = channel.permissions_for(role)
    return allowed.view_channel and allowed.read_message_history
