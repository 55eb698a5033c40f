"""A button outlives the process that sent it: pressed after a restart, it still works."""

import threading
from collections.abc import AsyncIterator, Callable

import pytest
from structlog.typing import EventDict

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from retrieval import Section, Surroundings
from tests.bot.fakes import FakeLibrary, digest, quote
from tests.loopback.allowances import shown_text
from tests.loopback.checks import CALLBACK, FOLLOW_UP, QUOTE, the_bot_goes_on_answering
from tests.loopback.faults import Fault
from tests.loopback.members import MODAL, labelled
from tests.loopback.pointing import running
from tests.loopback.posting import EPHEMERAL
from tests.loopback.rest_interactions import ANSWER_WITHIN_S, TOKEN_LIVES_S
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Interaction, Json, Message

Start = Callable[[], PullquoteBot]


@pytest.fixture
def start(desk: Desk, state: State, registration: Registration) -> Start:
    """A new process of the bot: what it had in memory is gone, what it remembers is not."""
    return lambda: PullquoteBot(desk=desk, state=state, registration=registration)


async def test_a_digest_goes_deeper_after_a_restart(
    server: LoopbackDiscord, library: FakeLibrary, start: Start
) -> None:
    library.digested = digest(
        Section("moats", (quote(QUOTE),)), deep_dives=(Section("moats", (quote("Moats leak."),)),)
    )
    async with running(start(), server):
        used = server.use("digest", topic="moats")
        await server.until(lambda: used.original)

    assert used.original is not None
    async with running(start(), server):
        pressed = server.press(used.original, "deeper:medium:0:moats")
        await server.until(lambda: pressed.original)

    assert pressed.original is not None
    assert "Moats leak." in shown_text(pressed.original.body)


class TestUnderAnAnswer:
    """Each is pressed in another process than the one that has answered."""

    @pytest.fixture
    async def answer(
        self, server: LoopbackDiscord, library: FakeLibrary, start: Start
    ) -> AsyncIterator[Message]:
        """An answer of a process that has ended; another one runs."""
        [said] = library.quotes
        place = said.source, said.start, said.end
        library.beside[place] = Surroundings(
            "They hurried.", said.text, "", said.attribution, said.link, said.source
        )
        async with running(start(), server):
            server.mention("Is the model the moat?")
            [answer] = await server.replies()
        async with running(start(), server):
            yield answer

    async def test_context_is_shown_to_who_pressed_alone(
        self, server: LoopbackDiscord, answer: Message
    ) -> None:
        told = await pressed(server, answer, "Context")

        assert "They hurried." in shown_text(told.body)
        assert told.body["flags"] & EPHEMERAL
        assert answer.edits == 0

    async def test_more_goes_on_where_the_answer_ended(
        self, server: LoopbackDiscord, library: FakeLibrary, answer: Message
    ) -> None:
        library.quotes = (*library.quotes, quote("Moats leak."))

        told = await pressed(server, answer, "More")

        assert "Moats leak." in shown_text(told.body)
        assert QUOTE not in shown_text(told.body)

    async def test_a_verdict_comes_with_a_form_and_is_thanked_for(
        self, server: LoopbackDiscord, answer: Message
    ) -> None:
        opened = server.press(answer, labelled(answer, "Not it"))
        await server.until(lambda: opened.callback)
        assert opened.callback is not None
        assert opened.callback["type"] == MODAL
        filled = server.fill_in(opened, reason=["wrong voice"], note="That was Bob.")

        await server.until(lambda: filled.original)
        assert filled.original is not None
        assert filled.original.body["flags"] & EPHEMERAL

    async def test_who_asked_may_remove_it(self, server: LoopbackDiscord, answer: Message) -> None:
        server.press(answer, labelled(answer, "🗑"))

        await server.until(lambda: answer.id not in server.world.messages)

    async def test_a_press_that_is_taken_too_late_harms_nobody(
        self, server: LoopbackDiscord, answer: Message, logs: list[EventDict]
    ) -> None:
        with server.holding(CALLBACK) as gate:
            late = server.press(answer, labelled(answer, "Context"))
            await server.until(lambda: gate.waiting)
            server.clock.advance(ANSWER_WITHIN_S + 1)

        await the_bot_goes_on_answering(server)
        assert late.callback is None
        assert not [line for line in logs if line["log_level"] == "error"]

    @pytest.mark.parametrize("label", ["Context", "More", "Helpful", "Not it", "🗑"])
    async def test_a_press_that_somebody_else_has_taken_is_noted_once(
        self, server: LoopbackDiscord, answer: Message, logs: list[EventDict], label: str
    ) -> None:
        taken: Json = {"code": 40060, "message": "Interaction has already been acknowledged."}
        server.faults.plan(CALLBACK, Fault(400, taken))

        server.press(answer, labelled(answer, label))

        await the_bot_goes_on_answering(server)
        levels = [line["log_level"] for line in logs]
        assert (levels.count("warning"), levels.count("error")) == (1, 0)

    async def test_two_members_who_press_at_once_are_both_shown_it(
        self, server: LoopbackDiscord, doors: threading.Event, answer: Message
    ) -> None:
        doors.clear()
        who = server.world.ada, server.world.bob
        presses = [server.press(answer, labelled(answer, "Context"), user=one) for one in who]
        doors.set()

        await server.until(lambda: all(press.original for press in presses))
        for press in presses:
            assert press.original is not None
            assert "They hurried." in shown_text(press.original.body)

    async def test_an_answer_that_comes_after_its_token_died_leaves_no_trace(
        self, server: LoopbackDiscord, answer: Message, logs: list[EventDict]
    ) -> None:
        with server.holding(FOLLOW_UP) as gate:
            late = server.press(answer, labelled(answer, "Context"))
            await server.until(lambda: gate.waiting)
            server.clock.advance(TOKEN_LIVES_S + 1)

        await the_bot_goes_on_answering(server)
        assert late.original is None
        assert not [line for line in logs if line["log_level"] == "error"]


