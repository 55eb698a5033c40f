from hypothesis import given
from hypothesis import strategies as st

from bot.controls import TEMPLATE, Control, Tag, Visibility, controls_under, mark_of
from bot.display import one_line
from bot.markdown import width
from bot.parts import Buttons
from bot.replies import quoted
from tests.bot.fakes import quote
from tests.bot.texts import nasty_texts

IDS = st.integers(1, 2**64 - 1)
MARKS = st.lists(st.from_regex(r"[\w-]{3}", fullmatch=True).filter(str.isascii), max_size=8)
VISIBILITIES = st.builds(Visibility, IDS, st.booleans(), st.booleans())


@given(nasty_texts, MARKS, MARKS, st.lists(IDS, max_size=9), VISIBILITIES)
def test_a_button_brings_back_what_it_needs_within_discords_limits(
    asked: str, marks: list[str], seen: list[str], earlier: list[int], visibility: Visibility
) -> None:
    buttons = Buttons(asked, tuple(marks), tuple(seen))

    tags = controls_under(buttons, visibility, earlier)

    assert 1 <= len(tags) <= 5
    assert len({tag.custom_id for tag in tags}) == len(tags)
    for tag in tags:
        match = TEMPLATE.fullmatch(tag.custom_id)
        assert match is not None
        assert width(tag.custom_id) <= 100
        back = Tag.of(match)
        assert (back.control, back.marks, back.asker) == (tag.control, tag.marks, tag.asker)
        assert back.messages == tag.messages == tuple(earlier[: len(tag.messages)])
        assert back.asked in {one_line(asked), ""}


@given(st.text("quick fox?", max_size=60), st.lists(IDS, max_size=1))
def test_a_short_question_is_always_carried(asked: str, earlier: list[int]) -> None:
    tags = controls_under(Buttons(asked, ("abc",) * 4), Visibility(1), earlier)

    assert [tag.asked for tag in tags if tag.control is Control.CONTEXT] == [asked]


def test_a_button_for_removing_knows_every_message_of_a_usual_answer() -> None:
    earlier = [2**63 + number for number in range(5)]

    [tag] = [one for one in controls_under(Buttons(""), Visibility(2**63), earlier) if one.asker]

    assert tag.messages == tuple(earlier)


def test_a_quote_is_known_again_by_its_words_wherever_they_stand() -> None:
    here, there = quote("R2 may be late."), quote("R2 may be late.", attribution="Elsewhere")

    assert mark_of(quoted(here)) == mark_of(quoted(there)) != mark_of(quoted(quote("Other.")))
