"""Who asks too much waits, and is told until when."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.preferences import Preferences
from bot.state import State
from bot.talking.limits import Limits, Seat
from tests.bot.conftest import Stage

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TWO = Preferences(member_limit=2, channel_limit=3, limit_seconds=60)


def seconds(count: float) -> datetime:
    return NOON + timedelta(seconds=count)


class TestTheWindow:
    def test_never_are_there_more_than_so_many_in_any_window(self) -> None:
        limits, seat = Limits(), Seat(1, 2, 3)
        admitted = [at for at in range(0, 300, 7) if not limits.admit(seat, TWO, seconds(at))]

        assert all(
            later - earlier >= 60 for earlier, later in zip(admitted, admitted[2:], strict=False)
        )
        assert len(admitted) >= 8

    def test_it_does_not_matter_in_which_order_questions_are_counted(self) -> None:
        limits, seat = Limits(), Seat(1, 2, 3)
        asked = [200, 210, 0, 70, 10, 100, 180, 215]
        admitted = [at for at in asked if not limits.admit(seat, TWO, seconds(at))]

        assert admitted == [200, 210, 0, 70, 10, 100]

    def test_whoever_waits_is_told_once_until_when(self) -> None:
        limits, seat = Limits(), Seat(1, 2, 3)
        for at in (0, 10):
            assert limits.admit(seat, TWO, seconds(at)) is None

        first, second = (limits.admit(seat, TWO, seconds(at)) for at in (20, 30))
        assert first is not None
        assert second is not None
        assert (first.until, first.told, first.everybody) == (seconds(60), False, False)
        assert second.told
        assert limits.admit(seat, TWO, seconds(60)) is None

    def test_a_channel_has_its_own_limit_and_other_servers_count_for_themselves(self) -> None:
        limits = Limits()
        for member in (1, 2, 3):
            assert limits.admit(Seat(1, 2, member), TWO, NOON) is None

        wait = limits.admit(Seat(1, 2, 4), TWO, NOON)
        assert wait is not None
        assert wait.everybody
        assert limits.admit(Seat(1, 9, 4), TWO, NOON) is None
        assert limits.admit(Seat(7, 8, 1), TWO, NOON) is None

    def test_none_is_no_limit(self) -> None:
        limits = Limits()
        free = Preferences(member_limit=0, channel_limit=0)

        assert not any(limits.admit(Seat(1, 2, 3), free, NOON) for _ in range(100))


@pytest.fixture
async def narrow(stage: Stage, state: State) -> None:
    await state.preferences.change(stage.guild.id, member_limit=2, limit_seconds=60)


@pytest.mark.usefixtures("narrow")
class TestInAServer:
    async def test_a_member_is_told_once_and_the_notice_goes_away(self, stage: Stage) -> None:
        for number in range(4):
            await stage.ann.send(stage.channel, f"{stage.mention} is R{number} late?")

        *answers, notice = stage.said()
        assert len(answers) == 2
        until = int((stage.env.now() + timedelta(seconds=60)).timestamp())
        assert f"<t:{until}:R>" in notice
        assert len(stage.library.asked) == 2
        await stage.env.advance_time(61)
        assert stage.said() == answers

        await stage.ann.send(stage.channel, f"{stage.mention} is R9 late?")
        assert len(stage.said()) == 3

    async def test_a_command_is_refused_to_its_caller_alone(self, stage: Stage) -> None:
        for _ in range(2):
            await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

        refused = await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
        assert refused.response is not None
        assert refused.response.ephemeral
        assert "<t:" in refused.response.content
        digest = await stage.ann.slash(stage.channel, "digest", topic="R2")
        assert digest.response is not None
        assert digest.response.ephemeral
        shown = await stage.ann.slash(stage.channel, "privacy show")
        assert shown.response is not None
        assert "<t:" not in shown.response.content

    async def test_thanks_use_nothing_up(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        for _ in range(3):
            await stage.ann.send(stage.channel, f"{stage.mention} thanks")
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

        assert stage.library.asked == ["is R1 late?", "is R2 late?"]

    async def test_a_form_for_other_words_asks_like_a_command(self, stage: Stage) -> None:
        stage.library.quotes = ()
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        silence = stage.channel.last_message
        assert silence is not None
        for _ in range(3):
            form = await stage.ann.click(silence, label="Other words")
            refused = await stage.ann.submit_modal(form, {"words": "is R2 late?"})

        assert len(stage.library.asked) == 2
        assert refused.response is not None
        assert refused.response.ephemeral
        assert "<t:" in refused.response.content

    async def test_buttons_may_be_pressed_more_often_and_not_without_end(
        self, stage: Stage
    ) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        answer = stage.channel.last_message
        assert answer is not None
        told = []
        for _ in range(7):
            pressed = await stage.ann.click(answer, label="More")
            assert pressed.response is not None
            told.append("<t:" in pressed.response.content)

        assert told == [False] * 6 + [True]

    async def test_others_may_still_ask(self, stage: Stage) -> None:
        for _ in range(3):
            await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.eve.send(stage.channel, f"{stage.mention} is R2 late?")

        assert len(stage.library.asked) == 3

    async def test_in_direct_messages_the_usual_limits_hold(self, stage: Stage) -> None:
        for number in range(12):
            await stage.ann.send_dm(f"is R{number} late?")

        assert len(stage.library.asked) == 10
