"""The panel of /setup: one message, of which a page is shown at a time, in the place of the last.

panel -> page "language" -> a menu -> the setting is changed -> the page again
"""

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.cards import FAILURES
from bot.cogs.certain import guild_of, view_of
from bot.cogs.fading import MENUS_OPEN
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.rights import let_managers
from bot.cogs.tongue import speak_to
from bot.correspondents import Caller
from bot.errors import apologise
from bot.pages import pages
from bot.parts import Part, Reply
from bot.preferences import Preferences
from bot.state import State
from bot.wording import setup as wording

HOME = "home"


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is drawn from: who looks, where, and the settings as they are now."""

    interaction: discord.Interaction
    guild: discord.Guild
    preferences: Preferences

    @property
    def manages_server(self) -> bool:
        """Whether who looks may manage the server itself."""
        return self.interaction.permissions.manage_guild


# Any: an item may stand in whatever view.
Item = discord.ui.Item[Any]
Draw = Callable[[Look], Awaitable[Sequence[Item]]]


@dataclass(frozen=True, slots=True)
class Office:
    """What a panel works with: where settings are, who notes their changes, the pages by name."""

    state: State
    audits: Audits
    pages: Mapping[str, Draw]

    async def drawn(
        self, interaction: discord.Interaction, page: str, note: Sequence[Part] = ()
    ) -> "Panel":
        """Return a page, with what is noted of a choice above it."""
        guild = guild_of(interaction)
        look = Look(interaction, guild, await self.state.preferences.latest(guild.id))
        items = await self.pages[page](look)
        return Panel(self, look, page, [*([text(*note)] if note else []), *items])


class Panel(discord.ui.LayoutView):
    """A page, which nobody but who used the command sees."""

    def __init__(self, office: Office, look: Look, page: str, items: Sequence[Item]) -> None:
        super().__init__(timeout=MENUS_OPEN)
        self._office = office
        self._look = look
        self._page = page
        self.add_item(discord.ui.Container(*items))

    async def turn(
        self, interaction: discord.Interaction, page: str, note: Sequence[Part] = ()
    ) -> None:
        """Show a page in the place of this one."""
        if not interaction.response.is_done():
            await interaction.response.defer()
        panel = await self._office.drawn(interaction, page, note)
        # First, since discord.py tells the items of both by their ids alone.
        self.stop()
        await interaction.edit_original_response(
            view=panel, allowed_mentions=discord.AllowedMentions.none()
        )

    async def choose(
        self,
        interaction: discord.Interaction,
        changed: Mapping[str, object],
        note: Reply = (),
    ) -> None:
        """Change settings, and show the page with what has become of them."""
        # The panel may have been opened by somebody who might manage the server then.
        if "managers" in changed and not interaction.permissions.manage_guild:
            await self.turn(interaction, self._page)
            return
        await interaction.response.defer()
        exchanged = await self._office.state.preferences.exchange(self._look.guild.id, **changed)
        self._office.audits.note_settings(self._look.guild.id, interaction.user.id, exchanged)
        seen = self._look.preferences
        overtaken = any(getattr(seen, one) != getattr(exchanged.before, one) for one in changed)
        done = wording.overtaken() if overtaken else wording.saved()
        await self.turn(interaction, self._page, (*done, *note))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Look once more whether somebody may choose: the panel stays open for a while."""
        speak_to(interaction, privately=True)
        return await let_managers(
            interaction,
            self._office.state,
            elsewhere=wording.only_in_servers(),
            others=wording.needs_manager(),
        )

    async def on_error(
        self, interaction: discord.Interaction, error: Exception, _: Item, /
    ) -> None:
        """Tell whoever used it that it did not work; the panel stays as it is."""
        await apologise(Caller(interaction, privately=True), error, doing="setup")

    async def on_timeout(self) -> None:
        """Say that it leads nowhere any more."""
        asleep = discord.ui.LayoutView(timeout=None)
        asleep.add_item(text(*wording.asleep()))
        asleep.stop()
        with contextlib.suppress(*FAILURES):
            await self._look.interaction.edit_original_response(view=asleep)


def text(*parts: Part) -> discord.ui.TextDisplay[Any]:
    """Return parts as a text of a page."""
    return discord.ui.TextDisplay("\n".join(pages(parts)))


class Go(discord.ui.Button[Panel]):
    """A button that leads to another page."""

    def __init__(self, label: str, page: str, emoji: str | None = None) -> None:
        super().__init__(label=label, emoji=emoji, custom_id=f"setup:go:{page}")
        self._target = page

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await view_of(self).turn(interaction, self._target)


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen: its label, what it changes, and whether it is so already."""

    label: str
    changed: Mapping[str, object]

    def is_set_in(self, preferences: Preferences) -> bool:
        """Tell whether choosing it would change nothing."""
        return all(getattr(preferences, name) == value for name, value in self.changed.items())


class OptionMenu(discord.ui.Select[Panel]):
    """Offers the values of a setting, of which one is chosen."""

    def __init__(
        self, name: str, placeholder: str, options: Sequence[Option], preferences: Preferences
    ) -> None:
        super().__init__(
            custom_id=f"setup:{name}",
            placeholder=placeholder,
            options=[
                discord.SelectOption(
                    label=one.label, value=str(place), default=one.is_set_in(preferences)
                )
                for place, one in enumerate(options)
            ],
        )
        self._offered = options

    async def callback(self, interaction: discord.Interaction) -> None:
        """Change the setting."""
        await view_of(self).choose(interaction, self._offered[int(self.values[0])].changed)


def row(*items: Item) -> discord.ui.ActionRow[Any]:
    """Return menus or buttons as a line of a page."""
    return discord.ui.ActionRow(*items)


def section(reply: Reply, button: Item) -> discord.ui.Section[Any]:
    """Return a text with a button beside it."""
    return discord.ui.Section(text(*reply), accessory=button)
