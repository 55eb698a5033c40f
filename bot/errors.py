"""What becomes of an exception: here, and nowhere else, it turns into a sentence.

What fails while somebody waits becomes one kind sentence with an id. What keeps the bot from
coming online becomes one plain line and an exit code.
"""

from collections.abc import Awaitable, Callable

import aiohttp
import discord
import structlog
from discord import app_commands

from bot import replies
from bot.cogs.tongue import speak_to, tongues_of
from bot.correspondents import Caller, Correspondent, Writer
from bot.faults import record
from bot.state import StateUnavailable
from bot.wording import privacy
from bot.workers import Stopped

_LOG = structlog.stdlib.get_logger("bot")

# "Unknown interaction": its three seconds were over. "Already acknowledged": another process has
# taken it. "Invalid webhook token": its quarter of an hour is over. Discord takes no word from us.
_TAKEN_TOO_LATE = frozenset({10062, 40060, 50027})


class CannotStart(Exception):
    """The bot cannot come online; the message is one plain line for its operator."""

    def __init__(self, sentence: str, *, exit_code: int) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class IntentRefused(Exception):
    """Discord does not let the bot read what was not sent to it."""


class KindTree(app_commands.CommandTree):
    """A command tree that leaves nobody without an answer, and speaks everybody's language."""

    # Tells whether a command may be used, and tells whoever used it if not.
    admit: Callable[[discord.Interaction], Awaitable[bool]] | None = None

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let through who does not ask too much; offer names to choose from in their language."""
        speak_to(interaction, privately=True)
        if interaction.type is discord.InteractionType.autocomplete:
            return True  # nobody is refused names, for which Discord waits three seconds in all
        tongues = tongues_of(interaction.client)
        await tongues.of_call(interaction, privately=False)  # known by the time it is asked for
        return self.admit is None or await self.admit(interaction)

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the member that something went wrong, if Discord still takes an answer."""
        if isinstance(error, app_commands.CheckFailure):
            return  # whoever let nobody through has said why
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await apologise(Caller(interaction), cause, doing="command")


async def admitted(interaction: discord.Interaction) -> bool:
    """Tell whether a button or a form may be used, by what its tree says of a command."""
    tree = getattr(interaction.client, "tree", None)
    return not isinstance(tree, KindTree) or await tree.interaction_check(interaction)


async def apologise_for_event(event: str, arguments: tuple[object, ...], error: Exception) -> None:
    """Log what went wrong in an event; if it was a message, tell its author."""
    if arguments and isinstance(message := arguments[0], discord.Message):
        await apologise(Writer(message), error, doing=event)
    else:
        record(error, doing=event)


async def apologise(to: Correspondent, error: Exception, *, doing: str) -> None:
    """Log an exception and tell whoever waits, in one sentence without a word of it."""
    if isinstance(error, discord.HTTPException) and error.code in _TAKEN_TOO_LATE:
        _LOG.warning("an interaction was taken too late", doing=doing, reason=str(error))
    elif isinstance(error, Stopped):
        await to.tell(replies.STOPPING)
    elif isinstance(error, StateUnavailable):
        await to.tell(privacy.AWAY)  # the database has told its operator already
    else:
        await to.tell(replies.fault(record(error, doing=doing)))


def refusal(error: Exception) -> Exception:
    """Return what an error while coming or staying online means to the operator.

    An error that means nothing in particular is returned as it is.
    """
    match error:
        case discord.PrivilegedIntentsRequired():
            return IntentRefused()
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            return CannotStart(
                "Discord does not accept DISCORD_TOKEN; copy it anew from "
                "https://discord.com/developers/applications (Bot, Reset Token).",
                exit_code=2,
            )
        case discord.HTTPException(status=code) | discord.ConnectionClosed(code=code):
            return CannotStart(
                f"Discord refuses the connection (code {code}); try again later.", exit_code=1
            )
        case aiohttp.ClientError() | OSError() | discord.GatewayNotFound():
            return CannotStart(
                f"Discord cannot be reached ({type(error).__name__}); "
                "check this machine's network.",
                exit_code=1,
            )
        case _:
            return error
