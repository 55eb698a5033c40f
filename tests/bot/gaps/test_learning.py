"""Trusted members' answers: asked for once, kept by consent, quoted as theirs, and taken back."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from bot.state.learned import Lesson
from bot.wording import gaps as gaps_wording
from bot.wording import learned as wording
from tests.bot.conftest import Stage

ANSWER = "Everest is 8,849 metres tall, measured in 2020."


@pytest.fixture
def message_content() -> bool:
    return True


@pytest.fixture(autouse=True)
def _silence(stage: Stage) -> None:
    stage.library.quotes = ()


async def asked(stage: Stage, words: str = "how tall is Everest?") -> discord.Message:
    return await stage.ann.send(stage.channel, f"{stage.mention} {words}")


def offers(stage: Stage, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
    """The messages that ask for leave and still stand."""
    history = (channel or stage.channel).history()
    return [one for one in history if one.author == stage.bot.user and "may I keep" in one.content]


async def kept_are(stage: Stage, *messages: discord.Message) -> None:
    """Wait until the library keeps these messages and no others."""
    async with asyncio.timeout(5):
        while True:
            if set(stage.library.kept) == {one.id for one in messages}:
                return
            await asyncio.sleep(0.01)


async def offered(
    stage: Stage, sage: simcord.MemberActor, words: str = ANSWER
) -> tuple[discord.Message, discord.Message]:
    """A trusted member's answer, and what asks for leave to keep it."""
    question = await asked(stage)
    reply = await sage.send(stage.channel, words, reply_to=question)
    await stage.env.settle()
    [offer] = offers(stage)
    return reply, offer


async def kept(stage: Stage, sage: simcord.MemberActor) -> discord.Message:
    reply, offer = await offered(stage, sage)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    await stage.env.settle()
    return reply


