"""Which work does a question name? "In the essay on open models …", "… on Practical AI"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from retrieval.models import Work
from retrieval.words import STOPWORDS, term_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What a work may be called, and little else (not "talk", "issue"). Without such a word, or "in" and
# the like before a whole name, a title's words are only a topic: most questions share some.
WORK_NOUNS = frozenset(
    re.findall(
        r"\w+",
        """
        episode podcast show interview lecture video transcript essay article post piece newsletter
        blog column report paper book chapter thread
        """,
    )
)
_LEADS = frozenset(("in", "on", "from"))
_LINKS = frozenset(("on", "about", "with", "of", "from", "called", "titled", "named", "entitled"))
ARTICLES = frozenset(
    ("the", "this", "that", "a", "an", "his", "her", "their", "its", "our", "your")
)
_MARK = re.compile('["“”„«»]')
_END = re.compile('["“”„«»]|[,;:.!?\n][ \n]')
# A question longer than this is talk.
_MOST_WORDS = 200
# So many telling words make a title one even where no word such as "essay" leads to it.
_TELLING = 4
# A part of a title names works only where few share it.
_FEW, _FEW_SHARE = 3, 0.2


@dataclass(frozen=True, slots=True)
class _Token:
    surface: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.surface.casefold()


@dataclass(frozen=True, slots=True)
class _Label:
    """A title, a description or a publisher, and the documents that bear it."""

    name: str
    is_publisher: bool
    documents: set[int] = field(default_factory=set)

    @property
    def terms(self) -> frozenset[str]:
        words = (m[0] for m in _WORD.finditer(self.name))
        return frozenset(term_of(w) for w in words if w.casefold() not in STOPWORDS)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words `first` to `last` of a question, and the labels that hold all telling ones of them."""

    first: int
    last: int
    terms: frozenset[str]
    labels: frozenset[int]


