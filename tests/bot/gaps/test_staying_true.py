"""What is kept of members stays true to them, whatever fails, archives or is closed meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import discord
import pytest
import simcord

from bot.cogs.gaps.following import Following
from bot.cogs.posting.rights import is_open
from bot.state import State, StateUnavailable
from bot.state.learned import Lesson
from bot.wording import learned as wording
from retrieval import KeptMessage
from tests.bot.conftest import Stage
from tests.bot.gaps.test_learning import ANSWER, asked, kept, kept_are, offered, offers


@pytest.fixture
def message_content() -> bool:
    return True


@pytest.fixture(autouse=True)
def _silence(stage: Stage) -> None:
    stage.library.quotes = ()


def text_channel(stage: Stage) -> discord.TextChannel:
    place = stage.bot.get_channel(stage.channel.id)
    assert isinstance(place, discord.TextChannel)
    return place


async def look_back(stage: Stage) -> None:
    """What happens at every start, and each day."""
    cog = stage.bot.get_cog("Following")
    assert isinstance(cog, Following)
    await cog._reread_all()
    await stage.env.settle()


async def catch_up(stage: Stage) -> None:
    await stage.env.advance_time(5 * 60 + 1)
    await stage.env.settle()


async def kept_in_thread(
    stage: Stage, sage: simcord.MemberActor
) -> tuple[discord.Thread, discord.Message]:
    """An answer that is kept in a thread, which is archived."""
    question = await asked(stage)
    place = text_channel(stage)
    thread = await place.get_partial_message(question.id).create_thread(name="Everest")
    [handle] = stage.channel.threads
    reply = await sage.send(handle, ANSWER)
    await stage.env.settle()
    [offer] = offers(stage, handle)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    await thread.edit(archived=True)
    await stage.env.settle()
    place.guild._remove_thread(thread)
    return thread, reply


async def test_an_answer_in_a_thread_that_is_archived_stays(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    thread, reply = await kept_in_thread(stage, sage)
    assert text_channel(stage).guild.get_channel_or_thread(thread.id) is None

    await look_back(stage)

    await kept_are(stage, reply)


async def test_and_in_an_archived_thread_of_a_channel_that_is_closed_it_is_for_that_channel(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    _, reply = await kept_in_thread(stage, sage)

    await close(stage)

    audience = stage.library.kept[reply.id].audience
    assert audience == f"server:{stage.guild.id}/#{stage.channel.id}"


async def close(stage: Stage) -> None:
    place = text_channel(stage)
    await place.set_permissions(place.guild.me, view_channel=True)
    await place.set_permissions(place.guild.default_role, view_channel=False)
    await stage.env.settle()


async def test_what_stands_in_a_closed_channel_is_hidden_at_once_while_discord_fails(
    stage: Stage, sage: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await kept(stage, sage)

    with monkeypatch.context() as broken:
        broken.setattr(discord.TextChannel, "fetch_message", failing(discord.DiscordException))
        await close(stage)
        await kept_are(stage)
    await catch_up(stage)

    audience = stage.library.kept[reply.id].audience
    assert audience == f"server:{stage.guild.id}/#{stage.channel.id}"


def failing(error: type[Exception]) -> Callable[..., object]:
    async def fail(*_: object, **__: object) -> None:
        raise error

    return fail


async def test_a_role_that_may_no_longer_read_is_shown_nothing_more(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)
    place = text_channel(stage)
    await place.set_permissions(place.guild.me, view_channel=True, read_message_history=True)
    everyone = place.guild.default_role

    await everyone.edit(permissions=discord.Permissions(send_messages=True))
    await stage.env.settle()

    audience = stage.library.kept[reply.id].audience
    assert audience == f"server:{stage.guild.id}/#{stage.channel.id}"


async def test_who_refused_to_be_quoted_while_the_bot_was_away_is_not(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    await kept(stage, sage)

    await state.quoting.refuse(sage.id, stage.env.now())
    await look_back(stage)

    await kept_are(stage)


async def test_no_on_a_later_offer_withdraws_what_is_kept(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply, offer = await offered(stage, sage)
    called = await sage.context_menu(stage.channel, wording.COMMAND, reply)
    assert called.response is not None
    await sage.click(called.response.message, label=wording.KEEP_BUTTON)
    await kept_are(stage, reply)

    await sage.click(offer, label=wording.REFUSE_BUTTON)

    await kept_are(stage)


async def test_what_the_library_keeps_and_nobody_knows_of_is_withdrawn(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)
    stage.library.kept[73] = KeptMessage(73, "words", "ann", "", "why?", stage.env.now(), "public")

    await look_back(stage)

    await kept_are(stage, reply)


async def test_what_the_library_has_lost_is_kept_again(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)
    stage.library.kept.clear()

    await look_back(stage)

    await kept_are(stage, reply)


async def test_a_message_that_is_deleted_while_it_is_being_kept_is_not(
    stage: Stage, sage: simcord.MemberActor, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, offer = await offered(stage, sage)
    keep, deleted = state.lessons.keep, asyncio.Event()

    async def slowly(*args: object, **named: object) -> None:
        asyncio.get_running_loop().call_soon(deleted.set)
        await sage.delete(reply)
        await keep(*args, **named)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(state.lessons, "keep", slowly)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    await stage.env.settle()

    assert deleted.is_set()
    await kept_are(stage)


async def test_what_is_deleted_while_the_database_is_away_goes_soon(
    stage: Stage, sage: simcord.MemberActor, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await kept(stage, sage)

    with monkeypatch.context() as away:
        away.setattr(state.lessons, "among", failing(StateUnavailable))
        await sage.delete(reply)
        await stage.env.settle()
    await catch_up(stage)

    await kept_are(stage)


async def test_what_the_library_could_not_take_in_is_not_said_to_be_kept(
    stage: Stage, sage: simcord.MemberActor, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, offer = await offered(stage, sage)

    def full(_: KeptMessage) -> None:
        raise OSError

    monkeypatch.setattr(stage.library, "keep_message", full)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    await stage.env.settle()

    assert await state.lessons.kept() == []


async def test_whoever_runs_the_server_sees_what_stands_in_an_archived_thread(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    _, reply = await kept_in_thread(stage, sage)

    shown = await manager.slash(stage.channel, "gaps")
    assert shown.response is not None
    listed = await manager.click(shown.response.message, label=wording.LIST_BUTTON)

    assert reply.jump_url in listed.followups[-1].content


async def test_what_those_who_run_the_server_withdrew_is_not_kept_again(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)
    shown = await manager.slash(stage.channel, "gaps")
    assert shown.response is not None
    listed = await manager.click(shown.response.message, label=wording.LIST_BUTTON)
    await manager.select(listed.followups[-1].message, values=[str(reply.id)])

    called = await sage.context_menu(stage.channel, wording.COMMAND, reply)

    assert called.response is not None
    assert "have withdrawn that answer" in called.response.content
    assert not called.response.message.components


async def test_a_button_keeps_nothing_for_whom_the_server_trusts_no_longer(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    _, offer = await offered(stage, sage)
    await state.preferences.change(stage.guild.id, trusted=set())

    await sage.click(offer, label=wording.KEEP_BUTTON)

    await kept_are(stage)


async def test_a_role_that_manages_settings_may_propose_answers(stage: Stage, state: State) -> None:
    role = stage.guild.create_role("helpers")
    await state.preferences.change(stage.guild.id, managers={role.id})
    boss = stage.guild.add_member(stage.env.create_user("boss"), roles=[role])
    reply = await stage.eve.send(stage.channel, ANSWER, reply_to=await asked(stage))

    await boss.context_menu(stage.channel, wording.COMMAND, reply)
    await stage.env.settle()

    [offer] = offers(stage)
    await stage.eve.click(offer, label=wording.KEEP_BUTTON)
    await kept_are(stage, reply)


async def test_an_offer_that_could_not_be_written_is_made_another_time(
    stage: Stage, sage: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await stage.eve.send(stage.channel, ANSWER, reply_to=await asked(stage))
    with monkeypatch.context() as broken:
        broken.setattr(discord.Message, "reply", failing(discord.DiscordException))
        called = await sage.context_menu(stage.channel, wording.COMMAND, reply)
    assert called.response is not None
    assert "could not write there" in called.response.content

    await sage.context_menu(stage.channel, wording.COMMAND, reply)
    await stage.env.settle()

    assert len(offers(stage)) == 1


async def test_a_deleted_question_takes_its_words_along_and_leaves_the_answer(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    question = await asked(stage)
    reply = await sage.send(stage.channel, ANSWER, reply_to=question)
    await stage.env.settle()
    [offer] = offers(stage)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    assert stage.library.kept[reply.id].asked

    await stage.ann.delete(question)
    await stage.env.settle()

    await kept_are(stage, reply)
    assert stage.library.kept[reply.id].asked == ""


async def test_an_asker_who_is_not_to_be_quoted_takes_the_words_of_their_question_back(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    reply = await kept(stage, sage)

    await stage.ann.slash(stage.channel, "privacy quoting", quoted="off")

    assert stage.library.kept[reply.id].asked == ""
    [lesson] = await state.lessons.kept()
    assert (lesson.asked, lesson.asker, lesson.question) == ("", None, None)


async def test_a_voice_channel_that_not_all_may_join_is_closed(
    stage: Stage,
) -> None:
    guild = text_channel(stage).guild
    voice = await guild.create_voice_channel("talk")
    assert is_open(voice)

    await voice.set_permissions(guild.default_role, connect=False)

    assert not is_open(voice)


async def test_nobody_is_asked_in_a_private_thread(stage: Stage, sage: simcord.MemberActor) -> None:
    thread = await text_channel(stage).create_thread(
        name="hidden", type=discord.ChannelType.private_thread
    )
    await thread.add_user(discord.Object(sage.id))
    await stage.env.settle()
    [handle] = stage.channel.threads

    question = await sage.send(handle, f"{stage.mention} how tall is Everest?")
    await sage.send(handle, ANSWER, reply_to=question)
    await stage.env.settle()

    assert offers(stage, handle) == []


async def test_an_open_list_withdraws_nothing_for_who_may_no_longer_run_the_server(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    role = stage.guild.create_role("helpers")
    await state.preferences.change(stage.guild.id, managers={role.id})
    boss = stage.guild.add_member(stage.env.create_user("boss"), roles=[role])
    reply = await kept(stage, sage)
    shown = await boss.slash(stage.channel, "gaps")
    assert shown.response is not None
    listed = await boss.click(shown.response.message, label=wording.LIST_BUTTON)

    await state.preferences.change(stage.guild.id, managers=set())
    await boss.select(listed.followups[-1].message, values=[str(reply.id)])

    await kept_are(stage, reply)


async def test_that_somebody_was_asked_is_forgotten_after_a_month(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    long_ago = stage.env.now() - timedelta(days=31)
    await state.lessons.begin(Lesson(1, stage.guild.id, 2, sage.id, "?", long_ago))

    await catch_up(stage)

    assert await state.lessons.of(1) is None
