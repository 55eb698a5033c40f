"""A server's sources: added, found by the name that it gave them, listed and removed."""

import asyncio
import contextlib
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager

from bot.cogs.sources.bringing import Bringing, whole
from bot.cogs.sources.progress import ProgressMessage
from bot.desk import Desk
from bot.faults import record
from bot.parts import Reply
from bot.sources.bounds import Bounds
from bot.sources.hiding import tidy
from bot.sources.owning import guild_of, owned_by, shown_name
from bot.sources.syncing import Syncing
from bot.sources.uploads import Uploads
from bot.sources.wishes import Refused, Wish
from bot.state import State, StateUnavailable
from bot.state.refreshes import Refresh
from bot.wording import sources as wording
from bot.wording.source_lists import listing
from retrieval import SourceError, SourceKnown, SourceStatus, SourceUnknown


class GuildSources:
    """The sources of all servers, each server's own for itself."""

    def __init__(self, desk: Desk, state: State, syncing: Syncing, bounds: Bounds) -> None:
        self._desk = desk
        self._refreshes = state.refreshes
        self._bringing = Bringing(desk, state, syncing)
        self._syncing = syncing
        self._uploads = Uploads(desk.folder / "attachments")
        self._bounds = bounds

    @property
    def busy(self) -> bool:
        """Whether a sync is running."""
        return self._bringing.busy

    async def all(self) -> list[SourceStatus]:
        """Return all sources, every server's and the operator's."""
        return await asyncio.wrap_future(self._desk.origins())

    async def own(self, guild: int) -> list[SourceStatus]:
        """Return a server's sources."""
        return owned_by(guild, await self.all())

    async def listed(self, guild: int, audiences: Collection[str]) -> Reply:
        """Return a server's sources, and by name those of the operator's for these audiences."""
        sources = await self.all()
        own = owned_by(guild, sources)
        failing = [status for status in own if status.failed]
        locations = [await self._location_of(status) for status in failing]
        hidden = tidy([*failing, *own], locations)
        return listing(guild, own, _operators(sources, audiences), tidy=hidden)

    async def named(self, guild: int, name: str, audiences: Collection[str]) -> SourceStatus:
        """Return a server's source of this name; raise Refused.

        That a source is the operator's is only told where one of these audiences may read it.
        """
        sources = await self.all()
        for status in owned_by(guild, sources):
            if name.strip().casefold() == shown_name(status).casefold():
                return status
        if any(one.name == name.strip() for one in _operators(sources, audiences)):
            raise Refused(wording.operators(name))
        raise Refused(wording.unknown(name))

    def left_to(self, wish: Wish) -> AbstractContextManager[None]:
        """Leave what is about to be added to whoever adds it, until it is taken in."""
        return self._syncing.reserved(wish.source("").name)

    async def add(self, wish: Wish, content: bytes | None, channel: int | None) -> SourceStatus:
        """Add what was wished for in a channel; `content` is the file's. Raise Refused."""
        own = await self.own(wish.guild)
        if wish.title.casefold() in {shown_name(status).casefold() for status in own}:
            raise Refused(wording.name_taken(wish.title))
        kept = await asyncio.to_thread(self._uploads.weight, wish.guild) if content else 0
        self._bounds.check(len(own) + 1, kept + len(content or b""))
        location = await self._location(wish, content)
        try:
            status = await asyncio.wrap_future(self._desk.add_source(wish.source(location)))
        except Exception as error:
            await self._discard(location)
            raise _refusal(error, wish) from error
        with contextlib.suppress(StateUnavailable):  # the database has told its operator already
            await self._refreshes.note(Refresh(status.name, wish.guild, channel, wanted=True))
        return status

    async def take_in(self, status: SourceStatus, message: ProgressMessage, head: Reply) -> Reply:
        """Sync for the first time, and remove again what is nowhere to be had; tell it."""
        done = await self._bringing.all([status], message, head)
        report = done[0].report
        if report is None or report.listed:
            return whole(head, done)
        location = await self._location_of(status)
        await self._remove(status)
        hidden = tidy([status], [location])
        return wording.not_added(shown_name(status), report, hidden)

    async def sync(self, chosen: Sequence[SourceStatus], message: ProgressMessage) -> Reply:
        """Bring sources in step, tell how that gets on, and return what was done."""
        return whole((), await self._bringing.all(chosen, message))

    async def remove(self, status: SourceStatus) -> Reply:
        """Remove a server's source, and its file."""
        name = shown_name(status)
        try:
            return wording.removed(name, await self._remove(status))
        except SourceUnknown:
            return wording.gone_meanwhile(name)

    async def guilds(self) -> frozenset[int]:
        """Return the servers that have sources of their own."""
        owners = (guild_of(status.owner) for status in await self.all())
        return frozenset(guild for guild in owners if guild is not None)

    async def leave(self, guild: int) -> None:
        """Remove all that a server has added, which the bot has left."""
        for status in await self.own(guild):
            await self.remove(status)

    async def _remove(self, status: SourceStatus) -> int:
        location = await self._location_of(status)
        passages = await asyncio.wrap_future(self._desk.remove_source(status.name))
        await self._discard(location)
        with contextlib.suppress(StateUnavailable):  # a row that stays behind harms nobody
            await self._refreshes.forget(status.name)
        return passages

    async def _discard(self, location: str) -> None:
        """Remove a file that was handed in; a disk that refuses is its operator's trouble."""
        try:
            await asyncio.to_thread(self._uploads.discard, location)
        except OSError as error:
            record(error, doing="removing a file")

    async def _location_of(self, status: SourceStatus) -> str:
        return (await asyncio.wrap_future(self._desk.source(status.name))).location

    async def _location(self, wish: Wish, content: bytes | None) -> str:
        if wish.file is None or content is None:
            return (wish.link or "").strip()
        try:
            kept = await asyncio.to_thread(self._uploads.keep, wish.guild, wish.file.name, content)
        except OSError as error:
            record(error, doing="keeping a file")
            raise Refused(wording.CANNOT_KEEP) from error
        return str(kept)


def _operators(sources: Sequence[SourceStatus], audiences: Collection[str]) -> list[SourceStatus]:
    """Return the operator's sources that one of these audiences may read."""
    theirs = (status for status in sources if guild_of(status.owner) is None)
    return [status for status in theirs if status.audience in audiences]


def _refusal(error: Exception, wish: Wish) -> Exception:
    """Return why a source was not added, as it is told; what is no refusal stays what it is."""
    match error:
        case SourceKnown() if wish.link:
            return Refused(wording.LINK_TAKEN)
        case SourceKnown():
            return Refused(wording.name_taken(wish.title))
        case SourceError():
            return Refused(wording.refused(error))
        case _:
            return error
