from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
import simcord

from bot.desk import Desk
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary, desk_with


@pytest.fixture
def desk(library: FakeLibrary, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose library lies where files can be written."""
    desk = desk_with(library, tmp_path)
    desk.open(Path("no-seeds"), lambda *_: None).result(5)
    yield desk
    desk.close(1)


@pytest.fixture
def manager(stage: Stage) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("may"), roles=[role])


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cogs.sources.progress._PAUSE", 0.01)
