"""/privacy: what is kept about whoever asks, as a file too; deleting it; not being quoted."""

import io
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.fading import Confirmation, Labels
from bot.cogs.gaps.rereading import Rereading
from bot.cogs.posting.keeper import Keeper
from bot.correspondents import Caller
from bot.exchanges import Exchanges
from bot.inflight import Inflight
from bot.kept import PersonalData, exported
from bot.pages import pages
from bot.parts import Reply
from bot.remembered import Remembered
from bot.state import State
from bot.wording import privacy as wording

_LABELS = Labels(wording.DELETE_BUTTON, wording.KEEP_BUTTON, wording.NOT_DELETED)


class Privacy(commands.GroupCog, group_name="privacy", group_description=wording.DESCRIPTION):
    """Answers to nobody but whom it is about."""

    def __init__(  # noqa: PLR0913 - all that holds something of a member
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        keeper: Keeper,
        rereading: Rereading,
        exchanges: Exchanges,
        remembered: Remembered,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._state = state
        self._keeper = keeper
        self._rereading = rereading
        self._exchanges = exchanges
        self._remembered = remembered
        self._inflight = inflight

    @app_commands.command(description=wording.SHOW_DESCRIPTION)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what is kept, in a file where it is long."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            kept = await self._kept(interaction.user.id)
            reply = wording.kept(kept, days=self._state.days, server_name=self._server_name)
        if len(pages(reply)) == 1:
            await to.tell(reply)
        else:
            content = wording.as_file(reply)
            await to.hand(wording.in_a_file(reply), file=_file(content, wording.FILE_NAME))

    @app_commands.command(description=wording.EXPORT_DESCRIPTION)
    async def export(self, interaction: discord.Interaction) -> None:
        """Hand out all that is kept, as it is kept."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            content = exported(await self._kept(interaction.user.id), discord.utils.utcnow())
        await to.hand(wording.EXPORTED, file=_file(content, wording.EXPORT_NAME))

    @app_commands.command(description=wording.DELETE_DESCRIPTION)
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete what is kept, after showing what goes and asking once more."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            kept = await self._kept(interaction.user.id)
        if any(kept.counts.values()):
            await Confirmation(_LABELS, self._delete).show(interaction, wording.to_delete(kept))
        else:
            await to.tell(wording.NOTHING_TO_DELETE)

    @app_commands.command(description=wording.QUOTING_DESCRIPTION)
    @app_commands.describe(quoted=wording.QUOTING_OPTION)
    async def quoting(self, interaction: discord.Interaction, quoted: Literal["on", "off"]) -> None:
        """Let whoever asks be quoted, or not."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            if quoted == "on":
                await self._state.quoting.allow(interaction.user.id)
            else:
                await self._state.quoting.refuse(interaction.user.id, discord.utils.utcnow())
                self._clear_posts(interaction.user.id)
                await self._rereading.withdraw_words_of(interaction.user.id)
        await to.tell(wording.QUOTED_AGAIN if quoted == "on" else wording.QUOTED_NO_LONGER)

    async def _kept(self, member: int) -> PersonalData:
        return PersonalData(
            member,
            rows=await self._state.members.kept(member),
            enquiries=await self._state.questions.asked_by(member),
            verdicts=await self._state.feedback.given_by(member),
            set_up=await self._state.schedules.set_up_by(member),
            remembered=self._exchanges.asked_by(member),
            besides=self._remembered.of(member),
        )

    async def _delete(self, pressed: discord.Interaction) -> Reply:
        member = pressed.user.id
        kept = await self._kept(member)
        await self._rereading.forget_member(member)
        await self._state.members.forget(member)
        self._remembered.forget(member)
        self._exchanges.forget_asker(member)
        self._clear_posts(member)
        return wording.deleted(kept)

    def _clear_posts(self, member: int) -> None:
        """Take a member's words out of posts, for which nobody has to wait."""
        self._inflight.errand(self._keeper.take_out_words_of(member), doing="clearing posts")

    def _server_name(self, guild: int) -> str | None:
        found = self._bot.get_guild(guild)
        return found.name if found else None


def _file(content: str, name: str) -> discord.File:
    return discord.File(io.BytesIO(content.encode()), name)
