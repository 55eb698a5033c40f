"""What in a document would somebody ask about? Its names, compound nouns, and its own questions."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from retrieval.digests.dullness import is_filler
from retrieval.digests.key_phrases import key_of, phrases_in
from retrieval.digests.known import KnownTopics
from retrieval.mending import mended
from retrieval.rows import Stored

# A phrase is a topic of a library where so many passages hold it by itself: of a large one, and of
# one with fewer passages than these, where a name of several words need not even come twice.
_LEAST, _LEAST_OF_FEW, _FEW = 3, 2, 400
_FEWEST_WORDS, _MOST_WORDS = 5, 13
_NATIONAL: Final = re.compile(
    r"[A-Z][a-z]+(?:ese|ish|[^m]ian|ican|pean|[a-z]{2}rn)|French|Dutch|German|Greek|Swiss"
)
# "I work for Jane Roe Ltd", "our company": what belongs to who speaks is what nobody asks about.
_INTRODUCES: Final = re.compile(
    r"\b(?:I['’]m|I am|(?:my|his|her) name|post-?doc|our team"
    r"|my (?:\w+ )?(?:team|company|background|career|job|role|co-host)"
    r"|(?:I|we|I['’]ve|who) (?:\w+ )?(?:works?|worked|joined|founded|studied|graduated|came|left"
    r"|moved)"
    r"|(?:co-?founder|CEO|CTO|director|head|chief|strategist|scientist|professor|engineer)"
    r" (?:at|of|with)"
    r"|subscri\w+|paid|sponsor\w*|newsletter|Discord|Slack|Twitter|LinkedIn|website|GitHub"
    r"|we(?:['’]ll| will|['’]re (?:gonna|going to)) (?:take|talk|discuss|dig|be talking))\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"^(?:what|why|how|who|which|is|are|does|do|can|will|should|could)\b[^.,!?:;…]*\?$",
    re.IGNORECASE,
)
# What only those who were there understand.
_POINTS: Final = re.compile(
    r"\b(?:i|me|my|you|your|yours|we|us|our|he|she|they|them|his|her|their|it|its|this|that|these"
    r"|those|there|here|so|such|one|ones|else|guys?|folks|things?|going|right|again|today|then|also|just|like)\b"
    r"|['’](?:s|re|d|ll|ve)\b|--|\[",
    re.IGNORECASE,
)
# Terms that read well without an article: plurals, and what cannot be counted.
_BARE: Final = re.compile(
    r".*(?:[^su]s|ing|[^v]ion|ity|ence|ance|ics|ism|ness|logy|acy|ware|ment|data|source|research|A?I"
    r"|[A-Z]{2,})"
)
# "V100", "S3": what a reader would ask about has a name.
_CODE: Final = re.compile(r"[A-Z]\d+")
# "CEO Jane", "every model": what leads to a name, or counts.
_LEADING: Final = frozenset(
    re.findall(r"\S+", "ceo cto cfo coo dr professor president mr mrs ms every another")
)
# The last words of phrases that stand for no thing by themselves.
_VAGUE: Final = frozenset(
    re.findall(
        r"\S+",
        """
        space side world piece pieces set sets amount team teams group groups things stuff problem
        problems example examples perspective approach community individual individuals
        """,
    )
)
# What so large a share of all passages holds is what the whole library is about.
_EVERYWHERE, _EVERYWHERE_OF_FEW = 0.1, 0.5

Excluded = Callable[[str], bool]


def topics_of(shelf: Sequence[Stored], known: KnownTopics, excluded: Excluded) -> list[str]:
    """What passages of a document speak of, the names and terms that tell most first.

    Names of several words, and what several passages of the library name by itself; no publisher,
    no lone adjective, nothing of how somebody introduces himself, and nothing that is `excluded`.
    """
    publishers = {(stored.work.publisher or "").casefold() for stored in shelf}
    said = Counter(key_of(phrase) for stored in shelf for phrase in _phrases(stored))
    spelt = {key: known.counts.written[key] for key in said if key in known.counts.written}
    topics = {
        key: phrase
        for key, phrase in spelt.items()
        if phrase.casefold() not in publishers and not excluded(phrase) and _is_topic(phrase, known)
    }
    ranked = sorted(topics, key=lambda key: -said[key] * known.weight(key))
    return [topics[key] for key in ranked]


def questions_in(shelf: Sequence[Stored], topics: Sequence[str]) -> list[str]:
    """What is asked on these topics in a document, in few words that need no others around them."""
    keys = {key_of(topic) for topic in topics}
    asked = (mended(text).strip() for text in _asked(shelf))
    return [
        f"{question[0].upper()}{question[1:]}"
        for question in dict.fromkeys(asked)
        if _FEWEST_WORDS <= len(question.split()) <= _MOST_WORDS
        and _ASKS.match(question)
        and not _POINTS.search(question)
        and any(key_of(phrase) in keys for phrase in phrases_in(question))
    ]


def _asked(shelf: Sequence[Stored]) -> Iterator[str]:
    """Titles, headings and sentences that may ask."""
    for stored in shelf:
        yield from filter(None, (stored.work.title, stored.passage.heading))
        yield from stored.sentences


def _phrases(stored: Stored) -> Iterator[str]:
    """The phrases of a passage's sentences that are neither housekeeping nor an introduction."""
    for sentence in stored.sentences:
        if not introduces(text := mended(sentence)):
            yield from phrases_in(text)


def introduces(text: str) -> bool:
    """Whether words greet, keep house, or say who is speaking."""
    return is_filler(text) or bool(_INTRODUCES.search(text))


def _is_topic(phrase: str, known: KnownTopics) -> bool:
    words = phrase.split()
    if not phrase.isascii() or words[-1].casefold() in _VAGUE or _NATIONAL.fullmatch(words[-1]):
        return False
    counts, few = known.counts, known.counts.total < _FEW
    most = max(_FEW * _EVERYWHERE, counts.total * (_EVERYWHERE_OF_FEW if few else _EVERYWHERE))
    if words[0].casefold() in _LEADING or counts.held[key_of(phrase)] > most:
        return False
    # "GPUs" reads better than "GPU".
    plural = phrase.isupper() and counts.held[key_of(f"{phrase}s")] > 0
    if plural or phrase.endswith(".") or _CODE.fullmatch(phrase):
        return False
    often = counts.alone[key_of(phrase)] >= (_LEAST_OF_FEW if few else _LEAST)
    if len(words) > 1:
        is_name = all(word[0].isupper() for word in words)
        return (is_name and few) or (often and (is_name or bool(_BARE.fullmatch(words[-1]))))
    return often and not phrase.islower() and len(phrase) > 1
