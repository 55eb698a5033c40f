"""How a reply becomes messages that Discord takes, each at most 2,000 characters.

Quotes are plain block quotes, not embeds and not components. A block quote is drawn with its bar
on desktop and phone alike; it needs no permission beyond writing; it stands in the phone's
notification and can be selected, copied and searched; and readers who have switched embeds off
see it all the same. The attribution under it is Discord's small print, its link masked, so a
long address does not push the next quote off a phone's screen.
"""

from collections.abc import Iterable, Iterator

from bot.block_quotes import quote_blocks
from bot.markdown import width
from bot.parts import (
    Buttons,
    Further,
    Heading,
    Lead,
    Listing,
    Part,
    Picture,
    Plotted,
    Quoted,
    Reply,
    Tallied,
    Together,
)
from bot.written import as_entry, line

LONGEST_MESSAGE = 2000
_BETWEEN = "\n\n"


def pages(reply: Reply, *, longest: int = LONGEST_MESSAGE) -> list[str]:
    """Return the messages of a reply, in order, as few as its parts allow.

    `longest` is in UTF-16 units. A part that fits into one message, with what leads to it, is
    never divided.
    """
    filled: list[str] = []
    for head, part in _led(reply):
        room = longest - width(filled[-1] + _BETWEEN) if filled else longest
        first, *rest = _blocks(part, room - width(head), longest - width(head))
        if filled and width(head + first) <= room:
            filled[-1] += _BETWEEN + head + first
        else:
            filled.append(head + first)
        filled += rest
    return filled


def _led(reply: Reply) -> Iterator[tuple[str, Part]]:
    """Yield every other part with the headings and leads before it, written, each on its line."""
    leading: list[str] = []
    shown = [part for part in reply if _is_written(part)]
    for n, part in enumerate(shown, start=1):
        if isinstance(part, Heading | Lead) and n < len(shown):
            leading += _blocks(part, LONGEST_MESSAGE, LONGEST_MESSAGE)
        else:
            yield "".join(f"{each}\n" for each in leading), part
            leading = []


def _is_written(part: Part) -> bool:
    """Tell whether a part is words, and not only a button or a picture."""
    match part:
        case Further(ticket=ticket):
            return bool(ticket.shown)
        case _:
            return not isinstance(part, Plotted | Tallied | Picture | Buttons)


def _blocks(part: Part, room: int, longest: int) -> list[str]:
    """Write a part; if one message cannot hold it, fill `room` first and then whole messages."""
    match part:
        case Quoted():
            return quote_blocks(part, room, longest)
        case Plotted() | Tallied() | Picture() | Buttons():
            return []
        case Listing(entries):
            return _filled(map(as_entry, entries), room, longest)
        case Together(parts):
            blocks = [block for inner in parts for block in _blocks(inner, longest, longest)]
            whole = "\n".join(blocks)
            return [whole] if width(whole) <= longest else blocks
        case _:
            return [line(part)]


def _filled(lines: Iterable[str], room: int, longest: int) -> list[str]:
    """Write lines below each other, filling `room`, if it holds any, and then whole messages."""
    blocks: list[str] = []
    for each in lines:
        if not blocks:
            room = room if width(each) <= room else longest
        elif width(f"{blocks[-1]}\n{each}") <= room:
            blocks[-1] += f"\n{each}"
            continue
        else:
            room = longest
        blocks.append(each)
    return blocks
