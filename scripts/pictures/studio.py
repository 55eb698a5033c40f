"""The real bot over the seeds, on a Discord of ours; what it sends is what is drawn."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State, open_state
from bot.translation import Language
from pictures.clock import begin
from pictures.shown import Form, Message
from retrieval import LibrarySettings, open_library
from tests.loopback import world
from tests.loopback.members import MODAL, labelled
from tests.loopback.pointing import point_at, running, skip_waits
from tests.loopback.posting import EPHEMERAL
from tests.loopback.server import LoopbackDiscord

# Seconds.
_LONG_ENOUGH = 20.0
_STILL = 0.3
# What is not allowed in the channel where something is: to read its history, to write in threads.
_DENIED = 1 << 16 | 1 << 38


@dataclass(frozen=True, slots=True)
class Studio:
    """A server with members in it, and a bot that answers them from the seeds."""

    server: LoopbackDiscord
    desk: Desk
    state: State
    mira: world.User
    jonas: world.User
    lukas: world.User
    haruka: world.User
    lucia: world.User
    wei: world.User
    support: world.Channel

    async def asked(self, question: str, *, by: world.User | None = None) -> list[Message]:
        """Return a question that mentions the bot, and the messages that answer it."""
        return await self.said(f"<@{self.server.world.bot.id}> {question}", by=by)

    async def said(
        self,
        words: str,
        *,
        by: world.User | None = None,
        to: world.Message | None = None,
        answered: bool = True,
    ) -> list[Message]:
        """Return what a member says, in reply `to` a message, and the messages that answer it."""
        place = self.server.world.general
        before = len(self.server.world.said_by_bot(place))
        message = self.server.say(words, channel=place, user=by or self.mira, reply_to=to)
        if answered:
            await self.server.replies(place, count=before + 1)
        await self._quiet()
        answers = self.server.world.said_by_bot(place)[before:]
        return [self.message(message), *map(self.message, answers)]

    @property
    def last(self) -> world.Message:
        """The last message of the bot in the channel."""
        *_, last = self.server.world.said_by_bot(self.server.world.general)
        return last

    def thread(self) -> list[Message]:
        """Return what stands in the thread that was opened last."""
        there = self.server.world
        *_, thread = [one for one in there.channels.values() if one.parent_id]
        return [self.message(one) for one in there.said_in(thread)]

    async def panel(self, page: str) -> list[Message]:
        """Return /setup, turned to one of its pages."""
        used = self.server.use("setup", user=self.mira)
        [shown] = await self.told(used, "/setup")
        panel = used.original
        assert panel is not None  # noqa: S101 - it was waited for
        self.server.press(panel, f"setup:go:{page}", user=self.mira)
        await self._quiet()
        return [replace(shown, body=panel.body)]

    async def used(
        self, command: str, *, by: world.User | None = None, **options: Any
    ) -> list[Message]:
        """Return what a slash command is answered with; Any, whatever its options hold."""
        user = by or self.mira
        done = self.server.use(command, user=user, **options)
        return await self.told(done, f"/{command}", user)

    async def told(
        self, done: world.Interaction, command: str = "", user: world.User | None = None
    ) -> list[Message]:
        """Return what an interaction is answered with."""
        await self.server.until(lambda: done.original, _LONG_ENOUGH)
        await self._quiet()
        original = done.original
        assert original is not None  # noqa: S101 - it was waited for
        used = ((user or done.user).name.title(), command) if command else None
        messages = [original, *done.followups]
        return [self.message(one, used if n == 0 else None) for n, one in enumerate(messages)]

    async def pressed(self, label: str) -> list[Message]:
        """Return what Mira is told who presses a button under the last answer."""
        return await self.told(self.press(label, by=self.mira))

    def press(self, label: str, *, by: world.User) -> world.Interaction:
        """Somebody presses a button under the bot's last message."""
        return self.server.press(self.last, labelled(self.last, label), user=by)

    async def under(self, used: world.Interaction, label: str) -> list[Message]:
        """Return what a button under a command's answer is answered with."""
        shown = used.original
        assert shown is not None  # noqa: S101 - it was waited for
        before = len(used.followups)
        pressed = self.server.press(shown, labelled(shown, label), user=used.user)
        await self._quiet()
        answers = [*used.followups[before:], *pressed.followups]
        return [self.message(one) for one in answers]

    async def form(self, label: str, **typed: str) -> Form:
        """Return the form that a button under the last answer opens, and what is typed into it."""
        pressed = self.press(label, by=self.mira)
        await self.server.until(lambda: pressed.callback, _LONG_ENOUGH)
        assert pressed.callback is not None  # noqa: S101 - it was waited for
        assert pressed.callback["type"] == MODAL  # noqa: S101 - else the scene is out of date
        return Form(pressed.callback["data"], typed)

    async def speak(self, language: Language) -> None:
        """Let the server speak a language."""
        await self.state.preferences.change(self.server.world.guild.id, language=language)

    def message(self, one: world.Message, used: tuple[str, str] | None = None) -> Message:
        """Return a message as it is drawn."""
        thread = self.server.world.channels.get(one.id)
        return Message(
            author=one.author.name.title(),
            body=one.body,
            app=one.author.bot,
            answers=self.message(one.reference) if one.reference else None,
            used=used,
            private=bool((one.body.get("flags") or 0) & EPHEMERAL),
            thread=(thread.name, len(self.server.world.said_in(thread))) if thread else None,
        )

    @property
    def names(self) -> dict[int, str]:
        """Who and what is mentioned, by id."""
        there = self.server.world
        users = {user.id: user.name.title() for user in there.users.values()}
        return users | {channel.id: channel.name for channel in there.channels.values()}

    async def _quiet(self) -> None:
        """Wait until nothing more is sent."""
        seen = -1
        while seen < (seen := len(self.server.journal.exchanges)):  # noqa: ASYNC110 - for silence
            await asyncio.sleep(_STILL)


