"""Questions in messages: by mention, directly, in reply, in threads, and where all are answered."""

import asyncio
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from bot.cogs.catching_up import CatchingUp
from bot.cogs.clock import now
from bot.cogs.talking.admission import Admission
from bot.cogs.talking.answering import Answering, Service
from bot.cogs.talking.changing import Changes
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.company import Company
from bot.cogs.talking.hearing import Ears, Heard
from bot.cogs.talking.looking_back import LookingBack
from bot.cogs.talking.register import Register
from bot.cogs.talking.remembering import Memory
from bot.cogs.talking.taking_over import TakingOver
from bot.cogs.talking.threads import Threads
from bot.cogs.tongue import tongues_of
from bot.state import State
from bot.translation import speak


class Listening(commands.Cog):
    """Answers whoever writes to the bot, and hears when they think again."""

    def __init__(self, bot: commands.AutoShardedBot, service: Service, state: State) -> None:
        exchanges = service.recorder.exchanges
        register = self.register = Register(exchanges)
        self._bot = bot
        self._in_order: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._ears = Ears(bot, state)
        claiming, threads = Claiming(state), Threads(service.inflight)
        self.admission = Admission(state, service.inflight, now)
        self._answering = Answering(
            service,
            ears=self._ears,
            memory=Memory(bot, exchanges, state, threads),
            threads=threads,
            admission=self.admission,
            claiming=claiming,
            now=now,
        )
        self._company = Company(
            ears=self._ears,
            register=register,
            answering=self._answering,
            inflight=service.inflight,
            now=now,
        )
        self._changes = Changes(
            bot,
            ears=self._ears,
            register=register,
            exchanges=exchanges,
            answering=self._answering,
            claiming=claiming,
        )
        looking_back = LookingBack(
            bot, state, ears=self._ears, company=self._company, claiming=claiming, now=now
        )
        taking_over = TakingOver(
            bot,
            ears=self._ears,
            register=register,
            claiming=claiming,
            looking_back=looking_back,
            now=now,
        )
        self.catching_up = CatchingUp(
            bot,
            state,
            claiming=claiming,
            looking_back=looking_back,
            taking_over=taking_over,
            now=now,
        )

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        heard = await self._hear(message)
        if heard is not None:
            await self._company.hear(heard)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Answer a question anew that was edited, or a message that has become one."""
        speak(await tongues_of(self._bot).of_message(edit.message))
        heard = await self._changes.edited(edit.message)
        if heard is not None:
            await self._company.hear(heard)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Take away what answers a message that was deleted."""
        await self._changes.deleted(gone.channel_id, [gone.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Take away what answers messages that were deleted."""
        await self._changes.deleted(gone.channel_id, sorted(gone.message_ids))

    async def _hear(self, message: discord.Message) -> Heard | None:
        """Hear what is said in a channel in the order in which it is said."""
        turn = self._in_order.setdefault(message.channel.id, asyncio.Lock())
        async with turn:
            speak(await tongues_of(self._bot).of_message(message))
            return await self._ears.hear(message)
