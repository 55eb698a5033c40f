"""Is a passage spoken? In a conversation, what was said just before tells of what follows."""

import re

from retrieval.models import Kind
from retrieval.rows import Stored

# "Jane Roe: I think so." at the beginning of a line.
_TURN = re.compile(r"^[^\W\d_][\w .'’-]{0,40}: ", re.MULTILINE)
_LEAST_TURNS = 2


def is_spoken(stored: Stored) -> bool:
    """Whether it is a transcript's, or plain text of a named speaker or in turns of speakers."""
    voice = stored.passage.voice
    if voice.kind is not Kind.TEXT:
        return voice.kind is Kind.TRANSCRIPT
    return voice.speaker is not None or len(_TURN.findall(stored.text)) >= _LEAST_TURNS
