"""What a question finds: as a whole, in its parts, or in the words of one person."""

from retrieval.answering import Answerer
from retrieval.compound import Compound, Merged
from retrieval.persons_asked import Persons
from retrieval.scope import Asked


class Seeking:
    """Looks for what a question that stands on its own asks for."""

    def __init__(self, answerer: Answerer, persons: Persons, compound: Compound) -> None:
        self._answerer = answerer
        self._persons = persons
        self._compound = compound

    def found(self, asked: Asked, shown: int = 0) -> Merged:
        """The confidence and the quotes that come after the first `shown` ones."""
        return self._compound.answer(asked, shown) or self._whole(asked, shown)

    def _whole(self, asked: Asked, shown: int) -> Merged:
        name = self._persons.asked_for(asked.text)
        if shown and not name:
            return Merged(*self._answerer.further(asked.text, asked.permitted, shown))
        sure, quotes = self._answerer.answer(asked.text, asked.permitted)
        if not name or not quotes:
            return Merged(sure, quotes)
        anew = asked.permitted is None
        return Merged(sure, self._persons.telling(name, quotes, shown, anew=anew))
