"""All that one may do with an answer, put together."""

from discord.ext import commands

from bot.cogs.answers.cog import Answers
from bot.cogs.answers.finding import FindingSources
from bot.cogs.answers.rating import Rating
from bot.cogs.answers.reading import Reading
from bot.cogs.answers.recalling import Recalling
from bot.cogs.answers.sharing import Sharing
from bot.cogs.asking import Asking
from bot.cogs.readers import Readers
from bot.desk import Desk
from bot.inflight import Inflight
from bot.recording import Recorder
from bot.remembered import Remembered
from bot.state import State


async def add_answers(  # noqa: PLR0913 - what they are made of
    bot: commands.AutoShardedBot,
    *,
    desk: Desk,
    state: State,
    readers: Readers,
    recorder: Recorder,
    inflight: Inflight,
    remembered: Remembered,
) -> None:
    """Load /ask, the buttons under its answers, and the search for sources of a message."""
    asking = Asking(desk=desk, readers=readers, recorder=recorder, inflight=inflight)
    recalling = Recalling(bot, state=state, exchanges=recorder.exchanges)
    remembered.add("found_sources_of", recalling)
    reading = Reading(desk=desk, readers=readers, recalling=recalling)
    sharing = Sharing(desk=desk, readers=readers, recalling=recalling, recorder=recorder)
    finding = FindingSources(
        bot, desk=desk, readers=readers, recalling=recalling, inflight=inflight
    )
    rating = Rating(state)
    await bot.add_cog(asking)
    await bot.add_cog(
        Answers(
            bot, asking=asking, reading=reading, rating=rating, sharing=sharing, inflight=inflight
        )
    )
    await bot.add_cog(finding)
