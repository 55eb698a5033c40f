"""A sync that tells how it gets on, while Discord says "slow down", or listens no longer."""

import threading

import pytest
from structlog.typing import EventDict

from bot.client import PullquoteBot
from tests.bot.fakes import FakeLibrary
from tests.loopback.allowances import shown_text
from tests.loopback.checks import EDIT_REPLY, the_bot_goes_on_answering
from tests.loopback.journal import PATIENCE_S
from tests.loopback.rest_interactions import TOKEN_LIVES_S
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Interaction

LINK = "https://example.org/essays/moats"
DONE = "3 added"


@pytest.fixture(autouse=True)
def _edits_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cogs.sources.progress._PAUSE", 0.01)


@pytest.fixture
def pages(library: FakeLibrary) -> threading.Semaphore:
    """The library takes a document in whenever this is released."""
    pages = threading.Semaphore(0)

    def wait() -> None:
        pages.acquire(timeout=PATIENCE_S)

    library.between_documents = wait
    return pages


def shown(begun: Interaction) -> str:
    return shown_text(begun.original.body) if begun.original else ""


@pytest.fixture
async def begun(
    server: LoopbackDiscord,
    online: PullquoteBot,
    pages: threading.Semaphore,  # noqa: ARG001 - the library waits for them
) -> Interaction:
    """A manager adds a source, and is shown that it is being taken in."""
    # The bot has looked which sources are due when it answers: it would take this one in by itself.
    await online.wait_until_ready()
    server.mention("Is the model the moat?")
    await server.replies()
    used = server.use("sources add", link=LINK)
    await server.until(lambda: used.original)
    return used


async def test_a_429_while_progress_is_told_is_waited_for_and_the_end_is_told(
    server: LoopbackDiscord, pages: threading.Semaphore, begun: Interaction
) -> None:
    server.fail_next(EDIT_REPLY, status=429, retry_after=0.3)
    pages.release()
    await server.until(lambda: 429 in server.journal.statuses(EDIT_REPLY))
    pages.release(2)

    await server.until(lambda: DONE in shown(begun))
    # The end may knock once more before the 0.3 s are over; nobody else does.
    assert server.journal.statuses(EDIT_REPLY).count(429) <= 2
    assert begun.followups == []


async def test_429s_again_and_again_bring_no_storm_and_lose_no_end(
    server: LoopbackDiscord, pages: threading.Semaphore, begun: Interaction
) -> None:
    server.fail_next(EDIT_REPLY, status=429, retry_after=0.1, times=3)
    pages.release(3)

    await server.until(lambda: DONE in shown(begun))
    statuses = server.journal.statuses(EDIT_REPLY)
    assert statuses.count(429) <= 4
    # What was true meanwhile is not told afterwards, one edit after the other.
    assert statuses.count(200) <= 3


async def test_an_edit_that_discord_refuses_for_good_does_not_end_the_sync(
    server: LoopbackDiscord, pages: threading.Semaphore, begun: Interaction
) -> None:
    server.fail_next(EDIT_REPLY, status=403, code=50001, message="Missing Access")
    pages.release(1)
    await server.until(lambda: 403 in server.journal.statuses(EDIT_REPLY))
    pages.release(2)

    await server.until(lambda: DONE in shown(begun))


@pytest.mark.usefixtures("begun")
async def test_a_sync_that_outlives_its_token_ends_quietly_and_the_bot_goes_on_answering(
    server: LoopbackDiscord,
    library: FakeLibrary,
    pages: threading.Semaphore,
    logs: list[EventDict],
) -> None:
    server.clock.advance(TOKEN_LIVES_S + 1)
    pages.release(3)

    await server.until(lambda: 401 in server.journal.statuses(EDIT_REPLY))
    await the_bot_goes_on_answering(server)
    assert library.synced
    assert not [line for line in logs if line["event"] == "fault"]


async def test_one_that_knows_its_token_is_dead_tells_the_end_directly(
    server: LoopbackDiscord,
    pages: threading.Semaphore,
    begun: Interaction,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.cogs.sources.progress._OPEN", 0.0)
    pages.release(3)

    [told] = await server.replies(server.world.dm)
    assert DONE in shown_text(told.body)
    assert begun.followups == []
