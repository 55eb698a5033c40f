"""Of all processes that hear a message, one answers it."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from typing import Final

from bot.cogs.patience import in_time
from bot.state import State
from bot.state.claims import Answered

_MOST: Final = 5000


class Claiming:
    """Claims messages in the database.

    While that is away this process answers alone, as if it were the only one: of two answers a
    member reads one, of none nothing. Discord tells one process of one message once, but for a
    connection that was resumed.
    """

    def __init__(self, state: State) -> None:
        self._claims = state.claims
        self._taken: OrderedDict[int, None] = OrderedDict()

    async def claim(
        self, messages: Collection[int], guild: int | None, now: datetime
    ) -> frozenset[int]:
        """Return which of these messages are ours to answer."""
        free = frozenset(messages) - self._taken.keys()
        self._taken.update(dict.fromkeys(free))
        while len(self._taken) > _MOST:
            self._taken.popitem(last=False)
        return await in_time(self._claims.claim(free, guild, now), free) if free else free

    async def claim_edit(self, message: int, edited_at: datetime, *, ours: bool) -> bool:
        """Tell whether an edit is ours to take up; where the database is away, if it is `ours`."""
        return await in_time(self._claims.claim_edit(message, edited_at), ours)

    async def note(self, messages: Collection[int], answered: Answered) -> None:
        """Keep what answers these messages, for when this process is no more."""
        await self._claims.note(messages, answered)

    async def answers_to(self, messages: Collection[int]) -> dict[int, Answered]:
        """Return what answers messages of which this process remembers nothing."""
        nothing: dict[int, Answered] = {}
        return await in_time(self._claims.of(messages), nothing)
