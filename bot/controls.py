"""Which buttons stand under an answer, and what each carries, to outlive a restart.

Discord gives a button's id 100 characters. A question that is longer is not in it, and is looked
for where it was asked; see `cogs/answers/recalling.py`.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from bot.display import one_line
from bot.markdown import width
from bot.parts import Buttons, Quoted

_LONGEST_ID: Final = 100
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
TEMPLATE: Final = re.compile(
    r"answer:(?P<control>[chnmsdr]):(?P<marks>[\w-]*):(?P<messages>[0-9a-z.]*):"
    r"(?:(?P<about>[0-9a-z]+)|~(?P<asked>.*))?"
)
# Characters of a mark, and how many quotes may have been shown where more are still asked for.
_MARK: Final = 3
_MOST_SHOWN: Final = 20


class Control(StrEnum):
    """The buttons under an answer."""

    CONTEXT = "c"
    MORE = "m"
    HELPFUL = "h"
    NOT_IT = "n"
    SHARE = "s"
    REMOVE = "d"
    REWORD = "r"


@dataclass(frozen=True, slots=True)
class Visibility:
    """Where an answer stands: who asked for it, and who else sees it.

    `private` is true where only the asker sees it in a place of others. `ours` is true in a server
    that the bot is a member of: verdicts are kept there alone.
    """

    asker: int
    private: bool = False
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Tag:
    """What a button under an answer carries; each has only what it needs.

    `asked` is the question with its filters, "" where it is too long; `about` is the message whose
    sources were looked for instead. `marks` are those of the answer's quotes, or, of the button
    for more of them, of all that were shown. `messages` are the answer's, but for the one that the
    button stands under.
    """

    control: Control
    asked: str = ""
    marks: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()
    asker: int = 0
    about: int | None = None

    @property
    def custom_id(self) -> str:
        """The button's id; no two of an answer are the same."""
        numbers = ((self.asker,) if self.control is Control.REMOVE else ()) + self.messages
        what = f"~{one_line(self.asked)}" if self.asked else ""
        what = _short(self.about) if self.about is not None else what
        return (
            f"answer:{self.control}:{''.join(self.marks)}:{'.'.join(map(_short, numbers))}:{what}"
        )

    @property
    def fits(self) -> bool:
        """Whether a button's id can hold all this."""
        return width(self.custom_id) <= _LONGEST_ID

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return what a pressed button carries, whose id is `match`."""
        control, marks = Control(match["control"]), match["marks"]
        numbers = [int(number, 36) for number in match["messages"].split(".") if number]
        asker = numbers.pop(0) if control is Control.REMOVE and numbers else 0
        return cls(
            control,
            asked=match["asked"] or "",
            marks=tuple(marks[at : at + _MARK] for at in range(0, len(marks), _MARK)),
            messages=tuple(numbers),
            asker=asker,
            about=int(match["about"], 36) if match["about"] else None,
        )


def mark_of(quoted: Quoted) -> str:
    """Return by what a quote is known again: its words, wherever they stand."""
    words = " ".join(sentence.text for sentence in quoted.sentences)
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest)[:_MARK].decode()


def controls_under(
    buttons: Buttons, visibility: Visibility, earlier: Sequence[int] = ()
) -> list[Tag]:
    """Return what stands under an answer, in order.

    `earlier` are its messages before the one that the buttons stand under.
    """
    return [_with_what_it_needs(tag, buttons, earlier) for tag in _wanted(buttons, visibility)]


def _wanted(buttons: Buttons, visibility: Visibility) -> Iterator[Tag]:
    """Yield at most five buttons, which is a row; silence has nothing to look closer at."""
    shown = buttons.seen + buttons.marks
    if buttons.marks:
        yield Tag(Control.CONTEXT, marks=buttons.marks)
    if buttons.marks and len(shown) <= _MOST_SHOWN:
        yield Tag(Control.MORE, marks=shown)
    if buttons.marks and buttons.rated and visibility.ours:
        yield Tag(Control.HELPFUL)
        yield Tag(Control.NOT_IT)
    if not buttons.marks and buttons.about is None:
        yield Tag(Control.REWORD)
    if buttons.marks and visibility.private:
        yield Tag(Control.SHARE, marks=buttons.marks)
    if not visibility.private:
        yield Tag(Control.REMOVE, asker=visibility.asker)


def _with_what_it_needs(tag: Tag, buttons: Buttons, earlier: Sequence[int]) -> Tag:
    """Return a button that knows its answer: what was asked, or where that is looked up."""
    if tag.control is Control.REMOVE:
        return _with_messages(tag, earlier)
    if tag.control not in {Control.HELPFUL, Control.NOT_IT}:
        knowing = replace(tag, asked=buttons.asked, about=buttons.about)
        if knowing.fits:
            return knowing
    return replace(tag, messages=tuple(earlier[:1]))


def _with_messages(tag: Tag, earlier: Sequence[int]) -> Tag:
    """Return a button that knows all messages of its answer, or as many as its id can hold."""
    counts = range(len(earlier), -1, -1)
    known = (replace(tag, messages=tuple(earlier[:count])) for count in counts)
    return next(one for one in known if one.fits)


def _short(number: int) -> str:
    """Return a number in base 36, as `int(…, 36)` reads it."""
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"
