"""What stands under a daily post's settings in /setup: menus and buttons that change them."""

from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.cogs.daily.menus import READ_KINDS, SectionMenu
from bot.cogs.daily.plans import Plans
from bot.cogs.daily.settings import Settings
from bot.cogs.daily.wishes import Refused, Wish
from bot.cogs.menus import WRITING, ChannelMenu
from bot.cogs.setup.daily_forms import TimeForm
from bot.cogs.setup.panel import Go, Item, Panel, row, text
from bot.cogs.setup.setting_pages import back, panel_of
from bot.daily.sections import SectionKind
from bot.parts import Lead, Reply
from bot.translation import gettext as _
from bot.wording import daily_setup
from bot.wording import setup_daily as wording

PAGE: Final = "daily"
TURNING_OFF: Final = "daily-off"

_Press = Callable[[discord.Interaction], Awaitable[None]]


class Controls:
    """Menus for where, when, what and from where; buttons for the time, a look ahead, a pause."""

    def __init__(self, settings: Settings, plans: Plans) -> None:
        self._settings = settings
        self._plans = plans
        self._where = ChannelMenu(
            {settings.plan.channel} if settings.guild.get_channel(settings.plan.channel) else (),
            wording.where_menu(),
            self._move,
            custom_id="setup:daily-where",
            types=WRITING,
            most=1,
        )

    def items(self) -> list[Item]:
        """Return them, line by line."""
        kinds = self._settings.plan.sections
        sections = SectionMenu(kinds, self._choose, custom_id="setup:daily-sections")
        return [
            *_under(wording.where(), self._where),
            *_under(wording.days(), _Repeating(self._settings.plan.schedule.weekday, self._repeat)),
            *_under(wording.sections(), sections),
            *(_under(wording.quoted(), self._quoted()) if self._settings.may_quote else []),
            self._buttons(),
        ]

    def _quoted(self) -> ChannelMenu:
        return ChannelMenu(
            self._settings.read,
            _(daily_setup.READ_MENU),
            self._quote,
            custom_id="setup:daily-quoted",
            types=READ_KINDS,
        )

    def _buttons(self) -> Item:
        pausing = (
            _Button("resume", wording.resume_button(), self._resume)
            if self._settings.plan.pause
            else _Button("pause", wording.pause_button(), self._pause)
        )
        return back(
            _Button("time", wording.time_button(), self._ask_time),
            _Button("preview", wording.preview_button(), self._preview),
            pausing,
            Go(wording.off_button(), TURNING_OFF),
        )

    async def _move(self, by: discord.Interaction, ids: frozenset[int]) -> None:
        """Post there; where nothing is chosen, nothing is changed."""
        if ids:
            await self._renewed(by, self._plans.move(by, *ids))
        else:
            await panel_of(self._where).turn(by, PAGE)

    async def _repeat(self, by: discord.Interaction, weekday: int | None) -> None:
        await self._renewed(by, self._plans.repeat(by, weekday))

    async def _choose(self, by: discord.Interaction, kinds: tuple[SectionKind, ...]) -> None:
        await self._renewed(by, self._plans.choose(by, self._settings, kinds))

    async def _quote(self, by: discord.Interaction, ids: frozenset[int]) -> None:
        await self._renewed(by, self._plans.quote(by, self._settings, sorted(ids)))

    async def _ask_time(self, by: discord.Interaction) -> None:
        schedule = self._settings.plan.schedule
        await by.response.send_modal(TimeForm(self._settings.state, self._retime, schedule))

    async def _retime(self, by: discord.Interaction, wish: Wish) -> None:
        await self._renewed(by, self._plans.retime(by, wish))

    async def _pause(self, by: discord.Interaction) -> None:
        await self._renewed(by, self._plans.pause(by))

    async def _resume(self, by: discord.Interaction) -> None:
        await self._renewed(by, self._plans.resume(by))

    async def _preview(self, by: discord.Interaction) -> None:
        """Show the next post below; the page stays as it is, unless there is nothing to show."""
        await by.response.defer()
        try:
            await self._plans.preview(by)
        except Refused as refused:
            await panel_of(self._where).turn(by, PAGE, refused.reply)

    async def _renewed(self, by: discord.Interaction, changing: Awaitable[object]) -> None:
        await renewed(self._where, by, changing)


def _under(label: str, menu: Item) -> list[Item]:
    """Return a menu with what it is for above it: what is chosen in it does not tell."""
    return [text(Lead(label)), row(menu)]


async def renewed(
    item: Item,
    by: discord.Interaction,
    changing: Awaitable[object],
    done: Reply = wording.SAVED,
) -> None:
    """Change the post, and show its page in the place of the one where `item` stands."""
    await by.response.defer()
    try:
        await changing
    except Refused as refused:
        await panel_of(item).turn(by, PAGE, refused.reply)
    else:
        await panel_of(item).turn(by, PAGE, done)


class _Button(discord.ui.Button[Panel]):
    def __init__(self, name: str, label: str, press: _Press) -> None:
        super().__init__(label=label, custom_id=f"setup:daily-{name}")
        self._press = press

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        await self._press(interaction)


class _Repeating(discord.ui.Select[Panel]):
    """Offers every day, and each day of the week."""

    def __init__(
        self,
        chosen: int | None,
        choose: Callable[[discord.Interaction, int | None], Awaitable[None]],
    ) -> None:
        days = (None, *range(len(daily_setup.WEEKDAYS)))
        super().__init__(
            custom_id="setup:daily-days",
            options=[
                discord.SelectOption(
                    label=wording.day_option(day), value=str(place), default=day == chosen
                )
                for place, day in enumerate(days)
            ],
        )
        self._days = days
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Post on these days."""
        await self._choose(interaction, self._days[int(self.values[0])])
