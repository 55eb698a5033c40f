"""A library as its readers know it: everything that shows them text."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

from retrieval.answering import MOST_QUOTES
from retrieval.filters import NO_FILTERS, Filters
from retrieval.overviews import Digest, Episode, Length, NewWork, Person
from retrieval.reports import SourceSummary
from retrieval.results import Answer, Surroundings
from retrieval.surroundings import surroundings
from retrieval.views import View


class Readable:
    """What some readers may read of a library: `Library.readable_by`.

    Of other documents nothing is shown or counted, no name is known and no word is held. Methods
    may be called from any thread; in a library one runs at a time.
    """

    def __init__(self, enter: Callable[[], AbstractContextManager[View]]) -> None:
        """`enter` waits for the library, and gives what may be shown for as long as it is held."""
        self._enter = enter

    def warm_up(self) -> None:
        """Open what the first question, or the first topic, would otherwise wait for."""
        with self._enter() as view:
            view.warm_up()

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, *, before: Sequence[str] = ()
    ) -> Answer:
        """The passages that answer `question`, as quotes; none where nothing does.

        Filters in the question and `filters` must all be passed; those that cannot be followed
        are the answer's problems. Any text may be asked; a fault of the library's files is raised
        as `LibraryDamaged`.

        `before` are the questions that it goes on from, the first one first, as they were asked or
        understood. What its words leave open is taken from them, and `Answer.understood` says
        what was answered then; a question that stands on its own is answered as without them.
        """
        with self._enter() as view:
            return view.conversing.ask(question, filters, before)

    def more(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        before: Sequence[str] = (),
        shown: int,
    ) -> Answer:
        """The next quotes after the first `shown` ones of `ask`'s answer, none of them repeated.

        Not answered where no other is worth showing. `shown` counts all quotes that were shown,
        those of earlier calls of `more` among them.
        """
        with self._enter() as view:
            return view.conversing.more(question, filters, before, shown)

    def around(self, source: str, start: int, end: int, text: str | None = None) -> Surroundings:
        """What stands around a quote, by its `source`, `start`, `end` and, if kept, its `text`.

        Raises `QuoteGone` where the document has changed since, or may not be read here.
        """
        with self._enter() as view:
            return surroundings(view.indexes.catalogue, source, start, end, text)

    def evidence(self, text: str, *, shown: int = 0, most: int = MOST_QUOTES) -> Answer:
        """Passages that speak to what a message states, of which 4,000 characters are read.

        Its sentences are asked for apart, and `Answer.statements` says to which of them each quote
        speaks; silence where nothing speaks to any. `shown` counts the quotes that were shown,
        behind which at most so many next ones are wished for.
        """
        with self._enter() as view:
            return view.conversing.evidence(text, shown, most)

    def starters(self, week: date, count: int) -> list[str]:
        """Questions that are answered here, others each week, from as many works as there are.

        `week` is any day of it. The first call takes as long as asking a few times as many
        questions; later ones take no time until documents come or go.
        """
        with self._enter() as view:
            return view.starters.of(week, count)

    def sources(self) -> list[SourceSummary]:
        """Every document, in the order of sources."""
        with self._enter() as view:
            return view.indexes.catalogue.summaries()

    def people(self, typed: str, count: int) -> list[str]:
        """Voices that filters may name, whose names hold the words that were typed."""
        with self._enter() as view:
            return view.scope.people(typed, count)

    def works(self, typed: str, count: int) -> list[str]:
        """Publishers, titles and kinds of text that filters may name, as `people`."""
        with self._enter() as view:
            return view.scope.works(typed, count)

    def person(self, name: str) -> Person:
        """Whoever goes by `name`: where and when they are heard, what on, and what they say.

        Slips, parts and other orders of a name are forgiven. Where it may mean several people, or
        nobody, the person has no name, and `nearest` are those who may be meant.
        """
        with self._enter() as view:
            return view.profiler.person(name)

    def episode(self, title: str) -> Episode:
        """The work of this title: what it says, its chapters, and who speaks how much.

        Slips and parts of a title are forgiven, and an address will do. Where it may mean several
        works, or none, the episode has no title, and `nearest` are those that may be meant.
        """
        with self._enter() as view:
            return view.profiler.episode(title)

    def titles(self, typed: str, count: int) -> list[str]:
        """Works whose titles hold the words that were typed, to be handed to `episode`."""
        with self._enter() as view:
            return view.profiler.titles(typed, count)

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """What came in after `moment`, the latest first; what has changed since is not new.

        A moment without a time zone is this machine's. Only the latest 25 come with a quote.
        """
        with self._enter() as view:
            return view.profiler.added_since(moment)

    def digest(
        self, topic: str, filters: Filters = NO_FILTERS, length: Length = Length.MEDIUM
    ) -> Digest:
        """What the library says on a topic, in three to six quotes under headings, and further.

        The topic may be a name, a question or a time, and hold filters as a question does; without
        words it is all that passes the filters. Any text may be given. Where the library does not
        hold the topic there are no sections, and `nearest` are topics that it does hold.
        """
        with self._enter() as view:
            return view.digester.digest(topic, filters, length)

    def topics(self, typed: str, count: int) -> list[str]:
        """Topics that the library holds and that somebody may be about to type, as `people`."""
        with self._enter() as view:
            return view.topics.beginning(typed, count)

    def knows_words(self, text: str) -> bool:
        """Whether any word of a text is known: held here, or of the language of the model."""
        with self._enter() as view:
            return view.indexes.keywords.knows_any(text)

    def example_questions(self, count: int = 2) -> list[str]:
        """Questions that are answered here, for a member who does not know what to ask."""
        with self._enter() as view:
            return view.examples.some(count)
