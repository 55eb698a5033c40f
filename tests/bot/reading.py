"""A tiny model of how Discord reads one line of a message, written without a look at ours.

After the client's own rules: escapes first, then addresses, then everything that begins with
"<", then emphasis and its kin. Where a rule would apply, `read` fails.
"""

import re

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
FOLDED_LINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
BARE_LINK = re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]", re.IGNORECASE)
ANGLE = re.compile(
    r"<(@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(:\w)?|/[^:\n]+:\d+|id:\w+|[^: >]+:/[^ >]+)>"
)
# Of all that Discord knows by name, these alone begin with a digit.
EMOJI = re.compile(r":(?:100|1234|8ball|[^\W\d][\w+-]*|[+-][\w+-]*):")
EVERYONE = re.compile(r"@(everyone|here)|<@[!&]?\d+>", re.IGNORECASE)
BLOCK = re.compile(r"\s*(#{1,3}|>{1,3}|>>>|-#|[-*+]|\d+[.)])(\s|$)")


class MarkupError(AssertionError):
    """Discord would have drawn something else than the words."""


def read(line: str, *, links: list[str] | None = None) -> str:
    """Return what a reader sees; the addresses that can be clicked are added to `links`."""
    if BLOCK.match(line):
        raise MarkupError(f"block: {line!r}")
    if EVERYONE.search(line):
        raise MarkupError(f"ping: {line!r}")
    shown, at = "", 0
    while at < len(line):
        rest = line[at:]
        if match := ESCAPE.match(rest):
            shown += match[1]
        elif match := FOLDED_LINK.match(rest):
            shown += match[1]
            if links is not None:
                links.append(match[1])
        elif BARE_LINK.match(rest) or ANGLE.match(rest) or EMOJI.match(rest):
            raise MarkupError(f"{rest[:20]!r} in {line!r}")
        elif rest[0] in "*_~`|[\\":
            raise MarkupError(f"bare {rest[0]} in {line!r}")
        else:
            shown += rest[0]
            at += 1
            continue
        at += match.end()
    return shown.replace("@\u200b", "@")


def width(text: str) -> int:
    """Count as the stricter of Discord's two ways: UTF-16 units."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)
