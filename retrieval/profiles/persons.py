"""A person at a glance: where and when they are heard, what they speak of, what they say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Final

from retrieval.dates import month_or_year
from retrieval.digests.key_phrases import key_of
from retrieval.holdings import Held, Spoken
from retrieval.naming import folded
from retrieval.overviews import Appearance, PeriodCount, Person
from retrieval.people import is_nobody
from retrieval.profiles.phrases import phrases_of
from retrieval.profiles.shelf import Shelf
from retrieval.profiles.spread import spread
from retrieval.profiles.telling import Group, telling_quotes
from retrieval.results import Quote

_MOST_TOPICS: Final = 8
_LIKELY_TOPICS: Final = 20
_MOST_QUOTES: Final = 3
# Passages that topics are read from, and those that a quote is chosen from.
_READ, _POOL = 2000, 40
# Whoever says so much in a work begins with a greeting, or says who they are.
_MANY: Final = 5


def person_called(value: str, shelf: Shelf) -> Person:
    """Whoever is meant by `value`; nobody where several may be, or none is."""
    meant = shelf.people.named(value) or _by_first_name(value, shelf)
    named = [name for name in meant if not is_nobody(name)]
    if len(named) != 1:
        return Person(None, nearest=tuple(named or shelf.people.perhaps(value)))
    return _described(named[0], shelf)


def _by_first_name(value: str, shelf: Shelf) -> list[str]:
    """Whom the sources call by one word of a full name, where each work has the full name too."""
    words = folded(value).split()
    single = [voice for word in words if len(words) > 1 for voice in shelf.people.named(word)]
    return [
        voice
        for voice in dict.fromkeys(single)
        if len(voice.split()) == 1
        and all(
            shelf.holdings.names(spoken.document, value.strip())
            for spoken in shelf.holdings.spoken_by(shelf.people.spellings(voice))
        )
    ]


def _described(name: str, shelf: Shelf) -> Person:
    spellings = shelf.people.spellings(name)
    spoken = shelf.holdings.spoken_by(spellings)
    held = {one.id: one for one in shelf.holdings.held({each.document for each in spoken})}
    topics, quotes = _topics_and_quotes(name, held.values(), shelf)
    return Person(
        name=name,
        nearest=tuple(shelf.people.alike(name)),
        other_names=spellings[1:],
        timeline=_timeline(spoken, held),
        works=_appearances(spoken, held),
        topics=topics,
        quotes=quotes,
    )


def _timeline(spoken: Iterable[Spoken], held: Mapping[int, Held]) -> tuple[PeriodCount, ...]:
    words: Counter[str] = Counter()
    for each in spoken:
        if period := month_or_year(held[each.document].work.published or ""):
            words[period] += each.words
    return tuple(PeriodCount(period, count) for period, count in sorted(words.items()))


def _appearances(spoken: Sequence[Spoken], held: Mapping[int, Held]) -> tuple[Appearance, ...]:
    """A person's works, the latest first, those without a date last, and by how much they say."""
    words: Counter[tuple[int, bool]] = Counter()
    for each in spoken:
        words[each.document, each.cited] += each.words
    found = [_appearance(held[number], cited, count) for (number, cited), count in words.items()]
    found.sort(key=lambda one: -one.words)
    return tuple(sorted(found, key=lambda one: one.published or "", reverse=True))


def _appearance(held: Held, cited: bool, words: int) -> Appearance:
    work, file = held.work, Path(held.source).name
    named = (work.title, work.publisher, work.published, work.url)
    return Appearance(*named, file, words, work.description, quoted=cited)


def _topics_and_quotes(
    name: str, works: Iterable[Held], shelf: Shelf
) -> tuple[tuple[str, ...], tuple[Quote, ...]]:
    """What they speak of most, and a quote on each of the first topics, from as many works."""
    by = shelf.holdings.passages_by(shelf.people.spellings(name))
    ids = shelf.holdings.own_words(spread(_beyond_greetings(by), _READ))
    said = shelf.topics.phrases.of(ids)
    likely = phrases_of(said.values()).most_telling(shelf.said, shelf.topics.weight, _LIKELY_TOPICS)
    # Who is there, and where, is no topic.
    publishers = {folded(held.work.publisher or "") for held in works}
    topics = [t for t in likely if not shelf.people.is_name(t) and folded(t) not in publishers]
    # Read when they are asked for: most often the first three are enough.
    pools = chain(((topic, _on(topic, said)) for topic in topics), [("", list(said))])
    groups = (Group(shelf.catalogue.passages(spread(ids, _POOL)), topic) for topic, ids in pools)
    quotes = telling_quotes(groups, _MOST_QUOTES)
    return tuple(topics[:_MOST_TOPICS]), tuple(quotes)


def _on(topic: str, said: Mapping[int, Sequence[str]]) -> list[int]:
    """The passages that hold a topic."""
    key = key_of(topic)
    return [number for number, phrases in said.items() if key in map(key_of, phrases)]


def _beyond_greetings(passages: Iterable[tuple[int, int]]) -> list[int]:
    """The ids, from ids and documents, without the first of each document that has several."""
    found: list[int] = []
    for _, each in groupby(passages, key=lambda passage: passage[1]):
        ids = [number for number, _ in each]
        found += ids[1:] if len(ids) >= _MANY else ids
    return found
