"""What was said while no process was listening is answered once, when one does again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.cogs.catching_up import CatchingUp
from bot.cogs.talking import looking_back
from bot.state import Database, State, StateUnavailable, open_state
from bot.state.attendance import LastHeard, Shard
from bot.talking.reach import Unheard
from bot.translation import Language
from tests.bot.conftest import Stage, give_time_to_say_more
from tests.bot.talking.conftest import Restart, post_in

PATIENCE = 60


@contextmanager
def unheard(stage: Stage) -> Iterator[None]:
    """Within it Discord tells the bot nothing of what is said."""
    backend = stage.env.backend
    create = backend.create_message
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            backend,
            "create_message",
            lambda *given, **more: create(*given, **{**more, "broadcast": False}),
        )
        yield


@pytest.fixture
async def helped(stage: Stage, state: State) -> None:
    """The stage's channel is a help channel."""
    await state.preferences.change(
        stage.guild.id, help_channels={stage.channel.id}, patience=PATIENCE
    )


async def test_a_mention_is_answered_once_after_the_start(stage: Stage, restart: Restart) -> None:
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await restart()
    await restart()

    assert len(stage.said()) == 1
    assert stage.library.asked == ["is R2 late?"]


async def test_so_is_a_reply_to_an_answer_in_the_light_of_the_question_before(
    stage: Stage, restart: Restart
) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    [answer] = [one for one in stage.channel.history() if one.author == stage.bot.user]
    with unheard(stage):
        await stage.ann.send(stage.channel, "and Huawei?", reply_to=answer)
    await restart()

    assert len(stage.said()) == 2
    assert stage.library.asked[-1].startswith("and Huawei?")


async def test_so_is_a_direct_message_of_somebody_who_has_asked_before(
    stage: Stage, restart: Restart
) -> None:
    await stage.ann.send_dm("is R2 late?")
    with unheard(stage):
        await stage.ann.send_dm("is R3 late?")
    await restart()

    assert stage.library.asked == ["is R2 late?", "is R3 late?"]


