"""Who reads what, on every path on which the bot shows text of the library."""

from collections.abc import Awaitable, Callable

import discord
import pytest
import simcord

from bot.audiences import Circle, of_channel, of_circle, of_server
from bot.desk import Desk
from bot.state import Database, State
from retrieval import Section
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary, digest, quote

PUBLIC_WORDS, SERVER_WORDS = "Anybody may read this.", "Members may read this."
PATRON_WORDS, OPERATOR_WORDS = "Patrons may read this.", "Subscribers of the operator's may too."


@pytest.fixture
def patrons(stage: Stage) -> simcord.RoleHandle:
    return stage.guild.create_role("patrons")


@pytest.fixture
def pat(stage: Stage, patrons: simcord.RoleHandle) -> simcord.MemberActor:
    """A member who is a patron."""
    return stage.guild.add_member(stage.env.create_user("pat"), roles=[patrons])


@pytest.fixture
def lounge(stage: Stage, patrons: simcord.RoleHandle) -> simcord.ChannelHandle:
    """A channel that only patrons can see, and the bot."""
    return seen_by(stage, patrons)


@pytest.fixture
def shelf(stage: Stage) -> FakeLibrary:
    """A library with words for each audience."""
    guild = stage.guild.id
    stage.library.quotes = (
        quote(PUBLIC_WORDS),
        quote(SERVER_WORDS, audience=of_server(guild)),
        quote(PATRON_WORDS, audience=of_circle(guild, "patrons")),
        quote(OPERATOR_WORDS, audience="patrons"),
        quote("Another server's.", audience=of_server(guild + 1)),
        quote("Others'.", audience="others"),
    )
    return stage.library


@pytest.fixture
async def circle(stage: Stage, state: State, patrons: simcord.RoleHandle) -> Circle:
    circle = Circle("patrons", roles=frozenset({patrons.id}))
    await state.circles.draw(stage.guild.id, circle)
    return circle


def words_in(text: str) -> list[str]:
    every = (PUBLIC_WORDS, SERVER_WORDS, PATRON_WORDS, OPERATOR_WORDS)
    assert "Another server's." not in text
    assert "Others'." not in text
    return [words for words in every if words in text]


FOR_MEMBERS = [PUBLIC_WORDS, SERVER_WORDS]
FOR_PATRONS = [*FOR_MEMBERS, PATRON_WORDS, OPERATOR_WORDS]


async def asked(
    stage: Stage, member: simcord.MemberActor, channel: simcord.ChannelHandle
) -> list[str]:
    """What a question shows in a channel."""
    await member.send(channel, f"{stage.mention} what may I read?")
    return words_in(stage.said(channel)[-1])


