"""Whether a person answers a question already, so that the bot has nothing to add."""

from dataclasses import dataclass
from typing import Final

from bot.pleasantries import pleasantry
from bot.talking.interrogatives import is_question, word_count

# "lol", "same", "no idea" do not answer anything.
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody else says after a question, in the same place.

    `to` is the message that it replies to; `mentions` are the members it speaks to. `text` is empty
    where there are only pictures, or where Discord withholds the words.
    """

    text: str
    to: int | None = None
    mentions: frozenset[int] = frozenset()


def answers(remark: Remark, asker: int, question: frozenset[int], *, latest: bool) -> bool:
    """Tell whether a remark answers the question of `asker`, asked in these messages.

    Of what is said to nobody in particular, it is taken for an answer to the `latest` question.
    """
    if remark.to is not None:
        return remark.to in question
    if remark.mentions:
        return asker in remark.mentions
    if not latest or not remark.text:
        return latest
    if is_question(remark.text) or pleasantry(remark.text) is not None:
        return False
    return word_count(remark.text) >= _FEWEST_WORDS
