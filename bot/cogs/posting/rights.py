"""What the bot may do in a channel, and what everybody may see there."""

from collections.abc import Collection
from enum import StrEnum

import discord

from bot.translation import noted as N_

Readable = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel


class Right(StrEnum):
    """A permission, by the name that Discord shows for it."""

    VIEW = N_("View Channel")
    SEND = N_("Send Messages")
    HISTORY = N_("Read Message History")
    OPEN_THREADS = N_("Create Public Threads")
    SEND_IN_THREADS = N_("Send Messages in Threads")
    ATTACH = N_("Attach Files")


_FLAGS = {
    Right.VIEW: "view_channel",
    Right.SEND: "send_messages",
    Right.HISTORY: "read_message_history",
    Right.OPEN_THREADS: "create_public_threads",
    Right.SEND_IN_THREADS: "send_messages_in_threads",
    Right.ATTACH: "attach_files",
}

# Without these there is no post at all.
NEEDED = frozenset({Right.VIEW, Right.SEND})
FOR_THREADS = frozenset({Right.OPEN_THREADS, Right.SEND_IN_THREADS})
_FOR_POSTS = NEEDED | FOR_THREADS | {Right.HISTORY}


def lacking(
    channel: discord.abc.GuildChannel, wished: Collection[Right] = _FOR_POSTS
) -> list[Right]:
    """Return what of it the bot may not do in a channel, the most needed first."""
    return not_in(channel.permissions_for(channel.guild.me), wished)


def not_in(allowed: discord.Permissions, wished: Collection[Right]) -> list[Right]:
    """Return what of it is not allowed, the most needed first."""
    return [right for right in Right if right in wished and not getattr(allowed, _FLAGS[right])]


def may_show(source: discord.abc.GuildChannel, target: discord.abc.GuildChannel) -> bool:
    """Tell whether whoever sees `target` may read in `source`, and so may be shown what it says.

    A post is new to whoever sees its channel, even where the past is closed to them; what it quotes
    is the past of `source`. So a role that sees the target has to see the source and its past, and
    so has a member who was let into the target, or kept out of the source, by name. What is
    age-restricted is shown only where the target is as well.
    """
    if source.id == target.id:
        return True
    if getattr(source, "nsfw", False) and not getattr(target, "nsfw", False):
        return False
    people = [role for role in source.guild.roles if not role.is_bot_managed()]
    if not all(_reads(role, source) for role in people if _sees(role, target)):
        return False
    is_open = all(_reads(role, source) for role in people)
    return all(
        _may_show_to(guest, source, target, is_open=is_open) for guest in _guests(source, target)
    )


def is_open(channel: discord.abc.GuildChannel) -> bool:
    """Tell whether everybody in the server can read a channel, and may be shown it anywhere."""
    people = [role for role in channel.guild.roles if not role.is_bot_managed()]
    shut_out = any(
        False in (named.view_channel, named.read_message_history, _enters(channel, named))
        for named in (_named(channel, guest) for guest in _guests(channel))
    )
    return (
        not getattr(channel, "nsfw", False)
        and not shut_out
        and all(_reads(role, channel) for role in people)
    )


def roles_that_see(channel: discord.abc.GuildChannel) -> frozenset[int]:
    """Return roles of which everybody who can see a channel has one; none if nobody can say.

    Whoever can see it owes that to one of their roles alone (Discord lets a role's yes prevail), or
    was let in by name: of what roles they have nothing is known. Administrators see everything and
    are not asked.
    """
    if any(_named(channel, guest).view_channel for guest in _guests(channel)):
        return frozenset()
    people = [role for role in channel.guild.roles if not role.is_bot_managed()]
    asked = [role for role in people if not role.permissions.administrator]
    return frozenset(role.id for role in asked if _sees(role, channel))


def _sees(role: discord.Role, channel: discord.abc.GuildChannel) -> bool:
    return channel.permissions_for(role).view_channel


def _reads(role: discord.Role, channel: discord.abc.GuildChannel) -> bool:
    return may_read(channel, role)


def may_read(channel: discord.abc.GuildChannel, whose: discord.Role | discord.Member) -> bool:
    """Tell whether a role or a member can read a channel, past and all."""
    allowed = channel.permissions_for(whose)
    can_enter = allowed.connect or not _is_spoken_in(channel)
    return allowed.view_channel and allowed.read_message_history and can_enter


def _is_spoken_in(channel: discord.abc.GuildChannel) -> bool:
    """Tell whether only those can read a channel who may also join it."""
    return isinstance(channel, discord.VoiceChannel | discord.StageChannel)


def _enters(channel: discord.abc.GuildChannel, named: discord.PermissionOverwrite) -> bool | None:
    return named.connect if _is_spoken_in(channel) else None


def _guests(*channels: discord.abc.GuildChannel) -> set[discord.abc.Snowflake]:
    """Return whoever else some channel names; members are not kept in memory, but their ids are."""
    me = channels[0].guild.me
    named = {whose for channel in channels for whose in channel.overwrites if whose != me}
    return {whose for whose in named if not isinstance(whose, discord.Role)}


def _may_show_to(
    guest: discord.abc.Snowflake,
    source: discord.abc.GuildChannel,
    target: discord.abc.GuildChannel,
    *,
    is_open: bool,
) -> bool:
    """Tell it for a member of whose roles nothing is known; `is_open`: every role may read."""
    there, here = _named(source, guest), _named(target, guest)
    if here.view_channel is False:
        return True
    if False in (there.view_channel, there.read_message_history, _enters(source, there)):
        return False
    return not here.view_channel or is_open or bool(there.view_channel)


def _named(
    channel: discord.abc.GuildChannel, guest: discord.abc.Snowflake
) -> discord.PermissionOverwrite:
    return next(
        (overwrite for whose, overwrite in channel.overwrites.items() if whose.id == guest.id),
        discord.PermissionOverwrite(),
    )
