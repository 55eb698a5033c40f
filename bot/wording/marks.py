"""The few words that stand around others' words in every reply."""

from typing import Final

from bot.translation import noted as N_

ASKED: Final = N_("Asked: {question}")
OPEN: Final = N_("Open")
OPEN_SOURCE: Final = N_("Open the source")
