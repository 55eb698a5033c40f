"""In which language somebody is answered, and what Discord is told of the commands in each."""

from collections.abc import Callable, Iterator
from typing import Any

import discord
import pytest
import simcord
from simcord import interactions

from bot.cogs.tongue import CatalogueTranslator
from bot.markdown import width
from bot.state import State
from bot.translation import Language
from bot.wording.options import NAMES
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary
from tests.bot.setup.conftest import opened as setup_opened

SILENCE = {
    "de": "Ich habe gesucht, aber dazu steht nichts in der Bibliothek",
    "es": "He buscado, pero la biblioteca no tiene nada sobre eso",
    "ja": "それについてはライブラリにありません",
    "zh-CN": "资料库里没有相关内容",
    "en": "I looked, but the library has nothing on that",
}
SpeakTo = Callable[..., None]


@pytest.fixture
def manager(stage: Stage) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("mia"), roles=[role])


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def speak_to(monkeypatch: pytest.MonkeyPatch) -> SpeakTo:
    """Set the languages of Discord: of whoever calls, and of the server as Discord has it."""
    made = interactions.base_payload

    def speak(locale: str, server: str = "en-US") -> None:
        def payload(*given: Any, **named: Any) -> tuple[Any, dict[str, Any]]:  # as simcord's own
            record, content = made(*given, **named)
            return record, content | {"locale": locale, "guild_locale": server}

        monkeypatch.setattr(interactions, "base_payload", payload)

    return speak


async def ask(stage: Stage, member: simcord.MemberActor, words: str = "R2?") -> str:
    asked = await member.slash(stage.channel, "ask", question=words)
    assert asked.response is not None
    return str(asked.response.content)


async def privately(stage: Stage, manager: simcord.MemberActor) -> str:
    """What somebody is told who alone sees it."""
    told = await manager.slash(stage.channel, "sources list")
    assert told.response is not None
    return str(told.response.content)


@pytest.mark.parametrize("locale", SILENCE)
async def test_what_one_member_sees_is_in_the_language_of_their_discord(
    stage: Stage, manager: simcord.MemberActor, speak_to: SpeakTo, locale: str
) -> None:
    speak_to(locale, "fr")

    told = await privately(stage, manager)

    begins = {
        "de": "Dieser Server hat noch keine Quellen",
        "es": "Este servidor aún no tiene fuentes",
        "ja": "このサーバーにはまだソースがありません",
        "zh-CN": "本服务器还没有来源",
        "en": "This server has no sources yet",
    }
    assert told.startswith(begins[locale])


@pytest.mark.parametrize("locale", SILENCE)
async def test_what_everybody_sees_is_in_the_language_of_the_server(
    stage: Stage, speak_to: SpeakTo, locale: str
) -> None:
    speak_to("fr", locale)

    assert SILENCE[locale] in await ask(stage, stage.ann)


async def test_what_managers_have_chosen_counts_more_than_what_discord_says_of_the_server(
    stage: Stage, speak_to: SpeakTo, state: State
) -> None:
    speak_to("es-ES", "de")
    await state.preferences.change(stage.guild.id, language=Language.JAPANESE)

    assert SILENCE["ja"] in await ask(stage, stage.ann)


async def test_a_message_in_a_server_is_answered_in_the_language_of_the_server(
    stage: Stage, state: State
) -> None:
    await state.preferences.change(stage.guild.id, language=Language.GERMAN)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert SILENCE["de"] in stage.said()[-1]


async def test_whoever_writes_directly_is_answered_in_the_language_they_were_last_seen_with(
    stage: Stage, manager: simcord.MemberActor, speak_to: SpeakTo
) -> None:
    await manager.send_dm("is R2 late?")
    speak_to("zh-CN")
    await privately(stage, manager)
    await manager.send_dm("is R2 late?")

    first, second = stage.said(manager.user.dm_channel)
    assert SILENCE["en"] in first
    assert SILENCE["zh-CN"] in second


class TestCommands:
    """What Discord is told of the commands, in each of its own languages."""

    @pytest.fixture
    async def payloads(self, stage: Stage) -> list[dict[str, Any]]:
        tree, translator = stage.bot.tree, CatalogueTranslator()
        return [
            await command.get_translated_payload(tree, translator)
            for command in tree.get_commands()
        ]

    def test_nothing_is_longer_than_discord_takes(self, payloads: list[dict[str, Any]]) -> None:
        for one in everything(payloads):
            for locale, text in one.get("description_localizations", {}).items():
                assert 0 < width(text) <= 100, (locale, text)
            longest = 100 if "value" in one else 32
            for locale, text in one.get("name_localizations", {}).items():
                assert 0 < width(text) <= longest, (locale, text)

    def test_everything_is_said_in_every_language(self, payloads: list[dict[str, Any]]) -> None:
        for one in everything(payloads):
            if "description" in one:
                said = one.get("description_localizations", {})
                assert {"de", "es-ES", "es-419", "ja", "zh-CN"} <= said.keys(), one["description"]

    def test_no_two_options_of_a_command_have_one_name(
        self, payloads: list[dict[str, Any]]
    ) -> None:
        for one in everything(payloads):
            for locale in discord.Locale:
                names = [
                    option.get("name_localizations", {}).get(str(locale), option["name"])
                    for option in one.get("options", ())
                ]
                assert len(set(names)) == len(names), (one["name"], locale)

    def test_the_names_of_all_options_and_of_no_others_are_in_the_catalogues(
        self, payloads: list[dict[str, Any]]
    ) -> None:
        options = [option for one in everything(payloads) for option in one.get("options", ())]

        # 1 and 2 are subcommands and groups of them.
        assert {option["name"] for option in options if option["type"] > 2} == NAMES

    def test_commands_themselves_are_called_the_same_everywhere(
        self, payloads: list[dict[str, Any]]
    ) -> None:
        slash = [one for one in payloads if one["type"] == 1]

        assert slash
        assert not any(one.get("name_localizations") for one in slash)


def everything(payloads: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Commands, groups, options and choices; Any as JSON is."""
    for one in payloads:
        yield one
        yield from everything(one.get("options", []))
        yield from one.get("choices", [])


async def test_what_setup_finds_missing_is_said_in_the_language_of_whoever_looks(
    stage: Stage, manager: simcord.MemberActor, speak_to: SpeakTo
) -> None:
    stage.env.inject_error("GET", "/applications/*/guilds/*/commands", status=403)
    for locale in ("de", "en-US"):
        speak_to(locale)
        panel = await setup_opened(stage, manager)
        await panel.go("check")

    assert "this server has not allowed them" in panel.text
