"""How does a soak go? Members ask, things go wrong, and the bot's memory is looked at."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from bot.state import open_state
from tests.loopback.checks import EDIT_REPLY, FOLLOW_UP, SEND, TYPING
from tests.loopback.server import LoopbackDiscord
from tests.loopback.soaking.ledger import Ledger
from tests.loopback.soaking.members import Member
from tests.loopback.soaking.process import BotProcess, bot_process
from tests.loopback.soaking.report import Report


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how busy: of `questions`, `settled` pass before memory has to stay as it is.

    After `killed` the bot is killed while it answers, and started again. Memory is looked at, and
    something goes wrong, after every `stretch` questions. `patience` is for how many seconds a
    question may wait before it is lost.
    """

    questions: int = 2000
    members: int = 200
    channels: int = 20
    at_once: int = 8
    killed: int = 100
    settled: int = 500
    stretch: int = 50
    patience: float = 60.0


class Soak:
    """A server of members that ask, and a ledger of what came of it."""

    def __init__(self, server: LoopbackDiscord, size: Size, *, echoes: bool) -> None:
        world = server.world
        self._server, self._size, self._echoes = server, size, echoes
        self._channels = [world.add_channel(f"c{n}", world.guild) for n in range(size.channels)]
        self._ledger = Ledger(server, size.patience)
        self._members = [self._member(n) for n in range(size.members)]
        self._free = asyncio.Semaphore(size.at_once)
        self._asking: set[int] = set()
        self._killing: asyncio.Task[None] | None = None
        self._memory: list[float] = []
        self._logged: list[str] = []
        self._finished = 0

    async def run(self, folder: Path, questions: Sequence[str]) -> Report:
        """Ask with a bot whose library lies in `folder`; `questions` come again and again."""
        await _lift_limits(folder, self._server.world.guild.id)
        began = time.monotonic()
        async with bot_process(self._server, folder, echo=self._echoes) as bot:
            lives = (self._live(n, bot, questions) for n in range(len(self._members)))
            await asyncio.gather(*lives)
            assert self._killing is not None
            await self._killing
            self._memory.append(bot.megabytes())
        self._logged = bot.logged()
        return self._report(time.monotonic() - began)

    async def _live(self, which: int, bot: BotProcess, questions: Sequence[str]) -> None:
        """A member's questions, one after the other; those of all members are in turn."""
        member = self._members[which]
        for number in range(which, self._size.questions, len(self._members)):
            async with self._free:
                self._asking.add(number)
                await member.ask(self._text(questions, number), self._text(questions, number + 1))
                self._asking.discard(number)
            self._finished += 1
            if self._finished == self._size.killed:
                self._killing = asyncio.create_task(self._kill(bot))
            self._look(bot)

    async def _kill(self, bot: BotProcess) -> None:
        """Kill the bot while it answers, and start it again.

        Just then everybody mentions it: of commands and buttons Discord tells nobody afterwards.
        """
        for member in self._members:
            member.only_mentions = True
        before = set(self._asking)
        await self._server.until(lambda: not before & self._asking, self._size.patience)
        typed = len(self._server.journal.on(TYPING))
        await self._server.until(lambda: len(self._server.journal.on(TYPING)) > typed)
        await bot.kill()
        await bot.start()
        for member in self._members:
            member.only_mentions = False

    def _text(self, questions: Sequence[str], number: int) -> str:
        """A question; where answers hold it, one that is asked only once."""
        # With its mark, since without one a reply to the bot may be no more than talk.
        text = questions[number % len(questions)].removesuffix("?") + "?"
        return f"{text} ({number} of many)" if self._echoes else text

    def _look(self, bot: BotProcess) -> None:
        if self._finished % self._size.stretch:
            return
        if self._finished >= self._size.settled:
            self._memory.append(bot.megabytes())
        self._disturb(self._finished // self._size.stretch)

    def _disturb(self, turn: int) -> None:
        """Make something go wrong, one kind after the other."""
        match turn % 5:
            case 0:
                self._server.drop()
            case 1:
                for route in (SEND, FOLLOW_UP, EDIT_REPLY):
                    self._server.fail_next(route, status=429, retry_after=0.3)
            case 2:
                self._server.fail_next(SEND, status=500)
            case 3:
                self._server.fail_next(SEND, status=502, takes_effect=True)
            case 4:
                self._server.ask_to_reconnect()

    def _member(self, number: int) -> Member:
        user = self._server.world.add_user(f"member{number}")
        place = self._channels[number % len(self._channels)]
        return Member(user, place, self._ledger, random.Random(number), self._echoes)  # noqa: S311

    def _report(self, seconds: float) -> Report:
        ledger = self._ledger
        return Report(
            asked=self._size.questions,
            lost=ledger.lost,
            twice=ledger.twice(),
            unheeded=ledger.unheeded,
            logged=self._logged,
            done=ledger.done,
            waits=sorted(ledger.waits),
            memory=self._memory,
            seconds=seconds,
        )


async def _lift_limits(folder: Path, guild: int) -> None:
    """Let members ask as often as they do here."""
    async with aclosing(open_state("", folder, days=30)) as state:
        await state.preferences.change(guild, member_limit=0, channel_limit=0)
