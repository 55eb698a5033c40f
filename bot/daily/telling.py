"""Which message of a conversation tells most of it, and which of its sentences.

A message is telling that lies near the middle of what is said (centroid centrality: D. Radev et
al., "Centroid-based summarization of multiple documents", Information Processing & Management
40(6), 2004), that is long enough to say something, and that others have replied or reacted to.
"""

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.daily.told import Told
from bot.desk import Desk
from bot.likeness import Vectors, vectors_of
from retrieval import sentence_spans

# Letters: fewer than the least could not stand alone ("lol same"), and with enough of them a
# message is as long as it takes to say something.
_LEAST, _ENOUGH = 20, 80
_ADDRESS = re.compile(r"https?://\S+")

_REPLIES, _REACTIONS = 0.15, 0.1

# Characters of a message that are quoted, unless its most telling sentence alone is longer; and
# how many of its sentences are considered.
_LONGEST = 300
_MOST_SENTENCES = 24

Middle = NDArray[np.float32]


def most_telling(told: Sequence[Told], vectors: Vectors) -> int | None:
    """Return the index of the most telling message of a conversation, None if none says anything.

    `vectors` has a row of length 1 for each message.
    """
    near = vectors @ middle_of(vectors)
    scores = [
        _score(message, float(closeness), told)
        for message, closeness in zip(told, near, strict=True)
    ]
    best = max(range(len(told)), key=lambda number: scores[number], default=None)
    return best if best is not None and scores[best] > 0 else None


def middle_of(vectors: Vectors) -> Middle:
    """Return the mean of the rows, of length 1."""
    mean = vectors.mean(axis=0)
    middle: Middle = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return middle


async def excerpt(words: str, middle: Middle, desk: Desk) -> str:
    """Return the whole sentences of a long message that lie nearest to the middle, verbatim."""
    if len(words) <= _LONGEST:
        return words.strip()
    spans = sentence_spans(words)[:_MOST_SENTENCES]
    sentences = [words[span.start : span.end] for span in spans]
    near = (await vectors_of(sentences, desk)) @ middle
    first = last = int(np.argmax(near))
    while last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= _LONGEST:
        last += 1
    return words[spans[first].start : spans[last].end]


def _score(message: Told, closeness: float, told: Sequence[Told]) -> float:
    """Return how telling a message is, 0 if it says nothing."""
    letters = sum(map(str.isalpha, _ADDRESS.sub("", message.words)))
    if letters < _LEAST:
        return 0.0
    replies = sum(other.reply_to == message.id for other in told)
    return (
        max(closeness, 0.01) * min(1.0, letters / _ENOUGH)
        + _REPLIES * math.log1p(replies)
        + _REACTIONS * math.log1p(message.reactions)
    )
