"""The way from an answer to the messages that hold it, as often as it changes."""

from collections.abc import Sequence

from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.standing import Standing
from bot.correspondents import Writer
from bot.parts import Quoted, Reply


class Respondent(Writer):
    """Whoever is answered, for as long as their question stands."""

    def __init__(self, standing: Standing, claiming: Claiming, *, again: bool) -> None:
        """Answer for the first time, which no process does twice, or `again`."""
        super().__init__(standing.opener.message, standing.place, once=not again)
        self._standing = standing
        self._claiming = claiming

    async def tell(self, reply: Reply) -> tuple[int, ...]:
        """Answer in the place of what was answered before; nothing where nothing is wanted."""
        standing = self._standing
        wanted = standing.aloud or any(isinstance(part, Quoted) for part in reply)
        told = reply if wanted and not standing.gone else ()
        if standing.answers:
            standing.answers = await self.revise(standing.answers, told)
        elif told:
            standing.answers = await super().tell(told)
        return standing.answers

    async def _wrote(self, sent: Sequence[int]) -> None:
        """Tie each message to the question at once, for whoever takes that over."""
        await self._claiming.place(self._standing.messages, self._place.id, sent)
