"""The buttons by which an author decides about their answer, alive after a restart."""

import re
from typing import Any, Final, Protocol, Self, cast

import discord
from discord import ui

from bot.correspondents import Caller
from bot.errors import apologise
from bot.parts import Reply
from bot.state.learned import Lesson
from bot.translation import gettext as _
from bot.wording import learned as wording

_TEMPLATE: Final = re.compile(
    r"learned:(?P<do>keep|refuse|withdraw):(?P<message>\d+):(?P<author>\d+)"
    r"(?::(?P<proposer>\d+))?"
)


# Under this name the bot has what does as an author decides.
COG: Final = "Deciding"


class Decider(Protocol):
    """What does as an author decides about a message, by its id, and says what they are told."""

    async def keep(
        self, message_id: int, pressed: discord.Interaction[Any], proposer: int | None, /
    ) -> tuple[Reply, ui.View | None]:
        """Keep it, if that may be done; with buttons to withdraw it again."""
        ...

    async def refuse(self, message_id: int, /) -> Reply:
        """Keep it not."""
        ...

    async def withdraw(self, message_id: int, /) -> Reply:
        """Quote it no longer."""
        ...


def decisions(lesson: Lesson, proposer: int | None = None) -> ui.View:
    """Return the buttons under what asks an author, or tells them that their answer is kept.

    `proposer` had it asked for, None where the bot came upon it.
    """
    offered = {"keep": wording.KEEP_BUTTON, "refuse": wording.REFUSE_BUTTON}
    labels = offered if lesson.kept_at is None else {"withdraw": wording.WITHDRAW_BUTTON}
    view = ui.View(timeout=None)
    for do, label in labels.items():
        number = f"learned:{do}:{lesson.message}:{lesson.author}"
        if proposer is not None:
            number += f":{proposer}"
        view.add_item(ui.Button(label=_(label), custom_id=number))
    # Discord.py would keep a view that may still be pressed for as long as the program runs.
    view.stop()
    return view


class Decision(ui.DynamicItem[ui.Button[ui.View]], template=_TEMPLATE):
    """A button of an author's, as it comes back from Discord when it is pressed."""

    def __init__(
        self, button: ui.Button[ui.View], do: str, message: int, author: int, proposer: int | None
    ) -> None:
        super().__init__(button)
        self._do = do
        self._message = message
        self._author = author
        self._proposer = proposer

    # Any: whatever client and view it comes from.
    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what a pressed button stands for from its id."""
        assert isinstance(item, ui.Button)  # noqa: S101 - nothing else has such an id
        proposer = int(match["proposer"]) if match["proposer"] else None
        return cls(item, match["do"], int(match["message"]), int(match["author"]), proposer)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what its author decided; whoever else presses it is told that it is not theirs."""
        to = Caller(interaction, privately=True)
        if interaction.user.id != self._author:
            await to.tell(wording.not_theirs())
            return
        try:
            await interaction.response.defer()
            await self._decide(interaction)
        except Exception as error:  # noqa: BLE001 - discord.py would leave the member without a word
            await apologise(to, error, doing="button")

    async def _decide(self, interaction: discord.Interaction[Any]) -> None:
        # It is what made the button known.
        cog = cast("Decider", interaction.client.get_cog(COG))
        if self._do == "keep":
            reply, view = await cog.keep(self._message, interaction, self._proposer)
        else:
            decide = cog.refuse if self._do == "refuse" else cog.withdraw
            reply, view = await decide(self._message), None
        await _tell_instead(interaction, reply, view)


async def _tell_instead(
    interaction: discord.Interaction[Any], reply: Reply, view: ui.View | None
) -> None:
    """Take the buttons away with what they stood under, and tell whoever pressed one."""
    await interaction.delete_original_response()
    await Caller(interaction, privately=True).hand(reply, view=view)