async def test_a_trusted_reply_is_kept_once_its_author_agrees(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply, offer = await offered(stage, sage)
    assert "sage, may I keep this as an answer to “how tall is Everest?”" in offer.content
    assert offer.reference is not None
    assert offer.reference.message_id == reply.id
    assert stage.library.kept == {}

    pressed = await sage.click(offer, label=wording.KEEP_BUTTON)

    [one] = stage.library.kept.values()
    assert (one.id, one.text, one.author) == (reply.id, ANSWER, "sage")
    assert (one.asked, one.link) == ("how tall is Everest?", reply.jump_url)
    assert one.audience == f"server:{stage.guild.id}"
    assert offers(stage) == []
    assert pressed.followups[-1].ephemeral


async def test_nobody_but_the_author_can_agree(stage: Stage, sage: simcord.MemberActor) -> None:
    _, offer = await offered(stage, sage)

    pressed = await stage.ann.click(offer, label=wording.KEEP_BUTTON)

    assert pressed.response is not None
    assert pressed.response.ephemeral
    assert stage.library.kept == {}
    assert offers(stage) == [offer]


async def test_who_says_no_is_left_alone(stage: Stage, sage: simcord.MemberActor) -> None:
    _, offer = await offered(stage, sage)
    await sage.click(offer, label=wording.REFUSE_BUTTON)
    assert offers(stage) == []

    await sage.send(stage.channel, ANSWER, reply_to=await asked(stage))
    await stage.env.settle()

    assert stage.library.kept == {}
    assert offers(stage) == []


async def test_who_agreed_may_be_asked_again_for_another_answer(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    await kept(stage, sage)

    await sage.send(stage.channel, "K2 is 8,611 metres tall.", reply_to=await asked(stage, "K2?"))
    await stage.env.settle()

    assert len(offers(stage)) == 1


async def test_an_offer_that_nobody_takes_goes_away(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    _, offer = await offered(stage, sage)

    await stage.env.advance_time(21 * 60)

    assert offers(stage) == []
    assert stage.library.kept == {}
    assert offer is not None


@pytest.mark.parametrize(
    "words", ["thanks!", "which Everest do you mean?", "it is ||8,849 metres|| tall"]
)
async def test_what_is_no_answer_is_not_asked_for(
    stage: Stage, sage: simcord.MemberActor, words: str
) -> None:
    await sage.send(stage.channel, words, reply_to=await asked(stage))
    await stage.env.settle()

    assert offers(stage) == []


async def test_others_are_not_asked(stage: Stage, sage: simcord.MemberActor) -> None:
    assert sage is not None
    await stage.eve.send(stage.channel, ANSWER, reply_to=await asked(stage))
    await stage.env.settle()

    assert offers(stage) == []


async def test_who_does_not_want_to_be_quoted_is_not_asked(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    await state.quoting.refuse(sage.id, stage.env.now())

    await sage.send(stage.channel, ANSWER, reply_to=await asked(stage))
    await stage.env.settle()

    assert offers(stage) == []


async def test_an_answer_in_the_questions_thread_counts(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    question = await asked(stage)
    place = stage.bot.get_channel(stage.channel.id)
    assert isinstance(place, discord.TextChannel)
    await place.get_partial_message(question.id).create_thread(name="Everest")
    [thread] = stage.channel.threads

    await sage.send(thread, ANSWER)
    await stage.env.settle()

    [offer] = offers(stage, thread)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    [one] = stage.library.kept.values()
    assert one.text == ANSWER


async def test_what_is_said_in_a_closed_channel_is_for_that_channel_alone(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    me = stage.guild.me
    assert me is not None
    closed, open_ = (discord.PermissionOverwrite(view_channel=able) for able in (False, True))
    vault = stage.guild.create_text_channel(
        "vault", overwrites={stage.guild.default_role: closed, sage: open_, me: open_}
    )
    question = await sage.send(vault, f"{stage.mention} how tall is Everest?")
    await sage.send(vault, ANSWER, reply_to=question)
    await stage.env.settle()

    [offer] = offers(stage, vault)
    await sage.click(offer, label=wording.KEEP_BUTTON)

    [one] = stage.library.kept.values()
    assert one.audience == f"server:{stage.guild.id}/#{vault.id}"


async def test_an_edit_is_followed_and_a_deletion_withdraws(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)

    await sage.edit(reply, "Everest is 8,848.86 metres tall.")
    await stage.env.settle()
    assert stage.library.kept[reply.id].text == "Everest is 8,848.86 metres tall."

    await sage.delete(reply)
    await stage.env.settle()
    await kept_are(stage)


async def test_what_is_covered_later_is_withdrawn(stage: Stage, sage: simcord.MemberActor) -> None:
    reply = await kept(stage, sage)

    await sage.edit(reply, "Everest is ||8,848.86|| metres tall.")

    await kept_are(stage)


async def test_its_author_withdraws_it_with_a_button(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    _, offer = await offered(stage, sage)
    pressed = await sage.click(offer, label=wording.KEEP_BUTTON)

    await sage.click(pressed.followups[-1].message, label=wording.WITHDRAW_BUTTON)

    assert stage.library.kept == {}


async def test_a_gap_with_a_kept_answer_is_closed_and_managers_can_withdraw_it(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)

    shown = await manager.slash(stage.channel, "gaps")
    assert shown.response is not None
    assert "alike ones as one: 0. Answered by a member: 1." in shown.response.content
    assert "Everest" not in shown.response.content
    listed = await manager.click(shown.response.message, label=wording.LIST_BUTTON)
    page = listed.followups[-1]
    assert page.ephemeral
    assert reply.jump_url in page.content
    await manager.select(page.message, values=[str(reply.id)])

    assert stage.library.kept == {}
    assert "No answer of a member is kept here." in page.content


async def test_a_gap_stays_open_where_the_answer_that_is_kept_is_not_read(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    me = stage.guild.me
    assert me is not None
    closed, open_ = (discord.PermissionOverwrite(view_channel=able) for able in (False, True))
    vault = stage.guild.create_text_channel(
        "vault", overwrites={stage.guild.default_role: closed, sage: open_, me: open_}
    )
    question = await sage.send(vault, f"{stage.mention} how tall is Everest?")
    await sage.send(vault, ANSWER, reply_to=question)
    await stage.env.settle()
    [offer] = offers(stage, vault)
    await sage.click(offer, label=wording.KEEP_BUTTON)
    await asked(stage)

    shown = await manager.slash(stage.channel, "gaps")

    assert shown.response is not None
    assert "alike ones as one: 1." in shown.response.content
    assert "how tall is Everest? · asked 2 times" in shown.response.content


async def test_the_message_command_keeps_ones_own_answer_in_private(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    await state.lessons.begin(
        Lesson(1, stage.guild.id, 2, sage.id, "?", stage.env.now() - timedelta(minutes=5))
    )
    reply = await sage.send(stage.channel, ANSWER, reply_to=await asked(stage))
    await stage.env.settle()
    assert offers(stage) == []

    called = await sage.context_menu(stage.channel, wording.COMMAND, reply)
    assert called.response is not None
    assert called.response.ephemeral
    await sage.click(called.response.message, label=wording.KEEP_BUTTON)

    assert stage.library.kept[reply.id].text == ANSWER


async def test_a_trusted_member_proposes_anothers_answer_and_its_author_decides(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await stage.eve.send(stage.channel, ANSWER, reply_to=await asked(stage))
    await sage.context_menu(stage.channel, wording.COMMAND, reply)
    await stage.env.settle()

    [offer] = offers(stage)
    assert "eve, may I keep" in offer.content
    await sage.click(offer, label=wording.KEEP_BUTTON)
    assert stage.library.kept == {}
    await stage.eve.click(offer, label=wording.KEEP_BUTTON)
    assert stage.library.kept[reply.id].author == "eve"


async def test_the_message_command_says_why_not(stage: Stage, sage: simcord.MemberActor) -> None:
    lone = await stage.eve.send(stage.channel, "Good morning to you all here.")

    for member, why in ((stage.ann, "whom this server trusts"), (sage, "no question")):
        called = await member.context_menu(stage.channel, wording.COMMAND, lone)
        assert called.response is not None
        assert called.response.ephemeral
        assert why in called.response.content


async def test_a_server_that_is_left_takes_its_answers_along(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    await kept(stage, sage)

    stage.bot.dispatch("guild_remove", stage.bot.get_guild(stage.guild.id))

    await kept_are(stage)


async def test_a_channel_that_is_closed_later_keeps_its_answers_to_itself(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply = await kept(stage, sage)
    place = stage.bot.get_channel(stage.channel.id)
    assert isinstance(place, discord.TextChannel)

    everyone, me = place.guild.default_role, place.guild.me
    await place.set_permissions(me, view_channel=True)
    await place.set_permissions(everyone, view_channel=False)
    await stage.env.settle()

    audience = stage.library.kept[reply.id].audience
    assert audience == f"server:{stage.guild.id}/#{stage.channel.id}"


async def test_buttons_decide_after_a_restart_too(
    stage: Stage, sage: simcord.MemberActor, desk: Desk, state: State, tmp_path: Path
) -> None:
    reply, offer = await offered(stage, sage)
    again = PullquoteBot(
        desk=desk,
        state=state,
        registration=Registration(tmp_path / "registered"),
        message_content=True,
        shard_count=1,
    )

    await stage.env.restart_bot(again)
    await sage.click(offer, label=wording.KEEP_BUTTON)

    assert stage.library.kept[reply.id].text == ANSWER


@pytest.mark.parametrize("own", [True, False])
async def test_what_is_covered_is_not_proposed(
    stage: Stage, sage: simcord.MemberActor, *, own: bool
) -> None:
    writer = sage if own else stage.eve
    question = await asked(stage)
    reply = await writer.send(stage.channel, "It is ||8,849 metres|| tall.", reply_to=question)

    called = await sage.context_menu(stage.channel, wording.COMMAND, reply)

    assert called.response is not None
    assert "covered as a spoiler" in called.response.content
    assert called.response.message.components == []
    assert offers(stage) == []


async def test_what_its_author_covered_before_they_agreed_is_not_kept(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    reply, offer = await offered(stage, sage)

    await sage.edit(reply, "Everest is ||8,849 metres|| tall, measured in 2020.")
    pressed = await sage.click(offer, label=wording.KEEP_BUTTON)

    assert "covered as a spoiler" in pressed.followups[-1].content
    assert stage.library.kept == {}


class TestWithoutTheIntent:
    @pytest.fixture
    def message_content(self) -> bool:
        return False

    @pytest.fixture
    def unseen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever fetches a message sees no words, as Discord has it and simcord has not."""
        fetched = discord.abc.Messageable.fetch_message

        async def wordless(place: discord.abc.Messageable, number: int) -> discord.Message:
            message = await fetched(place, number)
            message.content = ""
            return message

        monkeypatch.setattr(discord.abc.Messageable, "fetch_message", wordless)

    async def test_nobody_is_asked_and_the_message_command_keeps_what_it_was_used_on(
        self, stage: Stage, sage: simcord.MemberActor
    ) -> None:
        reply = await sage.send(stage.channel, ANSWER, reply_to=await asked(stage))
        await stage.env.settle()
        assert offers(stage) == []

        called = await sage.context_menu(stage.channel, wording.COMMAND, reply)
        assert called.response is not None
        await sage.click(called.response.message, label=wording.KEEP_BUTTON)
        assert stage.library.kept[reply.id].text == ANSWER

        await sage.edit(reply, "Everest is high, that is all I will say.")
        await kept_are(stage)

    async def test_words_that_were_changed_since_they_were_proposed_are_not_kept(
        self, stage: Stage, sage: simcord.MemberActor, unseen: None
    ) -> None:
        assert unseen is None
        reply = await stage.eve.send(stage.channel, ANSWER, reply_to=await asked(stage))
        await sage.context_menu(stage.channel, wording.COMMAND, reply)
        await stage.env.settle()
        [offer] = offers(stage)
        stage.env.backend.clock.advance(60)

        await stage.eve.edit(reply, "I was wrong about it all, sorry.")
        pressed = await stage.eve.click(offer, label=wording.KEEP_BUTTON)

        assert "does not show me" in pressed.followups[-1].content
        assert stage.library.kept == {}

        stage.env.backend.clock.advance(60)
        await sage.context_menu(stage.channel, wording.COMMAND, reply)
        await stage.env.settle()
        [offer] = offers(stage)
        await stage.eve.click(offer, label=wording.KEEP_BUTTON)
        assert stage.library.kept[reply.id].text == "I was wrong about it all, sorry."

    async def test_an_edit_that_nobody_heard_of_is_seen_when_its_author_agrees(
        self,
        stage: Stage,
        sage: simcord.MemberActor,
        unseen: None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        assert unseen is None
        reply = await sage.send(stage.channel, ANSWER, reply_to=await asked(stage))
        called = await sage.context_menu(stage.channel, wording.COMMAND, reply)
        assert called.response is not None
        stage.env.backend.clock.advance(60)

        with monkeypatch.context() as deaf:
            deaf.setattr(stage.bot, "dispatch", lambda *_: None)
            await sage.edit(reply, "I was wrong about it all, sorry.")
        await sage.click(called.response.message, label=wording.KEEP_BUTTON)

        assert stage.library.kept == {}


async def test_an_answer_to_the_bots_silence_is_asked_for_and_is_no_question_itself(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    await asked(stage)
    silence = stage.channel.last_message
    assert silence is not None
    before = stage.said()

    await sage.send(stage.channel, ANSWER, reply_to=silence)
    await stage.env.settle()

    [offer] = offers(stage)
    assert stage.said() == [*before, offer.content]
    shown = await manager.slash(stage.channel, "gaps")
    assert shown.response is not None
    assert "1 question since" in shown.response.content


async def test_that_it_is_kept_and_withdrawn_stands_among_the_servers_changes(
    stage: Stage, sage: simcord.MemberActor, state: State
) -> None:
    _, offer = await offered(stage, sage)
    pressed = await sage.click(offer, label=wording.KEEP_BUTTON)
    await sage.click(pressed.followups[-1].message, label=wording.WITHDRAW_BUTTON)
    await stage.env.settle()

    changes = await state.audits.of(stage.guild.id, 9)

    told = ["Member's answer withdrawn", "Member's answer kept"]
    assert [one.subject for one in changes] == told
    assert {one.member for one in changes} == {sage.id}
    assert ANSWER not in repr(changes)


async def test_a_question_however_long_and_a_name_full_of_signs_are_asked_about(
    stage: Stage, sage: simcord.MemberActor
) -> None:
    named = stage.guild.add_member(stage.env.create_user("_" * 32), nick="*_~`" * 8)
    question = await asked(stage, "why " + "*_~`|[" * 300 + "?")
    reply = await named.send(stage.channel, ANSWER, reply_to=question)

    await sage.context_menu(stage.channel, wording.COMMAND, reply)
    await stage.env.settle()
    own = await sage.send(stage.channel, ANSWER, reply_to=question)
    called = await sage.context_menu(stage.channel, wording.COMMAND, own)

    assert len(offers(stage)) == 2
    assert called.response is not None


async def test_many_kept_answers_are_leafed_through(
    stage: Stage, sage: simcord.MemberActor, manager: simcord.MemberActor, state: State
) -> None:
    assert sage is not None
    for number in range(1, 15):
        lesson = Lesson(number, stage.guild.id, stage.channel.id, 9, f"q{number}?", stage.env.now())
        await state.lessons.begin(lesson)
        await state.lessons.keep(number, stage.env.now(), digest="x", audience="public")
    shown = await manager.slash(stage.channel, "gaps")
    assert shown.response is not None
    listed = await manager.click(shown.response.message, label=wording.LIST_BUTTON)
    page = listed.followups[-1]
    first = page.content

    await manager.click(page.message, label=gaps_wording.NEXT)
    second = page.content
    await manager.click(page.message, label=gaps_wording.NEXT)
    last = page.content
    on_last = re.findall(r"/(\d+)>", last)
    await manager.select(page.message, values=[on_last[0]])

    assert len({first, second, last}) == 3
    assert "Kept: 14" in last
    assert "Kept: 13" in page.content
    assert on_last[0] not in re.findall(r"/(\d+)>", page.content)
