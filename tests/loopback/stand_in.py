"""A small bot of the same shape as ours, until bot/ is there; then this file goes."""

import asyncio
import logging

import discord
from discord import app_commands
from discord.ext import commands

log = logging.getLogger("stand_in")
QUOTE = "The model is not the moat."


class StandIn(commands.AutoShardedBot):
    def __init__(self) -> None:
        intents = discord.Intents.default()
        super().__init__(
            command_prefix=(), intents=intents, allowed_mentions=discord.AllowedMentions.none()
        )
        self.tree.add_command(ask)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user or (message.guild and self.user not in message.mentions):
            return
        async with message.channel.typing():
            await asyncio.sleep(0)
        await message.reply(f"> {QUOTE}")


@app_commands.command(name="ask", description="Ask")
async def ask(interaction: discord.Interaction, question: str) -> None:  # noqa: ARG001
    await interaction.response.defer(thinking=True)
    try:
        await interaction.followup.send(f"> {QUOTE}")
    except discord.HTTPException:
        log.exception("lost")
