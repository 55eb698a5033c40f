"""What a button under a digest carries: enough to make the digest again, after any restart.

Discord gives a button's id 100 characters. A request that is longer stands in small print above
the buttons, and is read from there.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.display import one_line, shortened
from bot.markdown import unescape, width
from retrieval import Length

_LONGEST_ID: Final = 100
_LONGEST_SHOWN: Final = 200
TEMPLATE: Final = re.compile(
    r"deeper:(?P<length>short|medium|long):(?P<place>\d{1,2}):(?P<written>.*)"
)
# What small print that holds a request begins with, whoever reads it; and what it once began with.
SHOWN: Final = "-# ↳ "
_FORMERLY_SHOWN: Final = "-# On: "


@dataclass(frozen=True, slots=True)
class Ticket:
    """A digest that was asked for: its topic with its filters, as one would write it."""

    written: str
    length: Length

    @property
    def shown(self) -> str:
        """What has to stand above the buttons; "" where they can carry all of it."""
        return "" if self._fits(one_line(self.written)) else self._cut()

    def custom_id(self, place: int) -> str:
        """The id of the button at this place (0 to 99); no two of a message are the same."""
        written = one_line(self.written)
        return self._id(place, written if self._fits(written) else "")

    def _fits(self, written: str) -> bool:
        return width(self._id(99, written)) <= _LONGEST_ID

    def _id(self, place: int, written: str) -> str:
        return f"deeper:{self.length}:{place}:{written}"

    def _cut(self) -> str:
        return shortened(one_line(self.written), _LONGEST_SHOWN).removesuffix("…").strip()


def ticket_of(match: re.Match[str], content: str) -> Ticket:
    """Return the ticket of a pressed button, whose id is `match`, under a message's content."""
    lines = (line for line in content.split("\n") if line.startswith((SHOWN, _FORMERLY_SHOWN)))
    above = next(lines, "").removeprefix(SHOWN).removeprefix(_FORMERLY_SHOWN)
    return Ticket(match["written"] or unescape(above), Length(match["length"]))
