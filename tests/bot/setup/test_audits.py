"""Who changed what: kept, shown in /setup, and told where a server wishes."""

from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.state import State, StateUnavailable
from bot.state.audits import KEPT, Audit
from tests.bot.conftest import Stage
from tests.bot.setup.conftest import Opened, opened


@pytest.fixture
def audit(stage: Stage) -> simcord.ChannelHandle:
    return stage.guild.create_text_channel("audit")


async def changes(panel: Opened) -> str:
    await panel.go("changes")
    return panel.text


async def test_a_change_is_shown_with_what_it_was_what_it_is_and_who_made_it(
    stage: Stage, manager: simcord.MemberActor, logged: list[Any]
) -> None:
    panel = await opened(stage, manager)
    await panel.go("language")
    await panel.choose("language", "Deutsch")
    await panel.go("home")

    assert "Language: the server's own → Deutsch" in panel.beside("changes")
    told = await changes(panel)
    assert f"Language: the server's own → Deutsch (<@{manager.id}>, <t:" in told
    assert "90 days" in told
    [entry] = [one for one in logged if one["event"] == "changed"]
    assert (entry["subject"], entry["member"], entry["after"]) == ("language", manager.id, '"de"')


async def test_what_changes_nothing_is_no_change(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.preferences.change(stage.guild.id, channels={stage.channel.id})
    panel = await opened(stage, manager)
    await panel.go("channels")

    await panel.choose("channels", stage.channel)

    assert await state.audits.of(stage.guild.id, 9) == []


async def test_it_is_told_in_the_audit_channel_without_a_ping(
    stage: Stage, manager: simcord.MemberActor, audit: simcord.ChannelHandle
) -> None:
    role = stage.guild.create_role("editors")
    panel = await opened(stage, manager)
    await panel.go("changes")
    await panel.choose("audit_channel", audit)
    await panel.go("home")
    await panel.go("trusted")

    await panel.choose("trusted", role)

    first, second = stage.said(audit)
    assert f"Audit channel: none → <#{audit.id}>" in first
    assert f"Trusted roles: none → <@&{role.id}>" in second
    assert all(
        payload["allowed_mentions"] == {"parse": []}
        for payload in stage.payloads(f"/channels/{audit.id}/messages")
    )


async def test_who_turns_the_lines_away_is_told_of_in_the_old_channel_too(
    stage: Stage, manager: simcord.MemberActor, audit: simcord.ChannelHandle, state: State
) -> None:
    await state.preferences.change(stage.guild.id, audit_channel=audit.id)
    panel = await opened(stage, manager)
    await panel.go("changes")

    await panel.choose("audit_channel")

    [line] = stage.said(audit)
    assert "→ none" in line


async def test_a_source_is_told_by_its_name_and_never_by_its_link(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    link = "https://feeds.example/private?token=hunter2"
    await manager.slash(stage.channel, "sources add", link=link)
    await manager.slash(stage.channel, "sources add", link=link + "2", name=f"mine {link}")

    noted = await state.audits.of(stage.guild.id, 9)

    assert len(noted) == 2
    assert all(one.subject == "Source added" for one in noted)
    assert "feeds.example" in noted[0].before + noted[0].after
    assert "hunter2" not in repr(noted)


async def test_the_daily_post_and_audiences_are_settings_as_well(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    role = stage.guild.create_role("patrons")
    given = {"channel": stage.channel, "time": "9:30", "timezone": "Europe/Berlin"}
    await manager.slash(stage.channel, "daily setup", **given)
    await manager.slash(stage.channel, "daily pause")
    shown = await manager.slash(stage.channel, "sources audience", name="patrons")
    assert shown.response is not None
    roles = shown.response.components[0]["components"][0]["custom_id"]
    await manager.select(shown.response.message, [role], custom_id=roles)

    told = await changes(await opened(stage, manager))

    assert f"Daily post: 09:30 (Europe/Berlin) / <#{stage.channel.id}>" in told
    assert "Daily post paused (" in told
    assert f"patrons: — / — → patrons: <@&{role.id}> / —" in told


async def test_of_many_changes_the_earlier_ones_stand_on_further_pages(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    for number in range(1, 8):
        exchanged = await state.preferences.exchange(stage.guild.id, member_limit=number)
        stage.bot.audits.note_settings(stage.guild.id, manager.id, exchanged)
        await stage.env.advance_time(1)
    panel = await opened(stage, manager)

    first = await changes(panel)
    await panel.go("changes:1")
    second = panel.text
    await panel.go("changes")

    assert "→ 7 questions" in first
    assert "→ 2 questions" not in first
    assert "→ 2 questions" in second
    assert panel.text == first


async def test_old_changes_are_forgotten(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    stage.bot.audits.note(stage.guild.id, manager.id, "Source added", after="x")
    await stage.env.settle()
    await state.audits.purge(stage.env.now() + KEPT - timedelta(hours=1))
    assert len(await state.audits.of(stage.guild.id, 9)) == 1

    await state.audits.purge(stage.env.now() + KEPT + timedelta(hours=1))

    assert await state.audits.of(stage.guild.id, 9) == []


async def test_a_change_that_cannot_be_kept_is_a_change_all_the_same(
    stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    async def away(_: Audit) -> None:
        raise StateUnavailable

    monkeypatch.setattr(state.audits, "note", away)
    panel = await opened(stage, manager)
    await panel.go("language")

    await panel.choose("language", "Deutsch")

    assert "Saved" in panel.text
