"""What a process has begun to answer and not finished is answered once, and only what it asked."""

from datetime import timedelta

import discord

from bot.state import State
from bot.state.claims import Asker
from tests.bot.conftest import Stage
from tests.bot.talking.conftest import Restart
from tests.bot.talking.test_catching_up import unheard


async def claimed(stage: Stage, state: State, text: str) -> discord.Message:
    """Ann says something that a process claims, which died three minutes ago."""
    with unheard(stage):
        asked = await stage.ann.send(stage.channel, text)
    asker = Asker(stage.ann.id, stage.channel.id, stage.guild.id)
    await state.claims.claim([asked.id], asker, stage.env.now() - timedelta(minutes=3))
    return asked


async def closed(stage: Stage, state: State) -> None:
    """From now on the bot answers in another channel alone."""
    other = stage.guild.create_text_channel("other")
    await state.preferences.change(stage.guild.id, channels={other.id}, help_channels=set())


class TestWhereTheBotAnswersNoMore:
    async def test_nothing_is_taken_over(
        self, stage: Stage, state: State, restart: Restart
    ) -> None:
        await claimed(stage, state, f"{stage.mention} is R2 late?")
        await closed(stage, state)
        await restart()

        assert stage.said() == []
        assert stage.library.asked == []

    async def test_nor_where_help_is_given_no_more(
        self, stage: Stage, state: State, restart: Restart
    ) -> None:
        await claimed(stage, state, "is R2 late?")
        await restart()

        assert stage.library.asked == []

    async def test_a_question_that_waited_for_people_is_left(
        self, stage: Stage, state: State
    ) -> None:
        await state.preferences.change(
            stage.guild.id, help_channels={stage.channel.id}, patience=60
        )
        await stage.ann.send(stage.channel, "is R2 late?")
        await state.preferences.change(stage.guild.id, help_channels=set())
        await stage.env.advance_time(61)

        assert stage.said() == []

    async def test_an_edit_is_not_answered(self, stage: Stage, state: State) -> None:
        asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        said = stage.said()
        await closed(stage, state)
        await stage.ann.edit(asked, f"{stage.mention} is R9 late?")

        assert stage.said() == said
        assert stage.library.asked == ["is R2 late?"]


async def test_who_had_greeted_the_bot_is_answered_without_a_mention(
    stage: Stage, state: State, restart: Restart
) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} hi")
    await claimed(stage, state, "is R2 late?")
    await restart()

    assert stage.library.asked == ["is R2 late?"]
