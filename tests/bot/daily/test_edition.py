"""What a post looks like, and how a member's words leave it again."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.edition import Edition, Masthead, Shown, edition
from bot.daily.removing import shows, without
from bot.daily.sections import (
    Bullet,
    MessageBullet,
    NewBullet,
    QuestionBullet,
    Section,
    SectionKind,
)
from bot.replies import quoted
from tests.bot.fakes import quote
from tests.bot.reading import width
from tests.bot.texts import nasty_texts, words

DAY = date(2026, 11, 22)
AUTHOR = 9
QUOTE = quoted(quote("R2 may be a little bit delayed.", url="https://example.org/a"))


def jump(message: int) -> str:
    return f"https://discord.com/channels/1/2/{message}"


def question(text: str, message: int, times: int = 1) -> QuestionBullet:
    return QuestionBullet(text, times, jump(message), AUTHOR, QUOTE)


def said(text: str, message: int) -> MessageBullet:
    return MessageBullet(text, "Ada", AUTHOR, jump(message), 2, message, 23, 5)


NEW = Section(
    SectionKind.NEW,
    "New in the library",
    (NewBullet("On open models", "Interconnects", None, QUOTE),),
)
ASKED = Section(
    SectionKind.ASKED,
    "Asked today",
    (question("Is R2 late?", 11, 3), question("Who funds it?", 12)),
)
DISCUSSED = Section(
    SectionKind.DISCUSSED, "Discussed today", (said("I think so.\nReally.", 21), said("No.", 22))
)


def posted(*sections: Section, threads: bool = True, late: bool = False) -> Edition:
    made = edition(sections, Masthead(DAY, late=late), threads=threads)
    assert made
    return made


def test_the_message_has_the_date_and_the_first_of_each_section_and_the_thread_the_rest() -> None:
    made = posted(NEW, ASKED, DISCUSSED)

    assert made.message.startswith("# Sunday, 22 November 2026\n## New in the library\n")
    assert "**Is R2 late?** · asked 3 times" in made.message
    assert "> I think so.\n> Really.\n-# — Ada · 23 messages from 5 people\n" in made.message
    assert made.message.endswith("\n\n2 more in the thread")
    [details] = made.details
    assert "Who funds it?" in details
    assert "> No." in details
    assert "Is R2 late?" not in details
    assert made.thread == "More from Sunday, 22 November 2026"


def test_with_nothing_to_say_there_is_no_post() -> None:
    assert edition((), Masthead(DAY)) is None


def test_a_post_that_is_whole_needs_no_thread() -> None:
    made = posted(NEW)

    assert made.details == ()
    assert "thread" not in made.message


def test_without_threads_the_message_holds_what_it_can() -> None:
    made = posted(ASKED, DISCUSSED, threads=False)

    assert made.details == ()
    assert "Who funds it?" in made.message
    assert "> No." in made.message
    assert "thread" not in made.message


def test_a_late_post_says_so_and_a_weekly_one_is_known_by_its_first_line() -> None:
    weekly = edition([NEW], Masthead(DAY, weekly=True))

    assert "late" in posted(NEW, late=True).message.split("\n")[1]
    assert weekly
    assert weekly.mark == "# The week to Sunday, 22 November 2026"
    assert posted(NEW).mark == "# Sunday, 22 November 2026"


def test_an_edition_survives_the_database() -> None:
    made = posted(NEW, ASKED, DISCUSSED)

    assert Edition.from_json(made.as_json()) == made


bullets: st.SearchStrategy[Bullet] = st.one_of(
    st.builds(
        NewBullet, nasty_texts, st.none() | nasty_texts, st.none() | nasty_texts, st.just(QUOTE)
    ),
    st.builds(question, nasty_texts, st.integers(1, 9), st.integers(1, 99)),
    st.builds(said, words.map(lambda text: text * 40), st.integers(10, 99)),
)
sections = st.lists(
    st.builds(
        Section,
        st.sampled_from(SectionKind),
        st.just("A section"),
        st.lists(bullets, min_size=1, max_size=9).map(tuple),
    ),
    min_size=1,
    max_size=4,
)


@given(sections, st.booleans(), st.booleans())
def test_whatever_strangers_write_every_message_is_within_the_limits(
    given_sections: list[Section], threads: bool, late: bool
) -> None:
    made = posted(*given_sections, threads=threads, late=late)

    assert made.mark == "# Sunday, 22 November 2026"
    assert all(1 <= width(page) <= 2000 for page in (made.message, *made.details))
    assert 1 <= width(made.thread) <= 100
    assert "@everyone" not in made.message + "".join(made.details)


class TestRemoving:
    @pytest.mark.parametrize(("gone", "left"), list(product([11, 12, 21, 22], repeat=2)))
    def test_a_members_words_go_and_everybody_elses_stay(self, gone: int, left: int) -> None:
        made = posted(NEW, ASKED, DISCUSSED)

        after = [without(page, gone) for page in (made.message, *made.details)]

        assert not any(shows(page, gone) for page in after)
        assert any(shows(page, left) for page in after) == (gone != left)
        assert after[0].startswith(made.mark)
        assert "On open models" in after[0]

    def test_a_section_goes_with_its_last_bullet_and_stays_with_any_other(self) -> None:
        page = posted(ASKED, DISCUSSED, threads=False).message

        without_one = without(page, 21)
        without_both = without(without_one, 22)

        assert "## Discussed today\n> No." in without_one
        assert "Discussed" not in without_both
        assert without_both.endswith(f"<{jump(12)}>)")

    def test_of_a_page_of_the_thread_nothing_may_be_left(self) -> None:
        [details] = posted(DISCUSSED).details

        assert without(details, 22) == ""

    def test_of_the_message_the_title_is_left_and_says_why(self) -> None:
        page = posted(Section(DISCUSSED.kind, DISCUSSED.title, DISCUSSED.bullets[:1])).message

        after = without(page, 21)

        assert after.startswith("# Sunday, 22 November 2026\n")
        assert "I think so" not in after
        assert "deleted" in after

    def test_a_link_in_somebodys_words_is_not_taken_for_where_they_stand(self) -> None:
        text = f"see ({jump(21)})"
        page = posted(Section(DISCUSSED.kind, DISCUSSED.title, (said(text, 30),))).message

        assert without(page, 21) == page
        assert shows(page, 30)

    @pytest.mark.parametrize("text", ["word " * 398, "*" * 1990, "_~" * 700, "x" * 1990])
    @pytest.mark.parametrize("threads", [True, False])
    def test_what_one_message_cannot_hold_is_not_shown_as_it_could_not_be_found_again(
        self, text: str, threads: bool
    ) -> None:
        bullets = (said("No.", 22), said(text, 23))
        made = posted(NEW, Section(DISCUSSED.kind, DISCUSSED.title, bullets), threads=threads)

        assert any(shows(page, 22) for page in (made.message, *made.details))
        assert text[:9] not in "".join((made.message, *made.details)).replace("\\", "")
        assert edition([Section(DISCUSSED.kind, "x", bullets[1:])], Masthead(DAY)) is None

    def test_a_question_with_too_long_an_answer_stands_without_it_and_leaves_whole(self) -> None:
        answer = quoted(quote("R2 may be late. " * 200))
        long = QuestionBullet("Is R2 late?", 1, jump(11), AUTHOR, answer)

        page = posted(Section(ASKED.kind, ASKED.title, (long,))).message

        assert "Is R2 late?" in page
        assert "Is R2 late?" not in without(page, 11)


class TestEdits:
    def test_words_that_still_stand_in_a_message_stay_quoted(self) -> None:
        [shown] = posted(Section(DISCUSSED.kind, "x", (said("I think so.", 21),))).shown

        assert shown.stands_in("I think so.")
        assert shown.stands_in("Well, I think so. Edited.")
        assert not shown.stands_in("I think sö.")
        assert not shown.stands_in("")

    def test_of_a_question_no_change_stands(self) -> None:
        assert not Shown(message=1, channel=2).stands_in("Is R2 late?")
