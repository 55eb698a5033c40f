"""Whether all that the tests here send is watched, also what simcord takes and Discord does not."""

import discord
import pytest

from tests.bot.conftest import Stage
from tests.limits.watching import Watch


@pytest.mark.parametrize(
    "given",
    [
        {"embed": discord.Embed()},
        {"content": "@everyone", "allowed_mentions": discord.AllowedMentions(everyone=True)},
    ],
    ids=["an empty embed", "a ping"],
)
async def test_what_simcord_takes_and_must_not_be_sent_is_found(
    stage: Stage, nothing_beyond_discords_limits: Watch, given: dict[str, object]
) -> None:
    watch = nothing_beyond_discords_limits
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    assert watch.found == []

    await channel.send(**given)  # type: ignore[call-overload]

    assert len(watch.found) == 1
    watch.found.clear()
