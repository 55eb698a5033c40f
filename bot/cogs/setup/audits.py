"""Every change of a server's settings and sources is noted: kept, logged, and told where wished.

audits.note(guild.id, member.id, N_("Source removed"), before=name)
"""

import json
import re

import discord
import structlog

from bot.cards import FAILURES, cards
from bot.inflight import Inflight
from bot.sources.owning import host_of
from bot.state import State
from bot.state.audits import Audit
from bot.state.preferences import Exchanged
from bot.translation import language_of, speaking
from bot.wording import audits as wording

_LOG = structlog.stdlib.get_logger("bot")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


class Audits:
    """Notes changes; nobody waits for it, and what fails of it stops no change."""

    def __init__(self, client: discord.Client, *, state: State, inflight: Inflight) -> None:
        self._client = client
        self._state = state
        self._inflight = inflight

    def note(
        self, guild: int, member: int, subject: str, before: str = "", after: str = ""
    ) -> None:
        """Note that a member changed something: what it was and what it is, either may be "".

        `subject` is an English text that the catalogues know. Channels, roles and members stand in
        the values as Discord writes them ("<#7>"); of links nothing stays but the host.
        """
        self._note(guild, member, subject, _without_links(before), _without_links(after))

    def note_settings(self, guild: int, member: int, exchanged: Exchanged) -> None:
        """Note which settings a member changed; none, where all are as they were."""
        before, after = (one.model_dump(mode="json") for one in exchanged)
        # Who turns the lines away to another channel is told of in the old one, too.
        old = exchanged.before.audit_channel
        for name, value in after.items():
            if _plain(before[name]) != _plain(value):
                written = json.dumps(_plain(before[name])), json.dumps(_plain(value))
                self._note(guild, member, name, *written, also_in=old)

    def _note(  # noqa: PLR0913, PLR0917 - a change and where it is told
        self,
        guild: int,
        member: int,
        subject: str,
        before: str,
        after: str,
        also_in: int | None = None,
    ) -> None:
        audit = Audit(guild, member, subject, before, after, discord.utils.utcnow())
        _LOG.info(
            "changed", server=guild, member=member, subject=subject, before=before, after=after
        )
        self._inflight.errand(self._state.audits.note(audit), doing="keeping an audit line")
        self._inflight.errand(self._tell(audit, also_in), doing="telling of a change")

    async def _tell(self, audit: Audit, also_in: int | None) -> None:
        """Write a line where the server wishes to read of changes."""
        preferences = await self._state.preferences.of(audit.guild)
        guild = self._client.get_guild(audit.guild)
        if guild is None:
            return
        language = preferences.language or language_of(str(guild.preferred_locale))
        for channel in {preferences.audit_channel, also_in} - {None}:
            place = guild.get_channel_or_thread(channel or 0)
            if isinstance(place, discord.abc.Messageable):
                with speaking(language):
                    await _write(place, audit)


async def _write(place: discord.abc.Messageable, audit: Audit) -> None:
    try:
        for card in cards((wording.line(audit),)):
            await place.send(**card)
    except FAILURES as error:
        _LOG.warning("an audit line was not written", server=audit.guild, reason=str(error))


def _plain(value: object) -> object:
    """Return a value as it is compared and kept: sets have no order of their own."""
    return sorted(value) if isinstance(value, list) else value


def _without_links(text: str) -> str:
    """Return a text with the host alone of each link: all else in it may be a secret."""
    return _LINK.sub(lambda link: _host(link[0]), text)


def _host(link: str) -> str:
    try:
        return host_of(link) or "…"
    except ValueError:
        return "…"
