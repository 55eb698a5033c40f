"""A work at a glance: what it says, its chapters, and who speaks how much in it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Final

import numpy as np

from retrieval.attribution import is_voice
from retrieval.models import Kind, Voice
from retrieval.overviews import Chapter, Episode, Share
from retrieval.profiles.chapters import found_chapters, named_chapters
from retrieval.profiles.shelf import Shelf
from retrieval.profiles.spread import spread
from retrieval.profiles.telling import Group, telling_quotes
from retrieval.profiles.titles import Shelved, Titles
from retrieval.results import Quote
from retrieval.rows import Stored, Vectors
from retrieval.speech import is_spoken

# Quick takeaways, and all quotes together.
_TAKEAWAYS, _QUOTES = 3, 8
_NEAREST, _BY_WORDS = 3, 2
_MOST_MEANT: Final = 5
_NUMBER: Final = re.compile(r"(\d+)", re.ASCII)
_SEARCHED: Final = 50
# Of a longer document, passages from everywhere in it are read; of a part, so many.
_READ, _POOL = 1000, 60
# With fewer chapters, the first and the last are most of a talk.
_FEWEST_PARTS: Final = 4


def episode_called(value: str, titles: Titles, shelf: Shelf) -> Episode:
    """The work that `value` means; none where it may be several, or none is."""
    named = titles.named(value)
    if len(named) == 1:
        return _described(named[0], shelf)
    meant = sorted((one.name for one in named), key=_by_numbers)[:_MOST_MEANT]
    return Episode(None, nearest=tuple(meant) or _nearest(value, titles, shelf))


def _by_numbers(name: str) -> list[tuple[int, str]]:
    """What sorts "#9" before "#10"."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(name)]


def _nearest(value: str, titles: Titles, shelf: Shelf) -> tuple[str, ...]:
    """Works that say most of what was typed, and those with titles most like it."""
    keywords = shelf.keywords
    found = keywords.search(keywords.analyse(value), _SEARCHED)
    scores: dict[str, float] = {}
    for number, score in found:
        [stored] = shelf.catalogue.passages([number])
        name = titles.of(stored.document_id)
        scores[name] = scores.get(name, 0.0) + score
    by_words = sorted(scores, key=lambda name: -scores[name])[:_BY_WORDS]
    return tuple(dict.fromkeys([*by_words, *titles.nearest(value, _NEAREST)]))[:_NEAREST]


def _described(work: Shelved, shelf: Shelf) -> Episode:
    shelves = [_read(number, shelf) for number in work.documents]
    said = _own_words(shelves)
    found = _found(said, shelf)
    quotes = _quotes(_middle_parts(_parts(said, found))) if said else []
    return Episode(
        title=work.name,
        publisher=work.work.publisher,
        published=work.work.published,
        url=work.work.url,
        takeaways=tuple(quotes[:_TAKEAWAYS]),
        highlights=tuple(sorted(quotes[_TAKEAWAYS:], key=lambda quote: quote.start)),
        chapters=tuple(_chapters(shelves, found, shelf)),
        voices=_shares(work, shelf),
    )


def _read(document: int, shelf: Shelf) -> list[Stored]:
    passages = shelf.catalogue.passages(spread(shelf.catalogue.passage_ids(document), _READ))
    return sorted(passages, key=lambda stored: stored.passage.start)


def _own_words(shelves: Sequence[Sequence[Stored]]) -> list[Stored]:
    """What somebody says in the longest document; what is only told of it where nobody does."""
    said = [[s for s in shelf if is_voice(s.passage.voice)] for shelf in shelves]
    told = [list(shelf) for shelf in shelves]
    return max(said, key=len) or max(told, key=len)


def _found(passages: Sequence[Stored], shelf: Shelf) -> list[Chapter]:
    ids = [stored.id for stored in passages]
    if not ids:
        return []
    return found_chapters(passages, shelf.catalogue.vectors(ids), shelf)


def _chapters(
    shelves: Sequence[Sequence[Stored]], found: Sequence[Chapter], shelf: Shelf
) -> Sequence[Chapter]:
    """The chapters that one of a work's documents names, or else those that were found."""
    each = (
        named_chapters(shelf.holdings.text_of(passages[0].document_id), passages)
        for passages in shelves
        if passages
    )
    return next((chapters for chapters in each if chapters), found)


def _parts(passages: Sequence[Stored], found: Sequence[Chapter]) -> list[list[Stored]]:
    """The passages chapter by chapter."""
    edges = [*(chapter.start for chapter in found[1:]), None]
    parts: list[list[Stored]] = [[]]
    for stored in passages:
        if edges[0] is not None and stored.passage.start >= edges[0]:
            edges.pop(0)
            parts.append([])
        parts[-1].append(stored)
    return parts


def _middle_parts(parts: list[list[Stored]]) -> list[list[Stored]]:
    """The parts of a talk without its first and last, in which it is greeted and taken leave."""
    if len(parts) < _FEWEST_PARTS or not is_spoken(parts[0][0]):
        return parts
    return parts[1:-1]


def _quotes(parts: Sequence[Sequence[Stored]]) -> list[Quote]:
    """Quotes from the parts in turn, those first that are most like the whole."""
    middles = [_middle(part) for part in parts]
    whole = np.sum(middles, axis=0)
    central = sorted(range(len(parts)), key=lambda n: -float(middles[n] @ whole))
    pools = [Group(spread(parts[n], _POOL)) for n in central]
    return telling_quotes(islice(cycle(pools), 2 * _QUOTES), _QUOTES)


def _middle(part: Sequence[Stored]) -> Vectors:
    mean: Vectors = np.concatenate([stored.sentence_vectors for stored in part]).mean(axis=0)
    return mean


def _shares(work: Shelved, shelf: Shelf) -> tuple[Share, ...]:
    """How much of the words is whose; of a work that is spoken, of what is spoken there."""
    said = [
        each
        for each in shelf.holdings.spoken_in(work.documents)
        if is_voice(Voice(each.kind, each.voice))
    ]
    spoken = [each for each in said if each.kind is Kind.TRANSCRIPT] or said
    words: Counter[str | None] = Counter()
    for each in spoken:
        words[shelf.people.name_of(each.voice)] += each.words
    total = sum(words.values())
    return tuple(Share(voice, count / total) for voice, count in words.most_common() if count)
