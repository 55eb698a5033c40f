"""The bot as Discord sees it: what it asks for, what it holds, how it comes and goes."""

import asyncio
import sys
from collections.abc import Callable, Collection
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.cogs.answers.loading import add_answers
from bot.cogs.daily import Daily
from bot.cogs.digests import Digests
from bot.cogs.episodes import Episodes
from bot.cogs.forgetting import Forgetting
from bot.cogs.gaps.cog import GapsCog
from bot.cogs.gaps.following import Following
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.learning import Learning
from bot.cogs.gaps.proposing import Proposing
from bot.cogs.gaps.stats import Stats
from bot.cogs.helping import Helping
from bot.cogs.listening import Listening
from bot.cogs.people import People
from bot.cogs.places import settle
from bot.cogs.posting.cog import Posting
from bot.cogs.posting.house import DiscordHouse
from bot.cogs.posting.keeper import Keeper
from bot.cogs.posting.keeping import Keeping
from bot.cogs.privacy import Privacy
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.cog import Setup
from bot.cogs.sources.cog import Sources
from bot.cogs.sources.keeping import GuildSources
from bot.cogs.sources.refreshing import Refreshing
from bot.cogs.talking.answering import Service
from bot.cogs.tongue import CatalogueTranslator, Tongues
from bot.daily.contents import Contents
from bot.desk import Desk
from bot.easel import Easel
from bot.errors import KindTree, apologise_for_event, refusal
from bot.exchanges import Exchanges
from bot.inflight import Inflight
from bot.recording import Recorder
from bot.registration import Registration, fingerprint
from bot.sources.bounds import Bounds
from bot.sources.syncing import Syncing
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
        self.readers = Readers(self, state=state, trusted=trusted)
        self.inflight = Inflight()
        self.audits = Audits(self, state=state, inflight=self.inflight)
        self.exchanges = Exchanges()

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord about commands that changed."""
        # Looked up at each call, so that time can travel in tests.
        now = lambda: discord.utils.utcnow()  # noqa: E731, PLW0108
        recorder = Recorder(self._state.questions, self.inflight, now, self.exchanges)
        desk, readers, inflight = self._desk, self.readers, self.inflight
        listening = Listening(self, Service(desk, readers, inflight, recorder), self._state)
        await self.add_cog(listening)
        assert isinstance(self.tree, KindTree)  # noqa: S101 - it is what the bot was made with
        self.tree.admit = listening.admission.of_call
        await add_answers(
            self,
            desk=desk,
            state=self._state,
            readers=readers,
            recorder=recorder,
            inflight=inflight,
        )
        keeper = Keeper(self, self._state)
        answers = KeptAnswers(
            self, desk=desk, state=self._state, readers=readers, audits=self.audits
        )
        await self._add_the_daily_post(keeper)
        await self._add_forgetting(recorder, await self._add_sources(), answers)
        await self.add_cog(
            Privacy(
                self,
                state=self._state,
                keeper=keeper,
                answers=answers,
                exchanges=self.exchanges,
                inflight=inflight,
            )
        )
        await self.add_cog(Setup(self, state=self._state, readers=readers, audits=self.audits))
        await self.add_cog(
            Helping(self, desk=desk, state=self._state, readers=readers, inflight=inflight)
        )
        await self.add_cog(Digests(self, desk=desk, readers=readers, inflight=inflight))
        await self.add_cog(People(desk=desk, readers=readers, inflight=inflight, easel=self._easel))
        await self.add_cog(Episodes(desk=desk, readers=readers, inflight=inflight))
        await self._add_gaps(answers)
        for make in self._further:
            await self.add_cog(make(self))
        await self.tree.set_translator(CatalogueTranslator())
        await self.register_commands()
        self._easel.warm_up()

    async def _add_forgetting(
        self, recorder: Recorder, sources: GuildSources, answers: KeptAnswers
    ) -> None:
        await self.add_cog(
            Forgetting(
                self,
                state=self._state,
                recorder=recorder,
                sources=sources,
                answers=answers,
                inflight=self.inflight,
            )
        )

    async def _add_the_daily_post(self, keeper: Keeper) -> None:
        house = DiscordHouse(self, Contents(self._desk, self._state), keeper, self.readers)
        await self.add_cog(Daily(self, state=self._state, house=house, audits=self.audits))
        await self.add_cog(Posting(self, state=self._state, house=house))
        await self.add_cog(Keeping(self, state=self._state, keeper=keeper, inflight=self.inflight))

    async def _add_gaps(self, answers: KeptAnswers) -> None:
        desk, state, readers, inflight = self._desk, self._state, self.readers, self.inflight
        await self.add_cog(GapsCog(desk=desk, state=state, readers=readers, answers=answers))
        easel = self._easel
        await self.add_cog(Stats(desk=desk, state=state, readers=readers, easel=easel))
        learning = Learning(self, state=state, answers=answers, inflight=inflight)
        await self.add_cog(learning)
        await self.add_cog(Proposing(self, state=state, learning=learning))
        await self.add_cog(Following(self, state=state, answers=answers, inflight=inflight))

    async def _add_sources(self) -> GuildSources:
        syncing = Syncing(self._desk)
        refreshing = Refreshing(self, desk=self._desk, state=self._state, syncing=syncing)
        sources = GuildSources(self._desk, self._state, syncing, self._bounds)
        await self.add_cog(refreshing)
        await self.add_cog(
            Sources(state=self._state, readers=self.readers, sources=sources, audits=self.audits)
        )
        return sources

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