@contextmanager
def prepared(seeds: Path) -> Iterator[Path]:
    """Make a library of the seeds once, to be copied."""
    with TemporaryDirectory() as folder:
        with open_library(LibrarySettings(library=Path(folder)), create=True) as library:
            library.ingest([seeds])
        yield Path(folder)


@asynccontextmanager
async def studio(library: Path, *, hears: bool = True) -> AsyncIterator[Studio]:
    """Open a server with a bot over a copy of the library; both are gone afterwards.

    `hears` is whether the bot has the intent to read what members write.
    """
    begin()
    with TemporaryDirectory() as name:
        folder = shutil.copytree(library, Path(name, "library"))
        async with (
            _desk(folder) as desk,
            aclosing(open_state("", folder, days=30)) as state,
            LoopbackDiscord() as server,
        ):
            mira, jonas = (server.world.add_user(name) for name in ("mira", "jonas"))
            lukas = server.world.add_user("lukas", "de")
            haruka = server.world.add_user("haruka", "ja")
            lucia = server.world.add_user("lucia", "es-ES")
            wei = server.world.add_user("wei", "zh-CN")
            support = server.world.add_channel("support", server.world.guild, denied=_DENIED)
            point_at(server, setattr)
            skip_waits(setattr)
            bot = PullquoteBot(
                desk=desk,
                state=state,
                registration=Registration(folder / "commands"),
                message_content=hears,
            )
            async with running(bot, server):
                # At its start it looks which sources are due; what a scene adds is not among them.
                await bot.wait_until_ready()
                await asyncio.sleep(3 * _STILL)
                yield Studio(server, desk, state, mira, jonas, lukas, haruka, lucia, wei, support)


@asynccontextmanager
async def _desk(folder: Path) -> AsyncIterator[Desk]:
    desk = Desk(LibrarySettings(library=folder))
    try:
        await asyncio.wrap_future(desk.open(folder / "no-seeds", lambda *_: None))
        yield desk
    finally:
        desk.close(_LONG_ENOUGH)
