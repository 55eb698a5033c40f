"""What the pictures show: each scene makes something happen and returns what then stands there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.cogs.sources import progress
from bot.translation import Language
from pictures import archive, past
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
_CLAIM = "I doubt that anybody in America builds on Chinese open models."
_FIND = "Find sources"
_OPEN = (
    "Who won the chess game?",
    "who won that chess game",
    "How do I bake sourdough bread?",
    "Is there a transcript of the live show?",
    "where is the live show's transcript?",
)


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


async def _setup(studio: Studio) -> Sequence[Shown]:
    return await studio.used("setup")


async def _private(studio: Studio) -> Sequence[Shown]:
    return await studio.used("ask", question=_SPOKEN, private=True)


async def _context(studio: Studio) -> Sequence[Shown]:
    await studio.asked(_SPOKEN)
    return await studio.pressed("Context")


async def _found(studio: Studio) -> Sequence[Shown]:
    said = studio.server.say(_CLAIM, user=studio.jonas)
    used = studio.server.use_on(said, _FIND, user=studio.mira)
    return [studio.message(said), *await studio.told(used, _FIND)]


async def _not_it(studio: Studio) -> Sequence[Shown]:
    await studio.asked(_COMMENTED)
    form = await studio.form("Not it", reason="out of date", note="There is a newer episode.")
    return [form]


async def _gaps(studio: Studio) -> Sequence[Shown]:
    for question in _OPEN:
        await studio.asked(question)
    return await studio.used("gaps")


async def _stats(studio: Studio) -> Sequence[Shown]:
    there = studio.server.world
    await past.month(studio.desk, studio.state, (there.guild.id, there.general.id))
    return await studio.used("stats")


async def _help(studio: Studio) -> Sequence[Shown]:
    return await studio.used("help")


async def _german(studio: Studio) -> Sequence[Shown]:
    await studio.speak(Language.GERMAN)
    first = await studio.asked(_SPOKEN, by=studio.lukas)
    return [*first, *await studio.asked(_NOTHING, by=studio.lukas)]


async def _japanese(studio: Studio) -> Sequence[Shown]:
    await studio.speak(Language.JAPANESE)
    return await studio.used("digest", by=studio.haruka, topic="open models")


async def _daily(studio: Studio) -> Sequence[Shown]:
    post = await daily_post(studio.desk, studio.state)
    thread = (post.thread, len(post.details)) if post.details else None
    return [Message("Pullquote", {"content": post.message}, app=True, thread=thread)]


PICTURES = (
    Picture("answer-dark", "Two members ask; each is answered in somebody's own words.", _answers),
    Picture("answer-light", "Quotes of a person who is quoted in a text.", _cited, Theme.LIGHT),
    Picture("answer-phone", "The same on a phone.", _cited, width=PHONE),
    Picture("silence-dark", "The library has nothing on it, and says so.", _silence),
    Picture("private-dark", "A private answer, which may be shared.", _private),
    Picture("context-light", "What stands around a quote.", _context, Theme.LIGHT),
    Picture("found-dark", "What speaks to a member's message.", _found),
    Picture("form-dark", "What is wrong with an answer.", _not_it),
    Picture("digest-light", "A topic at a glance.", _digest, Theme.LIGHT),
    Picture("person-dark", "Where and how much somebody is heard, with a chart.", _person),
    Picture("sources-dark", "A file is taken in, and listed; nobody else sees it.", _sources),
    Picture("gaps-light", "Questions that met silence.", _gaps, Theme.LIGHT),
    Picture("stats-dark", "What a server's questions come to, with a chart.", _stats),
    Picture("help-phone", "Help, on one screen.", _help, width=PHONE),
    Picture("german-light", "In German.", _german, Theme.LIGHT, language="de"),
    Picture("japanese-dark", "In Japanese.", _japanese, language="ja"),
    Picture("setup-dark", "All settings of a server in one panel.", _setup),
    Picture("setup-phone", "The panel on a phone.", _setup, Theme.LIGHT, PHONE),
    Picture("daily-light", "The daily post.", _daily, Theme.LIGHT),
    Picture("daily-phone", "The daily post on a phone.", _daily, width=PHONE),
)
