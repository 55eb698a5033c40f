"""What may be shown where: who sees a place in Discord, and so what the library may say there.

A reply in a channel is seen by whoever can see the channel, and one that only its asker sees by the
asker: there their roles count as well. In a direct message those roles count that somebody has in
the servers which they share with the bot. Names that are completed follow the place, since what is
chosen is seen there.

Where something cannot be found out, less is shown.
"""

from collections.abc import Collection

import discord
from discord.ext import commands

from bot.audiences import (
    EVERYBODY,
    House,
    anywhere_in,
    in_channel,
    of_channel,
    of_server,
    with_roles,
)
from bot.cogs.clock import now
from bot.cogs.memberships import Memberships
from bot.cogs.patience import in_time
from bot.cogs.posting.rights import is_open, roles_that_see
from bot.state import State


class Readers:
    """Finds out who reads what the bot is about to write."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, state: State, trusted: Collection[int] = ()
    ) -> None:
        """The operator trusts the servers in `trusted`; if none is named, the only one there is."""
        self._bot = bot
        self._state = state
        self._trusted = frozenset(trusted)
        self._memberships = Memberships(bot, now)

    def trusts(self, guild: int) -> bool:
        """Tell whether a server may decide who reads what is the operator's."""
        if self._trusted:
            return guild in self._trusted
        return self.is_alone(guild)

    def is_alone(self, guild: int) -> bool:
        """Tell whether the bot is in no other server."""
        return (self._bot.shard_count or 1) == 1 and {g.id for g in self._bot.guilds} == {guild}

    async def of_message(self, message: discord.Message) -> frozenset[str]:
        """Return what a reply to a message may show."""
        if message.guild is None:
            return await self._directly(message.author.id)
        return await self.of_channel(message.guild.id, message.channel)

    async def of_call(
        self, interaction: discord.Interaction, *, privately: bool = False
    ) -> frozenset[str]:
        """Return what the answer to a command or a button may show, `privately` to who used it."""
        if interaction.guild_id is None:
            # A command can also be used among others, in a conversation that the bot is not in.
            among_others = (
                isinstance(interaction.channel, discord.GroupChannel)
                or interaction.context.private_channel
            )
            return EVERYBODY if among_others else await self._directly(interaction.user.id)
        there = await self.of_channel(interaction.guild_id, interaction.channel)
        if not privately or not isinstance(interaction.user, discord.Member):
            return there
        return there | await self._of_member(interaction.user)

    async def of_server(self, guild: int) -> frozenset[str]:
        """Return what somebody in a server may read at all."""
        return anywhere_in(await self._house(guild))

    async def of_channel(self, guild: int, channel: object) -> frozenset[str]:
        """Return what may be shown to everybody who can see a channel or thread."""
        server = self._bot.get_guild(guild)
        if server is None:  # the bot is no member there, and knows none of them
            return EVERYBODY
        house = await self._house(guild)
        place = server.get_channel(_id_of(channel))
        if place is None:
            return in_channel(house, None, ())
        viewers = roles_that_see(place) if house.circles else ()
        return in_channel(house, place.id, viewers, closed=not is_open(place))

    def said_in(self, place: discord.abc.GuildChannel | discord.Thread) -> str:
        """Return the audience of what somebody says in a channel or thread: who can read it there.

        What is said in a closed channel is for that channel alone, in its threads too.
        """
        channel = place.parent if isinstance(place, discord.Thread) else place
        if channel is not None and is_open(channel):
            return of_server(place.guild.id)
        return of_channel(place.guild.id, _id_of(place))

    def heard_in(self, place: object) -> frozenset[str]:
        """Return the audiences of what members said that is repeated in a channel or thread."""
        if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
            return frozenset()
        return frozenset({of_server(place.guild.id), self.said_in(place)})

    async def _of_member(self, member: discord.Member) -> frozenset[str]:
        if self._bot.get_guild(member.guild.id) is None:
            return EVERYBODY
        house = await self._house(member.guild.id)
        return with_roles(house, {role.id for role in member.roles})

    async def _directly(self, user: int) -> frozenset[str]:
        """Return what somebody may read by their roles in the servers that they share with us."""
        roles = await self._memberships.of(user, await self._with_circles())
        shown = [with_roles(await self._house(guild), theirs) for guild, theirs in roles.items()]
        return EVERYBODY.union(*shown)

    async def _with_circles(self) -> frozenset[int]:
        """Return the servers in which it matters most which roles somebody has."""
        return await in_time(self._state.guilds_with_sources(), frozenset())

    async def _house(self, guild: int) -> House:
        """Return a server with its circles; without any where the database is away."""
        circles = await in_time(self._state.circles.of(guild), ())
        return House(guild, circles, trusted=self.trusts(guild))


def _id_of(channel: object) -> int:
    """Return the id of a channel, of a thread that of the channel which it is in; 0 for neither."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    found = getattr(channel, "id", 0)
    return found if isinstance(found, int) else 0
