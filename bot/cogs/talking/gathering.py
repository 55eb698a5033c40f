"""What was said in a channel while nobody listened: which questions it holds."""

from collections.abc import Container, Iterable, Sequence
from typing import Final

from bot.cogs.talking.greetings import Greetings
from bot.cogs.talking.hearing import Heard
from bot.cogs.talking.standing import Standing, goes_on
from bot.questions import question_in
from bot.talking.attention import Attention
from bot.talking.bursts import said_in_a_row
from bot.talking.people import Remark, answers

# Hints are for whoever is still there.
ANSWERED: Final = frozenset(
    {Attention.ADDRESSED, Attention.FOLLOWED_UP, Attention.ASIDE, Attention.OVERHEARD}
)


def gathered(past: Sequence[Heard], known: Container[int], greetings: Greetings) -> list[Standing]:
    """Return the questions in what was said in a channel, in their order.

    As if it were heard now: what a member has said in a row is one question, and what a person has
    answered is left to them. Messages of which the ids are `known` have been taken up already.
    """
    found: list[Standing] = []
    latest: dict[int, Standing] = {}
    for heard in past:
        leave_to_people(heard, reversed(found))
        author = heard.message.author.id
        begun = latest.get(author)
        if begun is not None and _in_a_row(begun, heard):
            begun.add(heard)
            continue
        attention = Attention.FOLLOWED_UP if greetings.led_to(heard) else heard.attention
        if attention in ANSWERED:
            latest[author] = Standing([heard], attention, found=True)
            greetings.note(latest[author])
            found.append(latest[author])
    return [one for one in found if not one.gone and _is_new(one, known)]


def leave_to_people(heard: Heard, waiting: Iterable[Standing]) -> None:
    """Leave a question to whoever answers it; those that are `waiting` are the latest first."""
    message = heard.message
    mentioned = frozenset(user.id for user in message.mentions)
    to = message.reference.message_id if message.reference else None
    remark = Remark(question_in(heard.incoming), to, mentioned)
    latest = True
    for standing in waiting:
        asker = standing.opener.message.author.id
        if standing.attention is not Attention.OVERHEARD:
            continue
        if asker != message.author.id:
            asked = frozenset(standing.messages)
            standing.gone = standing.gone or answers(remark, asker, asked, latest=latest)
        latest = False


def _in_a_row(begun: Standing, heard: Heard) -> bool:
    said = [(one.incoming.content, one.message.created_at) for one in begun.heard]
    return goes_on(begun, heard) and said_in_a_row(said, heard.message.created_at)


def _is_new(standing: Standing, known: Container[int]) -> bool:
    """Tell whether something of a question is new that asks by itself; it goes on with that."""
    new = [one for one in standing.heard if one.message.id not in known]
    if len(new) == len(standing.heard):
        return True
    standing.heard = new or standing.heard
    return any(one.attention in ANSWERED for one in new)
