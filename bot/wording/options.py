"""What the options of commands are called, and the choices among which they let one choose.

In other languages an option's name keeps Discord's rule: 1 to 32 small letters, digits, "-" or "_".
"""

from typing import Final

from bot.translation import noted as N_
from bot.translation import pnoted

# What tells the names of options from other words in the catalogues.
OPTION: Final = "option"

NAMES: Final = frozenset(
    {
        pnoted("option", "audience"),
        pnoted("option", "channel"),
        pnoted("option", "days"),
        pnoted("option", "every"),
        pnoted("option", "file"),
        pnoted("option", "from"),
        pnoted("option", "in"),
        pnoted("option", "length"),
        pnoted("option", "link"),
        pnoted("option", "name"),
        pnoted("option", "private"),
        pnoted("option", "publisher"),
        pnoted("option", "question"),
        pnoted("option", "quoted"),
        pnoted("option", "refresh"),
        pnoted("option", "sections"),
        pnoted("option", "since"),
        pnoted("option", "time"),
        pnoted("option", "timezone"),
        pnoted("option", "title"),
        pnoted("option", "topic"),
        pnoted("option", "until"),
    }
)
SWITCH: Final = (N_("on"), N_("off"))
