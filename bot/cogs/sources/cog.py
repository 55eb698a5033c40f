"""/sources: what a server's answers are quoted from, for those who may manage it."""

from collections.abc import Coroutine, Iterable

import discord
from discord import app_commands
from discord.ext import commands

from bot.audiences import THIS_SERVER
from bot.cards import FAILURES
from bot.cogs.certain import guild_of
from bot.cogs.fading import Confirmation, Labels
from bot.cogs.patience import COMPLETION_TIME, in_time
from bot.cogs.readers import Readers
from bot.cogs.serving import Choice, Typed, choices
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.rights import may_set_up
from bot.cogs.sources.circling import Circling
from bot.cogs.sources.keeping import GuildSources
from bot.cogs.sources.progress import ProgressMessage
from bot.cogs.sources.rights import let_source_managers, may_manage
from bot.correspondents import Caller
from bot.display import folded
from bot.parts import Reply
from bot.sources.owning import shown_name
from bot.sources.wishes import Refused, Upload, Wish
from bot.state import State
from bot.translation import noted as N_
from bot.wording import audiences as circles_wording
from bot.wording import audits as audit_wording
from bot.wording import sources as wording
from bot.wording.source_lists import added
from retrieval import PUBLIC, SourceStatus

_ADDED, _REMOVED = N_("Source added"), N_("Source removed")
_LABELS = Labels(wording.REMOVE_BUTTON, wording.KEEP_BUTTON, wording.KEPT)
_Hours = app_commands.Range[int, 0, 24 * 365]


