"""How sure the bot is of what it tells where nobody has asked it.

Whoever asks it bears with a quote beside the point; people who talk to each other do not. The
confidence of an answer is an estimated probability. Of SQuAD's questions on articles that are
absent, 17 of 200 were answered, and none with more than 0.7; of those on articles that are there,
163 of the 196 that are answered are. Of 100 questions between members (the next game, the server,
supper) 18 were answered, and one of them with more.
"""

import re
from dataclasses import replace
from typing import Final

from bot.wishes import Asked, Question
from retrieval import Answer

_SURE: Final = 0.7
_MOST_QUOTES: Final = 2

_KNOWING: Final = re.compile(
    r"\b(?:anyone|anybody|someone|somebody|any\s?of\syou(?:\sguys)?|you\sguys|jemand|alguien)"
    r"(?:\s(?:here|hier|aquí|me|nos|mir|uns))?\s(?:know|knows|explain|tell|remember|understand|weiß|erklären|sabe|explica|dice|cuenta)"
    r"|(?:weiß|kennt)\s(?:hier\s)?(?:jemand|einer)|sabe\salguien|誰か.*(?:知って|教えて)|有人知道",
    re.IGNORECASE,
)
_THEMSELVES: Final = re.compile(
    r"\b(?:anyone|anybody|any\sof\syou|everyone|everybody|you\s(?:guys|all|people|lot|folks)|y['’]?all"
    r"|(?:are|were|did|have|do)\syou|your|this\s(?:server|channel|chat|discord)|mods?"
    r"|von\seuch|habt\sihr|seid\sihr|jemand|vosotros|ustedes|chicos|alguien)\b"
    r"|みんな|皆さん|誰か|大家|你们|有人",
    re.IGNORECASE,
)
# Who greets everybody does not ask about them.
_GREETED: Final = re.compile(
    r"^\W*(?:(?:hi|hey|hello|yo|good\s\w+|morning|evening|hallo|moin|hola|guten\s\w+|buenas)\b[\s,]*)+"
    r"(?:there|all|y['’]?all|everyone|everybody|guys|folks|people|you\s(?:guys|all|folks)|mods?"
    r"|zusammen|leute|a\stodos|chicos|gente)\b|^\W*(?:大家好|各位好|(?:みなさん|皆さん|みんな)[、,！!])",
    re.IGNORECASE,
)


def is_about_themselves(text: str) -> bool:
    """Tell whether a question asks people about themselves, and no library can know."""
    asked = _GREETED.sub("", text)
    return bool(_THEMSELVES.search(asked)) and not _KNOWING.search(asked)


def restrained(question: Question, found: Answer) -> Answer:
    """Return an answer as far as it may be told to whom the question was put."""
    if question.of is Asked.THE_BOT or not found.answered:
        return found
    if found.confidence < _SURE:
        return replace(found, answered=False, quotes=())
    return replace(found, quotes=found.quotes[:_MOST_QUOTES])
