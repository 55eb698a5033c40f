"""From silence to a member's words, through a real library."""

from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
import simcord

from bot.desk import Desk
from bot.wording import learned as wording
from retrieval import Library, LibrarySettings
from retrieval.lock import LibraryLock
from tests.bot.conftest import Stage
from tests.retrieval.fakes import HashEmbedder

QUESTION = "who keeps the key of the harbour lantern room?"
ANSWER = "The key of the harbour lantern room hangs behind the bar, and Marta keeps it at night."


@pytest.fixture
def message_content() -> bool:
    return True


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    def opener(settings: LibrarySettings, *, create: bool = False) -> Library:
        settings.library.mkdir(exist_ok=create)
        return Library(settings.library, HashEmbedder(), LibraryLock(settings.library))

    desk = Desk(LibrarySettings(library=tmp_path / "library"), opener=opener)
    desk.open(Path("no-seeds"), lambda *_: None).result(20)
    yield desk
    desk.close(5)


async def answered(
    stage: Stage, sage: simcord.MemberActor, channel: simcord.ChannelHandle
) -> discord.Message:
    """A question that met silence in a channel, and a trusted answer that was kept."""
    question = await sage.send(channel, f"{stage.mention} {QUESTION}")
    assert "nothing on that" in stage.said(channel)[-1]
    reply = await sage.send(channel, ANSWER, reply_to=question)
    await stage.env.settle()
    offer = channel.last_message
    assert offer is not None
    await sage.click(offer, label=wording.KEEP_BUTTON)
    return reply


async def told(stage: Stage, channel: simcord.ChannelHandle) -> str:
    """What somebody else is told who asks the same."""
    result = await stage.ann.slash(channel, "ask", question=QUESTION)
    assert result.response is not None
    return result.response.content.replace("\\", "")


async def test_a_kept_answer_is_quoted_as_its_authors_with_its_link_until_it_is_deleted(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await answered(stage, sage, stage.channel)

    shown = await told(stage, stage.channel)
    assert f"> {ANSWER}" in shown
    assert "— sage" in shown
    assert reply.jump_url in shown

    await sage.delete(reply)
    await stage.bot.inflight.finish(grace=5, last_words=1)
    stage.bot.inflight.ending = False
    assert "Marta" not in await told(stage, stage.channel)


async def test_what_was_answered_in_a_closed_channel_is_quoted_there_and_nowhere_else(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    me = stage.guild.me
    assert me is not None
    closed, open_ = (discord.PermissionOverwrite(view_channel=able) for able in (False, True))
    everyone = stage.guild.default_role
    vault = stage.guild.create_text_channel(
        "vault", overwrites={sage: open_, me: open_, stage.ann: open_, everyone: closed}
    )

    await answered(stage, sage, vault)

    assert "Marta" in await told(stage, vault)
    assert "Marta" not in await told(stage, stage.channel)
