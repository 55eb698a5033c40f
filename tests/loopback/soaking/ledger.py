"""Who was answered, how often, and after how long? Read from what went over the wire."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.checks import SEND
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Message

OK = 200
# Looks for a message.
Found = Callable[[], Message | None]


@dataclass(slots=True)
class Ledger:
    """Everything that was asked, and what came of it. `patience` is in seconds, for each answer."""

    server: LoopbackDiscord
    patience: float
    done: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unheeded: list[str] = field(default_factory=list)
    _answers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _read: int = 0

    async def answered(self, kind: str, text: str, found: Found) -> Message | None:
        """Wait for an answer and note how long it took; None, and lost, if it does not come."""
        began = time.perf_counter()
        if not await self._came(found):
            self.lost.append(f"{kind}: {text}")
            return None
        self.done[kind] += 1
        self.waits.append(time.perf_counter() - began)
        return found()

    async def heeded(self, kind: str, text: str, happened: Callable[[], object]) -> None:
        """Wait for what has to come of something that a member did beside asking."""
        self.done[kind] += 1
        if not await self._came(happened):
            self.unheeded.append(f"{kind}: {text}")

    def answer_to(self, question: Message) -> Message | None:
        """Return the answer to a message, if it came already."""
        self._catch_up()
        answers = self._answers.get(question.id)
        return self.server.world.messages.get(min(answers)) if answers else None

    def twice(self) -> list[str]:
        """Return the questions that more than one message answers."""
        self._catch_up()
        return [str(question) for question, answers in self._answers.items() if len(answers) > 1]

    async def _came(self, happened: Callable[[], object]) -> bool:
        try:
            await self.server.until(happened, self.patience)
        except AssertionError:
            return False
        return True

    def _catch_up(self) -> None:
        """Read what was sent since; a message sent again with its nonce is one message."""
        exchanges = self.server.journal.exchanges
        for sent in exchanges[self._read :]:
            if sent.route == SEND and sent.status == OK:
                self._note(sent.body, sent.answer)
        self._read = len(exchanges)

    def _note(self, body: Any, answer: Any) -> None:
        """Any, as JSON is."""
        if reference := body.get("message_reference"):
            self._answers[int(reference["message_id"])].add(int(answer["id"]))
