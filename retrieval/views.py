"""What is shown of a library's documents: of all of them, or of those that some may read."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from retrieval.answering import Answerer, Judge
from retrieval.audiences import Moves, audiences_in
from retrieval.conversing import Conversing
from retrieval.digests.digester import Digester
from retrieval.digests.known import KnownTopics
from retrieval.digests.phrase_index import PhraseIndex
from retrieval.examples import Examples
from retrieval.follow_ups import understanding_for
from retrieval.indexes import Indexes, OwnIndexes
from retrieval.people import is_first_name
from retrieval.persons_asked import Persons
from retrieval.profiles import Profiler
from retrieval.ranking import Ranker
from retrieval.readable_indexes import indexes_for
from retrieval.scope import Scope
from retrieval.starters import Starters
from retrieval.tongues.reading import Reader
from retrieval.turns import Turn

# So many sets of audiences are kept ready; each takes about 14 MB of a library of 25,000 passages.
# To make one takes a second there, and a server has seldom more sets than it has kinds of members.
_MOST_READY: Final = 32
# So many of them, those asked for last, are made ready again after a change before they are asked.
_MOST_RENEWED: Final = 8


class View:
    """Everything that shows text, over indexes that hold what may be shown and nothing else."""

    def __init__(
        self, indexes: Indexes, phrases: PhraseIndex, judge: Judge, today: Callable[[], date]
    ) -> None:
        """`phrases` are of the passages of `indexes`; `today` is what "last month" is told from."""
        self.indexes = indexes
        self.ranker = Ranker(indexes, today)
        self.scope = Scope(indexes.catalogue, today)
        self.answerer = Answerer(self.ranker, judge, indexes)
        understanding = understanding_for(indexes, self.ranker, self.scope, self.answerer, today)
        persons = Persons(self.ranker.finder, today, lambda name: self.profiler.person(name).quotes)
        reader = Reader(indexes.keywords)
        self.conversing = Conversing(self.scope, self.answerer, reader, understanding, persons)
        self.topics = KnownTopics(indexes, phrases)
        self.examples = Examples(indexes.catalogue, self.answerer, self.topics, self._is_dull)
        self.starters = Starters(indexes.catalogue, self.examples)
        self.digester = Digester(indexes, self.ranker, self.scope, self.topics, today)
        self.profiler = Profiler(indexes, self.scope, self.topics)

    def _is_dull(self, words: str) -> bool:
        """Whether nobody would ask about words: who is heard, a first name, no name at all."""
        if " " in words:
            return self.scope.voices.is_name(words)
        ordinary = self.indexes.keywords.is_ordinary(words.casefold())
        return self.scope.voices.is_name(words) or is_first_name(words) or ordinary

    def warm_up(self) -> None:
        """Count what the first question, or the first topic, would otherwise wait for."""
        self.topics.warm_up()
        for step in self._steps():
            step()

    def refresh(self) -> None:
        """Take in that documents came or went."""
        self.topics.refresh()
        self._forget()

    def renew(self, turn: Turn) -> None:
        """As `refresh` and `warm_up`, beside whoever asks: in turns of some milliseconds."""
        self.indexes.keywords.renew(turn)
        self.topics.renew(turn)
        with turn():
            self._forget()
        for step in self._steps():
            with turn():
                step()

    def _forget(self) -> None:
        self.ranker.refresh()
        self.scope.refresh()
        self.digester.refresh()
        self.profiler.refresh()
        self.starters.refresh()

    def _steps(self) -> Iterator[Callable[[], object]]:
        yield partial(self.scope.people, "", 1)
        yield partial(self.answerer.examine, "warm up")
        yield partial(self.profiler.titles, "", 1)


class Views:
    """The view of everything, and one for each set of audiences that is in use."""

    def __init__(
        self, indexes: OwnIndexes, catalogue: Path, judge: Judge, today: Callable[[], date]
    ) -> None:
        """`indexes` hold everything, `catalogue` is where theirs lies."""
        self._indexes = indexes
        self._path = catalogue
        self._judge = judge
        self._today = today
        self._moves = Moves(indexes.catalogue)
        self._moved = self._moves.number
        self._phrases = PhraseIndex(indexes.catalogue)
        self.whole = View(indexes, self._phrases, judge, today)
        # The one that was asked for last comes last.
        self._ready: dict[frozenset[str], View] = {}

    def of(self, audiences: frozenset[str]) -> View:
        """What readers of these audiences may see; what belongs to no document means nothing.

        Looked up at every call, so that a document that comes for others alone, or goes over to
        them, is hidden at once: names and topics that are known of it are forgotten.
        """
        if self._moved != (moved := self._moves.number):
            self.close()
            self._moved = moved
        held = audiences_in(self._indexes.catalogue)
        readable = audiences & held
        if readable == held:
            return self.whole
        view = self._ready.pop(readable, None) or self._made(readable)
        self._ready[readable] = view
        if len(self._ready) > _MOST_READY:
            self._ready.pop(next(iter(self._ready))).indexes.catalogue.close()
        return view

    def refresh(self) -> None:
        """Take in that documents came or went."""
        self.whole.refresh()
        self.close()

    def renew(self, turn: Turn) -> None:
        """As `refresh`, beside whoever asks, so that nobody has to wait for what they asked before.

        Those of the sets of audiences that were asked for last come first after the whole.
        """
        with turn():
            kept = list(self._ready.items())[::-1][:_MOST_RENEWED]
            for audiences in self._ready.keys() - dict(kept).keys():
                self._ready.pop(audiences).indexes.catalogue.close()
        self.whole.renew(turn)
        for audiences, view in kept:
            # Somebody may have closed it meanwhile.
            with suppress(_Closed):
                view.renew(partial(self._turn_with, audiences, view, turn))
        spare_collector()

    @contextmanager
    def _turn_with(self, audiences: frozenset[str], view: View, turn: Turn) -> Iterator[None]:
        with turn():
            if self._ready.get(audiences) is not view:
                raise _Closed
            yield

    def close(self) -> None:
        """Let go of all but the view of everything."""
        for view in self._ready.values():
            view.indexes.catalogue.close()
        self._ready.clear()

    def _made(self, audiences: frozenset[str]) -> View:
        indexes = indexes_for(self._indexes, self._path, audiences)
        phrases = self._phrases.among(indexes.catalogue)
        return View(indexes, phrases, self._judge, self._today)


class _Closed(Exception):
    """A view that is not kept any more."""


def spare_collector() -> None:
    """Have the garbage collector leave alone what was counted: it stays until it is replaced.

    Python stops every thread while it looks through all objects, for about 300 ms with the words of
    25,000 passages in memory. What is frozen and replaced later is freed all the same, since none
    of it refers to itself; only the youngest garbage is looked for first, which takes no time.
    """
    gc.collect(1)
    gc.freeze()
