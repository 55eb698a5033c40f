"""Which language each stretch of a document is in.

Told by py3langid (naive Bayes over byte n-grams, after Lui and Baldwin, "langid.py: An
Off-the-shelf Language Identification Tool", 2012). It is sure of a sentence and unsure of a word,
so what is short goes by the languages that the document holds for sure.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.models import Segment

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# What is no word of any language: addresses, names of accounts, marks, figures.
_WORDLESS: Final = re.compile(r"\w+://\S+|[@#]\w+|<[^<>\s]+>|[\d_]+")
# So much of a stretch is read, in characters: more makes it no surer.
_READ: Final = 160
# Sure by itself: so many bytes of UTF-8, so probable. A letter of most scripts but the Latin has
# several bytes, and tells the more.
_ENOUGH, _SURE = 40, 0.95
# Sure among the languages that the document holds anyway.
_LITTLE, _SURE_AMONG = 12, 0.9
# A language has at least so much of a document's sure text, or it may be a mistake.
_LEAST_SHARE: Final = 0.005

Chances = Mapping[str, float]


def with_languages(
    text: str, segments: Sequence[Segment], *, given: str | None = None, declared: str | None = None
) -> tuple[tuple[Segment, ...], str | None]:
    """The segments, each with its language, and the language of most of the text.

    Languages are ISO 639-1 codes. What is too short to be told is taken for the document's: the one
    that is `given` from outside, else that of most of what is sure, or of the text as a whole, else
    what the document has `declared`; None where that is not known either. What a reader already
    told of a segment stays.
    """
    read = [_telling(text[s.start : s.end][:_READ]) for s in segments]
    chances = [_chances(words) for words in read]
    sure = [_sure(*each) for each in zip(read, chances, strict=True)]
    held: Counter[str] = Counter()
    for segment, language in zip(segments, sure, strict=True):
        if language:
            held[language] += segment.end - segment.start
    heard = held.most_common(1)[0][0] if held else _of_all(read)
    main = code_of(given) or heard or code_of(declared)
    among = [code for code, count in held.items() if count >= _LEAST_SHARE * held.total()]
    told = tuple(
        replace(s, language=s.language or own or _among(each, among) or main)
        for s, own, each in zip(segments, sure, chances, strict=True)
    )
    return told, main


def code_of(tag: str | None) -> str | None:
    """The ISO 639-1 code in a language tag (BCP 47) such as "en-US"; None where it has none."""
    code = re.split(r"[-_]", (tag or "").strip().casefold())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _telling(text: str) -> str:
    return " ".join(_WORDLESS.sub(" ", text).split())


def _chances(words: str) -> Chances:
    return dict(_identifier().rank(words)) if len(words.encode()) >= _LITTLE else {}


def _sure(words: str, chances: Chances) -> str | None:
    """The language of these words if they tell it by themselves."""
    likely = max(chances, key=chances.__getitem__, default="")
    enough = len(words.encode()) >= _ENOUGH and chances.get(likely, 0.0) >= _SURE
    return code_of(likely) if enough else None


def _among(chances: Chances, languages: Sequence[str]) -> str | None:
    """The one of these languages that the words are in, if there is more than one to tell."""
    total = sum(chances.get(code, 0.0) for code in languages)
    if len(languages) < 2 or not total:  # noqa: PLR2004 - of one, there is nothing to tell
        return None
    likely = max(languages, key=lambda code: chances.get(code, 0.0))
    return likely if chances[likely] / total >= _SURE_AMONG else None


def _of_all(read: Sequence[str]) -> str | None:
    """The language of what is said in many short stretches."""
    words = " ".join(read)[: 10 * _READ]
    return _sure(words, _chances(words))


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    # Imported here: the model takes most of a second to load, and only who reads needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # What has a code of two letters, and what is no language ("zxx"): dialects would only share
    # the chances of the languages that they are like.
    identifier.set_languages([c for c in identifier.labels if len(c) == 2 or c == "zxx"])  # noqa: PLR2004 - ISO 639-1
    return identifier
