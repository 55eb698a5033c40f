r"""How a stranger's text is written so that Discord shows it as it stands.

Discord reads a backslash before any character that is not a letter, a digit or white space as
"show this one" (its parser's rule is ``^\\([^0-9A-Za-z\s])``), in blocks and in running text, on
desktop and phone. Addresses are the exception: a backslash would become a part of them, so they
are wrapped in ``<…>``, which also keeps their preview away. Mentions are broken by a character of
no width as well, because the server looks for them without regard to backslashes.
"""

import re

from bot.links import find_links

# Emphasis, underline, strike, code, spoiler, masked links, and everything that begins with "<":
# mentions of members, roles and channels, emoji, time stamps, commands. Then colons: ":smile:"
# would become a picture, also where a second text adds its end (no picture is called ":30…", and
# times are left alone); "steam://" and addresses that we do not trust would be linked.
_INLINE = re.compile(r"[\\*_~`|<\[\]]|(?<=\])\(|:(?=[\w+-]+:|/|(?!\d\d$)[\w+-]*$)")

# Headings, quotes, subtext, lists. These mean something only where a line begins.
_LINE_START = re.compile(r"^(\s*)(?:([#>+-])|(\d+)([.)]))")

_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)

_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d|$)", re.IGNORECASE)
_NO_WIDTH = "\u200b"
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def escape(text: str, *, links: bool = True) -> str:
    """Return one line of clean text, or a part of one, written for Discord.

    With `links`, honest http(s) addresses can be clicked. The result is safe at the beginning of
    a line and directly after another such result.
    """
    written, done = [], 0
    for start, end in find_links(text) if links else ():
        written += [_escape_words(text[done:start]), _autolink(text[start:end])]
        done = end
    written.append(_escape_words(text[done:]))
    return _LINE_START.sub(_escape_line_start, "".join(written))


def unescape(written: str) -> str:
    """Return what `escape` has written, without links, as it was."""
    return _ESCAPED.sub(r"\1", written).replace(f"@{_NO_WIDTH}", "@")


def without_spoilers(text: str) -> str:
    """Return a text with something else for what it covers, for where nothing can be covered."""
    return _SPOILER.sub("▒▒▒", text)


def has_spoiler(text: str) -> bool:
    """Tell whether somebody has covered a part of what they wrote."""
    return bool(_SPOILER.search(text))


def covered(text: str) -> str:
    """Return a text with what somebody has covered in it left out."""
    return _SPOILER.sub("▒▒▒", text)


def _escape_words(text: str) -> str:
    return _MENTION.sub("@" + _NO_WIDTH, _INLINE.sub(r"\\\g<0>", text))


def _escape_line_start(match: re.Match[str]) -> str:
    space, marker, number, stop = match.groups()
    return f"{space}\\{marker}" if marker else f"{space}{number}\\{stop}"


def _autolink(address: str) -> str:
    """Write an address so that it can be clicked and holds no mention."""
    return f"<{_MENTION.sub('%40', address)}>"


def width(text: str) -> int:
    """Return the length of a text as Discord may count it: in UTF-16 units, never fewer."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
