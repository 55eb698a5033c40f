"""How lines of ours are written in Discord's markdown: sentences, headings, entries, times."""

from bot.markdown import escape
from bot.parts import (
    Asked,
    Badge,
    Call,
    Entry,
    Further,
    Heading,
    Lead,
    Line,
    Linked,
    Moment,
    Phrase,
    Piece,
    Said,
    Spot,
    Strong,
    Whom,
)
from bot.tickets import SHOWN
from bot.translation import gettext as _
from bot.wording.marks import ASKED, OPEN


def as_entry(entry: Entry) -> str:
    """Write an entry of a listing."""
    return f"- {named(entry)}"


def named(entry: Entry) -> str:
    """Write what an entry names, with its note and its links."""
    note = f" · {words(entry.note)}" if entry.note else ""
    link = f" · [{words(_(OPEN))}](<{entry.link}>)" if entry.link else ""
    more = "".join(f" · [{words(label)}](<{address}>)" for label, address in entry.more)
    return f"{words(entry.text)}{note}{link}{more}"


def line(part: Asked | Heading | Lead | Said | Phrase | Strong | Linked | Line | Further) -> str:
    """Write a part of ours, which is short enough for any message."""
    match part:
        case Asked(question):
            return "-# " + _(ASKED).format(question=words(question))
        case Heading(text, level):
            return f"{'#' * level} {words(text)}"
        case Lead(text):
            return f"-# {words(text)}"
        case Said(text):
            return words(text)
        case Further(ticket=ticket):
            return f"{SHOWN}{words(ticket.shown)}"
        case _:
            return _mixed(part)


def _mixed(part: Phrase | Strong | Linked | Line) -> str:
    """Write a line that has a language of its own, or in which not all is plain text."""
    match part:
        case Phrase(text):
            return words(_(text))
        case Strong(text, note):
            return f"**{words(text)}**" + (f" · {words(note)}" if note else "")
        case Linked(label, link):
            return f"-# [{words(label)}](<{link}>)"
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
            return words(text)


def words(text: str) -> str:
    """Write plain text of ours."""
    return "\n".join(escape(each, links=False) for each in text.split("\n"))
