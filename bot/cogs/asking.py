"""Questions: by mention, in a direct message, in reply to an answer, or with /ask."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.cards import Caller, Writer
from bot.cogs.readers import Readers
from bot.cogs.serving import (
    Choice,
    Errand,
    Typed,
    completions,
    filters_of,
    names_in,
    names_of,
    serve,
)
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import Incoming, Question, is_for_me, readable, understood, wish
from bot.recording import Origin, Recorder


class Asking(commands.Cog):
    """Answers whoever asks."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        readers: Readers,
        recorder: Recorder,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._readers = readers
        self._recorder = recorder
        self._inflight = inflight

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        incoming = await self._heard(message)
        if is_for_me(incoming):
            errand = Errand(Writer(message), wish(incoming), self._readers.of_message(message))
            await self._answer(errand, _origin_of_message(message))

    @app_commands.command(description=replies.ASK_DESCRIPTION)
    @app_commands.describe(
        question=replies.ASK_OPTION,
        from_=replies.FROM_OPTION,
        in_=replies.IN_OPTION,
        since=replies.SINCE_OPTION,
    )
    @app_commands.rename(from_="from", in_="in")
    async def ask(
        self,
        interaction: discord.Interaction,
        question: Typed,
        from_: Typed | None = None,
        in_: Typed | None = None,
        since: Typed | None = None,
    ) -> None:
        """Answer a question; others cannot see what was typed, so it stands above the answer."""
        names = names_in(interaction)
        wished = understood(readable(question, names))
        if isinstance(wished, Question):
            filters = filters_of(names, from_, in_, since)
            wished = Question(wished.text, repeated=True, filters=filters)
        errand = Errand(Caller(interaction), wished, self._readers.of_call(interaction))
        await self._answer(errand, _origin_of_command(interaction))

    @ask.autocomplete("from_")
    async def _complete_from(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the voices of the library."""
        return await completions(self._desk.people, typed, self._readers.of_call(at))

    @ask.autocomplete("in_")
    async def _complete_in(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library and the kinds of text in it."""
        return await completions(self._desk.works, typed, self._readers.of_call(at))

    async def _answer(self, errand: Errand, origin: Origin | None) -> None:
        told = await serve(errand, self._desk, self._inflight)
        if told is not None:
            self._recorder.note(origin, errand.wished, told.reply, told.message)

    async def _heard(self, message: discord.Message) -> Incoming:
        """Return what of a message matters."""
        me = self._bot.user
        assert me is not None  # noqa: S101 - there are no messages before the login
        program = message.author.bot or message.webhook_id is not None or message.is_system()
        direct = message.guild is None
        return Incoming(
            content=message.content,
            my_id=me.id,
            mentions_me=me in message.mentions,
            is_direct=direct,
            replies_to_me=not program and await _replies_to(me.id, message),
            from_a_program=program,
            readable=direct or self._bot.intents.message_content or _has_anything(message),
            names=names_of(message),
        )


def _origin_of_message(message: discord.Message) -> Origin | None:
    """Return where something was asked, None if that was no server."""
    if message.guild is None:
        return None
    place = message.guild.id, message.channel.id
    return Origin(*place, message.author.id, message.id)


def _origin_of_command(interaction: discord.Interaction) -> Origin | None:
    """Return where a command was used, None if that was no server that the bot is in."""
    if interaction.guild is None or interaction.channel_id is None:
        return None
    place = interaction.guild.id, interaction.channel_id
    return Origin(*place, interaction.user.id)


def _has_anything(message: discord.Message) -> bool:
    """Tell whether Discord shows us a message: what it withholds comes with nothing at all."""
    return bool(message.content or message.attachments or message.embeds or message.stickers)


async def _replies_to(member: int, message: discord.Message) -> bool:
    """Tell whether a message replies to one that `member` wrote."""
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None:
        return False
    known = reference.resolved or reference.cached_message
    if known is None and reference.message_id is not None:
        try:
            known = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            return False
    return isinstance(known, discord.Message) and known.author.id == member
