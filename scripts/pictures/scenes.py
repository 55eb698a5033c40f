"""What the pictures show: each scene makes something happen and returns what then stands there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.cogs.sources import progress
from pictures import archive
from pictures.daily_post import daily_post
from pictures.page import Theme
from pictures.shown import Message, Shown
from pictures.studio import Studio
from tests.loopback.checks import EDIT_REPLY

Scene = Callable[[Studio], Awaitable[Sequence[Shown]]]
DESKTOP, PHONE = 760, 390

_SPOKEN = "Is DeepSeek R2 delayed?"
_COMMENTED = "Is Qwen any good?"
_CITED = "Who uses Chinese open models?"
_NOTHING = "How do I bake sourdough bread?"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to take: its name, what it shows in words, the scene, and how it is looked at."""

    name: str
    caption: str
    scene: Scene
    theme: Theme = Theme.DARK
    width: int = DESKTOP
    language: str = "en"


async def _answers(studio: Studio) -> Sequence[Shown]:
    first = await studio.asked(_SPOKEN)
    return [*first, *await studio.asked(_COMMENTED, by=studio.jonas)]


async def _cited(studio: Studio) -> Sequence[Shown]:
    return await studio.asked(_CITED)


async def _silence(studio: Studio) -> Sequence[Shown]:
    return await studio.asked(_NOTHING)


async def _digest(studio: Studio) -> Sequence[Shown]:
    return await studio.used("digest", topic="open models")


async def _person(studio: Studio) -> Sequence[Shown]:
    await _with_talks(studio)
    return await studio.used("person", name="Ada Brook")


async def _sources(studio: Studio) -> Sequence[Shown]:
    """Show the message that tells of a sync in its middle, and as it ends."""
    [end] = await _with_talks(studio)
    told = [one.body for one in studio.server.journal.on(EDIT_REPLY) if isinstance(one.body, dict)]
    middle = next(body for body in told if "document" in body["content"])
    return [replace(end, body=middle), end, *await studio.used("sources list")]


async def _with_talks(studio: Studio) -> list[Message]:
    """Let Mira hand in four talks; what she is told in the end."""
    progress._PAUSE = 0.01  # noqa: SLF001 - they are taken in faster than it tells
    file = studio.server.upload(archive.NAME, archive.talks())
    used = studio.server.use("sources add", user=studio.mira, file=file, name="Field Notes")
    await studio.server.until(lambda: used.original and "4 added" in used.original.content, 60)
    return await studio.told(used, "/sources add")


async def _daily(studio: Studio) -> Sequence[Shown]:
    post = await daily_post(studio.desk, studio.state)
    thread = (post.thread, len(post.details)) if post.details else None
    return [Message("Pullquote", {"content": post.message}, app=True, thread=thread)]


PICTURES = (
    Picture("answer-dark", "Two members ask; each is answered in somebody's own words.", _answers),
    Picture("answer-light", "Quotes of a person who is quoted in a text.", _cited, Theme.LIGHT),
    Picture("answer-phone", "The same on a phone.", _cited, width=PHONE),
    Picture("silence-dark", "The library has nothing on it, and says so.", _silence),
    Picture("digest-light", "A topic at a glance.", _digest, Theme.LIGHT),
    Picture("person-dark", "Where and how much somebody is heard, with a chart.", _person),
    Picture("sources-dark", "A file is taken in, and listed; nobody else sees it.", _sources),
    Picture("daily-light", "The daily post.", _daily, Theme.LIGHT),
    Picture("daily-phone", "The daily post on a phone.", _daily, width=PHONE),
)
