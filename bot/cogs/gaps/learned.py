"""The answers of members that a server keeps, listed for those who run it, who may withdraw any."""

from collections.abc import Sequence

import discord

from bot.cogs.certain import view_of
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.rights import let_managers, places_in, sees
from bot.state import State
from bot.state.learned import Lesson
from bot.translation import gettext as _
from bot.wording import gaps as gaps_wording
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
            await (await self.page(interaction, 0)).open(interaction)

    async def page(self, interaction: discord.Interaction, first: int) -> "_Page":
        """Return the page that begins with the answer at `first`."""
        return _Page(self, *await self._seen(interaction), first)

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


class _Page(Fading):
    def __init__(
        self, learned: Learned, lessons: Sequence[Lesson], unseen: int, first: int
    ) -> None:
        super().__init__(MENUS_OPEN)
        self._learned = learned
        shown = lessons[first : first + _AT_ONCE]
        self._reply = wording.listing(shown, len(lessons), unseen)
        if shown:
            self.add_item(_Withdraw(shown))
        if first:
            self.add_item(_Turn(_(gaps_wording.BACK), first - _AT_ONCE))
        if first + _AT_ONCE < len(lessons):
            self.add_item(_Turn(_(gaps_wording.NEXT), first + _AT_ONCE))

    async def open(self, interaction: discord.Interaction) -> None:
        """Show it below what stands there."""
        await self.show(interaction, self._reply)

    async def turn(self, interaction: discord.Interaction, first: int) -> None:
        """Show another page in the place of this one."""
        await interaction.response.defer()
        await self._turn(interaction, first)

    async def withdraw(self, interaction: discord.Interaction, message: int) -> None:
        """Withdraw an answer, and show what is left."""
        await interaction.response.defer()
        await self._learned.withdraw(interaction, message)
        await self._turn(interaction, 0)

    async def _turn(self, interaction: discord.Interaction, first: int) -> None:
        self.stop()
        page = await self._learned.page(interaction, first)
        await self.renew(interaction, page._reply, page)  # noqa: SLF001 - its own kind


class _Withdraw(discord.ui.Select[_Page]):
    def __init__(self, lessons: Sequence[Lesson]) -> None:
        options = [
            discord.SelectOption(label=wording.option(lesson), value=str(lesson.message))
            for lesson in lessons
        ]
        super().__init__(placeholder=_(wording.CHOOSE), options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Withdraw the answer that was chosen."""
        await view_of(self).withdraw(interaction, int(self.values[0]))


class _Turn(discord.ui.Button[_Page]):
    def __init__(self, label: str, first: int) -> None:
        super().__init__(label=label)
        self._first = first

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn the page."""
        await view_of(self).turn(interaction, self._first)
