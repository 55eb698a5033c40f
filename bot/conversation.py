"""What is answered to a wish, the same in Discord and in a terminal."""

from typing import Protocol

from bot import replies
from bot.questions import Hello, Lost, Question, Thanks, Unreadable, Wish
from bot.replies import Place, Reply
from retrieval import NO_FILTERS, Answer, Filters


class Answering(Protocol):
    """The part of a library that a conversation needs; a test brings its own."""

    def ask(self, question: str, filters: Filters = NO_FILTERS) -> Answer:
        """Return the quotes that answer a question and pass the filters, or silence."""
        ...

    def example_questions(self, count: int = 2) -> list[str]:
        """Return questions that would be answered."""
        ...


def compose(wish: Wish, library: Answering, place: Place) -> Reply:
    """Ask the library where it is needed and return what is said. Takes as long as the library."""
    match wish:
        case Question(text, repeated, filters):
            reply = replies.answer(library.ask(text, filters))
            asked = f"{text} {filters}".strip()
            return replies.under_question(asked, reply) if repeated else reply
        case Lost():
            return replies.how_to_ask(place, library.example_questions(2))
        case Hello():
            return replies.hello(place)
        case Thanks():
            return replies.welcome()
        case Unreadable():
            return replies.NEEDS_MENTION
