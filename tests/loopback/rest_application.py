"""What may the bot ask about itself and its surroundings? Login, commands, guilds, users."""

from tests.loopback import payloads
from tests.loopback.gateway import Gateway
from tests.loopback.limits import unknown
from tests.loopback.rest import Call, Handler
from tests.loopback.world import Json, World


class ApplicationRoutes:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway

    def table(self) -> dict[str, Handler]:
        return {
            "GET /gateway/bot": self.gateway,
            "GET /users/@me": lambda _: payloads.me(self._world.bot),
            "GET /users/{user_id}": self.user,
            "GET /oauth2/applications/@me": lambda _: payloads.application(self._world),
            "GET /applications/@me": lambda _: payloads.application(self._world),
            "GET /applications/{application_id}/commands": lambda _: self._world.commands,
            "PUT /applications/{application_id}/commands": self.put_commands,
            "GET /guilds/{guild_id}": self.guild,
            "GET /guilds/{guild_id}/members/{user_id}": self.member,
        }

    def gateway(self, _: Call) -> Json:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        shards = self._gateway.shards
        return {"url": self._gateway.url, "shards": shards, "session_start_limit": limit}

    def user(self, call: Call) -> Json:
        user = self._world.users.get(call.id("user_id"))
        if user is None:
            raise unknown("User", 10013)
        return payloads.user(user)

    def guild(self, call: Call) -> Json:
        guild = self._world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise unknown("Guild", 10004)
        return payloads.guild(self._world, guild)

    def member(self, call: Call) -> Json:
        self.guild(call)
        user = self._world.users.get(call.id("user_id"))
        if user is None:
            raise unknown("Member", 10007)
        return payloads.member(user)

    def put_commands(self, call: Call) -> list[Json]:
        """Replace the global commands. An id belongs to a name and kind and outlives changes."""
        known = {(one["name"], one["type"]): one["id"] for one in self._world.commands}
        commands = []
        for wanted in call.body:
            command: Json = {"type": 1, "description": ""} | wanted
            command["id"] = known.get((command["name"], command["type"])) or self._id()
            command |= {"application_id": str(self._world.bot.id), "version": self._id()}
            commands.append(command)
        self._world.commands = commands
        return commands

    def _id(self) -> str:
        return str(self._world.mint())
