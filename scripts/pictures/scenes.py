"""What the pictures show: each scene makes something happen and returns what then stands there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pictures.daily_post import daily_post
from pictures.page import Theme
from pictures.shown import Message, Shown
from pictures.studio import Studio

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
    return await studio.used("person", name="Azeem Azhar")


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
    Picture("person-dark", "Where and how much somebody is heard.", _person),
    Picture("daily-light", "The daily post.", _daily, Theme.LIGHT),
    Picture("daily-phone", "The daily post on a phone.", _daily, width=PHONE),
)
