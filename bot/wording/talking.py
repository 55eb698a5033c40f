"""What is said about the conversation itself: where it goes on, and when."""

from collections.abc import Sequence
from typing import Final

from bot.parts import Lead, Moment, Reply, Said, Spot
from bot.talking.limits import Wait
from bot.translation import gettext as _
from bot.wording.sentences import enumerated, sentence

_MOST_CHANNELS: Final = 3


def wait(how_long: Wait) -> Reply:
    """Return until when somebody has to wait who asked too much, or where too much was asked."""
    if how_long.everybody:
        said = _("A lot is being asked here just now. Please ask again {when}.")
    else:
        said = _("That was many questions at once. Please ask again {when}.")
    return (sentence(said, when=Moment(how_long.until, near=True)),)


def elsewhere(channels: Sequence[int]) -> Reply:
    """Return where somebody may ask instead, who asked where no questions are answered."""
    if not channels:
        return (Said(_("I do not answer here. You can send me your question directly.")),)
    named = enumerated([Spot(channel) for channel in channels], _MOST_CHANNELS)
    said = _("I do not answer in this channel. Please ask me in {channels}.")
    return (sentence(said, channels=named),)


def no_thread() -> Reply:
    """Return why an exchange goes on where it is."""
    return (
        Lead(
            _(
                "This would go on in a thread, but I may not open one here: I need the "
                "permissions Create Public Threads and Send Messages in Threads."
            )
        ),
    )


def goes_on_in(thread: int) -> Reply:
    """Return where an exchange goes on."""
    return (sentence(_("This goes on in {thread}."), thread=Spot(thread)),)


def not_it() -> Reply:
    """Return what somebody is told whom an answer did not help."""
    return (
        Said(_("Sorry that this was not it. Ask once more in other words, and I will look again.")),
    )


def listening() -> Reply:
    """Return what is said to a word that asks nothing."""
    return (Said(_("All right. Ask me whenever you like.")),)
