import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.audiences import (
    Circle,
    House,
    NotAName,
    circle_of,
    in_channel,
    named,
    of_circle,
    of_server,
    with_roles,
)

PATRONS = Circle("patrons", roles=frozenset({1, 2}), channels=frozenset({10}))
OPEN = frozenset({"public", "server:7"})
PATRONS_READ = OPEN | {"server:7/patrons"}
HOUSE = House(7, (PATRONS,))


class TestInAChannel:
    def test_everybody_reads_what_is_public_or_the_servers(self) -> None:
        assert in_channel(HOUSE, 11, viewers={7}) == OPEN

    def test_a_channel_that_was_given_to_a_circle_shows_what_the_circle_reads(self) -> None:
        assert in_channel(HOUSE, 10, viewers={7}) == PATRONS_READ

    def test_so_does_one_that_nobody_else_can_see(self) -> None:
        assert in_channel(HOUSE, 11, viewers={1}) == PATRONS_READ
        assert in_channel(HOUSE, 11, viewers={1, 2}) == PATRONS_READ

    def test_one_role_more_that_sees_it_is_one_too_many(self) -> None:
        assert in_channel(HOUSE, 11, viewers={1, 2, 3}) == OPEN

    def test_where_nobody_can_say_who_sees_it_it_is_no_circles(self) -> None:
        assert in_channel(HOUSE, None, viewers=()) == OPEN


class TestByRoles:
    def test_one_role_of_a_circle_is_enough(self) -> None:
        assert with_roles(HOUSE, {7, 2}) == PATRONS_READ

    def test_channels_say_nothing_of_a_member(self) -> None:
        assert with_roles(HOUSE, {7, 10}) == OPEN


class TestTrust:
    def test_what_the_operator_named_is_read_by_the_circle_of_that_name(self) -> None:
        house = House(7, (PATRONS,), trusted=True)

        assert with_roles(house, {1}) == PATRONS_READ | {"patrons"}
        assert in_channel(house, 11, viewers={7}) == OPEN

    def test_no_other_server_can_draw_itself_into_it(self) -> None:
        assert "patrons" not in with_roles(House(8, (PATRONS,)), {1})


class TestNames:
    @pytest.mark.parametrize("written", ["patrons", "Book  club ", "Größe 2", "a", "R&D"])
    def test_words_are_names(self, written: str) -> None:
        assert named(written) == " ".join(written.split())

    @pytest.mark.parametrize(
        "written", ["", " ", "public", "Public", "server:7", "a/b", "x" * 41, "@here", "a\u202eb"]
    )
    def test_what_could_stand_for_another_audience_is_none(self, written: str) -> None:
        with pytest.raises(NotAName):
            named(written)

    def test_whose_an_audience_is_can_be_told(self) -> None:
        assert circle_of(7, of_circle(7, "patrons")) == "patrons"
        assert circle_of(7, of_circle(77, "patrons")) is None
        assert circle_of(7, of_server(7)) is None


ids = st.frozensets(st.integers(1, 6), max_size=4)
circles = st.lists(st.builds(Circle, st.sampled_from("abc"), ids, ids), max_size=3).map(tuple)


@settings(max_examples=100)
@given(house=st.builds(House, st.just(7), circles, st.booleans()), viewers=ids)
def test_a_channel_never_shows_what_one_of_its_viewers_may_not_read(
    house: House, viewers: frozenset[int]
) -> None:
    shown = in_channel(house, 99, viewers)
    for role in viewers:
        assert shown <= with_roles(house, {role})