async def test_what_was_said_before_the_very_first_start_is_not_looked_at(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    monkeypatch.setattr(state.attendance, "note", _nothing)
    monkeypatch.setattr(state.attendance, "last", _never)
    await restart()

    assert stage.said() == []


async def _nothing(*_: object) -> None:
    """What a process that is killed does at its end."""


async def _never() -> LastHeard:
    """When somebody was listening before the very first start."""
    return LastHeard(())


async def test_what_a_start_has_answered_or_met_with_silence_the_next_leaves_alone(
    stage: Stage, restart: Restart
) -> None:
    stage.library.quotes = ()
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await stage.ann.send(stage.channel, f"{stage.mention} thanks!")
    said = stage.said()
    await restart()

    assert stage.said() == said
    assert stage.library.asked == ["is R2 late?"]


async def test_an_answer_that_a_process_could_not_note_is_not_given_again(
    stage: Stage, state: State, restart: Restart
) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await state.forget_guild(stage.guild.id)  # nobody knows of a claim any more
    await restart()

    assert len(stage.said()) == 1


async def test_what_was_said_too_long_ago_is_left(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state.attendance, "note", _nothing)
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        stage.env.backend.clock.advance(16 * 60)
    await restart()

    assert stage.said() == []


async def test_while_the_database_is_away_nothing_is_looked_at_and_afterwards_it_is(
    stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    def away(_: Database) -> None:
        raise StateUnavailable("It is away.")

    monkeypatch.setattr("bot.cogs.catching_up._EVERY", 60.0)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "begin", away)
        await restart()
        assert stage.said() == []

    await stage.env.advance_time(61)
    assert len(stage.said()) == 1


@pytest.fixture
def each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at each minute is, here."""
    monkeypatch.setattr("bot.cogs.catching_up._EVERY", 60.0)


@pytest.mark.usefixtures("each_minute")
class TestWhereDiscordHiccups:
    async def test_a_channel_that_could_not_be_read_is_read_a_minute_later(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        with monkeypatch.context() as patch:
            patch.setattr(looking_back, "said_since", _slow)
            await restart()
        assert stage.said() == []

        await stage.env.advance_time(61)
        assert len(stage.said()) == 1

    async def test_also_by_the_next_start_if_this_one_cannot(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        with monkeypatch.context() as patch:
            patch.setattr(looking_back, "said_since", _slow)
            await restart()
            await stage.env.advance_time(10 * 60)
        await restart()

        assert len(stage.said()) == 1

    async def test_but_for_an_hour_at_most(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tries: list[object] = []

        async def slow(*given: object) -> None:
            tries.append(given)
            await _slow()

        with unheard(stage):
            await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        monkeypatch.setattr(looking_back, "said_since", slow)
        monkeypatch.setattr("bot.cogs.catching_up._EVERY", 600.0)
        await restart()
        await stage.env.advance_time(80 * 60)
        tried = len(tries)
        await stage.env.advance_time(40 * 60)

        assert tried > 1
        assert len(tries) == tried

    async def test_a_server_that_is_away_at_the_start_is_looked_at_when_it_is_back(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        unheard_by = looking_back.LookingBack.unheard

        def away(looks: looking_back.LookingBack, shard: Shard, last: LastHeard) -> list[Unheard]:
            for guild in stage.bot.guilds:
                guild.unavailable = True
            return unheard_by(looks, shard, last)

        monkeypatch.setattr(looking_back.LookingBack, "unheard", away)
        await restart()
        assert stage.said() == []

        [guild] = stage.bot.guilds
        guild.unavailable = False
        await catching_up(stage).on_guild_available(guild)
        assert len(stage.said()) == 1

    async def test_so_is_one_that_goes_away_meanwhile(self, stage: Stage) -> None:
        [guild] = stage.bot.guilds
        await catching_up(stage).on_guild_unavailable(guild)
        with unheard(stage):
            asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        guild.text_channels[0].last_message_id = asked.id  # comes with the server
        await catching_up(stage).on_guild_available(guild)

        assert len(stage.said()) == 1


def catching_up(stage: Stage) -> CatchingUp:
    found = stage.bot.get_cog("CatchingUp")
    assert isinstance(found, CatchingUp)
    return found


async def _slow(*_: object) -> None:
    raise TimeoutError


async def test_after_days_without_anybody_what_was_asked_last_is_answered(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(state.attendance, "note", _nothing)
        stage.env.backend.clock.advance(3 * 24 * 3600)
        await restart()  # and is killed before it has listened to anything
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        stage.env.backend.clock.advance(60)
    await restart()

    assert len(stage.said()) == 1


async def test_so_it_is_where_the_clock_of_who_listened_was_ahead(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state.attendance.note([Shard(0, 1)], stage.env.now() + timedelta(hours=1))
    monkeypatch.setattr(state.attendance, "note", _nothing)
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        stage.env.backend.clock.advance(10 * 60)
    await restart()

    assert len(stage.said()) == 1


async def test_a_question_in_several_messages_is_one(
    stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_time_to_say_more(monkeypatch, 5.0)
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} I wonder")
        await stage.ann.send(stage.channel, "is R2 late?")
    await restart()
    await stage.env.advance_time(20)

    assert stage.library.asked == ["I wonder\nis R2 late?"]


async def test_it_is_answered_with_its_latest_words_and_not_if_it_was_taken_back(
    stage: Stage, restart: Restart
) -> None:
    with unheard(stage):
        edited = await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        gone = await stage.eve.send(stage.channel, f"{stage.mention} is R2 late?")
        words = stage.env.backend.get_message(stage.channel.id, edited.id)
        words.content = f"{stage.mention} is R3 late?"
        await stage.eve.delete(gone)
    await restart()

    assert stage.library.asked == ["is R3 late?"]


async def test_it_is_answered_in_the_language_of_the_server(
    stage: Stage, state: State, restart: Restart
) -> None:
    await state.preferences.change(stage.guild.id, language=Language.GERMAN)
    stage.library.quotes = ()
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await restart()

    assert "Ich" in stage.said()[0]


async def test_who_asked_too_much_meanwhile_is_not_told_so_in_public(
    stage: Stage, state: State, restart: Restart
) -> None:
    await state.preferences.change(stage.guild.id, member_limit=1)
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        stage.env.backend.clock.advance(10)
        await stage.ann.send(stage.channel, f"{stage.mention} is R3 late?")
    await restart()

    assert len(stage.said()) == 1
    assert stage.library.asked == ["is R2 late?"]


async def test_what_was_within_the_limits_when_it_was_asked_is_answered(
    stage: Stage, state: State, restart: Restart
) -> None:
    await state.preferences.change(stage.guild.id, member_limit=1)
    with unheard(stage):
        for number in range(3):
            await stage.ann.send(stage.channel, f"{stage.mention} is R{number} late?")
            stage.env.backend.clock.advance(61)
    await restart()

    assert stage.library.asked == [f"is R{number} late?" for number in range(3)]


async def test_at_a_start_without_the_database_a_server_is_obeyed_as_it_was_known_last(
    stage: Stage, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restart: Restart
) -> None:
    other = stage.guild.create_text_channel("other")
    await state.preferences.change(stage.guild.id, channels={other.id})

    def away(_: Database) -> None:
        raise StateUnavailable("It is away.")

    monkeypatch.setattr(state, "preferences", open_state("", tmp_path, days=30).preferences)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "begin", away)
        await restart()
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.ann.send(other, f"{stage.mention} is R3 late?")

    assert stage.library.asked == ["is R3 late?"]
    assert len(stage.said(other)) == 1


async def test_where_the_bot_does_not_answer_nobody_is_given_a_hint(
    stage: Stage, state: State, restart: Restart
) -> None:
    other = stage.guild.create_text_channel("other")
    await state.preferences.change(stage.guild.id, channels={other.id})
    with unheard(stage):
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await restart()

    assert stage.said() == []


async def test_where_the_bot_may_not_read_the_past_it_says_nothing(
    stage: Stage, restart: Restart
) -> None:
    closed = stage.guild.create_text_channel(
        "closed",
        overwrites={
            stage.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
        },
    )
    with unheard(stage):
        await stage.ann.send(closed, f"{stage.mention} is R2 late?")
    await restart()

    assert stage.said(closed) == []


@pytest.mark.usefixtures("helped")
class TestHelpChannels:
    async def test_a_question_whose_patience_a_restart_cuts_short_is_answered_in_its_time(
        self, stage: Stage, restart: Restart
    ) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.env.advance_time(PATIENCE / 2)
        await restart()
        assert stage.said() == []

        await stage.env.advance_time(PATIENCE / 2 + 1)
        assert len(stage.said()) == 1

    async def test_a_question_that_was_asked_meanwhile_is_answered_once(
        self, stage: Stage, restart: Restart
    ) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, "is R2 late?")
        await restart()
        await stage.env.advance_time(PATIENCE + 1)
        await restart()
        await stage.env.advance_time(PATIENCE + 1)

        assert len(stage.said()) == 1

    async def test_one_that_a_person_has_answered_is_theirs(
        self, stage: Stage, restart: Restart
    ) -> None:
        with unheard(stage):
            asked = await stage.ann.send(stage.channel, "is R2 late?")
            await stage.eve.send(stage.channel, "by a month", reply_to=asked)
        await restart()
        await stage.env.advance_time(PATIENCE + 1)

        assert stage.said() == []

    async def test_a_person_may_still_answer_first(self, stage: Stage, restart: Restart) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, "is R2 late?")
        await restart()
        await stage.eve.send(stage.channel, "it is, the podcast says so")
        await stage.env.advance_time(PATIENCE + 1)

        assert stage.said() == []

    async def test_a_question_of_half_an_hour_ago_is_still_answered(
        self, stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(state.attendance, "note", _nothing)
        with unheard(stage):
            await stage.ann.send(stage.channel, "is R2 late?")
            stage.env.backend.clock.advance(30 * 60)
        await restart()

        assert len(stage.said()) == 1

    async def test_whoever_then_mentions_the_bot_is_answered_once(
        self, stage: Stage, restart: Restart
    ) -> None:
        with unheard(stage):
            await stage.ann.send(stage.channel, "is R2 late?")
            await stage.ann.send(stage.channel, stage.mention)
        await restart()
        await stage.env.advance_time(PATIENCE + 1)

        assert len(stage.said()) == 1

    async def test_a_post_that_was_opened_meanwhile_is_answered(
        self, stage: Stage, state: State, restart: Restart
    ) -> None:
        forum = stage.guild.create_forum_channel("help")
        await state.preferences.change(stage.guild.id, help_channels={forum.id})
        with unheard(stage):
            post = await post_in(stage, forum, "DeepSeek R2", "I wait since spring. Is it late?")
        await restart()
        await stage.env.advance_time(PATIENCE + 1)

        assert len(stage.said(post)) == 1


async def test_whom_it_has_answered_alone_is_known_and_forgotten_by_privacy(stage: Stage) -> None:
    await stage.ann.send_dm("is R2 late?")

    shown = await stage.ann.slash(stage.channel, "privacy show")
    assert shown.response is not None
    assert "where I answered 1 message of yours" in shown.response.content
