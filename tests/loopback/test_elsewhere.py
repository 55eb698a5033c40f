"""Direct messages, and servers to which a member takes the bot that it is not in itself."""

import pytest

from tests.bot.fakes import FakeLibrary
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE
from tests.loopback.members import components_of, labelled
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Channel, ChannelKind

pytestmark = pytest.mark.usefixtures("online")


@pytest.fixture
def elsewhere(server: LoopbackDiscord) -> Channel:
    """A channel of a server of which the bot hears nothing but what is done with it there."""
    mint = server.world.mint
    channel = Channel(mint(), ChannelKind.TEXT, mint(), "elsewhere")
    server.world.channels[channel.id] = channel
    return channel


async def test_a_command_in_a_direct_message_is_answered(server: LoopbackDiscord) -> None:
    used = server.use("ask", channel=server.world.dm, question="Is the model the moat?")

    await server.until(lambda: used.original)
    assert used.original is not None
    assert QUOTE in shown_text(used.original.body)


async def test_where_the_bot_is_no_member_it_answers_with_what_everybody_may_read(
    server: LoopbackDiscord, library: FakeLibrary, elsewhere: Channel
) -> None:
    used = server.use("ask", channel=elsewhere, question="Is the model the moat?")

    await server.until(lambda: used.original)
    assert used.original is not None
    assert QUOTE in shown_text(used.original.body)
    assert ("ask", frozenset({"public"})) in library.shown


async def test_its_buttons_work_there_too_and_what_is_not_kept_is_not_asked_for(
    server: LoopbackDiscord, library: FakeLibrary, elsewhere: Channel
) -> None:
    used = server.use("ask", channel=elsewhere, question="Is the model the moat?")
    await server.until(lambda: used.original)
    assert used.original is not None

    pressed = server.press(used.original, labelled(used.original, "More"))

    await server.until(lambda: pressed.original)
    assert "Helpful" not in [one.get("label") for one in components_of(used.original)]
    assert library.shown[-1] == ("more", frozenset({"public"}))
