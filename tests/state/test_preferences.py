import pytest
from pydantic import ValidationError

from bot.preferences import UNCHANGED
from bot.state import State
from bot.translation import Language


async def test_what_a_server_sets_is_its_own(state: State) -> None:
    await state.preferences.change(1, help_channels={7}, language=Language.GERMAN)
    await state.preferences.change(1, member_limit=3)

    of_one = await state.preferences.of(1)
    assert (of_one.help_channels, of_one.language, of_one.member_limit) == (
        frozenset({7}),
        Language.GERMAN,
        3,
    )
    assert await state.preferences.of(2) == UNCHANGED


async def test_what_cannot_be_is_not_kept(state: State) -> None:
    with pytest.raises(ValidationError):
        await state.preferences.change(1, member_limit=-1)

    assert await state.preferences.of(1) == UNCHANGED


async def test_settings_go_with_their_server(state: State) -> None:
    await state.preferences.change(1, member_limit=3)
    assert 1 in await state.guilds()

    await state.forget_guild(1)

    assert await state.preferences.of(1) == UNCHANGED
