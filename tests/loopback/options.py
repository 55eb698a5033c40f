"""What does Discord send for a slash command with its options? By what the bot has registered."""

from collections.abc import Mapping

from tests.loopback import payloads
from tests.loopback.world import Attachment, Channel, Json, User, World


def registered(world: World, name: str) -> Json:
    """The command of this name."""
    return next(one for one in world.commands if one["name"] == name)


def filled_in(world: World, command: str, given: Mapping[str, object]) -> Json:
    """The data of "ask" or "sources add" with these options, users and channels resolved."""
    first, *below = command.split(" ")
    known = registered(world, first)
    data: Json = {"id": known["id"], "name": first, "type": 1, "resolved": {}}
    schema, place = known, data
    for name in below:
        schema = next(one for one in schema["options"] if one["name"] == name)
        place["options"] = [{"name": name, "type": schema["type"]}]
        place = place["options"][0]
    kinds = {one["name"]: one["type"] for one in schema.get("options") or []}
    place["options"] = [_given(name, kinds[name], value, data) for name, value in given.items()]
    return data


def _given(name: str, kind: int, value: object, data: Json) -> Json:
    """An option; whom or what it names is described once more beside all options."""
    if isinstance(value, User | Channel | Attachment):
        group, described = _resolved(value)
        value = described["id"]
        data["resolved"].setdefault(group, {})[value] = described
    return {"name": name, "type": kind, "value": value}


def _resolved(named: User | Channel | Attachment) -> tuple[str, Json]:
    match named:
        case User():
            return "users", payloads.user(named)
        case Channel():
            return "channels", payloads.channel(named)
        case Attachment():
            return "attachments", payloads.attachment(named)
