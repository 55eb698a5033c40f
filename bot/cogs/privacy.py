"""/privacy: what is kept about whoever asks, deleting it, and not being quoted."""

import io
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import Caller, cards
from bot.cogs.fading import Confirmation, Labels
from bot.cogs.posting.keeper import Keeper
from bot.inflight import Inflight
from bot.pages import pages
from bot.parts import Reply
from bot.state import State
from bot.wording import privacy as wording

_LABELS = Labels(wording.DELETE_BUTTON, wording.KEEP_BUTTON, wording.NOT_DELETED)


class Privacy(commands.GroupCog, group_name="privacy", group_description=wording.DESCRIPTION):
    """Answers to nobody but whom it is about."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, state: State, keeper: Keeper, inflight: Inflight
    ) -> None:
        self._bot = bot
        self._state = state
        self._keeper = keeper
        self._inflight = inflight

    @app_commands.command(description=wording.SHOW_DESCRIPTION)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what is kept, in a file where it is long."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            member = interaction.user.id
            reply = wording.kept(
                await self._state.questions.asked_by(member),
                set_up=await self._state.schedules.set_up_by(member),
                quoted=not await self._state.quoting.refused_by([member]),
                shown=len(await self._state.shown.written_by(member)),
                days=self._state.days,
                server_name=self._server_name,
            )
        if len(pages(reply)) == 1:
            await to.tell(reply)
        else:
            await _send_file(interaction, reply)

    @app_commands.command(description=wording.DELETE_DESCRIPTION)
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete what is kept, after asking once more."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            count = len(await self._state.questions.asked_by(interaction.user.id))
            shown = len(await self._state.shown.written_by(interaction.user.id))
        if count or shown:
            await Confirmation(_LABELS, self._delete).show(interaction, wording.to_delete(count))
        else:
            await to.tell(wording.NOTHING_TO_DELETE)

    @app_commands.command(description=wording.QUOTING_DESCRIPTION)
    @app_commands.describe(quoted=wording.QUOTING_OPTION)
    async def quoting(self, interaction: discord.Interaction, quoted: Literal["on", "off"]) -> None:
        """Let posts quote whoever asks, or not."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            if quoted == "on":
                await self._state.quoting.allow(interaction.user.id)
            else:
                await self._state.quoting.refuse(interaction.user.id, discord.utils.utcnow())
                self._clear_posts(interaction.user.id)
        await to.tell(wording.QUOTED_AGAIN if quoted == "on" else wording.QUOTED_NO_LONGER)

    async def _delete(self, pressed: discord.Interaction) -> Reply:
        count = await self._state.questions.forget_author(pressed.user.id)
        self._clear_posts(pressed.user.id)
        return wording.deleted(count)

    def _clear_posts(self, member: int) -> None:
        """Take a member's words out of posts, for which nobody has to wait."""
        self._inflight.errand(self._keeper.take_out_words_of(member), doing="clearing posts")

    def _server_name(self, guild: int) -> str | None:
        found = self._bot.get_guild(guild)
        return found.name if found else None


async def _send_file(interaction: discord.Interaction, reply: Reply) -> None:
    content = io.BytesIO(wording.as_file(reply).encode())
    [card] = cards(wording.in_a_file(reply))
    file = discord.File(content, wording.FILE_NAME)
    await interaction.followup.send(**card, file=file, ephemeral=True)
