"""What is certain where it is asked for, though discord.py's types leave it open."""

from typing import TypeVar

import discord

V = TypeVar("V", bound=discord.ui.View | discord.ui.LayoutView)


def guild_of(interaction: discord.Interaction) -> discord.Guild:
    """Return the server of a command that is for servers alone, and that was let through."""
    guild = interaction.guild
    assert guild is not None  # noqa: S101 - whatever lets commands through has seen to it
    return guild


def view_of(item: discord.ui.Item[V]) -> V:
    """Return the view in which an item stands that somebody has used."""
    view = item.view
    assert view is not None  # noqa: S101 - nobody has used it where it is in none
    return view