class WorkFinder:
    """Knows the titles and publishers that a library holds."""

    def __init__(
        self, works: Iterable[tuple[int, Work]], is_ordinary: Callable[[str], bool]
    ) -> None:
        """`works` are documents' ids with what is known of them.

        `is_ordinary` tells of a word whether the library mostly uses it as no name.
        """
        self._is_ordinary = is_ordinary
        self._labels = _labels(works)
        self._terms = [label.terms for label in self._labels]
        self._by_term: dict[str, set[int]] = {}
        for number, terms in enumerate(self._terms):
            for term in terms:
                self._by_term.setdefault(term, set()).add(number)
        self._few = max(_FEW, int(_FEW_SHARE * len(self._labels)))

    def find(self, question: str) -> tuple[frozenset[int], str]:
        """The documents that a question names, and the question without their name."""
        if not self._labels:
            return frozenset(), question
        matches = islice(_WORD.finditer(question), _MOST_WORDS)
        tokens = [_Token(m[0], m.start(), m.end()) for m in matches]
        called = (self._around(question, tokens, at) for at in _at(tokens, WORK_NOUNS))
        named = (self._whole(question, tokens, at + 1) for at in _at(tokens, _LEADS))
        found = next(filter(None, chain(called, named)), None)
        if not found:
            return frozenset(), question
        # "The episode about the AI race": a title that lacks the race may not take "AI" from it.
        last = max(found, key=lambda phrase: phrase.last)
        parted = self._is_whole(last) or not _goes_on(question, tokens, last.last)
        return self._documents(found), _without(question, tokens, found) if parted else question

    def _around(self, question: str, tokens: Sequence[_Token], noun: int) -> list[_Phrase]:
        """What stands before a word such as "essay", and behind it after "on" and the like."""
        before = self._telling(self._grown(question, tokens, range(noun - 1, -1, -1)))
        if before and before.first and tokens[before.first - 1].folded not in ARTICLES | _LEADS:
            before = None
        behind = None
        if noun + 1 < len(tokens):
            linked = tokens[noun + 1].folded in _LINKS
            if linked or _parted(question, tokens, noun, noun + 1, by=_MARK):
                span = range(noun + 1 + linked, len(tokens))
                behind = self._telling(self._grown(question, tokens, span))
        here = _Phrase(noun, noun, frozenset(), frozenset())
        found = [phrase for phrase in (before, behind) if phrase]
        return [*found, here] if found else []

    def _whole(self, question: str, tokens: Sequence[_Token], start: int) -> list[_Phrase]:
        """A publisher's whole name, or a whole title of some words, where one begins."""
        if start < len(tokens) and tokens[start].folded in ARTICLES:
            start += 1
        phrase = self._grown(question, tokens, range(start, len(tokens)))
        if not phrase:
            return []
        words = question[tokens[phrase.first].start : tokens[phrase.last].end]
        labels = frozenset(
            n for n in phrase.labels if self._terms[n] == phrase.terms and self._stands(n, words)
        )
        # A title may begin with a word that tells nothing: "Why boats sink".
        return [_Phrase(start, phrase.last, phrase.terms, labels)] if labels else []

    def _stands(self, label: int, words: str) -> bool:
        """Whether `words` are this label's name and not just what is asked about."""
        if not self._labels[label].is_publisher:
            return len(self._terms[label]) >= _TELLING
        if words in self._labels[label].name:
            return True
        return not any(self._is_ordinary(word.casefold()) for word in _WORD.findall(words))

    def _grown(
        self, question: str, tokens: Sequence[_Token], order: Iterable[int]
    ) -> _Phrase | None:
        """The longest run of words, taken in this order, that one label holds."""
        labels: frozenset[int] | None = None
        terms: set[str] = set()
        reached: list[int] = []
        before: int | None = None
        for at in order:
            if before is not None and _parted(question, tokens, before, at):
                break
            before = at
            if tokens[at].folded in STOPWORDS:
                continue
            term = term_of(tokens[at].surface)
            held = self._by_term.get(term, set())
            narrowed = frozenset(held) if labels is None else labels & held
            if not narrowed:
                break
            labels = narrowed
            terms.add(term)
            reached.append(at)
        if labels is None:
            return None
        return _Phrase(min(reached), max(reached), frozenset(terms), labels)

    def _telling(self, phrase: _Phrase | None) -> _Phrase | None:
        """The phrase with the labels that it names in whole, or else with the few that share it."""
        if phrase is None:
            return None
        whole = frozenset(n for n in phrase.labels if self._terms[n] == phrase.terms)
        if not whole and len(phrase.labels) > self._few:
            return None
        return _Phrase(phrase.first, phrase.last, phrase.terms, whole or phrase.labels)

    def _is_whole(self, phrase: _Phrase) -> bool:
        return all(self._terms[label] == phrase.terms for label in phrase.labels)

    def _documents(self, found: Sequence[_Phrase]) -> frozenset[int]:
        """The documents of all phrases at once, or of the first where no document has all."""
        each = [
            frozenset(d for n in phrase.labels for d in self._labels[n].documents)
            for phrase in found
            if phrase.labels
        ]
        return frozenset.intersection(*each) or each[0]


def _labels(works: Iterable[tuple[int, Work]]) -> list[_Label]:
    labels: dict[tuple[str, bool], _Label] = {}
    for number, work in works:
        names = ((work.title, False), (work.description, False), (work.publisher, True))
        for name, is_publisher in names:
            if name:
                label = labels.setdefault((name, is_publisher), _Label(name, is_publisher))
                label.documents.add(number)
    return list(labels.values())


def _at(tokens: Sequence[_Token], words: frozenset[str]) -> Iterator[int]:
    return (at for at, token in enumerate(tokens) if token.folded in words)


def _goes_on(question: str, tokens: Sequence[_Token], last: int) -> bool:
    """Whether what is named may go on behind its last word."""
    behind = last + 1
    return (
        behind < len(tokens)
        and tokens[behind].folded not in STOPWORDS
        and not _parted(question, tokens, last, behind)
    )


def _parted(
    question: str, tokens: Sequence[_Token], one: int, other: int, by: re.Pattern[str] = _END
) -> bool:
    """Whether a mark that ends a name stands between two neighbouring words."""
    first, last = sorted((one, other))
    return bool(by.search(question, tokens[first].end, tokens[last].start))


def _without(question: str, tokens: Sequence[_Token], found: Sequence[_Phrase]) -> str:
    """The question without phrases, and without "in the" before them."""
    first = min(phrase.first for phrase in found)
    while first and tokens[first - 1].folded in ARTICLES | _LEADS:
        first -= 1
    last = tokens[max(phrase.last for phrase in found)]
    head = question[: tokens[first].start].rstrip('"“‘« ')
    tail = question[last.end :].lstrip('"”’»')
    return " ".join(f"{head} {tail}".split())
