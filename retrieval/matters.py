"""Do two questions ask for the same? What is kept as an answer to one is quoted for no other.

Likeness alone takes "When is the meetup in Berlin?" for "Who runs the meetup in Berlin?" and for
"When is the meetup in Hamburg?": such pairs share all but the word that decides (Zhang et al.,
2019, "PAWS: Paraphrase Adversaries from Word Scrambling"). So what is wanted, the names and the
numbers have to agree, and neither question may speak of a thing of which the other does not.
"""

import re
from itertools import pairwise
from typing import Final

from retrieval.digests.light_words import LEADS_TO_A_NOUN, is_light
from retrieval.words import Word, is_stopword, words_of

# What a question wants, by its words in English, German, Spanish, Japanese and Chinese.
_WANTED: Final = {
    wanted: re.compile(rf"\b(?:{words})\b|{unspaced}", re.IGNORECASE)
    for wanted, words, unspaced in (
        (
            "number",
            "how (?:many|much|long|old|big)|wie ?viele?|cu[áa]nt[oa]s?",
            "いく[らつ]|多少|几",
        ),
        ("person", "who(?:m|se)?|wer|wen|wem|wessen|qui[ée]n(?:es)?", "誰|だれ|谁"),
        (
            "time",
            "when|(?:what|which) (?:time|date|day)|wann|cu[áa]ndo",
            "いつ|何時|时候|何时|几点",
        ),
        (
            "place",
            "where|(?:what|which) (?:place|address)|wo|wohin|d[óo]nde",
            "どこ|哪里|哪儿|何处",
        ),
        ("reason", "why|warum|wieso|weshalb|por qu[ée]", "なぜ|どうして|为什么|为何"),
    )
}
# What those words have in them besides tells nothing of the matter.
_MEASURES: Final = frozenset(("time", "date", "day", "place", "address"))


def same_matter(one: str, other: str) -> bool:
    """Whether an answer to one of two questions answers the other, as far as words tell."""
    if _wanted(one) != _wanted(other):
        return False
    mine, theirs = words_of(one), words_of(other)
    left, right = _terms(mine), _terms(theirs)
    if not (_telling(mine) <= right and _telling(theirs) <= left):
        return False
    return not (left - right and right - left)


def _wanted(question: str) -> frozenset[str]:
    return frozenset(wanted for wanted, words in _WANTED.items() if words.search(question))


def _terms(words: list[Word]) -> set[str]:
    """What a question is about: its words without grammar and the verbs of all talk."""
    return {word.term for word in words if _tells(word)}


def _tells(word: Word) -> bool:
    said = word.surface.casefold()
    return not (is_stopword(word) or is_light(said) or said in _MEASURES)


def _telling(words: list[Word]) -> set[str]:
    """Its names and numbers, and the things that an article or a preposition leads to."""
    return {
        word.term
        for before, word in pairwise(words)
        if _tells(word)
        and (
            word.surface[:1].isupper()
            or any(map(str.isdigit, word.surface))
            or before.surface.casefold() in LEADS_TO_A_NOUN
        )
    }
