"""Who belongs to which audience of a server, and who manages its sources: shown and chosen."""

from collections.abc import Collection

import discord

from bot.audiences import Circle, NotAName, named
from bot.cogs.readers import Readers
from bot.cogs.sources.menus import Menus
from bot.parts import Reply
from bot.state import State
from bot.wording import audiences as wording

_MOST_CIRCLES = 25


class Circling:
    """Answers whoever may manage a server; nobody else sees it."""

    def __init__(self, state: State, readers: Readers) -> None:
        self._state = state
        self._readers = readers

    async def managers(self, guild: discord.Guild) -> tuple[Menus, Reply]:
        """Return who may manage sources, and a menu that changes it."""
        roles = await self._state.source_managers.of(guild.id)

        async def choose(chosen: frozenset[int]) -> Reply:
            await self._state.source_managers.choose(guild.id, chosen)
            return wording.managers(_names(guild, chosen))

        there = {role for role in roles if guild.get_role(role)}
        menus = Menus().with_roles(there, wording.MANAGERS_MENU, choose)
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
        async def choose_roles(chosen: frozenset[int]) -> Reply:
            await self._state.circles.choose_roles(guild.id, circle.name, chosen)
            return await self._told_now(guild, circle.name)

        async def choose_channels(chosen: frozenset[int]) -> Reply:
            await self._state.circles.choose_channels(guild.id, circle.name, chosen)
            return await self._told_now(guild, circle.name)

        roles = {role for role in circle.roles if guild.get_role(role)}
        channels = {channel for channel in circle.channels if guild.get_channel(channel)}
        menus = Menus().with_roles(roles, wording.ROLES_MENU, choose_roles)
        return menus.with_channels(channels, wording.CHANNELS_MENU, choose_channels)

    async def _told_now(self, guild: discord.Guild, name: str) -> Reply:
        """Return who belongs to an audience now; the other menu may have changed it as well."""
        found = await self._state.circles.of(guild.id)
        circle = next((one for one in found if one.name == name), Circle(name))
        return self._told(guild, circle)

    def _told(self, guild: discord.Guild, circle: Circle) -> Reply:
        names = _names(guild, circle.roles)
        return wording.circle(circle, names, trusted=self._readers.trusts(guild.id))


def _names(guild: discord.Guild, roles: Collection[int]) -> list[str]:
    """Return the names of roles, as far as they are still there."""
    found = (guild.get_role(role) for role in sorted(roles))
    return [role.name.removeprefix("@") for role in found if role]
