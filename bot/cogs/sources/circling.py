"""Who belongs to which audience of a server, and who manages its sources: shown and chosen."""

from collections.abc import Collection

import discord

from bot.audiences import Circle, NotAName, named
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.sources.menus import Menus
from bot.parts import Reply
from bot.state import State
from bot.translation import noted as N_
from bot.wording import audiences as wording
from bot.wording import audits as audit_wording

_MOST_CIRCLES = 25
_MANAGERS_CHANGED = N_("Who may manage sources")
_CIRCLE_CHANGED = N_("Who belongs to an audience")


class Circling:
    """Answers whoever may manage a server; nobody else sees it."""

    def __init__(self, state: State, readers: Readers, audits: Audits) -> None:
        self._state = state
        self._readers = readers
        self._audits = audits

    async def managers(self, guild: discord.Guild) -> tuple[Menus, Reply]:
        """Return who may manage sources, and a menu that changes it."""
        roles = await self._state.source_managers.of(guild.id)

        async def choose(by: discord.Interaction, chosen: frozenset[int]) -> Reply:
            before = await self._state.source_managers.of(guild.id)
            await self._state.source_managers.choose(guild.id, chosen)
            told = audit_wording.badges(before), audit_wording.badges(chosen)
            self._audits.note(guild.id, by.user.id, _MANAGERS_CHANGED, *told)
            return wording.managers(_names(guild, chosen))

        there = {role for role in roles if guild.get_role(role)}
        menus = Menus(self._state).with_roles(there, wording.MANAGERS_MENU, choose)
        return menus, wording.managers(_names(guild, roles))

    async def audience(
        self, guild: discord.Guild, written: str | None
    ) -> tuple[Menus | None, Reply]:
        """Return who belongs to an audience, and menus that change it; or all, and none."""
        known = {one.name.casefold(): one for one in await self._state.circles.of(guild.id)}
        if written is None:
            found = [(one, _names(guild, one.roles)) for one in known.values()]
            return None, wording.circles(found)
        try:
            name = named(written)
        except NotAName:
            return None, wording.not_a_name(written)
        key = name.casefold()
        if key not in known and len(known) >= _MOST_CIRCLES:
            return None, wording.too_many(_MOST_CIRCLES)
        circle = known.get(key, Circle(name))
        return self._menus(guild, circle), self._told(guild, circle)

    async def names(self, guild: int) -> list[str]:
        """Return the names of a server's audiences."""
        return [circle.name for circle in await self._state.circles.of(guild)]

    async def has_members(self, guild: int, name: str) -> bool:
        """Tell whether anybody belongs to an audience yet."""
        return name.casefold() in {known.casefold() for known in await self.names(guild)}

    def _menus(self, guild: discord.Guild, circle: Circle) -> Menus:
        circles, name = self._state.circles, circle.name

        async def choose_roles(by: discord.Interaction, chosen: frozenset[int]) -> Reply:
            before = await self._now(guild, name)
            await circles.choose_roles(guild.id, name, chosen)
            return await self._changed(guild, by, before)

        async def choose_channels(by: discord.Interaction, chosen: frozenset[int]) -> Reply:
            before = await self._now(guild, name)
            await circles.choose_channels(guild.id, name, chosen)
            return await self._changed(guild, by, before)

        roles = {role for role in circle.roles if guild.get_role(role)}
        channels = {channel for channel in circle.channels if guild.get_channel(channel)}
        menus = Menus(self._state).with_roles(roles, wording.ROLES_MENU, choose_roles)
        return menus.with_channels(channels, wording.CHANNELS_MENU, choose_channels)

    async def _changed(
        self, guild: discord.Guild, by: discord.Interaction, before: Circle
    ) -> Reply:
        """Note who belongs to an audience now, and return it."""
        after = await self._now(guild, before.name)
        told = audit_wording.circle(before), audit_wording.circle(after)
        self._audits.note(guild.id, by.user.id, _CIRCLE_CHANGED, *told)
        return self._told(guild, after)

    async def _now(self, guild: discord.Guild, name: str) -> Circle:
        """Return who belongs to an audience now; the other menu may have changed it as well."""
        found = await self._state.circles.of(guild.id)
        return next((one for one in found if one.name == name), Circle(name))

    def _told(self, guild: discord.Guild, circle: Circle) -> Reply:
        names = _names(guild, circle.roles)
        return wording.circle(circle, names, trusted=self._readers.trusts(guild.id))


def _names(guild: discord.Guild, roles: Collection[int]) -> list[str]:
    """Return the names of roles, as far as they are still there."""
    found = (guild.get_role(role) for role in sorted(roles))
    return [role.name.removeprefix("@") for role in found if role]
