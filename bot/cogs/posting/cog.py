"""The task in which posts are made, for as long as the bot is there."""

from discord.ext import commands

from bot.cogs.clock import now
from bot.cogs.posting.house import DiscordHouse
from bot.cogs.running import Running
from bot.daily.runner import Runner
from bot.state import State


class Posting(Running):
    """Makes posts; what is under way when the bot ends is taken up."""

    def __init__(self, bot: commands.AutoShardedBot, *, state: State, house: DiscordHouse) -> None:
        runner = Runner(state, house, now)
        super().__init__(bot, runner.run)
