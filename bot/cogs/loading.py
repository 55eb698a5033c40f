"""Which cogs there are, and what each is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import discord
from discord.ext import commands

from bot.cogs.answers.loading import add_answers
from bot.cogs.daily.cog import Daily
from bot.cogs.daily.plans import Plans
from bot.cogs.digests import Digests
from bot.cogs.episodes import Episodes
from bot.cogs.forgetting import Forgetting
from bot.cogs.gaps.cog import GapsCog
from bot.cogs.gaps.deciding import Deciding
from bot.cogs.gaps.following import Following
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.learning import Learning
from bot.cogs.gaps.offering import Offers
from bot.cogs.gaps.proposing import Proposing
from bot.cogs.gaps.rereading import Rereading
from bot.cogs.gaps.stats import Stats
from bot.cogs.gaps.undecided import Undecided
from bot.cogs.helping import Helping
from bot.cogs.listening import Listening
from bot.cogs.people import People
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
from bot.daily.contents import Contents
from bot.desk import Desk
from bot.easel import Easel
from bot.errors import KindTree
from bot.exchanges import Exchanges
from bot.inflight import Inflight
from bot.recording import Recorder
from bot.remembered import Remembered
from bot.sources.bounds import Bounds
from bot.sources.syncing import Syncing
from bot.state import State


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cogs of a bot share."""

    bot: commands.AutoShardedBot
    desk: Desk
    state: State
    bounds: Bounds
    readers: Readers
    inflight: Inflight
    audits: Audits
    exchanges: Exchanges
    remembered: Remembered
    easel: Easel


async def load_cogs(shared: Shared) -> None:
    """Load every cog that a bot has for every operator."""
    bot, state = shared.bot, shared.state
    recorder = Recorder(state.questions, shared.inflight, _now, shared.exchanges)
    keeper = Keeper(bot, state)
    syncing = Syncing(shared.desk)
    sources = GuildSources(shared.desk, state, syncing, shared.bounds)
    rereading = _kept_answers(shared)
    await _add_talking(shared, recorder)
    house = DiscordHouse(bot, Contents(shared.desk, state), keeper, shared.readers)
    plans = Plans(bot, state=state, house=house, audits=shared.audits)
    await _add_all(bot, _daily(shared, keeper, house, plans))
    await _add_all(bot, _sources(shared, syncing, sources))
    await _add_all(bot, _members(shared, recorder, keeper, sources, rereading))
    await _add_all(bot, _servers(shared, plans))
    await _add_all(bot, _at_a_glance(shared))
    await _add_all(bot, _gaps(shared, rereading))


def _kept_answers(shared: Shared) -> Rereading:
    desk, state, readers = shared.desk, shared.state, shared.readers
    answers = KeptAnswers(desk=desk, state=state, readers=readers, audits=shared.audits)
    return Rereading(shared.bot, answers=answers, desk=desk, state=state, readers=readers)


def _now() -> datetime:
    # Looked up at each call, so that time can travel in tests.
    return discord.utils.utcnow()


async def _add_all(bot: commands.AutoShardedBot, cogs: Iterable[commands.Cog]) -> None:
    for cog in cogs:
        await bot.add_cog(cog)


async def _add_talking(shared: Shared, recorder: Recorder) -> None:
    """Load what hears messages, what lets nobody ask too much, and the buttons under answers."""
    bot, desk, readers, inflight = shared.bot, shared.desk, shared.readers, shared.inflight
    listening = Listening(bot, Service(desk, readers, inflight, recorder), shared.state)
    await bot.add_cog(listening)
    await bot.add_cog(listening.catching_up)
    shared.remembered.add("questions_that_may_be_edited", listening.register)
    assert isinstance(bot.tree, KindTree)  # noqa: S101 - it is what the bot was made with
    bot.tree.admit = listening.admission.admit
    await add_answers(
        bot,
        desk=desk,
        state=shared.state,
        readers=readers,
        recorder=recorder,
        inflight=inflight,
        remembered=shared.remembered,
    )


def _daily(shared: Shared, keeper: Keeper, house: DiscordHouse, plans: Plans) -> list[commands.Cog]:
    bot, state = shared.bot, shared.state
    return [
        Daily(state, plans),
        Posting(bot, state=state, house=house),
        Keeping(bot, state=state, keeper=keeper, inflight=shared.inflight),
    ]


def _sources(shared: Shared, syncing: Syncing, sources: GuildSources) -> list[commands.Cog]:
    state = shared.state
    return [
        Refreshing(shared.bot, desk=shared.desk, state=state, syncing=syncing),
        Sources(state=state, readers=shared.readers, sources=sources, audits=shared.audits),
    ]


def _members(
    shared: Shared,
    recorder: Recorder,
    keeper: Keeper,
    sources: GuildSources,
    rereading: Rereading,
) -> list[commands.Cog]:
    """Return what keeps to members' wishes about what is theirs, and forgets what was left."""
    bot, state, inflight = shared.bot, shared.state, shared.inflight
    return [
        Forgetting(
            bot,
            state=state,
            recorder=recorder,
            sources=sources,
            answers=rereading.answers,
            inflight=inflight,
        ),
        Privacy(
            bot,
            state=state,
            keeper=keeper,
            rereading=rereading,
            exchanges=shared.exchanges,
            remembered=shared.remembered,
            inflight=inflight,
        ),
    ]


def _servers(shared: Shared, plans: Plans) -> list[commands.Cog]:
    bot, state, readers = shared.bot, shared.state, shared.readers
    return [
        Setup(bot, state=state, readers=readers, audits=shared.audits, plans=plans),
        Helping(bot, desk=shared.desk, state=state, readers=readers, inflight=shared.inflight),
    ]


def _at_a_glance(shared: Shared) -> list[commands.Cog]:
    """Return what tells of a topic, of a person and of a work in one message."""
    desk, readers, inflight = shared.desk, shared.readers, shared.inflight
    return [
        Digests(shared.bot, desk=desk, readers=readers, inflight=inflight),
        People(desk=desk, readers=readers, inflight=inflight, easel=shared.easel),
        Episodes(desk=desk, readers=readers, inflight=inflight),
    ]


def _gaps(shared: Shared, rereading: Rereading) -> list[commands.Cog]:
    """Return what tells of questions without an answer, and has members give one."""
    bot, desk, state, readers = shared.bot, shared.desk, shared.state, shared.readers
    answers, undecided = rereading.answers, Undecided()
    offers = Offers(bot, state=state, answers=answers, undecided=undecided)
    shared.remembered.add("answers_to_decide_about", undecided)
    return [
        GapsCog(desk=desk, state=state, readers=readers, answers=answers),
        Stats(desk=desk, state=state, readers=readers, easel=shared.easel),
        Learning(bot, state=state, offers=offers, undecided=undecided, inflight=shared.inflight),
        Proposing(bot, state=state, offers=offers, undecided=undecided),
        Deciding(bot, state=state, answers=answers, offers=offers, undecided=undecided),
        Following(bot, state=state, rereading=rereading, inflight=shared.inflight),
    ]
