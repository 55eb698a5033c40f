"""Finds the sentence that says what a thing is ("A boat is a …"), where that is asked.

Such copular sentences are what answers questions for definitions (Hildebrandt, Katz and Lin, 2004,
"Answering Definition Questions Using Multiple Knowledge Sources").
"""

import re
from typing import Final

_ASKED: Final = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hey|ok|okay|well|explain\b.*:)\W+)*(?:what|wat|who)(?:['’]?s| is| are"
    r"| was| were| does| do)(?: (?:an?|the|exactly|actually))* (?P<thing>[^?.!,;]{1,60}?)"
    r"(?: (?:mean|stand for|do|all about))?\W*$",
    re.IGNORECASE,
)
_SAYS_WHAT: Final = (
    r"(?:['’]s| is| are| was| were)(?: \w+ly)?(?: (?:kind|sort) of)? (?:an?|the|our|one|called"
    r"|where|when|to|that|like|basically|essentially|about)\b"
)
_MEANS: Final = r"(?:means|stands for|refers to|describes)\b"
_MOST_WORDS: Final = 4


def defining(question: str) -> re.Pattern[str] | None:
    """What finds a sentence that says what a question asks for; None where it asks other things."""
    asked = _ASKED.match(question)
    if asked is None or len(asked["thing"].split()) > _MOST_WORDS:
        return None
    thing = r"\W+".join(map(re.escape, asked["thing"].split()))
    return re.compile(
        rf"\b{thing}s?\b[\"”]?(?:{_SAYS_WHAT}| (?:\w+ly )?{_MEANS})"
        rf"|\b(?:which|that)(?: is|['’]s| was| we) call(?:ed)? {thing}\b"
        rf"|\b(?:called|known as|named)(?: the| an?)?\W+(?:\w+\W+){{1,6}}?\({thing}\)",
        re.IGNORECASE,
    )
