"""/sources as those who may manage them meet it."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.audiences import of_circle, of_server
from bot.cogs.sources.cog import Sources
from bot.cogs.sources.refreshing import Refreshing
from bot.parts import Reply
from bot.sources.bounds import Bounds
from bot.sources.owning import kept_name, owner_of
from bot.sources.syncing import Syncing
from bot.sources.uploads import LARGEST
from bot.sources.wishes import Wish
from bot.state import Database, State, StateUnavailable
from bot.wording import sources as wording
from bot.workers import Stopped
from retrieval import Entry, Failure, LeftOut, Source, SourceError, SourceSync
from tests.bot.conftest import Stage
from tests.bot.telling import text_of, told

PRIVATE = "https://feeds.example/show?token=S3CRET"
NOTES = ("notes.txt", b"R2 may be late.")


async def add(
    stage: Stage,
    who: simcord.MemberActor,
    channel: simcord.ChannelHandle | None = None,
    **given: Any,
) -> str:
    """Any: whatever an option takes."""
    return told(await who.slash(channel or stage.channel, "sources add", **given))


def content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def only(stage: Stage) -> Source:
    [source] = stage.library.added.values()
    return source


class TestAdding:
    async def test_the_clock_does_not_take_it_in_before_whoever_adds_it(
        self,
        stage: Stage,
        manager: simcord.MemberActor,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Who has added it would hear that nothing is new."""
        cog = stage.bot.get_cog("Refreshing")
        assert isinstance(cog, Refreshing)
        taken: list[list[str]] = []
        tell = Sources._added

        async def look_before(self: Sources, wish: Wish) -> Reply:
            await cog.refresher.look()
            taken.append(list(stage.library.synced))
            return await tell(self, wish)

        monkeypatch.setattr(Sources, "_added", look_before)
        answer = await add(stage, manager, link="https://a.example", name="News")

        assert taken == [[]]
        assert len(stage.library.synced) == 1
        assert "nothing new" not in answer.lower()

    async def test_a_link_is_the_servers_own_and_looked_at_once_a_day(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        answer = await add(stage, manager, link="https://feeds.example/show", name="The Show")

        source, guild = only(stage), stage.guild.id
        assert source.location == "https://feeds.example/show"
        assert source.name == kept_name(guild, "The Show")
        assert source.owner == owner_of(guild)
        assert source.defaults.audience == of_server(guild)
        assert source.every == 24 * 3600
        assert stage.library.synced == [source.name]
        assert "“The Show”" in answer
        assert "3 added" in answer

    async def test_a_file_is_kept_below_the_library_under_a_safe_name(
        self, stage: Stage, manager: simcord.MemberActor, tmp_path: Path
    ) -> None:
        await add(stage, manager, file=("../../evil [x]*.txt", b"R2 may be late."))

        path = Path(only(stage).location)
        assert path.is_relative_to(tmp_path / "attachments" / str(stage.guild.id))
        assert not set("*?[") & set(str(path.relative_to(tmp_path)))
        assert content_of(path) == b"R2 may be late."
        assert only(stage).every is None

    async def test_what_was_chosen_is_what_the_source_says(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        given: dict[str, Any] = {"publisher": "The\nPaper", "audience": "patrons", "refresh": 6}
        await add(stage, manager, link="https://a.example", **given)

        source = only(stage)
        assert source.name == kept_name(stage.guild.id, "a.example")
        assert source.defaults.work.publisher == "The Paper"
        assert source.defaults.audience == of_circle(stage.guild.id, "patrons")
        assert source.every == 6 * 3600

    async def test_refresh_0_is_never(self, stage: Stage, manager: simcord.MemberActor) -> None:
        await add(stage, manager, link="https://a.example", refresh=0)

        assert only(stage).every is None

    async def test_two_servers_may_call_theirs_the_same(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        other = stage.env.create_guild("Other")
        channel = other.create_text_channel("general")
        role = other.create_role("m", permissions=discord.Permissions(manage_guild=True))
        boss = other.add_member(stage.env.create_user("boss"), roles=[role])

        await add(stage, manager, link="https://a.example", name="News")
        await add(stage, boss, channel, link="https://b.example", name="News")

        assert len(stage.library.added) == 2
        assert "b.example" not in told(await manager.slash(stage.channel, "sources list"))

    @pytest.mark.parametrize(
        ("given", "reply"),
        [
            ({}, wording.NEITHER),
            ({"file": NOTES, "link": "https://a.example"}, wording.BOTH),
            ({"link": "/etc/passwd"}, wording.NO_LINK),
            ({"link": "file:///etc/passwd"}, wording.NO_LINK),
            ({"link": "C:\\secrets\\*.txt"}, wording.NO_LINK),
            ({"link": "https://"}, wording.NO_LINK),
            ({"file": NOTES, "refresh": 3}, wording.FILES_DO_NOT_CHANGE),
            ({"link": "https://a.example", "name": "\u202e"}, wording.NO_NAME),
            ({"link": "https://a.example", "audience": "a/b"}, wording.no_audience("a/b")),
        ],
    )
    async def test_what_cannot_be_is_one_sentence_and_adds_nothing(
        self, stage: Stage, manager: simcord.MemberActor, given: dict[str, Any], reply: Reply
    ) -> None:
        assert await add(stage, manager, **given) == text_of(reply)
        assert stage.library.added == {}

    async def test_a_name_that_is_taken_is_said_to_be(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example", name="News")

        answer = await add(stage, manager, file=NOTES, name="NEWS")

        assert answer == text_of(wording.name_taken("NEWS"))
        assert len(stage.library.added) == 1

    async def test_a_file_that_is_too_large_is_not_even_fetched(
        self, stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(discord.Attachment, "read", never)

        answer = await add(stage, manager, file=("a.txt", b"x" * (LARGEST + 1)))

        assert answer == text_of(wording.too_large(LARGEST + 1, LARGEST))

    async def test_what_the_library_refuses_is_said_and_leaves_no_file(
        self,
        stage: Stage,
        manager: simcord.MemberActor,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def refuse(_: Source) -> None:
            raise SourceError("This link leads into a private network; choose another.")

        monkeypatch.setattr(stage.library, "add_source", refuse)

        answer = await add(stage, manager, file=NOTES)

        assert "private network" in answer
        assert not [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]

    async def test_for_everybody_adds_only_a_server_that_is_trusted(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example", audience="public")
        assert only(stage).defaults.audience == "public"

        stage.env.create_guild("Another")
        answer = await add(stage, manager, link="https://b.example", audience="Public")

        assert answer == text_of(wording.NOT_FOR_EVERYBODY)
        assert len(stage.library.added) == 1

    async def test_a_link_that_leads_nowhere_is_not_kept(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        name = kept_name(stage.guild.id, "News")
        gone = SourceSync("", failed=(Failure(name, "It does not answer."),), listed=False)
        stage.library.outcomes[name] = gone

        answer = await add(stage, manager, link="https://a.example", name="News")

        assert answer == "I have not added “News”. It does not answer."
        assert stage.library.added == {}
        assert await state.refreshes.all() == {}

    async def test_one_server_cannot_fill_the_disk(
        self, stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sources = stage.bot.get_cog("Sources")
        assert isinstance(sources, Sources)
        monkeypatch.setattr(sources._sources, "_bounds", Bounds(2, 20))

        await add(stage, manager, file=NOTES, name="A")
        assert "and no more" not in await add(stage, manager, link="https://b.example", name="B")
        answers = [await add(stage, manager, file=NOTES, name=name) for name in "CD"]

        assert answers == [text_of(wording.too_many(2))] * 2
        assert len(stage.library.added) == 2

    async def test_an_audience_in_which_nobody_is_yet_is_said_to_be_empty(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        empty = await add(stage, manager, link="https://a.example", audience="Patrons")
        await state.circles.choose_roles(stage.guild.id, "patrons", {5})
        filled = await add(stage, manager, link="https://b.example", audience="PATRONS")

        assert "to which nobody belongs yet" in empty
        assert "/sources audience says who that is" in filled
        assert {source.defaults.audience for source in stage.library.added.values()} == {
            of_circle(stage.guild.id, "patrons")
        }


def away(_: Database) -> None:
    raise StateUnavailable("It does not answer.")


async def never(_: discord.Attachment) -> bytes:
    raise AssertionError("nobody may fetch this")


class TestSecrets:
    async def test_a_private_link_stands_nowhere(
        self,
        stage: Stage,
        manager: simcord.MemberActor,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        failed = (Failure("x", f"{PRIVATE}: it cannot be fetched; try later."),)
        stage.library.outcomes[kept_name(stage.guild.id, "Show")] = SourceSync("", failed=failed)

        answers = [
            await add(stage, manager, link=PRIVATE, name="Show"),
            told(await manager.slash(stage.channel, "sources list")),
            told(await manager.slash(stage.channel, "sources sync")),
            told(await manager.slash(stage.channel, "sources remove", name="Show")),
        ]

        assert only(stage).location == PRIVATE
        assert "S3CRET" not in "".join(answers)
        assert "S3CRET" not in str([call.json for call in stage.env.http_requests])
        assert "S3CRET" not in "".join(capsys.readouterr())

    async def test_where_a_file_lies_is_nobodys_business(
        self, stage: Stage, manager: simcord.MemberActor, tmp_path: Path
    ) -> None:
        answers = [await add(stage, manager, file=NOTES)]
        name, place = only(stage).name, only(stage).location
        stage.library.outcomes[name] = SourceSync(
            "", failed=(Failure(place, f"{place}: no text."),)
        )

        answers += [
            told(await manager.slash(stage.channel, "sources sync")),
            told(await manager.slash(stage.channel, "sources list")),
        ]

        assert str(tmp_path) not in "".join(answers)
        assert all("notes.txt: no text." in answer for answer in answers[1:])


class TestListing:
    async def test_a_source_comes_with_what_it_holds_and_who_reads_it(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example/feed", name="News")

        answer = told(await manager.slash(stage.channel, "sources list"))

        assert "News" in answer
        assert "a.example/feed" in answer
        assert "3 documents, 7 passages, 2 voices; read by this server" in answer
        assert "looked at every 24 hours" in answer

    async def test_with_none_it_says_how_to_add_one(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        answer = told(await manager.slash(stage.channel, "sources list"))

        assert answer == text_of(wording.NONE_YET)

    async def test_the_operators_are_named_and_no_more(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        stage.library.add_source(Source("archive", "/srv/secret/archive"))

        answer = told(await manager.slash(stage.channel, "sources list"))

        assert "“archive”" in answer
        assert "secret" not in answer

    async def test_what_nobody_here_may_read_is_not_even_named(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        board = Source("board minutes", "/srv/board", Entry(audience="board"))
        stage.library.add_source(board)

        listed = told(await manager.slash(stage.channel, "sources list"))
        removed = await manager.slash(stage.channel, "sources remove", name="board minutes")

        assert "board" not in listed
        assert told(removed) == text_of(wording.unknown("board minutes"))

    async def test_a_hundred_come_in_messages_that_discord_takes(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        for number in range(100):
            name = kept_name(stage.guild.id, f"@everyone *{number}*" + "x" * 40)
            owner = owner_of(stage.guild.id)
            stage.library.add_source(Source(name, f"https://a.example/{number}", owner=owner))

        result = await manager.slash(stage.channel, "sources list")

        every = [told(result), *(message.content for message in result.followups)]
        assert all(len(content) <= 2000 for content in every)
        assert "40 more" in every[-1]


class TestSyncing:
    async def test_it_ends_in_what_was_done(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example", name="News")
        stage.library.outcomes[only(stage).name] = SourceSync(
            "",
            added=["a"],
            unchanged=["b", "c"],
            vanished=["d"],
            failed=[Failure("e", "e.txt: it is not UTF-8 text.")],
            passages=12,
            voices=3,
            left_out=LeftOut(sponsors=2),
        )

        answer = told(await manager.slash(stage.channel, "sources sync", name="news"))

        assert "1 added, 2 unchanged, 1 no longer offered, and kept, 1 failed" in answer
        assert "12 passages new, 3 voices in all; left out 2 sponsor reads" in answer
        assert "e.txt: it is not UTF-8 text." in answer

    async def test_one_that_fails_holds_up_no_other_and_is_told_privately(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        for name in ("A", "B", "C"):
            await add(stage, manager, link=f"https://{name}.example/{PRIVATE[-12:]}", name=name)
        broken = kept_name(stage.guild.id, "B")
        stage.library.errors[broken] = SourceError("The disk is full; make room.")

        answer = told(await manager.slash(stage.channel, "sources sync"))

        assert "I could not update “B”: The disk is full; make room." in answer
        assert "**A** · 3 added" in answer
        assert "**C** · 3 added" in answer
        assert "Bringing" not in answer
        assert (await state.refreshes.of(broken)).failures == 1

    async def test_one_is_done_at_a_time(
        self, stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await add(stage, manager, link="https://a.example", name="News")
        monkeypatch.setattr(Syncing, "busy", True)

        answer = told(await manager.slash(stage.channel, "sources sync"))
        await add(stage, manager, link="https://b.example", name="More")

        assert answer == text_of(wording.BUSY)
        assert len(stage.library.synced) == 2
        assert text_of(wording.WAITING) in str([call.json for call in stage.env.http_requests])

    async def test_a_fault_is_nobody_elses_business_either(
        self, stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken() -> None:
            raise RuntimeError(PRIVATE)

        monkeypatch.setattr(stage.library, "origins", broken)

        answer = told(await manager.slash(stage.channel, "sources list"))

        assert "Sorry" in answer
        assert stage.env.errors

    async def test_what_ends_with_the_program_is_said_once_and_done_after_it(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        for name in ("A", "B", "C"):
            await add(stage, manager, link=f"https://{name}.example", name=name, refresh=0)
        stage.library.errors[kept_name(stage.guild.id, "B")] = Stopped()

        answer = told(await manager.slash(stage.channel, "sources sync"))

        assert answer.count("I have to stop now") == 1
        assert "**A** · 3 added" in answer
        wanted = {row.source for row in (await state.refreshes.all()).values() if row.wanted}
        assert wanted == {kept_name(stage.guild.id, name) for name in ("B", "C")}

    async def test_a_source_that_cannot_be_had_counts_as_failed(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        await add(stage, manager, link="https://a.example", name="News")
        name = only(stage).name
        gone = SourceSync("", failed=(Failure(name, "It does not answer."),), listed=False)
        stage.library.outcomes[name] = gone

        await manager.slash(stage.channel, "sources sync")

        row = await state.refreshes.of(name)
        assert row.failures == 1
        assert row.not_before
        assert row.not_before - stage.env.now() < timedelta(hours=1)

    async def test_the_operators_and_other_servers_sources_are_not_synced_from_here(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        stage.library.add_source(Source("archive", "/srv/archive"))
        other = kept_name(5, "Theirs")
        stage.library.add_source(Source(other, "https://a.example", owner=owner_of(5)))

        for name, reply in (
            ("archive", wording.operators("archive")),
            ("Theirs", wording.unknown("Theirs")),
            (other, wording.unknown(other)),
        ):
            for command in ("sources sync", "sources remove"):
                answer = told(await manager.slash(stage.channel, command, name=name))
                assert answer == text_of(reply)
        assert stage.library.synced == []


class TestRemoving:
    async def test_it_asks_first_and_then_takes_the_file_along(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        await add(stage, manager, file=NOTES, name="Notes")
        place = Path(only(stage).location)

        asked = await manager.slash(stage.channel, "sources remove", name="Notes")
        assert "Shall I remove “Notes” with its 3 documents and 7 passages?" in told(asked)
        assert stage.library.added
        assert asked.response is not None
        await manager.click(asked.response.message, label=wording.REMOVE_BUTTON)

        assert stage.library.added == {}
        assert content_of(place) is None
        assert await state.refreshes.all() == {}

    async def test_it_is_told_to_be_gone_though_nothing_can_be_noted(
        self,
        stage: Stage,
        manager: simcord.MemberActor,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        await add(stage, manager, file=NOTES, name="Notes")
        asked = await manager.slash(stage.channel, "sources remove", name="Notes")
        assert asked.response is not None
        shutil.rmtree(tmp_path / "attachments")
        monkeypatch.setattr(Database, "begin", away)

        await manager.click(asked.response.message, label=wording.REMOVE_BUTTON)

        assert asked.response.message.content == text_of(wording.removed("Notes", 7))
        assert stage.library.added == {}

    async def test_keeping_it_changes_nothing(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, file=NOTES, name="Notes")

        asked = await manager.slash(stage.channel, "sources remove", name="Notes")
        assert asked.response is not None
        await manager.click(asked.response.message, label=wording.KEEP_BUTTON)

        assert stage.library.added

    async def test_names_are_completed_from_the_servers_own(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example", name="News")
        stage.library.add_source(Source("archive", "/srv/archive"))

        offered = await manager.autocomplete(stage.channel, "sources remove", "name", "")
        nobody = await stage.ann.autocomplete(stage.channel, "sources remove", "name", "")

        assert offered == [{"name": "News", "value": "News"}]
        assert nobody == []

    async def test_accents_and_case_do_not_matter_there_and_long_names_fit(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        await add(stage, manager, link="https://a.example", name="Café " + "noir " * 18)

        offered = await manager.autocomplete(stage.channel, "sources remove", "name", "CAFE")

        assert [len(one["name"]) <= 100 for one in offered] == [True]


async def test_a_server_that_is_left_takes_its_sources_along(
    stage: Stage, manager: simcord.MemberActor, tmp_path: Path
) -> None:
    await add(stage, manager, file=NOTES, name="Notes")
    stage.library.add_source(Source("archive", "/srv/archive"))

    stage.bot.dispatch("guild_remove", stage.bot.get_guild(stage.guild.id))
    await stage.env.settle()
    await stage.bot.inflight.finish(grace=5, last_words=1)

    assert list(stage.library.added) == ["archive"]
    assert not [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
