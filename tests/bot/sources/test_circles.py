"""/sources audience and /sources managers, and what a role may do."""

import discord
import pytest
import simcord

from bot.audiences import Circle
from bot.state import State
from bot.wording import audiences as wording
from bot.wording import sources
from tests.bot.conftest import Stage
from tests.bot.telling import text_of, told


@pytest.fixture
def patrons(stage: Stage) -> simcord.RoleHandle:
    return stage.guild.create_role("patrons")


def menus_of(result: simcord.InteractionResult) -> list[str]:
    assert result.response is not None
    rows = result.response.message.components
    menus = [menu for row in rows if isinstance(row, discord.ActionRow) for menu in row.children]
    return [menu.custom_id or "" for menu in menus]


async def audience(
    stage: Stage, who: simcord.MemberActor, **given: str
) -> simcord.InteractionResult:
    return await who.slash(stage.channel, "sources audience", **given)


class TestAudiences:
    async def test_roles_and_channels_are_chosen_in_menus_and_taken_out_again(
        self, stage: Stage, state: State, manager: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        shown = await audience(stage, manager, name="patrons")
        assert "nobody yet" in told(shown)
        assert shown.response is not None
        roles, channels = menus_of(shown)

        await manager.select(shown.response.message, [patrons], custom_id=roles)
        await manager.select(shown.response.message, [stage.channel], custom_id=channels)

        circle = Circle("patrons", frozenset({patrons.id}), frozenset({stage.channel.id}))
        assert await state.circles.of(stage.guild.id) == (circle,)
        answer = told(await audience(stage, manager))
        assert "@patrons" in answer.replace("\u200b", "")
        assert f"<#{stage.channel.id}>" in answer

        await manager.select(shown.response.message, [], custom_id=roles)
        await manager.select(shown.response.message, [], custom_id=channels)
        assert await state.circles.of(stage.guild.id) == ()

    async def test_it_says_whether_the_operators_texts_are_meant(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        assert "as well for what whoever runs me" in told(
            await audience(stage, manager, name="patrons")
        )

        stage.env.create_guild("Another")
        answer = told(await audience(stage, manager, name="patrons"))

        assert "is not shown here" in answer

    @pytest.mark.parametrize("name", ["public", "server:7", "a/b", "x" * 41])
    async def test_what_cannot_be_a_name_is_one_sentence(
        self, stage: Stage, manager: simcord.MemberActor, name: str
    ) -> None:
        answer = told(await audience(stage, manager, name=name))

        assert answer == text_of(wording.not_a_name(name))

    async def test_a_role_or_channel_that_is_gone_belongs_to_nothing(
        self,
        stage: Stage,
        state: State,
        patrons: simcord.RoleHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.inflight._ERRANDS", 5.0)
        channel = stage.guild.create_text_channel("lounge")
        circle = Circle("patrons", frozenset({patrons.id}), frozenset({channel.id}))
        await state.circles.draw(stage.guild.id, circle)
        await state.source_managers.choose(stage.guild.id, {patrons.id})

        stage.bot.dispatch("guild_role_delete", discord.Object(patrons.id))
        found = stage.bot.get_channel(channel.id)
        stage.bot.dispatch("guild_channel_delete", found)

        await stage.env.settle()
        await stage.bot.inflight.finish(grace=5, last_words=1)
        assert await state.circles.of(stage.guild.id) == ()
        assert await state.source_managers.of(stage.guild.id) == frozenset()

    async def test_however_many_roles_with_long_names_are_chosen_the_answer_is_a_message(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        roles = [stage.guild.create_role(f"{number}*" + "🦉" * 46) for number in range(25)]
        for command, given in (("audience", {"name": "patrons"}), ("managers", {})):
            shown = await manager.slash(stage.channel, f"sources {command}", **given)
            assert shown.response is not None

            result = await manager.select(
                shown.response.message, roles, custom_id=menus_of(shown)[0]
            )

            assert not result.followups
            again = told(await manager.slash(stage.channel, f"sources {command}", **given))
            assert "more" in again
            assert len(again.encode("utf-16-le")) <= 4000

    async def test_who_may_manage_no_longer_chooses_no_more(
        self, stage: Stage, manager: simcord.MemberActor, patrons: simcord.RoleHandle, state: State
    ) -> None:
        shown = await manager.slash(stage.channel, "sources managers")
        assert shown.response is not None
        stage.env.backend.get_member(stage.guild.id, manager.id).role_ids.clear()

        answer = told(
            await manager.select(shown.response.message, [patrons], custom_id=menus_of(shown)[0])
        )

        assert answer == text_of(sources.NEEDS_SERVER_MANAGER)
        assert await state.source_managers.of(stage.guild.id) == frozenset()


class TestRights:
    async def test_who_has_neither_the_right_nor_a_role_is_told_so(self, stage: Stage) -> None:
        answer = told(await stage.ann.slash(stage.channel, "sources list"))

        assert answer == text_of(sources.NEEDS_MANAGER)
        assert [type(error) for error in stage.env.errors] == [discord.app_commands.CheckFailure]

    async def test_a_role_that_was_chosen_may_manage_sources_but_not_who_reads_them(
        self, stage: Stage, manager: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        pat = stage.guild.add_member(stage.env.create_user("pat"), roles=[patrons])
        shown = await manager.slash(stage.channel, "sources managers")
        assert shown.response is not None
        [menu] = menus_of(shown)
        await manager.select(shown.response.message, [patrons], custom_id=menu)

        assert told(await pat.slash(stage.channel, "sources list")) == text_of(sources.NONE_YET)
        for command in ("sources audience", "sources managers"):
            answer = told(await pat.slash(stage.channel, command))
            assert answer == text_of(sources.NEEDS_SERVER_MANAGER)
        assert stage.env.errors
