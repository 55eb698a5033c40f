"""What was discussed: each conversation by its most telling message."""

import asyncio
from collections.abc import Sequence

from bot.daily.conversations import conversations
from bot.daily.sections import MessageBullet
from bot.daily.telling import excerpt, middle_of, most_telling
from bot.daily.told import Told
from bot.desk import Desk
from bot.likeness import Vectors, vectors_of
from bot.links import jump_link

# More would keep the library busy for long; the latest count.
_MOST = 800

# Conversations, of which the longest are looked at.
_MOST_SHOWN = 24

# Fewer messages, or fewer people, are no conversation.
_LEAST_MESSAGES, _LEAST_PEOPLE = 3, 2


async def discussed(guild: int, told: Sequence[Told], desk: Desk) -> tuple[MessageBullet, ...]:
    """Return the conversations that members had with each other, the longest first.

    `told` are messages of members who may be quoted, in channels that may be shown, in the order
    of time; what speaks to the bot or comes from a program is left out.
    """
    heard = [message for message in told if _is_talk(message)][-_MOST:]
    vectors = await vectors_of([message.words for message in heard], desk)
    found = await asyncio.to_thread(conversations, heard, vectors)
    groups = [group for group in found if _is_one(heard, group)]
    groups.sort(key=len, reverse=True)
    bullets = [
        await _bullet(guild, [heard[number] for number in group], vectors[group], desk)
        for group in groups[:_MOST_SHOWN]
    ]
    return tuple(bullet for bullet in bullets if bullet)


def _is_talk(message: Told) -> bool:
    return not message.from_a_program and not message.to_the_bot and bool(message.words.strip())


def _is_one(heard: Sequence[Told], group: Sequence[int]) -> bool:
    people = {heard[number].author for number in group}
    return len(group) >= _LEAST_MESSAGES and len(people) >= _LEAST_PEOPLE


async def _bullet(
    guild: int, talk: Sequence[Told], vectors: Vectors, desk: Desk
) -> MessageBullet | None:
    best = most_telling(talk, vectors)
    if best is None:
        return None
    message = talk[best]
    return MessageBullet(
        words=await excerpt(message.words, middle_of(vectors), desk),
        name=message.name,
        author=message.author,
        jump=jump_link(guild, message.channel, message.id),
        channel=message.channel,
        message=message.id,
        messages=len(talk),
        people=len({one.author for one in talk}),
    )
