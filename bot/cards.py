"""What a reply is in Discord: its messages, and the buttons under the last."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NotRequired, TypedDict

import aiohttp
import discord

from bot.controls import Visibility, controls_under
from bot.pages import pages
from bot.parts import Buttons, Further, Part, Picture, Reply
from bot.wording.answers import label_of

# What Discord or the way to it may answer to a single call.
FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
# What it answers where there is nothing to be had, however often one asks.
CLOSED = (discord.NotFound, discord.Forbidden)

# Where a message may stand.
Place = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
    | discord.DMChannel
    | discord.PartialMessageable
)


class Card(TypedDict):
    """One message, as discord.py sends it."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    files: NotRequired[list[discord.File]]


class View(TypedDict, total=False):
    """The buttons under a message, where it has any."""

    view: discord.ui.View


class Once(TypedDict, total=False):
    """What a message is sent with that Discord takes only once, whoever sends it again."""

    nonce: str


class Sent(Card, View, Once):
    """A message with its buttons."""


def cards(reply: Reply) -> list[Card]:
    """Return the messages of a reply, in order: links stay folded, nobody is pinged.

    Its pictures are the first one's.
    """
    written = [card(page) for page in pages(reply)]
    if pictures := [_file(part) for part in reply if isinstance(part, Picture)]:
        written[0]["files"] = pictures
    return written


def card(page: str) -> Card:
    """Return a message of a reply, which has been written."""
    return Card(content=page, suppress_embeds=True, allowed_mentions=discord.AllowedMentions.none())


def with_buttons(
    reply: Reply, visibility: Visibility, sent: Sequence[int]
) -> Iterator[tuple[Card, View]]:
    """Yield the messages of a reply; the buttons that it has stand under the last one.

    These have to know the messages before it, whose ids are in `sent` by then.
    """
    *before, last = cards(reply)
    for each in before:
        yield each, View()
    view = view_under(reply, visibility, sent)
    yield last, {"view": view} if view else View()


def view_under(
    reply: Reply, visibility: Visibility, earlier: Sequence[int] = ()
) -> discord.ui.View | None:
    """Return the buttons that a reply has, for the last of its messages; None where it has none.

    `earlier` are the ids of the messages before that. Whatever listens to the buttons' ids answers,
    after a restart too.
    """
    view = discord.ui.View(timeout=None)
    for part in reply:
        for label, number in _buttons(part, visibility, earlier):
            view.add_item(discord.ui.Button(label=label, custom_id=number))
    # Discord.py would keep a view that may still be pressed for as long as the program runs.
    view.stop()
    return view if view.children else None


def _buttons(part: Part, visibility: Visibility, earlier: Sequence[int]) -> list[tuple[str, str]]:
    """Return the label and the id of each button that a part stands for."""
    match part:
        case Further(labels, ticket):
            return [(label, ticket.custom_id(place)) for place, label in enumerate(labels)]
        case Buttons():
            tags = controls_under(part, visibility, earlier)
            return [(label_of(tag.control), tag.custom_id) for tag in tags]
        case _:
            return []


def _file(picture: Picture) -> discord.File:
    return discord.File(BytesIO(picture.png), picture.name, description=picture.alt)
