"""The message that tells how a sync gets on, by a clock that runs and a Discord that refuses."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, cast

import discord
import pytest

from bot.cogs.sources.progress import ProgressMessage
from bot.parts import Reply, Said
from bot.sources.syncing import Step


class FakeMessage:
    """A message that somebody alone sees; `refuses` as many edits as that."""

    def __init__(self) -> None:
        self.contents: list[str] = []
        self.refuses = 0

    async def edit(self, *, content: str, **_: Any) -> None:  # Any: nothing of it matters here
        if self.refuses:
            self.refuses -= 1
            raise TimeoutError
        self.contents.append(content)


class FakeInteraction:
    """A command that was used; what is sent in answer, and what to its user directly."""

    def __init__(self, created_at: datetime) -> None:
        self.created_at = created_at
        self.message = FakeMessage()
        self.followup = self.user = self
        self.direct: list[str] = []

    async def send(self, *, content: str, ephemeral: bool = False, **_: Any) -> FakeMessage:
        (self.message.contents if ephemeral else self.direct).append(content)
        return self.message


def phrase(step: Step) -> Reply:
    return (Said(f"{step.done} of {step.total}"),)


def telling(interaction: FakeInteraction) -> ProgressMessage:
    return ProgressMessage(cast("discord.Interaction", interaction))


@pytest.fixture
def interaction() -> FakeInteraction:
    return FakeInteraction(discord.utils.utcnow())


async def test_one_message_is_edited_as_it_gets_on_and_ends_in_the_summary(
    interaction: FakeInteraction,
) -> None:
    message = telling(interaction)

    async with message.telling(phrase):
        for done in range(200):
            message.note(Step(done, 200))
            await asyncio.sleep(0.0005)
    await message.end((Said("Done."),))

    first, *between, last = interaction.message.contents
    assert (first, last) == ("0 of 0", "Done.")
    assert between, "it was edited meanwhile"
    assert len(between) < 100, "but not at every step"


async def test_an_edit_that_fails_ends_nothing(interaction: FakeInteraction) -> None:
    interaction.message.refuses = 1
    message = telling(interaction)

    async with message.telling(phrase):
        for done in range(100):
            message.note(Step(done, 200))
            await asyncio.sleep(0.001)
    await message.end((Said("Done."),))

    assert len(interaction.message.contents) > 2
    assert interaction.message.contents[-1] == "Done."


async def test_later_than_discord_allows_the_summary_is_written_to_who_asked_alone() -> None:
    interaction = FakeInteraction(discord.utils.utcnow() - timedelta(minutes=20))
    message = telling(interaction)

    async with message.telling(phrase):
        message.note(Step(1, 2))
        await asyncio.sleep(0.05)
    await message.end((Said("Done."),))

    assert interaction.direct == ["Done."]
    assert interaction.message.contents == ["0 of 0"]
