"""Find sources: what speaks to a member's message, for whoever wants to know."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.answers.recalling import Recalling, evidence_of, says_something
from bot.cogs.readers import Readers
from bot.cogs.serving import Errand, serve
from bot.correspondents import Caller
from bot.desk import Desk
from bot.inflight import Inflight
from bot.parts import Reply
from bot.pleasantries import pleasantry
from bot.wishes import Evidence
from bot.wording import finding as wording


class FindingSources(commands.Cog):
    """Looks for passages that speak to what a message says, and tells nobody but who asked."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        readers: Readers,
        recalling: Recalling,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._readers = readers
        self._recalling = recalling
        self._inflight = inflight
        self._menu = app_commands.ContextMenu(name=wording.FIND_SOURCES, callback=self.find)

    async def cog_load(self) -> None:
        """Offer it on every message."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Offer it no longer."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget what a deleted message said."""
        self._recalling.forget({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget what deleted messages said."""
        self._recalling.forget(gone.message_ids)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Forget what an edited message said before."""
        self._recalling.forget({edit.message_id})

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Show the passages privately; they may be shared."""
        to = Caller(interaction, privately=True)
        evidence = evidence_of(message)
        if refusal := self._refusal(message, evidence):
            await to.tell(refusal)
            return
        self._recalling.remember(evidence)
        readers = partial(self._readers.of_call, interaction, privately=True)
        wished = await self._recalling.as_agreed(evidence)
        await serve(Errand(to, wished, readers), self._desk, self._inflight)

    def _refusal(self, message: discord.Message, evidence: Evidence) -> Reply | None:
        """Return why nothing is looked for, None where something is."""
        if message.author == self._bot.user:
            return wording.my_own()
        if message.is_system():
            return wording.said_by_discord()
        if not says_something(evidence):
            return wording.no_words()
        return wording.no_claim() if pleasantry(evidence.stated) is not None else None