@pytest.mark.usefixtures("shelf", "circle")
class TestAQuestion:
    async def test_in_a_public_channel_shows_what_everybody_there_may_read(
        self, stage: Stage, pat: simcord.MemberActor
    ) -> None:
        assert await asked(stage, pat, stage.channel) == FOR_MEMBERS

    async def test_in_a_channel_that_patrons_alone_can_see_shows_what_patrons_may(
        self, stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle
    ) -> None:
        assert await asked(stage, pat, lounge) == FOR_PATRONS

    async def test_so_it_does_where_administrators_and_the_bot_can_see_it_too(
        self, stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle
    ) -> None:
        stage.guild.create_role("admins", permissions=discord.Permissions(administrator=True))

        assert await asked(stage, pat, lounge) == FOR_PATRONS

    async def test_but_not_where_another_role_can_see_it(
        self, stage: Stage, pat: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        guests = stage.guild.create_role("guests")

        assert await asked(stage, pat, seen_by(stage, patrons, guests)) == FOR_MEMBERS

    async def test_nor_where_somebody_was_let_in_by_name(
        self, stage: Stage, pat: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        assert await asked(stage, pat, seen_by(stage, patrons, stage.eve)) == FOR_MEMBERS

    async def test_in_a_channel_that_was_given_to_them_shows_it_to_whoever_is_there(
        self, stage: Stage, state: State, circle: Circle
    ) -> None:
        given = Circle(circle.name, circle.roles, frozenset({stage.channel.id}))
        await state.circles.draw(stage.guild.id, given)

        assert await asked(stage, stage.ann, stage.channel) == FOR_PATRONS

    async def test_in_a_thread_follows_the_channel_that_it_is_in(
        self, stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle
    ) -> None:
        for channel, expected in ((lounge, FOR_PATRONS), (stage.channel, FOR_MEMBERS)):
            assert await asked(stage, pat, await thread_in(stage, channel)) == expected

    async def test_in_a_direct_message_follows_the_askers_roles(
        self, stage: Stage, pat: simcord.MemberActor
    ) -> None:
        await pat.send_dm("what may I read?")
        await stage.ann.send_dm("what may I read?")

        assert words_in(stage.said(pat.user.dm_channel)[-1]) == FOR_PATRONS
        assert words_in(stage.said(stage.ann.user.dm_channel)[-1]) == FOR_MEMBERS

    async def test_in_a_direct_message_every_server_with_sources_or_audiences_counts(
        self, stage: Stage, state: State, pat: simcord.MemberActor
    ) -> None:
        for number in range(25):
            other = stage.env.create_guild(f"Other {number}")
            role = other.create_role("patrons")
            await state.circles.draw(other.id, Circle("patrons", frozenset({role.id})))
        last = other.add_member(pat.user, roles=[role])

        await last.send_dm("what may I read?")

        [(_, readers)] = [one for one in stage.library.shown if one[0] == "ask"]
        assert {of_circle(other.id, "patrons"), of_circle(stage.guild.id, "patrons")} <= readers

    async def test_whoever_shares_no_server_reads_what_is_public(self, stage: Stage) -> None:
        """Somebody who has left keeps the conversation."""
        await stage.ann.send_dm("hi")
        stage.guild.remove_member(stage.ann)
        await stage.env.advance_time(61)

        await stage.ann.user.send_dm("what may I read?")

        assert words_in(stage.said(stage.ann.user.dm_channel)[-1]) == [PUBLIC_WORDS]

    async def test_a_role_that_was_taken_away_counts_for_a_minute_at_most(
        self, stage: Stage, pat: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        await pat.send_dm("what may I read?")
        stage.env.backend.get_member(stage.guild.id, pat.id).role_ids.remove(patrons.id)
        await stage.env.advance_time(61)

        await pat.send_dm("and now?")

        assert words_in(stage.said(pat.user.dm_channel)[-1]) == FOR_MEMBERS

    async def test_where_discord_does_not_say_who_asks_what_is_public_is_shown(
        self, stage: Stage, pat: simcord.MemberActor
    ) -> None:
        stage.env.inject_error("GET", "/guilds/*/members/*", status=500, times=20)

        await pat.send_dm("what may I read?")

        assert words_in(stage.said(pat.user.dm_channel)[-1]) == [PUBLIC_WORDS]

    async def test_where_the_database_is_away_no_circle_reads_more(
        self,
        stage: Stage,
        pat: simcord.MemberActor,
        lounge: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(Database, "begin", broken)

        assert await asked(stage, pat, lounge) == FOR_MEMBERS

    async def test_by_command_shows_the_same_as_by_mention(
        self, stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle
    ) -> None:
        for channel, expected in ((lounge, FOR_PATRONS), (stage.channel, FOR_MEMBERS)):
            result = await pat.slash(channel, "ask", question="what may I read?")
            assert result.response is not None
            assert words_in(result.response.content) == expected

    async def test_by_command_in_a_direct_message_follows_the_askers_roles(
        self, stage: Stage, pat: simcord.MemberActor
    ) -> None:
        await pat.user.slash("ask", question="what may I read?")
        await stage.ann.user.slash("ask", question="what may I read?")

        assert words_in(stage.said(pat.user.dm_channel)[-1]) == FOR_PATRONS
        assert words_in(stage.said(stage.ann.user.dm_channel)[-1]) == FOR_MEMBERS


@pytest.mark.usefixtures("shelf", "circle")
class TestTrust:
    async def test_in_a_second_server_nobody_reads_what_the_operator_has_named(
        self, stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle
    ) -> None:
        """Any server can draw a circle of that name."""
        stage.env.create_guild("Another")

        assert await asked(stage, pat, lounge) == [*FOR_MEMBERS, PATRON_WORDS]

    async def test_but_in_those_that_the_operator_trusts(
        self,
        stage: Stage,
        pat: simcord.MemberActor,
        lounge: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        stage.env.create_guild("Another")
        monkeypatch.setattr(stage.bot.readers, "_trusted", frozenset({stage.guild.id}))

        assert await asked(stage, pat, lounge) == FOR_PATRONS


def me(who: simcord.MemberActor) -> str:
    assert who.guild.me
    return who.guild.me.mention


Path = Callable[[simcord.MemberActor, simcord.ChannelHandle], Awaitable[object]]
PATHS: dict[str, tuple[str, Path]] = {
    "mention": ("ask", lambda who, where: who.send(where, f"{me(who)} what of R2?")),
    "/ask": ("ask", lambda who, where: who.slash(where, "ask", question="what of R2?")),
    "/ask from": ("people", lambda who, at: who.autocomplete(at, "ask", "from", "", question="?")),
    "/ask in": ("works", lambda who, at: who.autocomplete(at, "ask", "in", "", question="?")),
    "/digest": ("digest", lambda who, where: who.slash(where, "digest", topic="R2")),
    "/digest topic": ("topics", lambda who, at: who.autocomplete(at, "digest", "topic", "")),
    "/digest from": (
        "people",
        lambda who, at: who.autocomplete(at, "digest", "from", "", topic="x"),
    ),
    "/digest in": ("works", lambda who, at: who.autocomplete(at, "digest", "in", "", topic="x")),
    "/person": ("person", lambda who, where: who.slash(where, "person", name="Azeem")),
    "/person name": ("people", lambda who, at: who.autocomplete(at, "person", "name", "")),
    "/episode": ("episode", lambda who, where: who.slash(where, "episode", title="On R2")),
    "/episode title": ("titles", lambda who, at: who.autocomplete(at, "episode", "title", "")),
    "/ask question": ("starters", lambda who, at: who.autocomplete(at, "ask", "question", "")),
    "/help": ("starters", lambda who, where: who.slash(where, "help")),
    "help": ("starters", lambda who, where: who.send(where, me(who))),
}


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("path", PATHS)
async def test_every_path_asks_the_library_for_the_readers_of_the_place(
    stage: Stage, pat: simcord.MemberActor, lounge: simcord.ChannelHandle, path: str
) -> None:
    asked_for, walk = PATHS[path]
    members = frozenset({"public", of_server(stage.guild.id)})

    # What is said in a channel that others cannot see is read there as well.
    inside = members | patrons_of(stage) | {of_channel(stage.guild.id, lounge.id)}

    for channel, readers in ((stage.channel, members), (lounge, inside)):
        stage.library.shown.clear()
        await walk(pat, channel)
        assert (asked_for, readers) in stage.library.shown
        assert {shown for _, shown in stage.library.shown} == {readers}


async def test_every_command_that_shows_the_library_is_walked(stage: Stage) -> None:
    """A new command is put here, or said to show nothing, or to have a test of its own."""
    commands = {command.name for command in stage.bot.tree.get_commands()}

    walked = {name.split()[0][1:] for name in PATHS if name.startswith("/")}
    assert commands - walked == {
        *("daily", "gaps", "privacy", "setup", "sources", "stats"),
        "Find sources",
        "Keep as answer",
    }


def test_whatever_the_desk_shows_it_shows_to_somebody() -> None:
    """Of all that a desk can be asked for, these show none of the library's text to members."""
    silent = {"open", "close", "vectors", "folder", "origins", "source", "add_source"}
    silent |= {
        "remove_source",
        "sync",
        "keep_message",
        "withdraw_message",
        "kept_messages",
    }
    silent |= {"tell", "is_open", "waiting"}
    methods = {name for name in vars(Desk) if not name.startswith("_")} - silent

    assert methods == {name for name in methods if "audiences" in arguments_of(name)}


def arguments_of(method: str) -> tuple[str, ...]:
    code = getattr(Desk, method).__code__
    assert getattr(Desk, method).__defaults__ is None, "readers are never a matter of course"
    return tuple(code.co_varnames[: code.co_argcount])


@pytest.mark.usefixtures("circle")
class TestDeeper:
    """The buttons under a digest: who presses sees the rest alone."""

    async def test_they_show_what_whoever_presses_may_read(
        self, stage: Stage, pat: simcord.MemberActor
    ) -> None:
        message = await self.digest(stage)
        members = frozenset({"public", of_server(stage.guild.id)})

        for who, readers in ((stage.ann, members), (pat, members | patrons_of(stage))):
            stage.library.shown.clear()
            result = await who.click(message, label="More on open models")
            assert result.response is not None
            assert result.response.ephemeral
            assert stage.library.shown == [("digest", readers)]

    async def test_what_they_may_read_is_found_out_when_they_press(
        self, stage: Stage, pat: simcord.MemberActor, patrons: simcord.RoleHandle
    ) -> None:
        message = await self.digest(stage)
        stage.env.backend.get_member(stage.guild.id, pat.id).role_ids.remove(patrons.id)
        stage.library.shown.clear()

        await pat.click(message, label="More on open models")

        assert stage.library.shown == [("digest", frozenset({"public", of_server(stage.guild.id)}))]

    async def digest(self, stage: Stage) -> discord.Message:
        section = Section("open models", (quote("Models are open."),))
        stage.library.digested = digest(section, deep_dives=(section,))
        result = await stage.ann.slash(stage.channel, "digest", topic="models")
        assert result.response is not None
        return result.response.message


def patrons_of(stage: Stage) -> frozenset[str]:
    return frozenset({of_circle(stage.guild.id, "patrons"), "patrons"})


def broken(_: Database) -> None:
    raise RuntimeError("anything at all")


def seen_by(
    stage: Stage, *people: simcord.RoleHandle | simcord.MemberActor
) -> simcord.ChannelHandle:
    """Make a channel that only these can see, and the bot."""
    hidden = discord.PermissionOverwrite(view_channel=False)
    seen = discord.PermissionOverwrite(view_channel=True)
    me = stage.guild.me
    assert me
    return stage.guild.create_text_channel(
        "lounge",
        overwrites={stage.guild.default_role: hidden, me: seen, **dict.fromkeys(people, seen)},
    )


async def thread_in(stage: Stage, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    found = stage.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    await found.create_thread(name="aside", type=discord.ChannelType.public_thread)
    [thread] = channel.threads
    return thread
