"""What stands in the bot's way in a server: permissions, intents, commands; and what each costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.patience import in_time
from bot.cogs.posting.rights import Right, lacking
from bot.cogs.setup.panel import Item, Look, text
from bot.cogs.setup.setting_pages import back
from bot.parts import Part
from bot.preferences import Preferences
from bot.wording import diagnosis as wording

# How long what Discord tells of our commands holds.
_HOLDS: Final = timedelta(seconds=30)
_ANSWERING: Final = (Right.VIEW, Right.SEND, Right.HISTORY, Right.ATTACH)
_IN_THREADS: Final = (Right.SEND_IN_THREADS,)
_TELLING: Final = (Right.VIEW, Right.SEND)
_IMPLYING: Final = {Right.VIEW: set(Right) - {Right.VIEW}, Right.SEND: {Right.ATTACH}}
# What is asked for at once where somebody adds the bot anew.
_WISHED: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    attach_files=True,
)


@dataclass(frozen=True, slots=True)
class _Offered:
    """What Discord offers of our commands in a server: whether any, and which are `missing`."""

    allowed: bool = True
    missing: tuple[str, ...] = ()


class Diagnosis:
    """Looks for what is missing, and says how to grant it."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot
        # Facts alone: who reads of them, and in which language, differs from one look to the next.
        self._known: dict[int, tuple[datetime, _Offered]] = {}

    async def of(self, look: Look) -> list[Part]:
        """Return what is missing in a server, a sentence for each; nothing if all is well."""
        return [
            *self._unheard(),
            *await self._commands(look.guild),
            *_in_channels(look),
        ]

    async def draw(self, look: Look) -> Sequence[Item]:
        """Draw it as a page, with a link that asks for all permissions at once."""
        found = await self.of(look)
        again: discord.ui.Button[Any] = discord.ui.Button(
            label=wording.grant_button(), url=self._invitation(look.guild)
        )
        return [text(*wording.page(found)), back(*([again] if found else []))]

    def _invitation(self, guild: discord.Guild) -> str:
        return discord.utils.oauth_url(
            self._bot.application_id or 0,
            permissions=_WISHED,
            guild=guild,
            scopes=("bot", "applications.commands"),
        )

    def _unheard(self) -> list[Part]:
        """Say what the message content intent is needed for, where it is missing."""
        if self._bot.intents.message_content:
            return []
        flags = self._bot.application_flags
        allowed = flags.gateway_message_content or flags.gateway_message_content_limited
        return [wording.no_message_content(allowed=allowed)]

    async def _commands(self, guild: discord.Guild) -> list[Part]:
        """Say whether Discord knows our commands, and offers them in a server."""
        offered = await self._offered(guild)
        if offered is None:
            return []
        if not offered.allowed:
            return [wording.no_commands_scope()]
        return [wording.outdated_commands(offered.missing)] if offered.missing else []

    async def _offered(self, guild: discord.Guild) -> "_Offered | None":
        """Return what Discord offers, as of a moment ago; None where nobody can say now."""
        now = discord.utils.utcnow()
        self._known = {one: known for one, known in self._known.items() if now < known[0]}
        if guild.id in self._known:
            return self._known[guild.id][1]
        found = await in_time(self._ask(guild), None)
        if found is not None:
            self._known[guild.id] = now + _HOLDS, found
        return found

    async def _ask(self, guild: discord.Guild) -> "_Offered | None":
        try:
            await self._bot.tree.fetch_commands(guild=guild)
        except discord.Forbidden:
            return _Offered(allowed=False)
        except FAILURES:
            return None
        try:
            registered = {command.name for command in await self._bot.tree.fetch_commands()}
        except FAILURES:
            return None
        return _Offered(missing=tuple(sorted(_names(self._bot.tree) - registered)))


def _names(tree: app_commands.CommandTree[Any]) -> set[str]:
    """Return what our commands are called, those on messages and members too."""
    return {
        command.name for kind in discord.AppCommandType for command in tree.get_commands(type=kind)
    }


def _in_channels(look: Look) -> list[Part]:
    """Say what is not allowed in the channels that were chosen, or in the one at hand."""
    now, guild = look.preferences, look.guild
    found: list[Part] = []
    for channel in _there(guild, {*now.channels, *now.help_channels} or _at_hand(look)):
        missing = _lacking_to_answer(channel, now)
        found += wording.not_allowed(channel.id, missing) if missing else []
    for channel in _there(guild, {now.audit_channel or 0}):
        if lacking(channel, _TELLING):
            found.append(wording.cannot_tell_changes(channel.id))
    if now.channels and not list(_there(guild, now.channels)):
        found.append(wording.answers_nowhere())
    return found


def _lacking_to_answer(channel: discord.abc.GuildChannel, now: Preferences) -> list[Right]:
    in_posts = isinstance(channel, discord.ForumChannel)
    needed: list[Right] = [right for right in _ANSWERING if not (in_posts and right is Right.SEND)]
    if in_posts or isinstance(channel, discord.TextChannel):
        needed += _IN_THREADS
    if now.threads and isinstance(channel, discord.TextChannel):
        needed.append(Right.OPEN_THREADS)
    missing = lacking(channel, needed)
    # Discord lets nobody do the one without the other.
    for implied_by in (Right.VIEW, Right.SEND):
        if implied_by in missing:
            missing = [one for one in missing if one not in _IMPLYING[implied_by]]
    return missing


def _there(guild: discord.Guild, ids: Iterable[int]) -> Iterable[discord.abc.GuildChannel]:
    return [channel for one in sorted(ids) if (channel := guild.get_channel(one))]


def _at_hand(look: Look) -> set[int]:
    """Return the channel in which the command was used, of a thread that in which it is."""
    place = look.interaction.channel
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    return {parent or look.interaction.channel_id or 0}
