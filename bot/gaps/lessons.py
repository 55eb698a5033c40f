"""Whether a message is an answer that may be kept. No Discord types, no library."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.markdown import has_spoiler
from bot.translation import noted as N_

# As what it is noted among a server's changes that an author agreed, or took that back.
ANSWER_KEPT: Final = N_("Member's answer kept")
ANSWER_WITHDRAWN: Final = N_("Member's answer withdrawn")
CONSENTS: Final = frozenset({ANSWER_KEPT, ANSWER_WITHDRAWN})
# Fewer words say "thanks" or "let me look", and no answer stands in them alone.
_LEAST_WORDS: Final = 4
_LEAST_LETTERS: Final = 16
# In scripts without spaces a sign is about a third of a word.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a message stands: what it replies to, and the thread that it is in, if any."""

    reply_to: int | None = None
    thread: int | None = None

    @property
    def answers(self) -> frozenset[int]:
        """The messages that it may answer.

        A thread has the id of the message that it was opened from, a forum post that of its first;
        in it, what replies to something answers that alone.
        """
        return frozenset(filter(None, [self.reply_to or self.thread]))


def reads_like_an_answer(words: str) -> bool:
    """Tell whether words could be an answer: neither a question, nor a mere word, nor covered."""
    if has_spoiler(words) or words.rstrip().endswith(("?", "？")):
        return False
    unspaced = len(_UNSPACED.findall(words))
    long_enough = len(words.split()) >= _LEAST_WORDS and len(words) >= _LEAST_LETTERS
    return long_enough or unspaced >= 2 * _LEAST_WORDS


def is_trusted(roles: Collection[int], trusted: Collection[int]) -> bool:
    """Tell whether somebody has a role whose replies may be kept."""
    return not set(roles).isdisjoint(trusted)


def digest_of(words: str) -> str:
    """Return what tells that words have not changed: their SHA-256."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
