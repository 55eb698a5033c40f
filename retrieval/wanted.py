"""What would answer this question, as far as its words tell: told before anything is found."""

from retrieval.defining import defining
from retrieval.discourse import is_question, wants_questions
from retrieval.expected import Expected


class Wanted:
    """What a question wants of a text.

    `answer` tells whether it is a question, not only a topic; `questions` whether it asks for what
    somebody asked.
    """

    def __init__(self, question: str) -> None:
        """`question` as it was typed."""
        self.questions = wants_questions(question)
        self.answer = is_question(question) and not self.questions
        self._expected = Expected(question)
        self._definition = defining(question)

    def lacks(self, text: str) -> bool:
        """Whether a time, place or number is asked for, and a text holds none."""
        return self._expected.lacks(text)

    def defines(self, text: str) -> bool:
        """Whether it is asked what something is, and a text says so."""
        return self._definition is not None and bool(self._definition.search(text))
