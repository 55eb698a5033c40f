"""The answers of members that a server keeps, listed for those who run it, who may withdraw any."""

import math
from collections.abc import Sequence

import discord

from bot.cards import cards
from bot.cogs.certain import view_of
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.rights import let_managers, places_in, sees
from bot.cogs.leafing import Leaf, Leafing
from bot.state import State
from bot.state.learned import Lesson
from bot.translation import gettext as _
from bot.wording import learned as wording

# Answers of a page; a message has room for so many, and a menu for more.
_AT_ONCE = 6


class Learned:
    """What a server has learned, and the way to take it back."""

    def __init__(self, state: State, answers: KeptAnswers) -> None:
        self._state = state
        self._answers = answers

    async def show(self, interaction: discord.Interaction) -> None:
        """Show the first page to a manager."""
        if await let_managers(interaction, self._state):
            await _Pages(self).open(interaction)

    async def leaf(self, interaction: discord.Interaction, number: int) -> Leaf:
        """Return a page, or the last one where there are fewer by now."""
        lessons, unseen = await self._seen(interaction)
        count = max(1, math.ceil(len(lessons) / _AT_ONCE))
        number = min(number, count - 1)
        shown = lessons[number * _AT_ONCE :][:_AT_ONCE]
        items = [_Withdraw(shown)] if shown else []
        return Leaf(cards(wording.listing(shown, len(lessons), unseen)), number, count, items)

    async def withdraw(self, interaction: discord.Interaction, message: int) -> None:
        """Withdraw an answer that somebody sees, if they may."""
        if await let_managers(interaction, self._state):
            lessons, _unseen = await self._seen(interaction)
            chosen = [one for one in lessons if one.message == message]
            await self._answers.withdraw(chosen, by=interaction.user.id)

    async def _seen(self, interaction: discord.Interaction) -> tuple[list[Lesson], int]:
        """Return the answers that somebody can read where they stand, and how many others."""
        member = interaction.user
        if not isinstance(member, discord.Member):
            return [], 0
        kept = await self._state.lessons.kept_in(member.guild.id)
        places = await places_in(member.guild, [lesson.channel for lesson in kept])
        seen = [lesson for lesson in kept if sees(member, places[lesson.channel])]
        return seen, len(kept) - len(seen)


class _Pages(Leafing):
    def __init__(self, learned: Learned) -> None:
        super().__init__(learned.leaf)
        self._learned = learned

    async def withdraw(self, interaction: discord.Interaction, message: int) -> None:
        """Withdraw an answer, and show what is left."""
        await interaction.response.defer()
        await self._learned.withdraw(interaction, message)
        await self.go(interaction, 0)


class _Withdraw(discord.ui.Select[_Pages]):
    def __init__(self, lessons: Sequence[Lesson]) -> None:
        options = [
            discord.SelectOption(label=wording.option(lesson), value=str(lesson.message))
            for lesson in lessons
        ]
        super().__init__(placeholder=_(wording.CHOOSE), options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Withdraw the answer that was chosen."""
        await view_of(self).withdraw(interaction, int(self.values[0]))
