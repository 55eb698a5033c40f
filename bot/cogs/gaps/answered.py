"""Which question a message answers, and what is noted when its author is asked about it."""

import discord

from bot.cogs.gaps.keeping import Place
from bot.gaps.lessons import Reference
from bot.markdown import has_spoiler
from bot.parts import Reply
from bot.state import State
from bot.state.enquiries import Enquiry
from bot.state.learned import Lesson
from bot.wording import learned as wording


async def question_of(state: State, message: discord.Message, *, is_open: bool) -> Enquiry | None:
    """Return the question that a message answers, if it is known here.

    `is_open` leaves out what was answered to everybody's liking.
    """
    guild, answered = message.guild, reference_of(message).answers
    if guild is None or not answered:
        return None
    return await state.open_questions.concerning(guild.id, answered, is_open=is_open)


def reference_of(message: discord.Message) -> Reference:
    """Return where a message stands."""
    reference = message.reference
    is_reply = reference is not None and message.type is discord.MessageType.reply
    thread = message.channel.id if isinstance(message.channel, discord.Thread) else None
    return Reference(reference.message_id if reference and is_reply else None, thread)


def is_closed_place(place: object) -> bool:
    """Tell whether nobody can say who reads there: in a private thread."""
    hidden = isinstance(place, discord.Thread) and place.is_private()
    return hidden or not isinstance(place, Place)


def why_not(message: discord.Message) -> Reply | None:
    """Return why a message may be nobody's answer, whoever agrees; None where it may."""
    if is_closed_place(message.channel):
        return wording.closed_place()
    return wording.has_a_cover() if has_spoiler(message.content) else None


def lesson_of(message: discord.Message, enquiry: Enquiry) -> Lesson:
    """Return what is noted when a message's author is asked."""
    assert message.guild is not None  # noqa: S101 - questions of servers alone are known
    return Lesson(
        message=message.id,
        guild=message.guild.id,
        channel=message.channel.id,
        author=message.author.id,
        asked=enquiry.meant,
        offered_at=discord.utils.utcnow(),
        asker=enquiry.author,
        question=enquiry.message or enquiry.answer,
    )
