import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord.ext import commands

from bot import parts, replies
from bot.client import PullquoteBot, intents
from bot.desk import Desk
from bot.inflight import Inflight
from bot.registration import Registration, fingerprint
from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.fakes import waiting_for


def test_it_asks_for_no_more_than_it_needs() -> None:
    assert {name for name, on in intents(message_content=False) if on} == {
        "guilds",
        "guild_messages",
        "dm_messages",
    }
    assert intents(message_content=True).message_content


async def test_commands_keep_within_discords_limits(stage: Stage) -> None:
    """simcord lets longer descriptions pass, so they are measured here."""
    for command in stage.bot.tree.get_commands():
        # Any: as JSON is.
        payload: dict[str, Any] = command.to_dict(stage.bot.tree)
        assert 1 <= len(payload["name"]) <= 32
        if isinstance(command, discord.app_commands.ContextMenu):
            continue
        assert 1 <= len(payload["description"]) <= 100
        for option in options_in(payload):
            assert 1 <= len(option["name"]) <= 32
            assert 1 <= len(option["description"]) <= 100
            typed = option["type"] == discord.AppCommandOptionType.string.value
            if typed and not option.get("choices"):
                assert (option["min_length"], option["max_length"]) == (1, 2000)


def options_in(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every option of a command and of its subcommands, which Discord calls options too."""
    for option in payload.get("options", ()):
        yield option
        yield from options_in(option)


def registrations(env: simcord.Env) -> int:
    return len([call for call in env.http_requests if call.path.endswith("/commands")])


async def test_commands_are_registered_only_when_they_changed(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    assert registrations(stage.env) == 1

    await stage.env.restart_bot(
        PullquoteBot(
            desk=desk,
            state=state,
            registration=Registration(tmp_path / "registered"),
            shard_count=1,
        )
    )
    assert registrations(stage.env) == 1

    (tmp_path / "registered").write_text("another")
    await stage.env.restart_bot(
        PullquoteBot(
            desk=desk,
            state=state,
            registration=Registration(tmp_path / "registered"),
            shard_count=1,
        )
    )
    assert registrations(stage.env) == 2


async def test_a_failed_registration_stops_nothing_and_is_tried_again(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.env.inject_error("PUT", "/applications/*/commands", status=500)
    path = tmp_path / "other"

    await stage.env.restart_bot(
        PullquoteBot(desk=desk, state=state, registration=Registration(path), shard_count=1)
    )

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    assert stage.said()
    assert not path.exists()


def test_the_fingerprint_changes_with_the_application_and_with_any_word() -> None:
    marks = {
        fingerprint(1, [{"name": "ask"}]),
        fingerprint(2, [{"name": "ask"}]),
        fingerprint(1, [{"name": "asks"}]),
        fingerprint(1, []),
    }

    assert len(marks) == 4


def test_a_registration_that_cannot_be_read_or_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "bytes").write_bytes(b"\xff")
    nowhere = Registration(tmp_path / "file" / "below")

    nowhere.remember("a")

    assert not nowhere.is_current("a")
    assert not Registration(tmp_path / "bytes").is_current("a")


def test_remembering_leaves_nothing_else_behind(tmp_path: Path) -> None:
    registration = Registration(tmp_path / "deep" / "registered")

    registration.remember("a")
    registration.remember("b")

    assert registration.is_current("b")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["registered"]


class TestInflight:
    @pytest.fixture
    def apologies(self) -> list[str]:
        return []

    async def answer(self, inflight: Inflight, seconds: float, apologies: list[str]) -> str:
        async def apologise() -> None:
            apologies.append("sorry")

        async with inflight.answering(apologise):
            await asyncio.sleep(seconds)
        return "answered"

    async def test_a_running_answer_is_finished(self, apologies: list[str]) -> None:
        inflight = Inflight()
        answering = asyncio.create_task(self.answer(inflight, 0.05, apologies))
        await asyncio.sleep(0)

        await inflight.finish(grace=2, last_words=1)

        assert answering.result() == "answered"
        assert apologies == []

    async def test_or_broken_off_and_apologised_for(self, apologies: list[str]) -> None:
        inflight = Inflight()
        answering = asyncio.create_task(self.answer(inflight, 60, apologies))
        await asyncio.sleep(0)

        await inflight.finish(grace=0.01, last_words=1)

        assert answering.cancelled()
        assert apologies == ["sorry"]

    async def test_with_nothing_running_the_end_is_immediate(self) -> None:
        async with asyncio.timeout(0.5):
            await Inflight().finish(grace=60, last_words=60)


async def test_a_question_that_comes_while_everything_ends_is_apologised_for(
    stage: Stage, desk: Desk
) -> None:
    desk.close(1)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    [part] = replies.STOPPING
    assert isinstance(part, parts.Phrase)
    assert stage.said() == [part.text]
    assert stage.env.errors


async def test_once_the_end_has_begun_no_new_question_is_taken(stage: Stage) -> None:
    await stage.bot.inflight.finish(grace=1, last_words=1)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    result = await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

    [part] = replies.STOPPING
    assert isinstance(part, parts.Phrase)
    assert result.response is not None
    assert [stage.said()[0], result.response.content] == [part.text] * 2
    assert stage.library.asked == []


async def test_the_event_loop_is_not_held_while_the_library_works(stage: Stage) -> None:
    go_on = threading.Event()
    stage.library.before_answering = waiting_for(go_on)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while ticks < 20:
            await asyncio.sleep(0.001)
            ticks += 1
        go_on.set()

    ticking = asyncio.create_task(tick())
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert ticking.done()
    assert stage.said()[0].startswith("> R2")


async def test_prefix_commands_are_not_looked_for(stage: Stage) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} help me understand R2")

    assert stage.library.asked == ["help me understand R2"]


async def test_a_member_is_never_pinged_by_default(
    desk: Desk, state: State, tmp_path: Path
) -> None:
    bot = PullquoteBot(desk=desk, state=state, registration=Registration(tmp_path / "x"))

    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_a_connection_that_will_not_close_does_not_hold_up_the_end(
    desk: Desk, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client._CLOSING", 0.01)
    monkeypatch.setattr(commands.AutoShardedBot, "close", lambda _: asyncio.sleep(60))

    async with asyncio.timeout(2):
        async with PullquoteBot(
            desk=desk, state=state, registration=Registration(tmp_path / "x")
        ) as bot:
            await bot.close()
