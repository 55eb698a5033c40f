"""What stands in the bot's way in a server: what is missing, what that costs, how to grant it."""

from collections.abc import Sequence
from typing import Final

from bot.parts import Line, Part, Reply, Said, Spot, Strong
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.lists import comma, sentences
from bot.wording.sentences import sentence

_MOST: Final = 12
# What Discord calls a permission, and what the bot cannot do without it.
_COSTS: Final = {
    "View Channel": (N_("View Channel"), N_("I hear nothing there.")),
    "Send Messages": (N_("Send Messages"), N_("I can read questions there and not answer.")),
    "Read Message History": (
        N_("Read Message History"),
        N_("I cannot see what a reply answers, and lose the thread of a conversation."),
    ),
    "Attach Files": (N_("Attach Files"), N_("Profiles and statistics come without their charts.")),
    "Send Messages in Threads": (
        N_("Send Messages in Threads"),
        N_("I cannot answer in threads and forum posts."),
    ),
    "Create Public Threads": (
        N_("Create Public Threads"),
        N_("Long exchanges stay in the channel."),
    ),
}


def not_allowed(channel: int, rights: Sequence[str]) -> list[Part]:
    """Return a sentence for each permission that is missing in a channel."""
    template = _("{channel}: allow me “{right}”. {cost}")
    return [
        sentence(template, channel=Spot(channel), right=_(right), cost=_(cost))
        for right, cost in map(_COSTS.__getitem__, rights)
    ]


def cannot_tell_changes(channel: int) -> Line:
    """Return what is said of a channel in which changes cannot be told."""
    told = _("{channel}: I may not write there, so changes are told in /setup alone.")
    return sentence(told, channel=Spot(channel))


def answers_nowhere() -> Said:
    """Return what is said where all chosen channels are gone."""
    return Said(
        _(
            "The channels in which I was to answer are gone, so mentions get no answer. Choose "
            "others under “Where I answer”."
        )
    )


def no_message_content(*, allowed: bool) -> Said:
    """Return what the intent costs; `allowed` where the developer portal has it already."""
    cost = _(
        "Message content: I cannot read messages without a mention, so there are no help channels, "
        "no follow-ups without a mention, and nothing of what was discussed in the daily post."
    )
    if allowed:
        grant = _("Whoever runs me sets PULLQUOTE_MESSAGE_CONTENT=true and starts me again.")
    else:
        grant = _(
            "Whoever runs me allows “Message Content Intent” in the developer portal (Bot, "
            "Privileged Gateway Intents), sets PULLQUOTE_MESSAGE_CONTENT=true and starts me again."
        )
    return Said(sentences(cost, grant))


def no_commands_scope() -> Said:
    """Return what is said where Discord offers none of our commands in a server."""
    return Said(
        _(
            "Slash commands: this server has not allowed them, so members can only mention me. Add "
            "me once more with the button below; nothing is lost."
        )
    )


def outdated_commands(names: Sequence[str]) -> Said:
    """Return what is said where Discord does not know all our commands."""
    told = _(
        "Commands: Discord does not offer {names} yet. It takes up to an hour after an update; "
        "later than that, whoever runs me starts me again."
    )
    return Said(told.format(names=comma().join(f"/{name}" for name in names[:_MOST])))


def page(found: Sequence[Part]) -> Reply:
    """Return all that is missing, and how to grant it."""
    if not found:
        return (
            Strong(_("✓ All is well")),
            Said(_("I have all permissions and intents that your settings need.")),
        )
    beyond = len(found) - _MOST
    more = (Said(_("… and {count} more.").format(count=beyond)),) if beyond > 0 else ()
    how = _(
        "To grant a permission: the channel's settings, Permissions, my role. The button asks for "
        "all of them for the whole server at once."
    )
    return (Strong(_("What is missing")), *found[:_MOST], *more, Said(how))


def grant_button() -> str:
    """Return the label of the link that asks for all permissions."""
    return _("Grant them")
