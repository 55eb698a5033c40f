"""What a post asks of Discord, and what it is told: messages as they stand at that moment."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Told:
    """A message as it stands now; all ids are Discord's.

    `words` are its content as a reader sees it, mentions by their names; empty where Discord
    withholds it. `channel` is where it stands: a thread's own id if it stands in one, and then
    `thread` is true. `from_a_program` is true for bots, webhooks and Discord's own notices,
    `to_the_bot` for what mentions the bot or replies to it.
    """

    id: int
    channel: int
    author: int
    name: str
    words: str
    at: datetime
    thread: bool = False
    reply_to: int | None = None
    mentions: frozenset[int] = field(default_factory=frozenset)
    reactions: int = 0
    from_a_program: bool = False
    to_the_bot: bool = False


class Server(Protocol):
    """A server as a post in one of its channels sees it."""

    def may_show(self, channel: int) -> bool:
        """Tell whether whoever sees the post may read this channel or thread.

        What everyone may read passes, and what everyone may read who can see the post's channel;
        what is age-restricted passes only where the post's channel is as well. A channel that is
        gone, a private thread and one that the bot cannot see do not pass.
        """
        ...

    async def told(self, channel: int, since: datetime, until: datetime) -> list[Told]:
        """Return a channel's messages in `[since, until)` and those of its public threads.

        They are in the order of time; there are none where the bot may not read them.
        """
        ...
