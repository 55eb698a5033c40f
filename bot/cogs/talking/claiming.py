"""Of all processes that hear a message, one answers it."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from bot.cogs.patience import in_time
from bot.state import State
from bot.state.claims import Answered, Asker, LeftBehind

_MOST: Final = 5000
_NONE: Final = frozenset[int]()


class Claiming:
    """Claims messages in the database.

    While that is away this process answers alone, as if it were the only one: of two answers a
    member reads one, of none nothing. Discord tells one process of one message once, but for a
    connection that was resumed.
    """

    def __init__(self, state: State) -> None:
        self._claims = state.claims
        self._taken: OrderedDict[int, None] = OrderedDict()
        # What is being answered here, and not done.
        self._at_work: set[int] = set()
        # What is done here, and has not been noted: the database was away.
        self._done: OrderedDict[int, Answered | None] = OrderedDict()
        self._noting = asyncio.Lock()

    async def claim(
        self, messages: Collection[int], asker: Asker, now: datetime, *, surely: bool = False
    ) -> frozenset[int]:
        """Return which of these messages are ours to answer.

        Where that has to be known `surely`, none is while the database is away.
        """
        free = frozenset(messages) - self._taken.keys()
        if not free:
            return free
        self._taken.update(dict.fromkeys(free))
        while len(self._taken) > _MOST:
            self._taken.popitem(last=False)
        claimed = self._claims.claim(free, asker, now)
        ours = await in_time(claimed, _NONE if surely else free)
        self._at_work |= ours
        return ours

    async def claim_edit(self, message: int, edited_at: datetime, *, ours: bool) -> bool:
        """Tell whether an edit is ours to take up; where the database is away, if it is `ours`."""
        return await in_time(self._claims.claim_edit(message, edited_at), ours)

    async def place(
        self, messages: Collection[int], channel: int, answers: Sequence[int] = ()
    ) -> None:
        """Keep where an answer is being written, and what of it is: for whoever has to look."""
        await in_time(self._claims.place(messages, channel, answers), None)

    async def note(self, messages: Collection[int], answered: Answered | None) -> None:
        """Keep that messages are done and what answers them, for when this process is no more.

        Raises StateUnavailable while the database is away; then it is noted later, and nobody here
        takes the messages over until it is.
        """
        for message in messages:
            self._done[message] = answered
            self._done.move_to_end(message)
        while len(self._done) > _MOST:
            self._at_work.discard(self._done.popitem(last=False)[0])
        await self._note_what_is_done()

    async def _note_what_is_done(self) -> None:
        async with self._noting:  # what is noted last is what was done last
            while self._done:
                answered = next(iter(self._done.values()))
                done = [one for one, by in self._done.items() if by == answered]
                await self._claims.note(done, answered)
                for message in done:
                    if message in self._done and self._done[message] == answered:
                        del self._done[message]
                        self._at_work.discard(message)

    async def renew(self, now: datetime) -> None:
        """Tell all processes that this one is still at work on what it has claimed."""
        await self._note_what_is_done()
        if self._at_work:
            await self._claims.renew(self._at_work, now)

    async def left_behind(self, now: datetime) -> list[LeftBehind]:
        """Return what processes that are no more have claimed and not answered."""
        left = await self._claims.left_behind(now)
        return [one for one in left if not self._at_work.intersection(one.messages)]

    async def take_over(self, left: LeftBehind, now: datetime) -> bool:
        """Tell whether it is up to us to answer what was left behind."""
        if not await self._claims.take_over(left.messages, now):
            return False
        self._taken.update(dict.fromkeys(left.messages))
        self._at_work.update(left.messages)
        return True

    async def answers_in(self, channel: int) -> frozenset[int]:
        """Return the messages of ours in a channel of which it is known what they answer."""
        return await self._claims.answers_in(channel)

    async def together(self, message: int) -> list[int]:
        """Return the messages that ask with one what the same answer answers, in their order."""
        return await in_time(self._claims.together(message), [message])

    async def among(self, messages: Collection[int]) -> frozenset[int]:
        """Return those of these messages that some process has claimed."""
        return await self._claims.among(messages)

    async def direct_channels(self, most: int) -> list[int]:
        """Return the channels in which somebody has asked the bot alone, the latest first."""
        return await self._claims.direct_channels(most)

    async def answers_to(self, messages: Collection[int]) -> dict[int, Answered]:
        """Return what answers messages of which this process remembers nothing."""
        nothing: dict[int, Answered] = {}
        return await in_time(self._claims.of(messages), nothing)
