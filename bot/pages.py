"""How a reply becomes messages that Discord takes, each at most 2,000 characters.

Quotes are plain block quotes, not embeds and not components. A block quote is drawn with its bar
on desktop and phone alike; it needs no permission beyond writing; it stands in the phone's
notification and can be selected, copied and searched; and readers who have switched embeds off
see it all the same. The attribution under it is Discord's small print, its link masked, so a
long address does not push the next quote off a phone's screen.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import regex

from bot.markdown import escape, width
from bot.parts import (
    Asked,
    Badge,
    Buttons,
    Call,
    Entry,
    Further,
    Heading,
    Lead,
    Line,
    Linked,
    Listing,
    Moment,
    Part,
    Phrase,
    Picture,
    Piece,
    Plotted,
    Quoted,
    Reply,
    Said,
    Sentence,
    Spot,
    Strong,
    Tallied,
    Together,
    Whom,
)
from bot.tickets import SHOWN
from bot.translation import gettext as _
from bot.wording.marks import ASKED, OPEN, OPEN_SOURCE

LONGEST_MESSAGE = 2000
_BETWEEN = "\n\n"
_BOLD = "**"


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
            yield "".join(f"{line}\n" for line in leading), part
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
            return _quote_blocks(part, room, longest)
        case Plotted() | Tallied() | Picture() | Buttons():
            return []
        case Listing(entries):
            return _filled(map(_entry, entries), room, longest)
        case Together(parts):
            blocks = [block for inner in parts for block in _blocks(inner, longest, longest)]
            whole = "\n".join(blocks)
            return [whole] if width(whole) <= longest else blocks
        case _:
            return [_line(part)]


def _filled(lines: Iterable[str], room: int, longest: int) -> list[str]:
    """Write lines below each other, filling `room`, if it holds any, and then whole messages."""
    blocks: list[str] = []
    for line in lines:
        if not blocks:
            room = room if width(line) <= room else longest
        elif width(f"{blocks[-1]}\n{line}") <= room:
            blocks[-1] += f"\n{line}"
            continue
        else:
            room = longest
        blocks.append(line)
    return blocks


def _entry(entry: Entry) -> str:
    return f"- {_named(entry)}"


def _named(entry: Entry) -> str:
    note = f" · {_words(entry.note)}" if entry.note else ""
    link = f" · [{_words(_(OPEN))}](<{entry.link}>)" if entry.link else ""
    more = "".join(f" · [{n}](<{one}>)" for n, one in enumerate(entry.more, start=2))
    return f"{_words(entry.text)}{note}{link}{more}"


def _line(part: Asked | Heading | Lead | Said | Phrase | Strong | Linked | Line | Further) -> str:
    """Write a part of ours, which is short enough for any message."""
    match part:
        case Asked(question):
            return "-# " + _(ASKED).format(question=_words(question))
        case Heading(text, level):
            return f"{'#' * level} {_words(text)}"
        case Lead(text):
            return f"-# {_words(text)}"
        case Said(text):
            return _words(text)
        case Further(ticket=ticket):
            return f"{SHOWN}{_words(ticket.shown)}"
        case _:
            return _mixed(part)


def _mixed(part: Phrase | Strong | Linked | Line) -> str:
    """Write a line that has a language of its own, or in which not all is plain text."""
    match part:
        case Phrase(text):
            return _words(_(text))
        case Strong(text, note):
            return f"**{_words(text)}**" + (f" · {_words(note)}" if note else "")
        case Linked(label, link):
            return f"-# [{_words(label)}](<{link}>)"
        case Line(pieces):
            return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    match piece:
        case Moment(at, near):
            to_go = f"<t:{int(at.timestamp())}:R>"
            return to_go if near else f"<t:{int(at.timestamp())}:F> ({to_go})"
        case Spot(channel):
            return f"<#{channel}>"
        case Whom(member):
            return f"<@{member}>"
        case Badge(role):
            return f"<@&{role}>"
        case Call(name, number):
            return f"</{name}:{number}>" if number else f"/{name}"
        case text:
            return _words(text)


def _words(text: str) -> str:
    return "\n".join(escape(line, links=False) for line in text.split("\n"))


def _quote_blocks(part: Quoted, room: int, longest: int) -> list[str]:
    foot = _foot(part, longest // 2)
    whole = _block_quote(part.sentences) + foot
    if width(whole) <= longest:
        return [whole]
    fragments = _fragments(part.sentences, longest - width(foot))
    bodies = _pack(fragments, room, longest)
    if width(_block_quote(bodies[-1]) + foot) > longest:
        last = bodies.pop()
        bodies += _pack(last, longest - width(foot), longest - width(foot))
    return [_block_quote(body) for body in bodies[:-1]] + [_block_quote(bodies[-1]) + foot]


def _foot(part: Quoted, most: int) -> str:
    """Write the lines under a quote: whose it is, where it can be read, and where else.

    Other places are left out where all would be longer than `most`.
    """
    link = f"\n-# [{_words(_(OPEN_SOURCE))}](<{part.link}>)" if part.link else ""
    foot = f"\n-# — {escape(part.attribution, links=False)}{link}"
    for place in part.also:
        line = f"\n-# {_named(place)}"
        foot += line if width(foot + line) <= most else ""
    return foot


def _block_quote(sentences: Iterable[Sentence]) -> str:
    text, bold = "", False
    for sentence in sentences:
        written = _sentence(sentence)
        # Two bold stretches that touch would end in four stars, which are none.
        if bold and sentence.strong:
            text, written = text.removesuffix(_BOLD), written.removeprefix(_BOLD)
        text += written
        bold = sentence.strong and not sentence.gap
    return "\n".join(f"> {line}" for line in text.strip().split("\n"))


def _sentence(sentence: Sentence) -> str:
    mark = _BOLD if sentence.strong else ""
    return f"{mark}{escape(sentence.text)}{mark}{sentence.gap}"


def _pack(fragments: Iterable[Sentence], room: int, longest: int) -> list[list[Sentence]]:
    """Fill `room` and then as many messages as it takes, in order."""
    bodies: list[list[Sentence]] = [[]]
    for fragment in fragments:
        if width(_block_quote([*bodies[-1], fragment])) > room:
            bodies.append([])
            room = longest
        bodies[-1].append(fragment)
    return bodies if bodies[0] else bodies[1:]


def _fragments(sentences: Iterable[Sentence], longest: int) -> Iterator[Sentence]:
    """Yield the sentences, those that no message can hold divided at spaces."""
    for sentence in sentences:
        if width(_block_quote([sentence])) <= longest:
            yield sentence
        else:
            yield from _divided(sentence, longest)


def _divided(sentence: Sentence, longest: int) -> Iterator[Sentence]:
    """Divide a sentence at spaces, and inside of a word only if it alone is too long."""
    pieces = list(_pieces(sentence, longest))
    while pieces:
        # No piece is empty, so no more than `longest` of them can fit.
        fitting = bisect_right(
            range(1, min(len(pieces), longest) + 1),
            longest,
            key=lambda count: width(_block_quote([_joined(pieces[:count])])),
        )
        taken = max(fitting, 1)
        yield _joined(pieces[:taken])
        pieces = pieces[taken:]


def _joined(pieces: list[Sentence]) -> Sentence:
    text = "".join(piece.text + piece.gap for piece in pieces[:-1]) + pieces[-1].text
    return Sentence(text, pieces[-1].gap, pieces[-1].strong)


def _pieces(sentence: Sentence, longest: int) -> Iterator[Sentence]:
    """Yield words with the space behind them; of a word that is too long, its characters."""
    for word, gap in regex.findall(r"(\S+)(\s*)", sentence.text):
        if width(_block_quote([Sentence(word, "", sentence.strong)])) <= longest:
            yield Sentence(word, gap or sentence.gap, sentence.strong)
        else:
            characters = _characters(word, longest)
            yield from (Sentence(one, "", sentence.strong) for one in characters[:-1])
            yield Sentence(characters[-1], gap or sentence.gap, sentence.strong)


def _characters(word: str, longest: int) -> list[str]:
    """Return what a reader takes for characters; one that no message can hold, in code points."""
    found: list[str] = []
    for cluster in regex.findall(r"\X", word):
        held = width(_block_quote([Sentence(cluster, "")])) <= longest
        found += [cluster] if held else list(cluster)
    return found
