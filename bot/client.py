"""The bot as Discord sees it: what it asks for, what it holds, how it comes and goes."""

import asyncio
import sys
from collections.abc import Callable, Collection
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.cogs.loading import Shared, load_cogs
from bot.cogs.places import settle
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.tongue import CatalogueTranslator, Tongues
from bot.desk import Desk
from bot.easel import Easel
from bot.errors import KindTree, apologise_for_event, refusal
from bot.exchanges import Exchanges
from bot.inflight import Inflight
from bot.registration import Registration, fingerprint
from bot.remembered import Remembered
from bot.sources.bounds import Bounds
from bot.state import State
from bot.stopping import done_before
from bot.translation import digests_of_catalogues

_LOG = structlog.stdlib.get_logger("bot")

# Seconds, and together less than the five in which everything has to end.
_GRACE = 1.9
_LAST_WORDS = 0.7
_CLOSING = 0.9


def intents(*, message_content: bool) -> discord.Intents:
    """Return the least that the bot needs to hear: servers, and messages in them and to it."""
    least = discord.Intents.none()
    least.guilds = least.guild_messages = least.dm_messages = True
    least.message_content = message_content
    return least


CogMaker = Callable[[commands.AutoShardedBot], commands.Cog]


class PullquoteBot(commands.AutoShardedBot):
    """The bot: open it with `async with`, then `stay_online`."""

    def __init__(  # noqa: PLR0913 - what it is made of
        self,
        *,
        desk: Desk,
        state: State,
        registration: Registration,
        message_content: bool = False,
        shard_count: int | None = None,
        trusted: Collection[int] = (),
        bounds: Bounds = Bounds(),  # noqa: B008 - nobody can change it
        further: Collection[CogMaker] = (),
    ) -> None:
        """The operator trusts the servers in `trusted` with what is theirs; see `Readers`.

        Each server may add to the library within `bounds`. `further` cogs are those that not every
        operator wishes for.
        """
        # It never speaks aloud, so nobody needs to hear that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=KindTree,
            shard_count=shard_count,
        )
        self._desk = desk
        self._state = state
        self._registration = registration
        self._easel = Easel()
        self._bounds = bounds
        self._further = further
        self.tongues = Tongues(state)
        self.remembered = Remembered()
        self.remembered.add("language", self.tongues)
        self.readers = Readers(self, state=state, trusted=trusted)
        self.inflight = Inflight()
        self.audits = Audits(self, state=state, inflight=self.inflight)
        self.exchanges = Exchanges()

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord about commands that changed."""
        await load_cogs(self._shared())
        for make in self._further:
            await self.add_cog(make(self))
        await self.tree.set_translator(CatalogueTranslator())
        await self.register_commands()
        self._easel.warm_up()

    def _shared(self) -> Shared:
        return Shared(
            self,
            desk=self._desk,
            state=self._state,
            bounds=self._bounds,
            readers=self.readers,
            inflight=self.inflight,
            audits=self.audits,
            exchanges=self.exchanges,
            remembered=self.remembered,
            easel=self._easel,
        )

    async def register_commands(self) -> None:
        """Give Discord the slash commands if they changed; failing to do so stops nothing."""
        settle(self.tree)
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        mark = fingerprint(self.application_id or 0, [*payload, digests_of_catalogues()])
        if self._registration.is_current(mark):
            return
        try:
            await self.tree.sync()
        except discord.DiscordException as error:
            _LOG.warning("the slash commands could not be registered", reason=str(error))
        else:
            self._registration.remember(mark)

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        _LOG.info("online", name=str(self.user), servers=len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no prefix commands to look for; the cogs listen themselves."""

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:
        """Apologise for whatever an event's listener raised."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception):
            await apologise_for_event(event_method, args, error)

    async def stay_online(self, token: str, stop: asyncio.Event) -> None:
        """Stay connected until `stop`; raise CannotStart or IntentRefused if Discord objects."""
        staying = asyncio.create_task(self.start(token))
        try:
            if await done_before(stop, staying):
                staying.result()
            else:
                await self.inflight.finish(grace=_GRACE, last_words=_LAST_WORDS)
        except Exception as error:
            reason = refusal(error)
            if reason is error:
                raise
            raise reason from error
        finally:
            staying.cancel()

    async def close(self) -> None:
        """Close the connection, without waiting long for Discord to agree."""
        # Not cancelled when its time is over: discord.py awaits the same task when it leaves.
        self._easel.close()
        closing = asyncio.ensure_future(super().close())
        await asyncio.wait({closing}, timeout=_CLOSING)
        if closing.done():
            closing.result()
        else:
            _LOG.debug("Discord did not confirm the end of the connection")
            await self.http.close()

    async def __aexit__(self, *_: object) -> None:
        """Leave; also where discord.py has begun to close by itself, not for longer than that."""
        await self.close()
