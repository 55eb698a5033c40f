"""A server's sources: added, found by the name that it gave them, synced and removed."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import discord

from bot.cogs.sources.progress import ProgressMessage
from bot.desk import Desk, Stopped
from bot.faults import record
from bot.parts import Reply
from bot.sources.owning import guild_of, owned_by, shown_name
from bot.sources.refresher import settled
from bot.sources.syncing import Step, Syncing
from bot.sources.uploads import Uploads
from bot.sources.wishes import Refused, Wish
from bot.state import State, StateUnavailable
from bot.state.refreshes import Refresh
from bot.wording import sources as wording
from bot.wording import syncs
from bot.wording.syncs import Tidy
from retrieval import PullquoteError, SourceKnown, SourceStatus, SourceUnknown

# So long a sync that was begun is left to itself before it is taken for broken off.
_UNDER_WAY = timedelta(hours=1)


class GuildSources:
    """The sources of all servers, each server's own for itself."""

    def __init__(self, desk: Desk, state: State, syncing: Syncing) -> None:
        self._desk = desk
        self._state = state
        self._syncing = syncing
        self._uploads = Uploads(desk.folder / "attachments")

    @property
    def busy(self) -> bool:
        """Whether a sync is running."""
        return self._syncing.busy

    async def all(self) -> list[SourceStatus]:
        """Return all sources, every server's and the operator's."""
        return await asyncio.wrap_future(self._desk.origins())

    async def own(self, guild: int) -> list[SourceStatus]:
        """Return a server's sources."""
        return owned_by(guild, await self.all())

    async def listed(self, guild: int) -> Reply:
        """Return what a server's sources are, and the operator's by name."""
        sources = await self.all()
        own = owned_by(guild, sources)
        operators = [status for status in sources if guild_of(status.owner) is None]
        failing = [status for status in own if status.failed]
        locations = [await self._location_of(status) for status in failing]
        tidy = self.tidy([*failing, *own], locations)
        return wording.listing(guild, own, operators, tidy=tidy)

    async def named(self, guild: int, name: str) -> SourceStatus:
        """Return a server's source of this name; raise Refused."""
        sources = await self.all()
        for status in owned_by(guild, sources):
            if name.strip().casefold() == shown_name(status).casefold():
                return status
        if any(guild_of(one.owner) is None and one.name == name.strip() for one in sources):
            raise Refused(wording.operators(name))
        raise Refused(wording.unknown(name))

    async def add(self, wish: Wish, content: bytes | None, channel: int | None) -> SourceStatus:
        """Add what was wished for in a channel; `content` is the file's. Raise Refused."""
        taken = {shown_name(status).casefold() for status in await self.own(wish.guild)}
        if wish.title.casefold() in taken:
            raise Refused(wording.name_taken(wish.title))
        location = await self._location(wish, content)
        try:
            status = await asyncio.wrap_future(self._desk.add_source(wish.source(location)))
        except Exception as error:
            await asyncio.to_thread(self._uploads.discard, location)
            raise _refusal(error, wish) from error
        soon = discord.utils.utcnow() + _UNDER_WAY
        await self._note(Refresh(status.name, wish.guild, channel, not_before=soon))
        return status

    async def sync(self, status: SourceStatus, message: ProgressMessage, head: Reply) -> Reply:
        """Bring a source in step, tell how it gets on below `head`, and return what was done."""
        name = shown_name(status)

        def phrase(step: Step) -> Reply:
            return syncs.progress(name, step, head)

        try:
            async with message.telling(phrase):
                report = await self._syncing.sync(status.name, message.note)
        except Stopped:
            return (*head, *wording.BROKEN_OFF)
        except SourceUnknown:
            report = None
        if report is None:
            return (*head, *wording.GONE_MEANWHILE)
        await self._settle(status)
        tidy = self.tidy([status], [await self._location_of(status)])
        return (*head, *syncs.summary(name, report, tidy=tidy))

    async def remove(self, guild: int, name: str) -> Reply:
        """Remove a server's source, and its file."""
        try:
            status = await self.named(guild, name)
            location = await self._location_of(status)
            passages = await asyncio.wrap_future(self._desk.remove_source(status.name))
        except (SourceUnknown, Refused):
            return wording.GONE_MEANWHILE
        await asyncio.to_thread(self._uploads.discard, location)
        await self._state.refreshes.forget(status.name)
        return wording.removed(shown_name(status), passages)

    def tidy(self, sources: Sequence[SourceStatus], locations: Sequence[str] = ()) -> Tidy:
        """Return what hides where files lie, and `locations`, which may be secrets."""
        shown = [self._shown(status.shown) for status in sources]
        known = [status.shown for status in sources]
        return Tidy(*zip(locations, shown, strict=False), *zip(known, shown, strict=True))

    def _shown(self, location: str) -> str:
        return Path(location).name if self._uploads.holds(location) else location

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

    async def _settle(self, status: SourceStatus) -> None:
        """Note that a source was synced now."""
        with contextlib.suppress(StateUnavailable):  # the database has told its operator already
            known = await self._state.refreshes.all()
            row = known.get(status.name, Refresh(status.name))
            await self._note(settled(row, status.every, discord.utils.utcnow()))

    async def _note(self, refresh: Refresh) -> None:
        with contextlib.suppress(StateUnavailable):
            await self._state.refreshes.note(refresh)


def _refusal(error: Exception, wish: Wish) -> Exception:
    """Return why a source was not added, as it is told; what is no refusal stays what it is."""
    match error:
        case SourceKnown() if wish.link:
            return Refused(wording.LINK_TAKEN)
        case SourceKnown():
            return Refused(wording.name_taken(wish.title))
        case PullquoteError():
            return Refused(wording.refused(str(error)))
        case _:
            return error
