from datetime import UTC, datetime

from bot.audiences import Circle
from bot.state import State
from bot.state.refreshes import Refresh
from tests.state.test_questions import GUILD, OTHER_GUILD

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PATRONS = Circle("patrons", frozenset({1_200_000_000_000_000_001}), frozenset({3, 4}))
READERS = Circle("Book club", frozenset({3}))
REFRESH = Refresh("server:7/feed", GUILD, 3, 2, NOON, NOON, told=False)


async def test_circles_are_kept_as_they_were_drawn_each_server_its_own(state: State) -> None:
    await state.circles.draw(GUILD, PATRONS)
    await state.circles.draw(GUILD, READERS)
    await state.circles.draw(OTHER_GUILD, Circle("patrons", channels=frozenset({9})))

    assert await state.circles.of(GUILD) == (READERS, PATRONS)
    assert await state.circles.guilds() == {GUILD, OTHER_GUILD}


async def test_a_circle_that_is_drawn_again_replaces_the_old_one(state: State) -> None:
    await state.circles.draw(GUILD, PATRONS)
    await state.circles.draw(GUILD, Circle("patrons", frozenset({5})))

    assert await state.circles.of(GUILD) == (Circle("patrons", frozenset({5})),)


async def test_a_circle_without_members_is_none(state: State) -> None:
    await state.circles.draw(GUILD, PATRONS)
    await state.circles.draw(GUILD, Circle("patrons"))

    assert await state.circles.of(GUILD) == ()
    assert await state.circles.guilds() == frozenset()


async def test_a_role_or_channel_that_is_gone_leaves_all_circles(state: State) -> None:
    await state.circles.draw(GUILD, PATRONS)
    await state.circles.draw(GUILD, READERS)

    await state.circles.forget_target(3)

    assert await state.circles.of(GUILD) == (Circle("patrons", PATRONS.roles, frozenset({4})),)


async def test_the_roles_that_manage_sources_are_those_chosen_last(state: State) -> None:
    await state.source_managers.choose(GUILD, {1, 2})
    await state.source_managers.choose(OTHER_GUILD, {2})
    await state.source_managers.choose(GUILD, {2, 3})
    assert await state.source_managers.of(GUILD) == {2, 3}

    await state.source_managers.forget_role(2)

    assert await state.source_managers.of(GUILD) == {3}
    assert await state.source_managers.of(OTHER_GUILD) == frozenset()


async def test_how_a_refresh_goes_is_kept_as_it_was(state: State) -> None:
    await state.refreshes.note(Refresh("archive"))
    await state.refreshes.note(Refresh("server:7/feed"))
    await state.refreshes.note(REFRESH)

    assert await state.refreshes.all() == {
        "archive": Refresh("archive"),
        "server:7/feed": REFRESH,
    }


async def test_that_a_source_fails_is_told_once(state: State) -> None:
    await state.refreshes.note(REFRESH)

    assert await state.refreshes.take_telling(REFRESH.source)
    assert not await state.refreshes.take_telling(REFRESH.source)
    assert not await state.refreshes.take_telling("of which nothing is known")


async def test_a_source_that_is_gone_is_forgotten(state: State) -> None:
    await state.refreshes.note(REFRESH)
    await state.refreshes.forget(REFRESH.source)

    assert await state.refreshes.all() == {}


async def test_a_server_that_was_left_takes_all_of_it_along(state: State) -> None:
    for guild in (GUILD, OTHER_GUILD):
        await state.circles.draw(guild, PATRONS)
        await state.source_managers.choose(guild, {1})
        await state.refreshes.note(Refresh(f"feed of {guild}", guild))
    await state.refreshes.note(Refresh("the operator's"))
    assert await state.guilds() == {GUILD, OTHER_GUILD}

    await state.forget_guild(GUILD)

    assert await state.guilds() == {OTHER_GUILD}
    assert await state.circles.of(GUILD) == ()
    assert await state.source_managers.of(GUILD) == frozenset()
    assert set(await state.refreshes.all()) == {f"feed of {OTHER_GUILD}", "the operator's"}
