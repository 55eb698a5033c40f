"""Whether a message is for the bot, and how much it may be noticed for answering.

Whoever speaks to the bot is always answered. What goes on with a conversation, or is asked where
every question is answered, is answered with quotes alone: silence there is no news to anybody.
"""

import re
from enum import Enum, auto
from typing import Final

from bot.pleasantries import Pleasantry, pleasantry
from bot.questions import Incoming, question_in
from bot.talking.interrogatives import follows_up, is_asking, is_fragment, is_question
from bot.talking.restraint import is_about_themselves

# "Huawei?" is a question to whoever has just answered one.
_MARKED: Final = re.compile(r"\w\W*[?？]")


class Attention(Enum):
    """What a message is to the bot."""

    NONE = auto()
    # Said to the bot: it answers in any case.
    ADDRESSED = auto()
    # Goes on with a conversation and asks something: answered in any case, too.
    FOLLOWED_UP = auto()
    # May go on with a conversation: answered where the library has something.
    ASIDE = auto()
    # Asked of everybody, where every question is answered: the same, and people come first.
    OVERHEARD = auto()
    # Said to the bot where it does not answer.
    ELSEWHERE = auto()
    # Goes on with a conversation, and Discord withholds the words.
    WITHHELD = auto()


def attention(message: Incoming) -> Attention:
    """Return what a message is to the bot."""
    if message.is_direct:
        return Attention.ADDRESSED
    if message.mentions_me:
        return Attention.ADDRESSED if message.answered_here else Attention.ELSEWHERE
    if message.mentions_others or message.replies_to_others or not message.answered_here:
        return Attention.NONE
    if message.replies_to_me or message.in_my_thread:
        return _of_a_conversation(message)
    asked = message.every_question and message.readable and _asks_all(question_in(message))
    return Attention.OVERHEARD if asked else Attention.NONE


def _asks_all(text: str) -> bool:
    return is_question(text) and not is_about_themselves(text)


def _of_a_conversation(message: Incoming) -> Attention:
    """Return what a message is that replies to the bot, or stands in a thread of its own."""
    if not message.content.strip() and not message.readable:
        return Attention.WITHHELD
    text = question_in(message)
    if message.speaks_by_name:
        return Attention.NONE
    courtesy = pleasantry(text)
    if courtesy is not None:
        return _of_a_courtesy(courtesy, message)
    if is_asking(text) or follows_up(text) or _MARKED.search(text):
        return Attention.FOLLOWED_UP
    return Attention.ASIDE if is_fragment(text) else Attention.NONE


def _of_a_courtesy(courtesy: Pleasantry, message: Incoming) -> Attention:
    """Return what a message is that asks nothing: among people it may be meant for any of them."""
    complaint = courtesy is Pleasantry.COMPLAINT and message.follows_me
    to_me = message.replies_to_me and courtesy is not Pleasantry.SMALL_TALK
    return Attention.ADDRESSED if to_me or complaint else Attention.NONE
