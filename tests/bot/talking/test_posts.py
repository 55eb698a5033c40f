from bot.talking.posts import question_of_post, thread_name
from tests.bot.reading import width


def test_a_post_asks_what_its_title_and_its_text_say() -> None:
    assert question_of_post("R2", "Is it late?") == "R2\nIs it late?"
    assert question_of_post("Is R2 late?", "") == "Is R2 late?"
    assert question_of_post("is R2 late", "Is R2 late? I wait.") == "Is R2 late?"
    assert question_of_post("R2", "I wait for it.") == "R2\nI wait for it."


def test_of_a_story_that_asks_only_the_question_is_asked() -> None:
    story = "Hi all! I was reading the newsletter and I am confused. Is R2 going to be late? Bye."

    assert question_of_post("Please help", story) == "Please help\nIs R2 going to be late?"


def test_a_long_text_is_told_by_what_it_asks() -> None:
    story = "I have read all the essays again. " * 20

    assert question_of_post("R2", f"{story}Is it late? {story}") == "R2\nIs it late?"
    assert len(question_of_post("R2", story)) < 320


def test_a_thread_has_a_name_of_one_line_that_discord_takes() -> None:
    assert thread_name("is R2\nlate?") == "is R2 late?"
    assert thread_name("") == "…"
    assert "killer" not in thread_name("why is ||the killer|| late?")
    for question in ("long " * 100, "🚀" * 200, "🚀 to the moon " * 30):
        assert 1 <= width(thread_name(question)) <= 100
