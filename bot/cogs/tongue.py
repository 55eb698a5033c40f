"""In which language somebody is answered, and what the commands are called in it.

seen by one member alone   the language of their Discord
seen by a server           what its managers have chosen, else what Discord says it speaks
a direct message           the language that the member's Discord had when they last used a
                           command or a button; English until then
"""

from collections import OrderedDict
from typing import Final, Protocol, cast

import discord
from discord import app_commands

from bot.cogs.patience import in_time
from bot.preferences import UNCHANGED
from bot.remembered import Row
from bot.state import State
from bot.translation import Language, gettext, language_of, pgettext, speak, speaking
from bot.wording.options import OPTION

# Members whose language is kept in mind.
_MOST: Final = 20_000


class Tongues:
    """Which language whom is answered in."""

    def __init__(self, state: State) -> None:
        self._preferences = state.preferences
        self._members: OrderedDict[int, Language] = OrderedDict()

    async def of_message(self, message: discord.Message) -> Language:
        """Return the language for an answer to a message."""
        if message.guild is None:
            return self.of_member(message.author.id)
        return await self.of_server(message.guild)

    async def of_server(self, guild: discord.Guild) -> Language:
        """Return the language for what everybody in a server may see."""
        return await self._chosen(guild.id, str(guild.preferred_locale))

    async def of_call(self, interaction: discord.Interaction, *, privately: bool) -> Language:
        """Return the language for an answer to a command or a button."""
        if not privately and interaction.guild_id is not None:
            await in_time(self._preferences.of(interaction.guild_id), UNCHANGED)
        return self.of_call_now(interaction, privately=privately)

    def of_call_now(self, interaction: discord.Interaction, *, privately: bool) -> Language:
        """Return the same as far as it is known without asking the database."""
        own = language_of(str(interaction.locale))
        self._remember(interaction.user.id, own)
        if privately or interaction.guild_id is None:
            return own
        known = self._preferences.known(interaction.guild_id)
        locale = interaction.guild_locale or interaction.locale
        return known.language or language_of(str(locale))

    def of_member(self, member: int, otherwise: Language = Language.ENGLISH) -> Language:
        """Return the language for what is written to a member directly."""
        return self._members.get(member, otherwise)

    def rows_of(self, member: int) -> list[Row]:
        """Return the language that a member was last answered in alone."""
        known = self._members.get(member)
        return [{"language": known}] if known is not None else []

    def forget_member(self, member: int) -> None:
        """Forget it."""
        self._members.pop(member, None)

    async def _chosen(self, guild: int, locale: str) -> Language:
        found = await in_time(self._preferences.of(guild), self._preferences.known(guild))
        return found.language or language_of(locale)

    def _remember(self, member: int, language: Language) -> None:
        self._members[member] = language
        self._members.move_to_end(member)
        if len(self._members) > _MOST:
            self._members.popitem(last=False)


class _Polyglot(Protocol):
    """The bot, as far as it matters here."""

    tongues: Tongues


def tongues_of(client: discord.Client) -> Tongues:
    """Return what the bot knows of languages."""
    return cast("_Polyglot", client).tongues


def speak_to(interaction: discord.Interaction, *, privately: bool) -> None:
    """Say from here on what whoever used a command or a button is told in their language."""
    speak(tongues_of(interaction.client).of_call_now(interaction, privately=privately))


class CatalogueTranslator(app_commands.Translator):
    """Says in Discord's languages what commands do; their own names are the same everywhere."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return what a string is in a locale, None where it is the same or not to be had."""
        with speaking(language_of(str(locale))):
            said = _said(string.message, context)
        return None if said == string.message else said


def _said(message: str, context: app_commands.TranslationContextTypes) -> str:
    where = app_commands.TranslationContextLocation
    if context.location in {where.command_name, where.group_name}:
        menu = isinstance(context.data, app_commands.ContextMenu)
        return gettext(message) if menu else message
    if context.location is where.parameter_name:
        return pgettext(OPTION, message)
    return gettext(message)
