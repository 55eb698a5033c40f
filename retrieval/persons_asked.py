"""Who is asked for with nothing that they spoke of? "Who is Jane Roe?", "What did she say?"."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from retrieval.answering import MOST_QUOTES
from retrieval.aspects import AspectFinder
from retrieval.results import Quote
from retrieval.words import is_stopword, words_of

# "Awesome.", "I saw that.": what is shorter tells nothing of anybody.
_FEWEST_WORDS: Final = 8
_SAYS_WHO: Final = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is|[Tt]his is|who is|is an?)\b")


class Persons:
    """Answers questions after a person alone: with who they say they are, and what tells most."""

    def __init__(
        self,
        finder: Callable[[], AspectFinder],
        today: Callable[[], date],
        quotes_of: Callable[[str], Sequence[Quote]],
    ) -> None:
        """`quotes_of` gives the telling quotes of whoever goes by a name."""
        self._finder = finder
        self._today = today
        self._quotes_of = quotes_of

    def asked_for(self, question: str) -> str | None:
        """The one voice that a question asks for, where it names nothing besides."""
        asked = self._finder().find(question, self._today())
        besides = asked.kinds or asked.works or asked.period or len(asked.voices) != 1
        if besides or any(not is_stopword(word) for word in words_of(asked.topic)):
            return None
        return next(iter(asked.voices))

    def telling(
        self, name: str, found: Sequence[Quote], shown: int, *, anew: bool
    ) -> tuple[Quote, ...]:
        """Of the quotes found those that introduce a person, their telling ones, beyond `shown`.

        Where not `anew`, only what was found may be shown, without what tells nothing.
        """
        enough = [q for q in found if len(q.text.split()) >= _FEWEST_WORDS]
        if not anew:
            return tuple(enough[shown:])
        introducing = [q for q in enough if name in q.text and _SAYS_WHO.search(q.text)]
        known = {(q.source, q.start) for q in introducing}
        telling = [q for q in self._quotes_of(name) if (q.source, q.start) not in known]
        return (*introducing, *telling)[shown : shown + MOST_QUOTES]
