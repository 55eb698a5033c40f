"""A question in the light of those before it: what its words leave open is carried over."""

from collections.abc import Callable, Sequence
from datetime import date

from retrieval.answering import Answerer
from retrieval.follow_ups.fragments import Fragments
from retrieval.follow_ups.frames import Framer
from retrieval.follow_ups.turns import Turn
from retrieval.follow_ups.understanding import Understanding
from retrieval.indexes import Indexes
from retrieval.ranking import Ranker
from retrieval.results import Quote
from retrieval.scope import Scope


def understanding_for(
    indexes: Indexes,
    ranker: Ranker,
    scope: Scope,
    answerer: Answerer,
    today: Callable[[], date],
) -> Understanding:
    """What reads follow-ups to a library that is searched by these."""
    keywords = indexes.keywords

    def is_name(word: str) -> bool:
        return keywords.knows(word) and not keywords.is_ordinary(word)

    def quotes(turn: Turn) -> tuple[Quote, ...]:
        asked = scope.read(turn.question, turn.filters)
        return answerer.answer(asked.text, asked.permitted)[1]

    def is_person(words: str) -> bool:
        return len(words.split()) > 1 and bool(scope.voices.named(words))

    def most_alike(name: str, names: Sequence[str]) -> int:
        vectors = indexes.embedder.embed_queries([name, *names])
        return int((vectors[1:] @ vectors[0]).argmax())

    framer = Framer(ranker.finder, is_name, today)
    return Understanding(
        framer, Fragments(framer, scope.place_called, is_person, keywords.knows, most_alike), quotes
    )
