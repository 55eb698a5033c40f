"""How members use what stands under answers."""

from pathlib import Path
from typing import Any

import discord
import simcord

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from retrieval import Surroundings
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary, quote

R2, QWEN, LLAMA, MISTRAL = (
    quote(text)
    for text in ("R2 may be late.", "Qwen is ahead.", "Llama has stalled.", "Mistral sells.")
)
DEEPSEEK = quote("DeepSeek trains on.", attribution="Nathan Lambert · essay")


async def asked(stage: Stage, question: str = "is R2 late?") -> discord.Message:
    """The last message of an answer to a mention."""
    await stage.ann.send(stage.channel, f"{stage.mention} {question}")
    message = stage.channel.last_message
    assert message is not None
    return message


async def asked_privately(stage: Stage, question: str = "is R2 late?") -> simcord.ResponseMessage:
    """The last message of an answer that only who asked can see."""
    result = await stage.ann.slash(stage.channel, "ask", question=question, private=True)
    last = [result.response, *result.followups][-1]
    assert last is not None
    assert last.ephemeral
    return last


def labels(message: discord.Message | simcord.ResponseMessage) -> list[str]:
    return [button["label"] for button in buttons(message)]


def buttons(message: discord.Message | simcord.ResponseMessage) -> list[dict[str, Any]]:
    """Any: as JSON is."""
    seen = message.message if isinstance(message, simcord.ResponseMessage) else message
    rows: list[dict[str, Any]] = [dict(row.to_dict()) for row in seen.components]
    return [button for row in rows for button in row["components"]]


def told(result: simcord.InteractionResult) -> str:
    """What only whoever pressed a button sees, all messages of it."""
    sent = [one for one in (result.response, *result.followups) if one is not None]
    private = [one for one in sent if one.ephemeral]
    return "\n\n".join(one.content for one in private)


def beside(library: FakeLibrary, *quotes: Any, before: str = "", after: str = "") -> None:
    """Let quotes have these neighbours."""
    for one in quotes:
        library.beside[one.source, one.start, one.end] = Surroundings(
            before, one.text, after, one.attribution, one.link, one.source
        )


async def restart(stage: Stage, desk: Desk, state: State, tmp_path: Path) -> None:
    """End the bot and begin another, which knows of nothing but the library and the database."""
    registration = Registration(tmp_path / "registered")
    bot = PullquoteBot(desk=desk, state=state, registration=registration, shard_count=1)
    await stage.env.restart_bot(bot)
    stage.bot = bot
