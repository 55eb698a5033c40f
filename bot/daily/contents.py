"""What a post says: its sections, put together from the library, the questions and the channels."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.daily.asked import asked
from bot.daily.discussed import discussed
from bot.daily.sections import Bullet, NewBullet, Section, SectionKind
from bot.daily.told import Server, Told
from bot.desk import Desk
from bot.markdown import has_spoiler
from bot.replies import quoted
from bot.state import State
from bot.state.enquiries import Enquiry
from bot.wording.sections import title
from retrieval import NewWork

# Bullets of a section.
_MOST = 12

# A span that is longer is about a week.
_DAY = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a post is about: `[since, until)`."""

    since: datetime
    until: datetime

    @property
    def weekly(self) -> bool:
        """Whether it is about a week."""
        return self.until - self.since > _DAY


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a post is seen: a server, and the audiences of all who can see its channel."""

    server: Server
    audiences: frozenset[str]


class Contents:
    """Puts the sections of posts together.

    Nobody is quoted who does not want to be, and nothing that whoever sees the post could not
    read where it was said, or may not read in the library.
    """

    def __init__(self, desk: Desk, state: State) -> None:
        self._desk = desk
        self._state = state

    async def sections(
        self, guild: int, kinds: Collection[SectionKind], span: Span, seen: Seen
    ) -> tuple[Section, ...]:
        """Return the sections of these kinds that have anything to say, in the order of kinds.

        Raises StateUnavailable, Stopped, and whatever the library and the server raise.
        """
        found: dict[SectionKind, tuple[Bullet, ...]] = {}
        if SectionKind.NEW in kinds:
            found[SectionKind.NEW] = await self._new(span, seen.audiences)
        if {SectionKind.ASKED, SectionKind.OPEN} & set(kinds):
            enquiries = await self._enquiries(guild, span, seen)
            answered, silent = await asked(enquiries, self._desk)
            found |= {SectionKind.ASKED: answered, SectionKind.OPEN: silent}
        if SectionKind.DISCUSSED in kinds:
            told = await self._told(guild, span, seen.server)
            found[SectionKind.DISCUSSED] = await discussed(guild, told, self._desk)
        return tuple(
            Section(kind, title(kind, weekly=span.weekly), bullets[:_MOST])
            for kind in SectionKind
            if kind in kinds and (bullets := found[kind])
        )

    async def _new(self, span: Span, audiences: frozenset[str]) -> tuple[NewBullet, ...]:
        works = await asyncio.wrap_future(self._desk.added_since(span.since, audiences))
        return tuple(_new_bullet(work) for work in works if work.added < span.until)

    async def _enquiries(self, guild: int, span: Span, seen: Seen) -> list[Enquiry]:
        """Return what was asked and may be shown, a kept quote only where it may still be read."""
        asked_then = await self._state.questions.asked_in(guild, span.since, span.until)
        # What somebody has covered is not for us to uncover.
        enquiries = [enquiry for enquiry in asked_then if not has_spoiler(enquiry.text)]
        authors = {enquiry.author for enquiry in enquiries}
        refused = await self._state.quoting.refused_by(authors)
        readable = await asyncio.wrap_future(self._desk.documents(seen.audiences))
        return [
            enquiry
            for enquiry in enquiries
            if enquiry.author not in refused
            and seen.server.may_show(enquiry.channel)
            and (enquiry.quote is None or enquiry.quote.source in readable)
        ]

    async def _told(self, guild: int, span: Span, server: Server) -> list[Told]:
        """Return what was written in the channels that opted in, in the order of time."""
        told = [
            message
            for channel in await self._state.channels.of(guild)
            if server.may_show(channel)
            for message in await server.told(channel, span.since, span.until)
        ]
        refused = await self._state.quoting.refused_by({message.author for message in told})
        quotable = [message for message in told if message.author not in refused]
        return sorted(quotable, key=lambda message: (message.at, message.id))


def _new_bullet(work: NewWork) -> NewBullet:
    return NewBullet(
        work.title, work.publisher, work.url, quoted(work.quote) if work.quote else None
    )
