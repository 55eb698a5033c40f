"""Is this Discord as strict as the real one? Asked without discord.py, by plain HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.loopback.faults import VIA
from tests.loopback.rest_interactions import ANSWER_WITHIN_S, DEFERRED
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Json

SEND = "POST /channels/{channel_id}/messages"


class Caller:
    """A client that only knows HTTP."""

    def __init__(self, server: LoopbackDiscord, session: aiohttp.ClientSession) -> None:
        self.server = server
        self._session = session

    async def post(self, path: str, body: Json) -> aiohttp.ClientResponse:
        headers = {"Authorization": f"Bot {self.server.token}"}
        url = self.server.rest_url + path
        async with self._session.post(url, json=body, headers=headers) as response:
            await response.read()
            return response

    async def send(self, body: Json) -> int:
        channel = self.server.world.general.id
        return (await self.post(f"/channels/{channel}/messages", body)).status


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    async with LoopbackDiscord() as server, aiohttp.ClientSession() as session:
        yield Caller(server, session)


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {"content": ""},
        {"embeds": [{"description": "x" * 4097}]},
        {"embeds": [{"description": "x" * 3001}] * 2},
        {"embeds": [{"title": "t"}] * 11},
        {"embeds": [{"fields": [{"name": "", "value": "v"}]}]},
        {"content": "t", "flags": 1 << 15, "components": [{"type": 10, "content": "t"}]},
        {"components": [{"type": 1, "components": [{"type": 2, "label": "x" * 81}]}]},
        {"content": "t", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"content": "t", "message_reference": {"message_id": "1"}},
    ],
)
async def test_what_discord_refuses_is_refused(caller: Caller, body: Json) -> None:
    assert await caller.send(body) == 400
    assert caller.server.world.messages == {}


async def test_a_message_without_allowed_mentions_pings_everyone_it_names(caller: Caller) -> None:
    ada = caller.server.world.ada

    await caller.send({"content": f"@everyone and <@{ada.id}>"})
    await caller.send({"content": f"@everyone and <@{ada.id}>", "allowed_mentions": {"parse": []}})

    loud, quiet = caller.server.world.messages.values()
    assert loud.pings == ("everyone", "ada")
    assert quiet.pings == ()


async def test_knocking_before_a_429_is_over_is_refused_again(caller: Caller) -> None:
    caller.server.fail_next(SEND, status=429, retry_after=60.0)

    assert [await caller.send({"content": "x"}) for _ in range(2)] == [429, 429]


async def test_a_full_bucket_says_when_it_opens_again(caller: Caller) -> None:
    caller.server.buckets.limit = 1
    caller.server.buckets.seconds = 60.0
    path = f"/channels/{caller.server.world.general.id}/messages"

    first = await caller.post(path, {"content": "x"})
    second = await caller.post(path, {"content": "x"})

    assert (first.status, first.headers["X-RateLimit-Remaining"]) == (200, "0")
    assert (second.status, second.headers["Via"]) == (429, VIA["Via"])
    assert first.headers["Content-Type"] == "application/json"


async def test_an_interaction_is_acknowledged_once_and_within_three_seconds(
    caller: Caller,
) -> None:
    caller.server.world.commands = [{"id": "1", "name": "ask"}]
    in_time, late = caller.server.use("ask"), caller.server.use("ask")
    paths = [f"/interactions/{one.id}/{one.token}/callback" for one in (in_time, late)]

    assert (await caller.post(paths[0], {"type": DEFERRED})).status == 204
    assert (await caller.post(paths[0], {"type": DEFERRED})).status == 400
    caller.server.clock.advance(ANSWER_WITHIN_S + 1)
    assert (await caller.post(paths[1], {"type": DEFERRED})).status == 404


async def test_a_follow_up_before_the_callback_finds_no_webhook(caller: Caller) -> None:
    caller.server.world.commands = [{"id": "1", "name": "ask"}]
    used = caller.server.use("ask")

    answer = await caller.post(f"/webhooks/1/{used.token}", {"content": "too soon"})
    assert answer.status == 404
