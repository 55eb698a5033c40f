"""Scenes of members: questions, answers, and what stands under them."""

from collections.abc import Sequence
from typing import Any

from bot.translation import Language
from pictures import archive
from pictures.shown import Shown
from pictures.studio import Studio
from tests.loopback.world import User

SPOKEN = "Is DeepSeek R2 delayed?"
COMMENTED = "Is Qwen any good?"
CITED = "Who uses Chinese open models?"
NOTHING = "How do I bake sourdough bread?"
_CLAIM = "I doubt that anybody in America builds on Chinese open models."
_FIND = "Find sources"
_EPISODE = "A year under the desk"


async def answers(studio: Studio) -> Sequence[Shown]:
    """Two members ask."""
    first = await studio.asked(SPOKEN)
    return [*first, *await studio.asked(COMMENTED, by=studio.jonas)]


async def cited(studio: Studio) -> Sequence[Shown]:
    """A person is quoted who is quoted in a text."""
    return await studio.asked(CITED)


async def silence(studio: Studio) -> Sequence[Shown]:
    """The library has nothing."""
    return await studio.asked(NOTHING)


async def follow_up(studio: Studio) -> Sequence[Shown]:
    """A reply goes on from an answer."""
    return await _gone_on(studio, studio.mira, COMMENTED, "What about Huawei?")


async def help_channel(studio: Studio) -> Sequence[Shown]:
    """Every question is answered, once people have had their turn."""
    there = studio.server.world
    await studio.state.preferences.change(
        there.guild.id, help_channels={there.general.id}, patience=0
    )
    return await studio.said(CITED, by=studio.jonas)


async def thread(studio: Studio) -> Sequence[Shown]:
    """A long exchange goes on in a thread."""
    there = studio.server.world
    await studio.state.preferences.change(there.guild.id, threads=True, thread_after=1)
    first = await studio.asked(COMMENTED)
    asked = await studio.said("What about Huawei?", to=studio.last, answered=False)
    return [*first, *asked, *studio.thread()]


async def private(studio: Studio) -> Sequence[Shown]:
    """Nobody else sees the answer."""
    return await studio.used("ask", question=SPOKEN, private=True)


async def context(studio: Studio) -> Sequence[Shown]:
    """What stands around a quote."""
    await studio.asked(SPOKEN)
    return await studio.pressed("Context")


async def more(studio: Studio) -> Sequence[Shown]:
    """The quotes that come next."""
    await studio.asked(CITED)
    return await studio.pressed("More")


async def found(studio: Studio) -> Sequence[Shown]:
    """What speaks to a member's message."""
    said = studio.server.say(_CLAIM, user=studio.jonas)
    used = studio.server.use_on(said, _FIND, user=studio.mira)
    return [studio.message(said), *await studio.told(used, _FIND)]


async def not_it(studio: Studio) -> Sequence[Shown]:
    """A member says what is wrong with an answer."""
    await studio.asked(COMMENTED)
    return [await studio.form("Not it", reason="out of date", note="There is a newer episode.")]


async def digest(studio: Studio) -> Sequence[Shown]:
    """A topic at a glance."""
    return await studio.used("digest", topic="open models")


async def short_digest(studio: Studio) -> Sequence[Shown]:
    """A topic at a glance, in few quotes."""
    return await studio.used("digest", topic="open models", length="short")


async def person(studio: Studio) -> Sequence[Shown]:
    """Somebody who is heard more than once."""
    await archive.handed_in(studio)
    return await studio.used("person", name="Ada Brook")


async def episode(studio: Studio) -> Sequence[Shown]:
    """A work by its parts."""
    await archive.handed_in(studio)
    return await studio.used("episode", title=_EPISODE)


async def limit(studio: Studio) -> Sequence[Shown]:
    """A member has asked as much as the server allows."""
    await studio.state.preferences.change(
        studio.server.world.guild.id, member_limit=1, limit_seconds=600
    )
    await studio.used("ask", question=SPOKEN)
    return await studio.used("ask", question=COMMENTED)


async def refused(studio: Studio) -> Sequence[Shown]:
    """What cannot be is said in a sentence, with what to do."""
    voice: dict[str, Any] = {"from": "Ada Lovelace"}  # Any: whatever an option holds
    nobody = await studio.used("ask", question=COMMENTED, **voice)
    no_date = await studio.used("ask", question=COMMENTED, since="whenever")
    return [*nobody, *no_date, *await studio.used("sources add", link="my newsletter")]


async def helped(studio: Studio) -> Sequence[Shown]:
    """How to ask, and what else there is."""
    return await studio.used("help")


async def privacy(studio: Studio) -> Sequence[Shown]:
    """What is kept of a member."""
    await studio.asked(SPOKEN)
    await studio.asked(NOTHING)
    return await studio.used("privacy show")


async def german(studio: Studio) -> Sequence[Shown]:
    """A question and one that goes on from it, in German."""
    await studio.speak(Language.GERMAN)
    return await _gone_on(studio, studio.lukas, "Ist Qwen gut?", "Und Huawei?")


async def spanish(studio: Studio) -> Sequence[Shown]:
    """A question and one that goes on from it, in Spanish."""
    await studio.speak(Language.SPANISH)
    return await _gone_on(studio, studio.lucia, "¿Qué es Qwen?", "¿Y Huawei?")


async def japanese(studio: Studio) -> Sequence[Shown]:
    """A question, in Japanese."""
    await studio.speak(Language.JAPANESE)
    return await studio.asked("オープンモデルは誰が使っていますか？", by=studio.haruka)


async def chinese(studio: Studio) -> Sequence[Shown]:
    """A question and one that goes on from it, in Chinese."""
    await studio.speak(Language.CHINESE)
    return await _gone_on(studio, studio.wei, "Qwen好吗？", "那华为呢？")


async def _gone_on(studio: Studio, by: User, first: str, second: str) -> Sequence[Shown]:
    """Somebody asks, and goes on in a reply to the answer."""
    asked = await studio.asked(first, by=by)
    return [*asked, *await studio.said(second, by=by, to=studio.last)]
