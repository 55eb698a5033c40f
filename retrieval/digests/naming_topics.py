"""Where a text names a topic, however it is spelt there: "bird-watching" is "bird watching"."""

import re
from collections.abc import Iterator

from retrieval.digests.key_phrases import key_of
from retrieval.digests.light_words import is_light

_WORDS = re.compile(r"[^\W_]+")
_APART = re.compile(r"\s(?<! )|\s\s")
# A topic of more words is a sentence.
_LONGEST = 6
# So many letters tell at once where no topic begins.
_TOLD_BY = 2


def is_of(key: str, topic: str) -> bool:
    """Whether a phrase is a topic or a part of it (by their keys), in one word or several."""
    return set(key.split()) <= set(topic.split()) or _joined(key) == _joined(topic)


def shares_a_word(key: str, topic: str) -> bool:
    """Whether a phrase holds any word of a topic (by their keys)."""
    return not {*map(_joined, key.split())}.isdisjoint(map(_joined, topic.split()))


def topic_in(text: str, topic: str) -> str:
    """The topic as it first stands in a text, or else a telling word of it; "" if it does not."""
    words = [word for word in topic.split() if not is_light(word)]
    return next((found for wanted in (topic, *words) for found in _named(text, wanted)), "")


def _named(text: str, wanted: str) -> Iterator[str]:
    """The runs of words that are what is wanted but for the way of writing."""
    key = _joined(key_of(wanted))
    words = list(_WORDS.finditer(text))
    most = min(_LONGEST, len(wanted.split()) + 1)
    begins = wanted[:_TOLD_BY].casefold()
    for n, first in enumerate(words if key else ()):
        if first[0][:_TOLD_BY].casefold() != begins:
            continue
        for last in words[n : n + most]:
            run = text[first.start() : last.end()]
            if _joined(key_of(run)) == key and not _APART.search(run):
                yield run


def _joined(key: str) -> str:
    return key.replace(" ", "").removesuffix("s")
