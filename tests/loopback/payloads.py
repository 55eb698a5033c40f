"""What do the things of the world look like in Discord's JSON?"""

from datetime import UTC, datetime

from tests.loopback.world import (
    DISCORD_EPOCH_MS,
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Interaction,
    Json,
    Message,
    User,
    World,
)

# Every permission that exists today, so that no test fails for want of one; not that of whoever
# administers a server, which would let them do what a channel denies.
ADMINISTRATOR = 1 << 3
ALL_PERMISSIONS = str((1 << 53) - 1 - ADMINISTRATOR)
JOINED = "2025-01-01T00:00:00+00:00"


def written_at(snowflake: int) -> str:
    """The ISO time inside a snowflake."""
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000, UTC).isoformat()


def user(one: User) -> Json:
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": one.name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": one.bot,
        "flags": 0,
        "public_flags": 0,
    }


def me(bot: User) -> Json:
    return user(bot) | {"verified": True, "mfa_enabled": True, "email": None, "locale": "en-US"}


def member(one: User, *, with_user: bool = True) -> Json:
    """In a message the user stands beside the member, everywhere else inside it."""
    payload: Json = {"roles": [], "joined_at": JOINED, "deaf": False, "mute": False}
    payload |= {"flags": 0, "nick": None, "avatar": None, "pending": False}
    return payload | {"user": user(one)} if with_user else payload


def channel(one: Channel) -> Json:
    payload: Json = {"id": str(one.id), "type": one.kind, "last_message_id": None, "flags": 0}
    if one.recipient:
        return payload | {"recipients": [user(one.recipient)]}
    if one.parent_id:
        return payload | thread(one)
    payload |= {"guild_id": str(one.guild_id), "name": one.name, "position": 0, "topic": None}
    return payload | {"permission_overwrites": denials(one), "nsfw": False, "parent_id": None}


def denials(one: Channel) -> list[Json]:
    """What a channel denies everybody."""
    if not one.denied:
        return []
    return [{"id": str(one.guild_id), "type": 0, "allow": "0", "deny": str(one.denied)}]


def latest(world: World, one: Channel) -> Json:
    """Which message of a channel is the latest, where there is one."""
    said = world.said_in(one)
    return {"last_message_id": str(said[-1].id)} if said else {}


def thread(one: Channel) -> Json:
    """What a thread has besides what all channels have."""
    life: Json = {"archived": False, "locked": False, "auto_archive_duration": 1440}
    life |= {"archive_timestamp": JOINED, "create_timestamp": JOINED}
    payload: Json = {"guild_id": str(one.guild_id), "name": one.name, "thread_metadata": life}
    payload |= {"parent_id": str(one.parent_id), "owner_id": "1", "rate_limit_per_user": 0}
    return payload | {"message_count": 0, "member_count": 1}


def everyone_role(guild: Guild) -> Json:
    payload: Json = {"id": str(guild.id), "name": "@everyone", "permissions": ALL_PERMISSIONS}
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    payload |= {"color": 0, "colors": colors, "position": 0, "flags": 0}
    return payload | {"hoist": False, "managed": False, "mentionable": False}


def guild(world: World, one: Guild) -> Json:
    """A whole guild, as GUILD_CREATE carries it."""
    here = [c for c in world.channels.values() if c.guild_id == one.id]
    channels = [channel(c) | latest(world, c) for c in here]
    payload: Json = {"id": str(one.id), "name": one.name, "owner_id": str(one.owner.id)}
    payload |= {"roles": [everyone_role(one)], "channels": channels, "threads": []}
    payload |= {"members": [member(user) for user in world.users.values()]}
    payload |= {"member_count": len(world.users), "large": False, "unavailable": False}
    payload |= {"joined_at": JOINED, "voice_states": [], "presences": [], "stage_instances": []}
    payload |= {"emojis": [], "stickers": [], "features": [], "guild_scheduled_events": []}
    payload |= {"verification_level": 0, "default_message_notifications": 0, "mfa_level": 0}
    payload |= {"explicit_content_filter": 0, "premium_tier": 0, "nsfw_level": 0}
    payload |= {"afk_timeout": 300, "afk_channel_id": None, "system_channel_id": None}
    return payload | {"preferred_locale": "en-US", "system_channel_flags": 0}


