"""Who has greeted the bot, and so may ask next without another mention."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from bot.cogs.talking.hearing import Heard
from bot.cogs.talking.standing import Standing, who_where
from bot.questions import question_in
from bot.talking.attention import Attention
from bot.talking.interrogatives import is_asking
from bot.wishes import Hello

# For how long whoever has greeted the bot is listened to.
LISTENING: Final = timedelta(minutes=1)
_MOST: Final = 5000


class Greetings:
    """The latest greetings, by where and who."""

    def __init__(self) -> None:
        self._greeted: OrderedDict[tuple[int, int], datetime] = OrderedDict()

    def note(self, standing: Standing) -> None:
        """Listen for a while to whoever has greeted the bot: they may ask next."""
        if isinstance(standing.wished(), Hello):
            self._greeted[who_where(standing.opener)] = standing.opener.message.created_at
            while len(self._greeted) > _MOST:
                self._greeted.popitem(last=False)

    def led_to(self, heard: Heard) -> bool:
        """Tell whether a message asks what its author has greeted the bot for."""
        said, greeted = heard.incoming, self._greeted.get(who_where(heard))
        if greeted is None or heard.attention not in {Attention.NONE, Attention.OVERHEARD}:
            return False
        if said.mentions_others or said.replies_to_others or not said.answered_here:
            return False
        soon = heard.message.created_at - greeted <= LISTENING
        if soon and not is_asking(question_in(said)):
            return False
        del self._greeted[who_where(heard)]
        return soon