async def test_a_private_answer_is_shared_after_a_restart(
    server: LoopbackDiscord, start: Start
) -> None:
    async with running(start(), server):
        used = server.use("ask", question="Is the model the moat?", private=True)
        await server.until(lambda: used.original)

    assert used.original is not None
    assert used.original.body["flags"] & EPHEMERAL
    async with running(start(), server):
        server.press(used.original, labelled(used.original, "Share"))
        await server.until(lambda: public(server))

    [shared] = public(server)
    assert QUOTE in shown_text(shared.body)
    assert shared.pings == ()


async def test_who_presses_share_twice_at_once_shares_once(
    server: LoopbackDiscord, doors: threading.Event, start: Start, logs: list[EventDict]
) -> None:
    async with running(start(), server):
        used = server.use("ask", question="Is the model the moat?", private=True)
        await server.until(lambda: used.original)
        assert used.original is not None

        doors.clear()
        share = labelled(used.original, "Share")
        for _ in range(2):
            server.press(used.original, share)
        doors.set()
        await server.until(lambda: public(server))
        await the_bot_goes_on_answering(server)

    shared = [one for one in public(server) if "Shared by" in shown_text(one.body)]
    assert len(shared) == 1
    assert not [line for line in logs if line["log_level"] == "error"]


async def test_who_presses_remove_twice_at_once_hears_of_no_fault(
    server: LoopbackDiscord, start: Start, logs: list[EventDict]
) -> None:
    async with running(start(), server):
        server.mention("Is the model the moat?")
        [answer] = await server.replies()

        for _ in range(2):
            server.press(answer, labelled(answer, "🗑"))
        await server.until(lambda: answer.id not in server.world.messages)
        await the_bot_goes_on_answering(server)

    assert not [line for line in logs if line["log_level"] == "error"]
    assert "remove" not in "".join(shown_text(one.body) for one in public(server))


async def test_sources_are_found_for_a_message_and_shown_to_who_wants_them_alone(
    server: LoopbackDiscord, start: Start
) -> None:
    async with running(start(), server):
        said = server.say("I think that the model is no moat at all.", user=server.world.bob)
        used = server.use_on(said, "Find sources")
        await server.until(lambda: used.original)

    assert used.original is not None
    assert QUOTE in shown_text(used.original.body)
    assert used.original.body["flags"] & EPHEMERAL
    assert public(server) == []


async def pressed(server: LoopbackDiscord, answer: Message, label: str) -> Message:
    """What whoever presses a button is told."""
    press: Interaction = server.press(answer, labelled(answer, label))
    await server.until(lambda: press.original)
    assert press.original is not None
    return press.original


def public(server: LoopbackDiscord) -> list[Message]:
    """What the bot has said to everybody in general."""
    said = server.world.said_by_bot(server.world.general)
    return [message for message in said if not (message.body.get("flags") or 0) & EPHEMERAL]
