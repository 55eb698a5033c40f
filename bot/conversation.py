"""What is answered to a wish, the same in Discord and in a terminal."""

from typing import Protocol

from bot import replies
from bot.questions import Hello, Lost, Question, Thanks, Unreadable, Wish
from bot.replies import Place, Reply
from retrieval import Answer


class Answering(Protocol):
    """The part of a library that a conversation needs; a test brings its own."""

    def ask(self, question: str) -> Answer:
        """Return the quotes that answer a question, or silence."""
        ...

    def example_questions(self, count: int = 2) -> list[str]:
        """Return questions that would be answered."""
        ...


def compose(wish: Wish, library: Answering, place: Place) -> Reply:
    """Ask the library where it is needed and return what is said. Takes as long as the library."""
    match wish:
        case Question(text, repeated):
            reply = replies.answer(library.ask(text))
            return replies.under_question(text, reply) if repeated else reply
        case Lost():
            return replies.how_to_ask(place, library.example_questions(2))
        case Hello():
            return replies.hello(place)
        case Thanks():
            return replies.welcome()
        case Unreadable():
            return replies.NEEDS_MENTION
