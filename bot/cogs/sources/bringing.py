"""A server's sources are brought in step, because somebody has asked for it and is told how."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord
import structlog

from bot import replies
from bot.cogs.sources.progress import ProgressMessage
from bot.desk import Desk
from bot.faults import record
from bot.parts import Reply
from bot.sources.hiding import tidy
from bot.sources.outcomes import failed, noted
from bot.sources.owning import shown_name
from bot.sources.syncing import Step, Sync, Syncing
from bot.state import State, StateUnavailable
from bot.wording import sources as wording
from bot.wording import syncs
from bot.wording.complaints import complaint
from bot.workers import Stopped
from retrieval import MAY_BE_TOLD, SourceStatus, SourceSync, SourceUnknown

_LOG = structlog.stdlib.get_logger("bot")


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a source, and what the sync reports where it came to an end."""

    reply: Reply
    report: SourceSync | None = None


class Bringing:
    """Brings sources in step, and leaves to the refresher what is broken off."""

    def __init__(self, desk: Desk, state: State, syncing: Syncing) -> None:
        self._desk = desk
        self._refreshes = state.refreshes
        self._syncing = syncing

    @property
    def busy(self) -> bool:
        """Whether a sync is running."""
        return self._syncing.busy

    async def all(
        self, chosen: Sequence[SourceStatus], message: ProgressMessage, head: Reply = ()
    ) -> list[Brought]:
        """Bring sources in step one after the other; what fails holds up none of the others.

        How it gets on is told above `head` and what was done until then. Where the program ends,
        the last one says so, and the rest goes on after the next start.
        """
        done: list[Brought] = []
        if self.busy:
            await message.say((*wording.WAITING, *head))
        try:
            async with self._syncing.turn() as sync:
                await self._want(chosen)
                for status in chosen:
                    told = whole(head, done)
                    done.append(await self._one(sync, status, message, told))
        except Stopped:
            done.append(Brought(wording.BROKEN_OFF))
        return done

    async def _one(
        self, sync: Sync, status: SourceStatus, message: ProgressMessage, told: Reply
    ) -> Brought:
        name = shown_name(status)

        def phrase(step: Step) -> Reply:
            return syncs.progress(name, step, told)

        try:
            async with message.telling(phrase):
                report = await sync(status.name, message.note)
            return await self._done(status, report)
        except Stopped:
            raise
        except SourceUnknown:
            return Brought(wording.gone_meanwhile(name))
        except Exception as error:  # noqa: BLE001 - a fault of one source is no other's trouble
            return await self._failed(status, error)

    async def _failed(self, status: SourceStatus, error: Exception) -> Brought:
        await self._note(status, None)
        if not isinstance(error, MAY_BE_TOLD):
            return Brought(replies.fault(record(error, doing="sync")))
        _LOG.warning("a source was not synced", source=status.name, reason=type(error).__name__)
        hidden = tidy([status], [await self._location_of(status)])
        return Brought(syncs.not_synced(shown_name(status), hidden(complaint(error))))

    async def _done(self, status: SourceStatus, report: SourceSync | None) -> Brought:
        name = shown_name(status)
        if report is None:
            return Brought(wording.gone_meanwhile(name))
        await self._note(status, report)
        hidden = tidy([status], [await self._location_of(status)])
        return Brought(syncs.summary(name, report, tidy=hidden), report)

    async def _location_of(self, status: SourceStatus) -> str:
        return (await asyncio.wrap_future(self._desk.source(status.name))).location

    async def _want(self, chosen: Sequence[SourceStatus]) -> None:
        """Keep what somebody has asked for, so that it is done even if the program ends."""
        with contextlib.suppress(StateUnavailable):  # the database has told its operator already
            for status in chosen:
                row = await self._refreshes.of(status.name)
                await self._refreshes.note(replace(row, wanted=True, not_before=None))

    async def _note(self, status: SourceStatus, report: SourceSync | None) -> None:
        """Keep how it went, with which whoever asked has been told the end of it."""
        with contextlib.suppress(StateUnavailable):
            row, now = await self._refreshes.of(status.name), discord.utils.utcnow()
            known = noted(row, report, status.every, now) if report else failed(row, now)
            await self._refreshes.note(replace(known, wanted=False))


def whole(head: Reply, done: Sequence[Brought]) -> Reply:
    """Return what is said in the end."""
    return (*head, *(part for one in done for part in one.reply))
