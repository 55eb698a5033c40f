import pytest

from bot.questions import Incoming, understood, wish
from bot.wishes import Hello, Lost, Question, Thanks, Unreadable, Wish

ME = 7


def message(content: str = "why?", /, **facts: bool) -> Incoming:
    return Incoming(content=content, my_id=ME, names={5: "@ann", 7: "@me", 9: "#news"}, **facts)


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("<@7> why?", "why?"),
        ("<@!7> why?", "why?"),
        ("why, <@7>", "why"),
        ("so <@7> why?", "so why?"),
        ("<@7><@7> why?", "why?"),
        ("<@7> what did <@5> say in <#9>?", "what did @ann say in #news?"),
        ("<@7> and <@99>?", "and ?"),
        ("<@7> is <:deepseek:123> late </ask:4> <t:17:R>?", "is :deepseek: late /ask ?"),
        ("<@7> a < b > c?", "a < b > c?"),
    ],
)
def test_mentions_become_what_a_reader_sees_and_the_bots_own_disappears(
    content: str, question: str
) -> None:
    assert wish(message(content, mentions_me=True)) == Question(question)


@pytest.mark.parametrize("content", ["", "  \n", "<@7>", "<@!7>  ", "<@7> ?", "help", "<@7> Help!"])
def test_an_empty_mention_or_a_call_for_help_wants_to_know_how_to_ask(content: str) -> None:
    assert wish(message(content, mentions_me=True)) == Lost()


def test_a_reply_that_discord_withholds_is_told_apart_from_an_empty_one() -> None:
    assert wish(message("", replies_to_me=True, readable=False)) == Unreadable()
    assert wish(message("", replies_to_me=True)) == Lost()


@pytest.mark.parametrize(
    "content",
    [
        "hi", "Hello!", "hey there", "good morning everyone", "Hallo!", "hola", "你好", "您好！",
        "👋", "👋🏽", "bonjour", "hi hi", "Hi, how are you?", "こんにちは", "Здравствуйте!",
        "hello pullquote",
        "नमस्ते",
        "안녕하세요", "HELLO", "what’s up?", "yo", "Guten Morgen",
    ],
)  # fmt: skip
def test_a_greeting_is_not_a_question(content: str) -> None:
    assert understood(content) == Hello()


@pytest.mark.parametrize(
    "content",
    [
        "thanks",
        "Thank you so much!",
        "thx",
        "hey, thanks!",
        "谢谢",
        "🙏",
        "❤️",
        "ok",
        "danke",
        "¡Mil gracias!",
        "ありがとうございました！",
        "Danke dir!",
    ],
)
def test_thanks_are_not_a_question(content: str) -> None:
    assert understood(content) == Thanks()


@pytest.mark.parametrize(
    "content",
    [
        "hi, what did James Wang say about compliance?",
        "thanks, and Qwen?",
        "hello world programs",
        "good models",
        "morning routine of Liang Wenfeng",
        "Why?",
        "中国的开源模型",
        "🚀🚀",
        '"',
        "AND OR NOT (",
        "what is the help desk?",
        "cool chips",
        "nice models from China",
    ],
)
def test_whatever_says_more_is_a_question(content: str) -> None:
    expected: Wish = Question(content)

    assert understood(content) == expected


@pytest.mark.parametrize("typed", ["/person", "/episode", "/digset china", "/daily setup"])
def test_a_command_that_cannot_be_followed_is_met_with_help(typed: str) -> None:
    assert understood(typed) == Lost()


@pytest.mark.parametrize("typed", ["/r/python says what?", "/digestion?", "a /digset b"])
def test_other_words_with_a_slash_are_a_question(typed: str) -> None:
    assert understood(typed) == Question(typed)


def test_a_length_that_there_is_not_is_no_part_of_the_topic() -> None:
    assert understood("/digest China length:99") == understood("/digest China")
