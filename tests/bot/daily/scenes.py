"""A server that gets a daily post, and what happens in it."""

import discord
import simcord

from bot.state import State
from bot.state.enquiries import Enquiry
from bot.state.schedules import Plan
from tests.bot.conftest import Stage as Scene

HOUR = 3600
# simcord's time begins at midnight UTC: the first post of half past nine in Berlin.
DUE = 8.5 * HOUR


async def set_up(
    scene: Scene, manager: simcord.MemberActor, channel: simcord.ChannelHandle, **options: object
) -> simcord.InteractionResult:
    given = {"channel": channel, "time": "9:30", "timezone": "Europe/Berlin"} | options
    return await manager.slash(scene.channel, "daily setup", **given)


async def plan_of(scene: Scene, state: State) -> Plan:
    plan = await state.schedules.of(scene.guild.id)
    assert plan
    return plan


async def talk(stage: Scene) -> discord.Message:
    """A conversation; its most telling message."""
    first = await stage.ann.send(
        stage.channel, "The delay of R2 has nothing to do with chips, it is about training data."
    )
    await stage.eve.send(stage.channel, "The training data of R2, really?", reply_to=first)
    await stage.ann.send(stage.channel, "Yes.", reply_to=first)
    return first


def posts(channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [m for m in channel.history() if m.author.bot and not m.is_system()]


def thread_of(channel: simcord.ChannelHandle) -> list[str]:
    [thread] = channel.threads
    return [m.content for m in thread.history() if m.author.bot and not m.is_system()]


async def be_away(stage: Scene) -> None:
    """Hear of nothing any more until the bot is started again."""
    for name in ("Keeping", "Forgetting"):
        await stage.bot.remove_cog(name)


async def ask(stage: Scene, state: State, text: str) -> discord.Message:
    """A member's question that met silence."""
    message = await stage.ann.send(stage.channel, text)
    where, who = (stage.guild.id, stage.channel.id), stage.ann.id
    enquiry = Enquiry(*where, who, text, stage.env.now(), answered=False, message=message.id)
    await state.questions.record(enquiry)
    return message
