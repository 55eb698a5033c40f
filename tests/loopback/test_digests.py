"""/digest over the wire: taken in time, with buttons that bring the rest to one member alone."""

import pytest

from retrieval import Section
from tests.bot.fakes import FakeLibrary, digest, quote
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE
from tests.loopback.rest_interactions import DEFERRED
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")
EPHEMERAL = 1 << 6


async def test_a_digest_comes_with_a_button_that_goes_deeper(
    server: LoopbackDiscord, library: FakeLibrary
) -> None:
    library.digested = digest(
        Section("moats", (quote(QUOTE),)), deep_dives=(Section("moats", (quote("Moats leak."),)),)
    )
    used = server.use("digest", topic="moats")
    await server.until(lambda: used.original)
    assert used.original is not None
    assert QUOTE in shown_text(used.original.body)

    pressed = server.press(used.original, "deeper:medium:0:moats")
    await server.until(lambda: pressed.original)

    assert pressed.callback is not None
    assert pressed.callback["type"] == DEFERRED
    assert pressed.callback["data"]["flags"] & EPHEMERAL
    assert pressed.original is not None
    assert "Moats leak." in shown_text(pressed.original.body)
    assert used.original.edits == 0
