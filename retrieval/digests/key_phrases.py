"""Which phrases of a text may name what it is about? "export controls", "DeepSeek R2".

A phrase is a run of words between light ones and marks, as in RAKE (Rose and others, "Automatic
Keyword Extraction from Individual Documents", 2010), told from runs that are no noun phrases by
the word before it and by its last word. How much each is worth is a matter of a whole library.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from retrieval.digests.light_words import LEADS_TO_A_NOUN, LEADS_TO_A_VERB, is_light, is_verb
from retrieval.words import term_of

MOST_WORDS = 4
# Longer "words" are addresses, keys and code.
_LONGEST_WORD = 24
# "Node.js" and "U.S." are words; "year.It" is two that a page has glued together.
_WORD = re.compile(r"(?:\b[A-Z]\.){2,}|[^\W_]+(?:(?:[-‐‑&+'’]|(?<=\b[A-Z])\.|\.(?=[a-z]))[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_APOSTROPHE = re.compile("['’]")
_JOINT = re.compile(r"[-‐‑&+.]")
# "$157B" is a price, and names nothing.
_CURRENCIES = frozenset("$€£¥")
_NUMBER = re.compile(r"[\d.,:%+-]+(?:st|nd|rd|th|s|k|m|x|am|pm)?", re.IGNORECASE)
# A phrase does not end with an adjective or a participle; the listed words are nouns all the same.
_ADJECTIVE = re.compile(
    r"[a-z]+(?:ous|ful|ive|less|able|ible|[a-z]{3}ic|[a-z]{3}al|ish|ese|est|[a-z][^\We]ed)"
)
_NOUNS = frozenset(
    re.findall(
        r"\w+",
        """
        capital proposal signal approval journal professional arrival rehearsal referral potential
        initiative perspective incentive objective executive representative collective narrative
        directive drive archive detective topic traffic logic metric music critic clinic graphic
        public republic fabric statistic heuristic table cable variable vegetable interest test
        request forest contest manifest portuguese english british spanish academic economic basic
        ethic epidemic pandemic mosaic animal material manual tutorial terminal individual criminal
        embed testbed watershed hatred
        """,
    )
)


def phrases_in(text: str) -> list[str]:
    """The phrases of `text`, as they stand in it, in order and with repeats.

    At most four words each, with single spaces between them.
    """
    return [phrase for run in _runs(text) if (phrase := _phrase(*run))]


@lru_cache(maxsize=65536)
def key_of(phrase: str) -> str:
    """What spellings of a phrase share: its words' terms, "open sourc" for "Open-Source"."""
    return " ".join(term_of(word) for word in _JOINT.sub(" ", phrase).split())


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of telling words with only spaces between them, each with the word before it.

    That word is "" where a mark or a beginning stands there.
    """
    run: list[str] = []
    led_by, before, done = "", "", -1
    for match in _WORD.finditer(text):
        adjoins = match.start() == done + 1 and text[done] == " "
        word = _POSSESSIVE.sub("", match[0])
        telling = _is_telling(word) and text[match.start() - 1 : match.start()] not in _CURRENCIES
        telling = telling or bool(run and adjoins and _goes_on(run[-1], word))
        if run and not (adjoins and telling):
            yield led_by, run
            run = []
        if telling:
            led_by = led_by if run else (before if adjoins else "")
            run.append(word)
        if run and word != match[0]:
            # Whose something is, is a name; what it is comes as after an article.
            yield led_by or "the", run
            run = []
        done = match.end()
        before = match[0].casefold().replace("’", "'") if word == match[0] else "the"
    if run:
        yield led_by, run


def _goes_on(name: str, word: str) -> bool:
    """Whether a verb is a part of a name that the word before it begins: "Hugging Face"."""
    return name[0].isupper() and word.istitle() and is_verb(word)


def _phrase(led_by: str, run: list[str]) -> str | None:
    """The phrase that a run is, if it is likely a noun phrase."""
    words = run
    if led_by in LEADS_TO_A_VERB and words[0].islower():
        words = words[1:]
    while words and is_adjective(words[-1]):
        words = words[:-1]
    words = words[-MOST_WORDS:]
    if not words or (len(words) == 1 and not _stands_alone(words[0], led_by, alone=words == run)):
        return None
    return " ".join(words)


def _stands_alone(word: str, led_by: str, *, alone: bool) -> bool:
    """Whether one word is likely a noun or a name."""
    if not word.islower():
        # A capital means nothing where a sentence begins.
        return bool(led_by) or not (word.isalpha() and word[1:].islower())
    return len(word) > 2 and (not alone or led_by in LEADS_TO_A_NOUN)  # noqa: PLR2004 - "ai", not "x"


@lru_cache(maxsize=65536)
def _is_telling(word: str) -> bool:
    if len(word) == 1 or len(word) > _LONGEST_WORD or _APOSTROPHE.search(word):
        return False
    return not _NUMBER.fullmatch(word) and not is_light(word)


@lru_cache(maxsize=65536)
def is_adjective(word: str) -> bool:
    """Whether a word in lower case is likely an adjective or a participle, and names nothing."""
    return bool(_ADJECTIVE.fullmatch(word)) and word not in _NOUNS
