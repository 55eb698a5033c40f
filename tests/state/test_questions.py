import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from bot.daily.schedule import Due
from bot.state import Database, State
from bot.state.enquiries import Enquiry, FirstQuote
from bot.state.figures import DayCount, Figures
from bot.state.questions import Questions
from tests.state.test_posts import EDITION, PLAN

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Wider than 32 bits, as Discord's ids are.
GUILD, OTHER_GUILD, ANN, EVE = (1_100_000_000_000_000_000 + n for n in range(4))

ANSWERED = Enquiry(
    guild=GUILD,
    channel=7,
    author=ANN,
    text="Is R2 late? 🐢",
    at=NOON,
    answered=True,
    message=70,
    answer=71,
    quote=FirstQuote(
        "It may be delayed.\nA bit.", "Azeem Azhar · podcast", "https://a.example/1", "/a.txt"
    ),
    sources=("/a.txt", "/b.txt"),
    took=0.75,
)
SILENT = Enquiry(GUILD, 8, EVE, "How tall is Everest?", NOON + timedelta(hours=1), answered=False)


async def asked_in(state: State, guild: int = GUILD) -> list[Enquiry]:
    return await state.questions.asked_in(
        guild, NOON - timedelta(days=99), NOON + timedelta(days=1)
    )


async def test_what_was_asked_is_kept_as_it_was_in_the_order_of_time(state: State) -> None:
    await state.questions.record(SILENT)
    await state.questions.record(ANSWERED)
    await state.questions.record(replace(ANSWERED, guild=OTHER_GUILD))

    assert await asked_in(state) == [ANSWERED, SILENT]


async def test_a_time_in_any_zone_is_kept_as_the_same_moment(state: State) -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))

    await state.questions.record(replace(ANSWERED, at=tokyo))

    [kept] = await state.questions.asked_in(GUILD, tokyo, tokyo + timedelta(microseconds=1))
    assert kept.at == NOON
    assert kept.at.utcoffset() == timedelta(0)
    assert not await state.questions.asked_in(GUILD, tokyo - timedelta(hours=1), tokyo)


async def test_after_thirty_days_only_the_counts_are_left(state: State) -> None:
    await state.questions.record(ANSWERED)
    await state.questions.record(SILENT)

    await state.questions.purge(NOON + timedelta(days=30, minutes=30))

    assert await asked_in(state) == [SILENT]
    assert await state.figures.counts(GUILD) == [DayCount(date(2026, 3, 1), 1, 1)]


async def test_where_nothing_is_to_be_kept_questions_are_only_counted(database: Database) -> None:
    questions = Questions(database, keep=timedelta(0))

    await questions.record(ANSWERED)
    await questions.record(replace(SILENT, at=NOON + timedelta(days=1)))

    assert not await questions.asked_by(ANN)
    assert await Figures(database).counts(GUILD) == [
        DayCount(date(2026, 3, 1), 1, 0),
        DayCount(date(2026, 3, 2), 0, 1),
    ]


async def test_a_member_can_have_everything_forgotten_and_others_keep_theirs(state: State) -> None:
    for enquiry in (ANSWERED, replace(ANSWERED, guild=OTHER_GUILD), SILENT):
        await state.questions.record(enquiry)

    assert await state.questions.forget_author(ANN) == 2

    assert not await state.questions.asked_by(ANN)
    assert await state.questions.asked_by(EVE) == [SILENT]
    assert await state.figures.counts(GUILD) == [DayCount(date(2026, 3, 1), 1, 1)]


async def test_a_question_whose_message_is_gone_is_forgotten(state: State) -> None:
    await state.questions.record(ANSWERED)
    await state.questions.record(SILENT)

    await state.questions.forget_messages([1, 70])

    assert await asked_in(state) == [SILENT]


async def test_a_server_that_was_left_is_forgotten_but_for_how_many_questions_it_had(
    state: State,
) -> None:
    due = Due(NOON.date(), NOON)
    for guild in (GUILD, OTHER_GUILD):
        await state.questions.record(replace(ANSWERED, guild=guild))
        await state.channels.opt_in(guild, guild, NOON)
        await state.schedules.set_up(replace(PLAN, guild=guild))
        await state.posts.claim(guild, due, 7, NOON)
        await state.shown.add(guild, due.day, EDITION.shown)
    assert await state.guilds() == {GUILD, OTHER_GUILD}

    await state.forget_guild(GUILD)

    assert await state.guilds() == {OTHER_GUILD}
    assert len(await asked_in(state, OTHER_GUILD)) == 1
    assert await state.figures.counts(GUILD) == [DayCount(date(2026, 3, 1), 1, 0)]


async def test_who_refuses_is_not_quoted_until_they_allow_it_again(state: State) -> None:
    await state.quoting.refuse(ANN, NOON)
    await state.quoting.refuse(ANN, NOON)
    assert await state.quoting.refused_by([ANN, EVE]) == {ANN}

    await state.quoting.allow(ANN)
    assert await state.quoting.refused_by([ANN, EVE]) == frozenset()


async def test_many_processes_may_write_the_same_at_the_same_moment(url: str) -> None:
    databases = [Database(url, Path("nowhere"), retry_after=0) for _ in range(2)]
    states = [State(database, days=30) for database in databases]

    for member in range(5):
        await asyncio.gather(
            *(state.quoting.refuse(member, NOON) for state in states),
            *(state.channels.opt_in(GUILD, member, NOON) for state in states),
            *(state.schedules.set_up(replace(PLAN, guild=member)) for state in states),
        )

    assert await states[0].quoting.refused_by(range(20)) == frozenset(range(5))
    assert await states[0].channels.of(GUILD) == list(range(5))
    assert len(await states[0].schedules.active()) == 5
    for state in states:
        await state.aclose()


async def test_a_servers_channels_are_those_that_opted_in(state: State) -> None:
    for guild, channel in ((GUILD, 8), (GUILD, 7), (OTHER_GUILD, 9), (GUILD, 7)):
        await state.channels.opt_in(guild, channel, NOON)
    assert await state.channels.of(GUILD) == [7, 8]

    await state.channels.opt_out(7)
    assert await state.channels.of(GUILD) == [8]
