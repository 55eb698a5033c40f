"""Questions in messages: by mention, directly, or in reply to an answer."""

import discord
from discord.ext import commands

from bot.cards import Writer
from bot.cogs.readers import Readers
from bot.cogs.serving import Errand, answer, names_of
from bot.cogs.tongue import tongues_of
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import Incoming, is_for_me, wish
from bot.recording import Origin, Recorder
from bot.translation import speak


class Listening(commands.Cog):
    """Answers whoever writes to the bot."""

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
            speak(await tongues_of(self._bot).of_message(message))
            errand = Errand(Writer(message), wish(incoming), self._readers.of_message(message))
            origin = _origin_of(message)
            await answer(errand, origin, self._desk, self._inflight, self._recorder)

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


def _origin_of(message: discord.Message) -> Origin | None:
    """Return where something was asked, None if that was no server."""
    if message.guild is None:
        return None
    place = message.guild.id, message.channel.id
    return Origin(*place, message.author.id, message.id)


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
