"""Which work is meant by a title, a part of one, or what is remembered of one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from retrieval.models import Work
from retrieval.naming import Names, folded
from retrieval.works import ARTICLES, WORK_NOUNS

_WORD: Final = re.compile(r"\S+")
# What is longer in characters is found by its beginning.
_LONGEST: Final = 300


@dataclass(slots=True)
class Shelved:
    """A work: the documents that bear one title of one publisher, or one that has no title.

    `name` tells it apart from every other; `documents` are ids, in the order of sources.
    """

    name: str
    work: Work
    documents: list[int] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Titles:
    """The works of a library, found by title, publisher, description, file name or address."""

    def __init__(self, documents: Iterable[tuple[int, str, Work]]) -> None:
        """`documents` are ids, sources and what is known of each, in the order of sources."""
        shelved = _shelved(documents)
        self._works = {work.name: work for work in shelved}
        self._by_url = {work.work.url: work.name for work in shelved if work.work.url}
        bearers: dict[str, list[str]] = {}
        for one in shelved:
            for alias in dict.fromkeys((one.name, *_aliases(one))):
                bearers.setdefault(alias, []).append(one.name)
        hidden = bearers.keys() - self._works.keys()
        self._names = Names({name: tuple(each) for name, each in bearers.items()}, hidden=hidden)

    def named(self, value: str) -> list[Shelved]:
        """The works that `value` names, in the order of sources; several share a part of it."""
        if value.strip() in self._by_url:
            return [self._works[self._by_url[value.strip()]]]
        cut = value[:_LONGEST]
        for reading in (cut, _without_nouns(cut)):
            found = {name for names in self._names.find(reading) for name in names}
            if found:
                return [work for name, work in self._works.items() if name in found]
        return []

    def of(self, document: int) -> str:
        """The name of the work that a document belongs to."""
        return next(work.name for work in self._works.values() if document in work.documents)

    def nearest(self, value: str, count: int) -> list[str]:
        """The names of works that are most like `value`, at most `count`."""
        return self._names.nearest(value[:_LONGEST], count) if folded(value) else []

    def beginning(self, typed: str, count: int) -> list[str]:
        """At most `count` names of works that somebody may be about to type."""
        return self._names.beginning(typed, count)


def _shelved(documents: Iterable[tuple[int, str, Work]]) -> list[Shelved]:
    known = list(documents)
    titled = {(work.title, work.publisher) for _, _, work in known}
    bare = Counter(title for title, _ in titled)
    bare.update(work.description for _, _, work in known if not work.title)
    shelved: dict[object, Shelved] = {}
    for number, source, work in known:
        key = (work.title, work.publisher) if work.title else number
        name = _name(work, Path(source).name, bare)
        one = shelved.setdefault(key, Shelved(name, work))
        one.documents.append(number)
        one.files.append(Path(source).name)
    return list(shelved.values())


def _name(work: Work, file: str, borne: Counter[str | None]) -> str:
    """A title or description that no other work bears, or what tells it apart."""
    if work.title:
        alone = borne[work.title] == 1 or not work.publisher
        return work.title if alone else f"{work.title} ({work.publisher})"
    if work.description and borne[work.description] == 1:
        return work.description
    return file


def _aliases(one: Shelved) -> list[str]:
    work = one.work
    named = [work.title, work.description, f"{work.publisher or ''} {work.title or one.name}"]
    return [name for name in (*named, *one.files) if name]


def _without_nouns(value: str) -> str:
    """What is left of "the deepseek episode" without the words that any title may go with."""
    words = _WORD.findall(value)
    return " ".join(w for w in words if folded(w) not in WORK_NOUNS | ARTICLES)
