"""What is in memory of a member goes when they wish: every object of the bot is looked into."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import pytest

from bot.cogs.gaps.learning import Learning
from bot.wording import privacy as wording
from tests.bot.conftest import Stage

WORD = "xyzzy"


def strings_in(root: object) -> Iterator[str]:
    """Every text that is reached from an object through objects of the bot and containers."""
    waiting, seen = [root], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | AbstractSet) or type(one).__name__ == "deque":
            waiting += list(one)  # type: ignore[call-overload] # it is a container
        elif type(one).__module__.startswith("bot."):
            waiting += attributes(one)


def attributes(one: object) -> list[Any]:  # Any: attributes are of all types
    slots = [name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ())]
    return [*getattr(one, "__dict__", {}).values(), *(getattr(one, n, None) for n in slots)]


def remembers(stage: Stage) -> list[str]:
    return [text for text in strings_in(stage.bot) if WORD in text]


@pytest.fixture
async def _said(stage: Stage) -> None:
    """Somebody asks, is followed up by another, is looked into and proposed."""
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is {WORD} late?")
    answer = stage.channel.last_message
    assert answer is not None
    await stage.eve.send(stage.channel, f"{stage.mention} and Huawei?", reply_to=answer)
    said = await stage.ann.send(stage.channel, f"{WORD} is late.")
    await stage.eve.context_menu(stage.channel, "Find sources", said)
    learning = stage.bot.get_cog("Learning")
    assert isinstance(learning, Learning)
    for message in (asked, said):
        learning.undecided.remember(message, f"{WORD} of course", stage.env.now())
    assert "is xyzzy late?" in stage.library.followed[-1]


@pytest.mark.usefixtures("_said")
async def test_deleting_leaves_nothing_of_a_members_words_in_memory(stage: Stage) -> None:
    assert remembers(stage)
    shown = await stage.ann.slash(stage.channel, "privacy show")
    assert shown.response is not None
    assert "the words of 4 messages" in shown.response.content

    asked = await stage.ann.slash(stage.channel, "privacy delete")
    assert asked.response is not None
    await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert remembers(stage) == []


@pytest.mark.usefixtures("_said")
async def test_deleted_messages_leave_nothing_in_memory(stage: Stage) -> None:
    for message in stage.channel.history():
        if message.author.id == stage.ann.id:
            await stage.ann.delete(message)

    assert remembers(stage) == []
