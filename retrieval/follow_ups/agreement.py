"""Articles and verbs that agree with words which are put into a question in place of others."""

import re
from typing import Final

_ARTICLE: Final = re.compile(r"\b(?P<article>an?)\s+$", re.IGNORECASE)
_LED: Final = re.compile(
    r"^(?:an?|the|my|your|our|their|his|her|its|th(?:is|at|ese|ose))\s", re.IGNORECASE
)
_PLURAL: Final = re.compile(r"(?:[^siu]|[A-Z])s$|ies$|\band\b|&")
_SINGULAR: Final = re.compile(r"^an?\s", re.IGNORECASE)
# A name in capitals: "GPT-4", "OpenAI".
_NAMED: Final = re.compile(r"[A-Z]\w*[A-Z0-9]$")
_VERB: Final = re.compile(r"\b(?P<verb>is|are|was|were|do|does|has|have)(?=\s+$)", re.IGNORECASE)
_PAIRS: Final = (("is", "are"), ("was", "were"), ("does", "do"), ("has", "have"))
_AN: Final = re.compile(r"[aeio]|[AEFHILMNORSX][A-Z]")


def put(head: str, words: str) -> str:
    """`head` with `words` behind it, its article and its verb in their number.

    "What is a " and "GPUs" make "What are GPUs"; what may be either number stays as it is.
    """
    plural = is_plural(words)
    if article := _ARTICLE.search(head):
        head = head[: article.start()]
        words = words if plural or _LED.match(words) else f"{_article(words)} {words}"
    return f"{_agreeing(head, words, plural=plural)}{words}"


def is_plural(words: str) -> bool:
    """Whether words likely mean several things."""
    return bool(_PLURAL.search(words)) and not _SINGULAR.match(words)


def _article(words: str) -> str:
    return "an" if _AN.match(words) else "a"


def _agreeing(head: str, words: str, *, plural: bool) -> str:
    singular = bool(_SINGULAR.match(words) or _NAMED.search(words))
    verb = _VERB.search(head)
    if not verb or not (plural or singular):
        return head
    known = {one: both[plural] for both in _PAIRS for one in both}
    said = known[verb["verb"].casefold()]
    said = said.capitalize() if verb["verb"][0].isupper() else said
    return f"{head[: verb.start()]}{said}{head[verb.end() :]}"
