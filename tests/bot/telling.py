"""What a member reads of what the bot says."""

import simcord

from bot.pages import pages
from bot.parts import Reply


def told(result: simcord.InteractionResult) -> str:
    """What a command answered, when nobody else could see it."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response.content


def text_of(reply: Reply) -> str:
    """A reply that fits into one message."""
    [page] = pages(reply)
    return page
