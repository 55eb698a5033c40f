"""Helpful and Not it: what members think of an answer, kept for those who run the server."""

from typing import Any

import discord
from discord import ui

from bot.cogs.answers.recalling import Pressed
from bot.cogs.forms import Form
from bot.controls import Tag
from bot.correspondents import Caller
from bot.feedback import LONGEST_NOTE, Reason, Verdict
from bot.state import State
from bot.translation import gettext as _
from bot.wording import answers as wording


class Rating:
    """Keeps a verdict for each member and answer; the last one counts."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def helpful(self, pressed: Pressed, tag: Tag) -> None:
        """Keep that an answer was helpful."""
        await self.keep(pressed, _answer_of(pressed, tag))

    async def not_it(self, pressed: Pressed, tag: Tag) -> None:
        """Ask what is wrong with an answer."""
        await pressed.response.send_modal(NotIt(self, _answer_of(pressed, tag)))

    async def keep(
        self, pressed: Pressed, answer: int, reason: Reason | None = None, note: str = ""
    ) -> None:
        """Keep what a member thinks of an answer, and thank them.

        It is kept also where Discord takes no thanks any more.
        """
        to = Caller(pressed, privately=True)
        verdict = _verdict(pressed, answer, reason, note)
        try:
            async with to.waiting():
                pass
        finally:
            if verdict is not None:
                await self._state.feedback.give(verdict)
        thanks = wording.thanked(helpful=reason is None)
        await to.tell(thanks if verdict is not None else wording.verdicts_only_in_servers())


class NotIt(Form):
    """The form in which a member says what is wrong with an answer."""

    def __init__(self, rating: Rating, answer: int) -> None:
        super().__init__(title=_(wording.NOT_IT_TITLE))
        self._rating = rating
        self._answer = answer
        options = [
            discord.SelectOption(label=_(label), value=reason)
            for reason, label in wording.REASON_CHOICE.items()
        ]
        self._reason = ui.Select[Any](options=options, custom_id="reason")
        self._note = ui.TextInput[Any](max_length=LONGEST_NOTE, required=False, custom_id="note")
        self.add_item(ui.Label(text=_(wording.REASON_LABEL), component=self._reason))
        note = _(wording.NOTE_DESCRIPTION)
        self.add_item(ui.Label(text=_(wording.NOTE_LABEL), description=note, component=self._note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it."""
        reason = Reason(self._reason.values[0])
        await self._rating.keep(interaction, self._answer, reason, self._note.value.strip())


def _verdict(pressed: Pressed, answer: int, reason: Reason | None, note: str) -> Verdict | None:
    """Return what a member thinks of an answer, None where no verdicts are kept."""
    guild = pressed.client.get_guild(pressed.guild_id or 0)
    if guild is None:
        return None
    alone = pressed.message is not None and pressed.message.flags.ephemeral
    at = discord.utils.utcnow()
    return Verdict(guild.id, answer, pressed.user.id, at, reason, note, alone)


def _answer_of(pressed: Pressed, tag: Tag) -> int:
    """Return the first message of an answer."""
    if tag.messages:
        return tag.messages[0]
    return pressed.message.id if pressed.message else 0
