"""/digest: a topic at a glance, and deeper behind buttons that outlive a restart."""

import re
from typing import Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import replies
from bot.cogs.readers import Readers
from bot.cogs.serving import Choice, Errand, Typed, completions, filters_of, names_in, serve
from bot.correspondents import Caller
from bot.desk import Desk
from bot.errors import apologise
from bot.inflight import Inflight
from bot.questions import readable
from bot.tickets import TEMPLATE, ticket_of
from bot.wishes import Deeper, Topic
from bot.wording import digests
from retrieval import Length

_LENGTHS = [Choice(name=shown, value=length.value) for length, shown in digests.LENGTHS.items()]


class Digests(commands.Cog):
    """Sums topics up."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, desk: Desk, readers: Readers, inflight: Inflight
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._readers = readers
        self._inflight = inflight

    async def cog_load(self) -> None:
        """Listen to the buttons of every digest there is."""
        self._bot.add_dynamic_items(DeeperButton)

    @app_commands.command(description=digests.DIGEST_DESCRIPTION)
    @app_commands.describe(
        topic=digests.TOPIC_OPTION,
        from_=replies.FROM_OPTION,
        in_=replies.IN_OPTION,
        since=replies.SINCE_OPTION,
        until=replies.UNTIL_OPTION,
        length=digests.LENGTH_OPTION,
    )
    @app_commands.rename(from_="from", in_="in")
    @app_commands.choices(length=_LENGTHS)
    async def digest(  # noqa: PLR0913, PLR0917 - Discord hands over each option by itself
        self,
        interaction: discord.Interaction,
        topic: Typed,
        since: Typed | None = None,
        until: Typed | None = None,
        from_: Typed | None = None,
        in_: Typed | None = None,
        length: str = Length.MEDIUM.value,
    ) -> None:
        """Sum a topic up; others cannot see what was typed, so it stands above."""
        names = names_in(interaction)
        filters = filters_of(names, from_=from_, in_=in_, since=since, until=until)
        wished = Topic(readable(topic, names), Length(length), repeated=True, filters=filters)
        errand = Errand(Caller(interaction), wished, lambda: self._readers.of_call(interaction))
        await serve(errand, self._desk, self._inflight)

    @digest.autocomplete("topic")
    async def _complete_topic(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the topics of the library."""
        return await completions(self._desk.topics, typed, lambda: self._readers.of_call(at))

    @digest.autocomplete("from_")
    async def _complete_from(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the voices of the library."""
        return await completions(self._desk.people, typed, lambda: self._readers.of_call(at))

    @digest.autocomplete("in_")
    async def _complete_in(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library and the kinds of text in it."""
        return await completions(self._desk.works, typed, lambda: self._readers.of_call(at))

    async def deepen(self, interaction: discord.Interaction[Any], wished: Deeper) -> None:
        """Show more of a digest, to nobody but who asked for it: as much as they may read now."""
        to = Caller(interaction, privately=True)
        errand = Errand(to, wished, lambda: self._readers.of_call(interaction, privately=True))
        try:
            await serve(errand, self._desk, self._inflight)
        except Exception as error:  # noqa: BLE001 - discord.py would leave the member without a word
            await apologise(to, error, doing="button")


class DeeperButton(ui.DynamicItem[ui.Button[ui.View]], template=TEMPLATE):
    """A button under a digest, as it comes back from Discord when it is pressed."""

    def __init__(self, button: ui.Button[ui.View], wished: Deeper) -> None:
        super().__init__(button)
        self._wished = wished

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Read what a pressed button stands for from its id, its label and its message."""
        assert isinstance(item, ui.Button)  # noqa: S101 - nothing else has such an id
        message = interaction.message
        ticket = ticket_of(match, message.content if message else "")
        return cls(item, Deeper(ticket.written, ticket.length, item.label or ""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the button is called."""
        cog = interaction.client.get_cog(Digests.__name__)
        assert isinstance(cog, Digests)  # noqa: S101 - it is what made the button known
        await cog.deepen(interaction, self._wished)
