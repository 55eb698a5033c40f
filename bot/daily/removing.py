"""How a member's words leave a post again.

A message of a post is blocks with an empty line between them; what is quoted from a member ends
with a link to where it stands, and by that link its block is found.
"""

import re

from bot.pages import pages
from bot.wording.daily import EMPTIED

_BETWEEN = "\n\n"
_TITLE, _SECTION, _SMALL = "# ", "## ", "-# "
_BULLETS = ("**", "> ")


def shows(page: str, message: int) -> bool:
    """Tell whether a message of a post shows this member's message."""
    return bool(re.search(rf"^-# \[.*/{message}>\)$", page, re.MULTILINE))


def without(page: str, message: int) -> str:
    """Return a message of a post without a member's message, "" if nothing is left of it.

    What stands over a section goes with its last bullet. The title stays, and says so.
    """
    title, page = _without_title(page)
    kept: list[str] = []
    over = ""
    for block in page.split(_BETWEEN):
        head, body = _parted(block)
        over = head or over
        if not shows(block, message):
            kept.append(over + body if body.startswith(_BULLETS) else body)
            over = ""
    rest = _BETWEEN.join(block for block in kept if block)
    if not title:
        return rest
    [emptied] = pages((EMPTIED,))
    return title + (rest or emptied)


def _without_title(page: str) -> tuple[str, str]:
    """Part the title, with its line end, from what follows."""
    if not page.startswith(_TITLE):
        return "", page
    title, _, rest = page.partition("\n")
    return f"{title}\n", rest.removeprefix("\n")


def _parted(block: str) -> tuple[str, str]:
    """Part what stands over a section from the block's own lines; nothing else begins so."""
    if not block.startswith(_SECTION):
        return "", block
    lines = block.splitlines(keepends=True)
    own = next(
        (n for n, line in enumerate(lines[1:], 1) if not line.startswith(_SMALL)), len(lines)
    )
    return "".join(lines[:own]), "".join(lines[own:])
