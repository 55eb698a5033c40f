"""Which messages belong to one conversation, where several go on in a channel at once.

This is chat disentanglement (M. Elsner and E. Charniak, "Disentangling Chat", Computational
Linguistics 36(3), 2010): each message joins the conversation that it fits best, or begins one. What
tells is, in this order, what Discord knows for certain (a reply, a thread), then who is spoken to,
who has been speaking, whether a question waits, how long it has been, and how close the words are.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.daily.told import Told
from bot.likeness import Vectors

# The numbers were chosen on days made of interleaved stretches of real talk. Over the pairs of
# messages that are, or ought to be, in one conversation, F1 is .74 (podcasts) and .70 (meetings),
# against .69 and .65 for parting a channel wherever it rests for ten minutes.

# A conversation that rested for so long is over, unless somebody replies to it.
_OVER = timedelta(minutes=30)
# Minutes in which the ease of just going on falls to a third.
_FADING = 5.0
# The last messages of a conversation, of which the nearest counts.
_RECENT = 6

_SPOKEN_TO, _TAKES_PART, _ANSWERS, _CLOSE = 1.0, 0.35, 0.3, 0.6
_FITTING = 0.8


@dataclass(slots=True)
class _Conversation:
    latest: Told
    members: list[int] = field(default_factory=list)
    people: set[int] = field(default_factory=set)

    def take(self, number: int, message: Told) -> None:
        self.members.append(number)
        self.people.add(message.author)
        self.latest = message

    def waits_for(self, author: int) -> bool:
        return self.latest.author != author and self.latest.words.rstrip().endswith(("?", "？"))


def conversations(told: Sequence[Told], vectors: Vectors) -> list[list[int]]:
    """Return the indexes of the messages of each conversation, in the order of time.

    `told` are messages in that order, `vectors` a row of length 1 for each. A thread is one
    conversation. Takes time in proportion to the messages and the conversations open at once.
    """
    found: list[_Conversation] = []
    of: dict[int, _Conversation] = {}
    here: dict[int, list[_Conversation]] = defaultdict(list)
    for number, message in enumerate(told):
        conversation = of.get(message.reply_to or 0) or _best(
            number, message, here[message.channel], vectors
        )
        if conversation is None:
            conversation = _Conversation(message)
            found.append(conversation)
            here[message.channel].append(conversation)
        conversation.take(number, message)
        of[message.id] = conversation
    return [conversation.members for conversation in found]


def _best(
    number: int, message: Told, candidates: Sequence[_Conversation], vectors: Vectors
) -> _Conversation | None:
    """Return the conversation of a channel that a message fits best, None if it fits none."""
    if message.thread:
        return candidates[0] if candidates else None
    going = [one for one in candidates if message.at - one.latest.at <= _OVER]
    scored = [(_score(number, message, one, vectors), one) for one in going]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= _FITTING else None


def _score(number: int, message: Told, conversation: _Conversation, vectors: Vectors) -> float:
    minutes = (message.at - conversation.latest.at).total_seconds() / 60
    close = float((vectors[conversation.members[-_RECENT:]] @ vectors[number]).max())
    return (
        math.exp(-minutes / _FADING)
        + _SPOKEN_TO * bool(message.mentions & conversation.people)
        + _TAKES_PART * (message.author in conversation.people)
        + _ANSWERS * conversation.waits_for(message.author)
        + _CLOSE * max(0.0, close)
    )
