"""What a forum post asks, and what a thread is called."""

import re
from typing import Final

from bot.display import one_line, shortened
from bot.markdown import without_spoilers
from bot.talking.interrogatives import is_question

# Discord's limit for the name of a thread.
_LONGEST_NAME: Final = 100
# Characters of a post that asks nothing.
_LONGEST_TEXT: Final = 300
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")


def question_of_post(title: str, text: str) -> str:
    """Return what a post asks: its title and what its text asks, or else what that says."""
    told = asked_in(text)
    if not told and not is_question(title):
        told = shortened(one_line(text), _LONGEST_TEXT)
    title = one_line(title)
    return told if title.casefold() in told.casefold() else f"{title}\n{told}".strip()


def asked_in(text: str) -> str:
    """Return those sentences of a text that ask something."""
    sentences = (found.strip() for found in _SENTENCE.findall(text))
    return one_line(" ".join(sentence for sentence in sentences if is_question(sentence)))


def thread_name(question: str) -> str:
    """Return what a thread about a question is called, on one line and not too long.

    A name covers nothing, so what the question covers is left out.
    """
    question = without_spoilers(question)
    # Discord counts an emoji twice; nothing in a name is markup or a mention.
    longest = _LONGEST_NAME
    name = shortened(one_line(question), longest)
    while _width(name) > _LONGEST_NAME:
        longest -= 1
        name = shortened(one_line(question), longest)
    return name or "…"


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
