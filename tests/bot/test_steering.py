import io

import pytest

from bot.audiences import EVERYBODY
from bot.drawing import PlainDrawer
from bot.parts import Quoted
from bot.replies import Place
from bot.wishes import Asked, Question
from retrieval import Episode, Person, Surroundings
from tests.bot.fakes import EXAMPLES, FakeLibrary, opened, quote


def told(
    library: FakeLibrary, text: str, *before: str, of: Asked = Asked.THE_BOT
) -> tuple[str, list[str]]:
    """The whole reply, and the quotes of it."""
    wish = Question(text, before=before, of=of)
    reply = opened(library).reply(wish, Place.TERMINAL, EVERYBODY).result(5)
    out = io.StringIO()
    PlainDrawer(out).draw(reply)
    return out.getvalue(), [p.sentences[0].text for p in reply if isinstance(p, Quoted)]


@pytest.mark.parametrize(
    "text",
    [
        "what can i ask", "What can I ask you about?", "who made you?", "are you a bot?",
        "ok, how do I use this?",
        "do you speak german?", "what commands are there", "is this ChatGPT?",
        "was kann ich dich fragen?",
        "bist du ein Bot?", "¿eres un bot?", "¿qué puedo preguntarte?",
        "あなたはボットですか？", "你是机器人吗？",
    ],
)  # fmt: skip
def test_who_asks_about_the_bot_is_told_how_to_ask(text: str) -> None:
    said, quotes = told(FakeLibrary(quote()), text)

    assert EXAMPLES[0] in said
    assert not quotes


@pytest.mark.parametrize(
    "text",
    [
        "what's in your library", "what do you know?", "what is this podcast about",
        "what topics do you have?",
        "what's new?", "latest episode?", "list all episodes", "tell me something interesting",
        "was gibt es neues?", "welche Themen hast du?",
        "¿qué hay de nuevo?", "何を知っていますか？", "有什么新的吗？",
    ],
)  # fmt: skip
def test_who_asks_what_there_is_is_told_of_works(text: str) -> None:
    said, quotes = told(FakeLibrary(quote(), sources=("/talks/harbour.txt",)), text)

    assert "harbour.txt" in said
    assert not quotes


def test_who_asks_what_there_is_is_told_of_topics_too() -> None:
    assert "Azeem Azhar's topics" in told(FakeLibrary(), "what topics do you have?")[0]


def test_an_empty_library_tells_how_to_ask_instead_of_what_there_is() -> None:
    assert EXAMPLES[0] in told(FakeLibrary(sources=()), "what's new?")[0]


@pytest.mark.parametrize("text", ["how do I add my own podcast?", "can I upload a file?"])
def test_who_wants_to_add_a_source_is_told_how(text: str) -> None:
    assert "sources add" in told(FakeLibrary(quote()), text)[0]


@pytest.mark.parametrize(
    "text",
    ["what do you know about chips?", "who made DeepSeek?", "what is new about R2?",
     "is DeepSeek still ahead?", "what are counterarguments to export controls?",
     "who says the most about chips?", "what is a bot?", "explain compute", "what should I do?",
     "what are the points of tar?"],
)  # fmt: skip
def test_a_question_with_a_topic_is_the_librarys(text: str) -> None:
    assert told(FakeLibrary(quote("One.")), text)[1] == ["One."]


def test_what_people_ask_each_other_is_no_question_about_the_bot() -> None:
    library = FakeLibrary(sources=("/talks/harbour.txt",))

    assert "harbour.txt" not in told(library, "what's new?", of=Asked.NOBODY)[0]


@pytest.mark.parametrize(
    "text",
    ["can you give me more context", "what happened right after that", "mehr Kontext bitte",
     "más contexto", "上下文"],
)  # fmt: skip
def test_context_of_the_last_answer_is_shown(text: str) -> None:
    one = quote("One.")
    library = FakeLibrary(one, quote("Two."))
    library.beside[one.source, one.start, one.end] = Surroundings(
        "Before it.", one.text, "After it.", one.attribution, None, one.source
    )

    said, quotes = told(library, text, "why?")

    assert "Before it." in said
    assert "After it." in said
    assert "Two." not in said
    assert len(quotes) == 1


@pytest.mark.parametrize(
    "text",
    ["is that still true?", "what do you mean", "explain", "shorter", "in german please",
     "really?", "translate it to spanish", "was meinst du damit?", "¿es cierto?", "什么意思？"],
)  # fmt: skip
def test_what_only_a_writer_could_do_is_met_with_what_can_be_done(text: str) -> None:
    library = FakeLibrary(quote())

    said, quotes = told(library, text, "why?")

    assert "I only quote" in said
    assert not quotes
    assert not library.asked


def test_where_nothing_speaks_against_an_answer_that_is_said() -> None:
    assert (
        "nothing that plainly speaks against"
        in told(FakeLibrary(quote()), "any counterarguments?", "why?")[0]
    )


def test_what_asked_about_the_answer_is_nothing_to_go_on_from() -> None:
    library = FakeLibrary(quote())

    told(library, "and chips?", "why?", "explain", "really?")

    assert library.followed == [("why?",)]


def test_quotes_by_somebody_and_takeaways_of_a_work_are_their_pages() -> None:
    library = FakeLibrary(quote("One."))
    library.found_person = Person("Ann Berg", quotes=(quote("Tar keeps water out."),))
    library.found_episode = Episode("Boats in winter", takeaways=(quote("Boats need tar."),))

    assert told(library, "quotes by Ann Berg")[1] == ["Tar keeps water out."]
    assert told(library, "main takeaway of the boats episode")[1] == ["Boats need tar."]
    assert told(library, "give me a summary of Boats in Winter")[1] == ["Boats need tar."]


def test_a_page_that_is_not_there_leaves_the_question_to_the_library() -> None:
    assert told(FakeLibrary(quote("One.")), "give me a summary of tides")[1] == ["One."]