@app_commands.guild_only()
class Sources(commands.GroupCog, group_name="sources", group_description=wording.GROUP):
    """Adds, lists, syncs and removes sources; answers the caller alone.

    A link may hold a secret: it stands in no answer, in no log and in nothing that others see.
    """

    def __init__(
        self, *, state: State, readers: Readers, sources: GuildSources, audits: Audits
    ) -> None:
        self._state = state
        self._readers = readers
        self._sources = sources
        self._audits = audits
        self._circling = Circling(state, readers, audits)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only those through who may manage sources, whatever the server's settings say."""
        return await let_source_managers(interaction, self._state)

    @app_commands.command(description=wording.ADD)
    @app_commands.describe(
        file=wording.FILE_OPTION,
        link=wording.LINK_OPTION,
        name=wording.NAME_OPTION,
        publisher=wording.PUBLISHER_OPTION,
        audience=wording.AUDIENCE_OPTION,
        refresh=wording.REFRESH_OPTION,
    )
    async def add(  # noqa: PLR0913, PLR0917 - the options of the command
        self,
        interaction: discord.Interaction,
        file: discord.Attachment | None = None,
        link: Typed | None = None,
        name: Typed | None = None,
        publisher: Typed | None = None,
        audience: Typed | None = None,
        refresh: _Hours | None = None,
    ) -> None:
        """Add a source and take it in, or say what is wrong with it."""
        guild = guild_of(interaction).id
        upload = Upload(file.filename, file.size) if file else None
        wish = Wish(guild, upload, link, name, publisher, audience, refresh)
        to = Caller(interaction, privately=True)
        async with to.waiting():
            try:
                wish.check(trusted=self._readers.trusts(guild))
                content = await _content(file)
                with self._sources.left_to(wish):
                    await self._take_in(interaction, wish, content)
            except Refused as refused:
                await to.tell(refused.reply)

    async def _take_in(self, by: discord.Interaction, wish: Wish, content: bytes | None) -> None:
        """Add a source, and tell how its first sync gets on; raise Refused."""
        status = await self._sources.add(wish, content, by.channel_id)
        self._note(by, _ADDED, status)
        head, message = await self._added(wish), ProgressMessage(by)
        await message.end(await self._sources.take_in(status, message, head))
        if status.name not in {one.name for one in await self._sources.own(wish.guild)}:
            self._note(by, _REMOVED, status)  # there was nothing to be had

    async def _added(self, wish: Wish) -> Reply:
        asked = self._circling.has_members(wish.guild, wish.circle or "")
        anybody = await in_time(asked, otherwise=True)
        alone = self._readers.is_alone(wish.guild)
        return added(wish.title, wish.guild, wish.read_by, alone=alone, anybody=anybody)

    @add.autocomplete("audience")
    async def _complete_reader(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer who may read a source."""
        guild = guild_of(at).id
        everybody = [PUBLIC] if self._readers.trusts(guild) else []
        asked = self._to_managers(at, self._circling.names(guild))
        return _choices(
            [THIS_SERVER, *everybody, *await in_time(asked, [], COMPLETION_TIME)], typed
        )

    @app_commands.command(name="list", description=wording.LIST)
    async def list_(self, interaction: discord.Interaction) -> None:
        """List the server's sources, and the operator's by name."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            guild = guild_of(interaction).id
            audiences = await self._readers.of_server(guild)
            await to.tell(await self._sources.listed(guild, audiences))

    @app_commands.command(description=wording.SYNC)
    @app_commands.describe(name=wording.SYNC_OPTION)
    async def sync(self, interaction: discord.Interaction, name: Typed | None = None) -> None:
        """Take in what is new in one source, or in all of the server's."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            try:
                chosen = await self._chosen(guild_of(interaction).id, name)
            except Refused as refused:
                await to.tell(refused.reply)
                return
            message = ProgressMessage(interaction)
            await message.end(await self._sources.sync(chosen, message))

    @app_commands.command(description=wording.REMOVE)
    @app_commands.describe(name=wording.SOURCE_OPTION)
    async def remove(self, interaction: discord.Interaction, name: Typed) -> None:
        """Remove a source, after asking once more."""
        guild, to = guild_of(interaction).id, Caller(interaction, privately=True)
        async with to.waiting():
            try:
                status = await self._named(guild, name)
            except Refused as refused:
                await to.tell(refused.reply)
                return

        async def remove(pressed: discord.Interaction) -> Reply:
            if not await may_manage(pressed, self._state):
                return wording.NEEDS_MANAGER
            reply = await self._sources.remove(status)
            self._note(pressed, _REMOVED, status)
            return reply

        await Confirmation(_LABELS, remove).show(interaction, wording.to_remove(status))

    @sync.autocomplete("name")
    @remove.autocomplete("name")
    async def _complete_name(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the server's sources."""
        asked = self._to_managers(at, self._names(guild_of(at).id))
        return _choices(await in_time(asked, [], COMPLETION_TIME), typed)

    @app_commands.command(description=wording.MANAGERS)
    async def managers(self, interaction: discord.Interaction) -> None:
        """Show and choose the roles that may manage sources."""
        async with Caller(interaction, privately=True).waiting():
            menus, reply = await self._circling.managers(guild_of(interaction))
        await menus.show(interaction, reply)

    @app_commands.command(description=wording.AUDIENCE)
    @app_commands.describe(name=circles_wording.NAME_OPTION)
    async def audience(self, interaction: discord.Interaction, name: Typed | None = None) -> None:
        """Show who belongs to the server's audiences, or choose who belongs to one."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            menus, reply = await self._circling.audience(guild_of(interaction), name)
        if menus is None:
            await to.tell(reply)
        else:
            await menus.show(interaction, reply)

    @audience.autocomplete("name")
    async def _complete_audience(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the audiences that there are."""
        if not await may_set_up(at, self._state):
            return []
        asked = self._circling.names(guild_of(at).id)
        return _choices(await in_time(asked, [], COMPLETION_TIME), typed)

    async def _chosen(self, guild: int, name: str | None) -> list[SourceStatus]:
        """Return the source of this name, or all of a server's; raise Refused."""
        named = [await self._named(guild, name)] if name else None
        chosen = named or await self._sources.own(guild)
        if not chosen:
            raise Refused(wording.NONE_YET)
        if self._sources.busy:
            raise Refused(wording.BUSY)
        return chosen

    async def _named(self, guild: int, name: str) -> SourceStatus:
        return await self._sources.named(guild, name, await self._readers.of_server(guild))

    async def _names(self, guild: int) -> list[str]:
        return list(map(shown_name, await self._sources.own(guild)))

    def _note(self, by: discord.Interaction, subject: str, status: SourceStatus) -> None:
        guild = guild_of(by).id
        self._audits.note(guild, by.user.id, subject, audit_wording.source(guild, status))

    async def _to_managers(
        self, at: discord.Interaction, names: Coroutine[object, None, list[str]]
    ) -> list[str]:
        """Return names to whoever may manage sources, and none to others."""
        if await may_manage(at, self._state):
            return await names
        names.close()
        return []


async def _content(file: discord.Attachment | None) -> bytes | None:
    """Return what an attachment holds; raise Refused where Discord does not hand it out."""
    if file is None:
        return None
    try:
        return await file.read()
    except FAILURES as error:
        raise Refused(wording.FILE_GONE) from error


def _choices(names: Iterable[str], typed: str) -> list[Choice]:
    wanted = folded(typed)
    return choices(name for name in names if wanted in folded(name))