def message(one: Message) -> Json:
    payload: Json = {"id": str(one.id), "channel_id": str(one.channel.id), "type": one.kind}
    payload |= {"author": user(one.author), "content": one.content}
    payload |= {"embeds": one.body.get("embeds") or [], "flags": one.body.get("flags") or 0}
    payload |= {"components": one.body.get("components") or [], "attachments": attachments(one)}
    payload |= {"mentions": [user(mentioned) for mentioned in one.mentions]}
    payload |= {"mention_everyone": one.mentions_everyone, "mention_roles": []}
    payload |= {"timestamp": written_at(one.id), "tts": False, "pinned": False}
    payload |= {"edited_timestamp": written_at(one.id) if one.edits else None}
    if one.reference:
        payload |= referenced(one.reference)
    return payload


def attachments(one: Message) -> list[Json]:
    """The files of a message, as Discord describes them to whoever reads it."""
    files, place = one.body.get("files") or {}, "https://cdn.example/attachments"
    return [
        {
            "id": str(one.id + int(told["id"])),
            "filename": told["filename"],
            "description": told.get("description"),
            "size": len(files[str(told["id"])]),
            "url": f"{place}/{told['filename']}",
            "proxy_url": f"{place}/{told['filename']}",
        }
        for told in one.body.get("attachments") or []
    ]


def attachment(one: Attachment) -> Json:
    """A file that a member hands in with a command."""
    place: Json = {"url": one.url, "proxy_url": one.url, "size": len(one.content)}
    return {"id": str(one.id), "filename": one.filename, "ephemeral": True} | place


def referenced(one: Message) -> Json:
    reference: Json = {"message_id": str(one.id), "channel_id": str(one.channel.id), "type": 0}
    if one.channel.guild_id:
        reference["guild_id"] = str(one.channel.guild_id)
    # Discord nests one level only: the message replied to does not bring its own.
    flat = Message(one.id, one.channel, one.author, one.body, mentions=one.mentions)
    return {"message_reference": reference, "referenced_message": message(flat)}


def message_event(one: Message) -> Json:
    """MESSAGE_CREATE and MESSAGE_UPDATE say where a message stands; REST answers do not."""
    if one.channel.guild_id is None:
        return message(one) | {"channel_type": ChannelKind.DM}
    place = {"guild_id": str(one.channel.guild_id), "channel_type": one.channel.kind}
    return message(one) | place | {"member": member(one.author, with_user=False)}


def interaction(world: World, one: Interaction) -> Json:
    payload: Json = {"id": str(one.id), "application_id": str(world.bot.id), "type": one.kind}
    payload |= {"token": one.token, "version": 1, "data": one.data}
    payload["locale"] = one.user.locale
    payload |= {"channel_id": str(one.channel.id), "channel": channel(one.channel)}
    payload |= {"app_permissions": ALL_PERMISSIONS, "attachment_size_limit": 10_485_760}
    payload |= {"entitlements": [], "authorizing_integration_owners": {}}
    if one.message:
        payload["message"] = message(one.message)
    if one.channel.guild_id is None:
        return payload | {"user": user(one.user), "context": 1}
    voice = member(one.user) | {"permissions": ALL_PERMISSIONS}
    place = {"id": str(one.channel.guild_id), "locale": "en-US", "features": []}
    payload |= {"guild_id": place["id"], "guild": place, "guild_locale": "en-US"}
    return payload | {"member": voice, "context": 0}


def application(world: World) -> Json:
    payload: Json = {"id": str(world.bot.id), "name": "Pullquote", "description": ""}
    payload |= {"icon": None, "bot_public": True, "bot_require_code_grant": False}
    return payload | {"owner": user(world.bob), "team": None, "verify_key": "00", "flags": 0}
