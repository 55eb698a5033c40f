"""The pages of /setup on which settings are chosen."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import discord

from bot.cogs.menus import TALKING, WRITING, ChannelMenu, RoleMenu
from bot.cogs.setup.panel import HOME, Go, Item, Look, Option, OptionMenu, Panel, row, text
from bot.preferences import Preferences
from bot.translation import Language
from bot.wording import settings, setup
from bot.wording import setup_menus as menus
from bot.wording import setup_pages as pages

_PATIENCE = (0, 15, 30, 60, 120, 300, 600, 1800, 3600)
_THREAD_AFTER = (1, 2, 3, 5, 10)
_LIMITS = (0, 1, 3, 5, 10, 20, 30, 60, 100)
_WINDOWS = (10, 30, 60, 300, 600, 3600, 86_400)


class Channels(ChannelMenu):
    """Chooses the channels of a setting; `several` of them, or one or none."""

    def __init__(
        self, name: str, look: Look, *, types: Sequence[discord.ChannelType] = TALKING
    ) -> None:
        chosen = getattr(look.preferences, name)
        self._several = isinstance(chosen, Collection)
        super().__init__(
            _still_there(look.guild, chosen if self._several else {chosen}),
            menus.channel_menu(name),
            self._change,
            custom_id=f"setup:{name}",
            types=types,
            most=25 if self._several else 1,
        )
        self._name = name

    async def _change(self, interaction: discord.Interaction, ids: frozenset[int]) -> None:
        chosen = ids if self._several else next(iter(ids), None)
        await panel_of(self).choose(interaction, {self._name: chosen})


class Roles(RoleMenu):
    """Chooses the roles of a setting; @everyone is none."""

    def __init__(self, name: str, look: Look) -> None:
        chosen = getattr(look.preferences, name)
        there = {role for role in chosen if look.guild.get_role(role)}
        super().__init__(there, menus.role_menu(name), self._change, custom_id=f"setup:{name}")
        self._name = name

    async def _change(self, interaction: discord.Interaction, ids: frozenset[int]) -> None:
        everyone = {interaction.guild_id or 0}
        note = setup.not_everyone() if ids & everyone else ()
        await panel_of(self).choose(interaction, {self._name: ids - everyone}, note)


def panel_of(item: Item) -> Panel:
    """Return the panel in which an item stands."""
    panel = item.view
    assert isinstance(panel, Panel)  # noqa: S101 - nobody has used it where it is in none
    return panel


async def channels(look: Look) -> list[Item]:
    """Where mentions are answered."""
    return [text(*pages.channels_page(look.preferences)), row(Channels("channels", look)), back()]


async def helping(look: Look) -> list[Item]:
    """Where every question is answered, and how long a person has for it first."""
    waits = _numbers("patience", _PATIENCE, look.preferences, menus.patience_option)
    return [
        text(*pages.help_page(look.preferences)),
        row(Channels("help_channels", look)),
        row(OptionMenu("patience", menus.patience_menu(), waits, look.preferences)),
        back(),
    ]


async def language(look: Look) -> list[Item]:
    """In which language the bot speaks in public."""
    options = [Option(settings.language(one), {"language": one}) for one in (None, *Language)]
    menu = OptionMenu("language", menus.language_menu(), options, look.preferences)
    return [text(*pages.language_page()), row(menu), back()]


async def limits(look: Look) -> list[Item]:
    """How much a member and a channel may ask in which time."""
    now = look.preferences
    members = _numbers("member_limit", _LIMITS, now, menus.member_limit_option)
    channels = _numbers("channel_limit", _LIMITS, now, menus.channel_limit_option)
    windows = _numbers("limit_seconds", _WINDOWS, now, menus.window_option)
    return [
        text(*pages.limits_page(now)),
        row(OptionMenu("member_limit", menus.member_limit_menu(), members, now)),
        row(OptionMenu("channel_limit", menus.channel_limit_menu(), channels, now)),
        row(OptionMenu("limit_seconds", menus.window_menu(), windows, now)),
        back(),
    ]


async def threads(look: Look) -> list[Item]:
    """Whether a long exchange moves to a thread, and when."""
    now = look.preferences
    counts = sorted({*_THREAD_AFTER, now.thread_after})
    moving = [
        Option(menus.thread_option(one), {"threads": True, "thread_after": one}) for one in counts
    ]
    options = [Option(menus.no_thread_option(), {"threads": False}), *moving]
    return [
        text(*pages.threads_page(now)),
        row(OptionMenu("threads", menus.thread_menu(), options, now)),
        back(),
    ]


async def trusted(look: Look) -> list[Item]:
    """Whose replies may be kept as answers."""
    return [text(*pages.trusted_page(look.preferences)), row(Roles("trusted", look)), back()]


async def managers(look: Look) -> list[Item]:
    """Who may change all this; whoever may do so by such a role does not hand it on."""
    page = text(*pages.managers_page(look.preferences, may_choose=look.manages_server))
    menu = [row(Roles("managers", look))] if look.manages_server else []
    return [page, *menu, back()]


def audit_channel(look: Look) -> Item:
    """Return the menu in which the channel for changes is chosen."""
    return row(Channels("audit_channel", look, types=WRITING))


def back(*beside: Item) -> discord.ui.ActionRow[Any]:
    """Return the way back to the first page, behind other buttons."""
    return row(*beside, Go(setup.back_button(), HOME))


def _numbers(
    name: str, offered: Iterable[int], now: Preferences, label: "menus.Label"
) -> list[Option]:
    """Return values of a setting to choose from, the one that is set among them."""
    values = sorted({*offered, getattr(now, name)})
    return [Option(label(value), {name: value}) for value in values]


def _still_there(guild: discord.Guild, chosen: Iterable[int | None]) -> set[int]:
    return {one for one in chosen if one and guild.get_channel(one)}
