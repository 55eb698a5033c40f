"""Discord's markdown as HTML, so that a picture shows what Discord would show.

The rules are those of Discord's client, which parses a message anew wherever a rule ended; a
character that should have been escaped and was not comes out as markup here too. Short names of
emoji are not drawn.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape

from pictures.clock import now

Names = Mapping[int, str]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Names], str]]


def as_html(content: str, names: Names) -> str:
    """Return the HTML of a message's content; `names` says who or what is mentioned."""
    return _blocks(content, names, [_QUOTE, *_IN_A_QUOTE])


def _blocks(text: str, names: Names, rules: Iterable[Rule]) -> str:
    """Write a text line by line; a rule that holds at the beginning of a line takes its lines."""
    rules = tuple(rules)
    written, plain, at = "", "", 0
    while at < len(text):
        block, end = _first(rules, text, at, names)
        if end == at:
            end = text.find("\n", at) + 1 or len(text)
            plain += text[at:end]
        else:
            written, plain = written + _inline(plain, names) + block, ""
        at = end
    return written + _inline(plain, names)


def _inline(text: str, names: Names) -> str:
    """Write running text; a character that no rule takes stands for itself."""
    written, at = "", 0
    while at < len(text):
        piece, end = _first(_INLINE, text, at, names)
        written += piece if end > at else escape(text[at])
        at = max(end, at + 1)
    return written


def _first(rules: Iterable[Rule], text: str, at: int, names: Names) -> tuple[str, int]:
    """Return what the first rule that holds at `at` writes, and its end; `at` if there is none."""
    for pattern, write in rules:
        if match := pattern.match(text, at):
            return write(match, names), match.end()
    return "", at


def _tag(name: str, group: int = 1) -> Callable[[re.Match[str], Names], str]:
    return lambda match, names: f"<{name}>{_inline(match[group], names)}</{name}>"


def _quote(match: re.Match[str], names: Names) -> str:
    text = match[1] or re.sub(r"^ *> ?", "", match[0], flags=re.MULTILINE)
    return f'<div class="quote"><blockquote>{_blocks(text, names, _IN_A_QUOTE)}</blockquote></div>'


def _heading(match: re.Match[str], names: Names) -> str:
    level = len(match[1])
    return f"<h{level}>{_inline(match[2], names)}</h{level}>"


def _code(match: re.Match[str], _names: Names) -> str:
    return f"<code>{escape(match[2])}</code>"


def _code_block(match: re.Match[str], _names: Names) -> str:
    return f"<pre>{escape(match[1])}</pre>"


def _character(match: re.Match[str], _names: Names) -> str:
    return escape(match[1])


def _spoiler(match: re.Match[str], names: Names) -> str:
    return f'<span class="spoiler">{_inline(match[1], names)}</span>'


def _address(match: re.Match[str], _names: Names) -> str:
    return f'<a href="{escape(match[1])}">{escape(match[1])}</a>'


def _masked(match: re.Match[str], names: Names) -> str:
    return f'<a href="{escape(match[2])}">{_inline(match[1], names)}</a>'


def _member(match: re.Match[str], names: Names) -> str:
    return _mention(f"@{names.get(int(match[1]), 'unknown-user')}")


def _everybody(match: re.Match[str], _names: Names) -> str:
    return _mention(match[0])


def _elsewhere(match: re.Match[str], names: Names) -> str:
    role = match[1] == "@&"
    name = names.get(int(match[2]), "unknown-role" if role else "unknown")
    return _mention(f"@{name}" if role else f"#{name}")


def _command(match: re.Match[str], _names: Names) -> str:
    return _mention(f"/{match[1]}")


def _moment(match: re.Match[str], _names: Names) -> str:
    """Write a time stamp as a reader in Greenwich would see it, to whom it is now."""
    at = datetime.fromtimestamp(int(match[1]), UTC)
    if match[2] == "R":
        return f'<span class="moment">{_relative(at - now())}</span>'
    return f'<span class="moment">{at.strftime(_STAMPS.get(match[2] or "f", _STAMPS["f"]))}</span>'


def _relative(left: timedelta) -> str:
    """Write how long something is away, in the largest unit that it fills."""
    seconds = abs(left.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= length:
            many = round(seconds / length)
            much = f"{many} {unit}{'s' if many > 1 else ''}"
            return f"in {much}" if left > timedelta() else f"{much} ago"
    return "now"


_STAMPS = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%-d %B %Y",
    "f": "%-d %B %Y at %H:%M",
    "F": "%A, %-d %B %Y at %H:%M",
}


def _mention(shown: str) -> str:
    return f'<span class="mention">{escape(shown)}</span>'


_QUOTE: Rule = (re.compile(r" *>>> +([\s\S]*)|(?: *> +[^\n]*(?:\n|$))+"), _quote)
_IN_A_QUOTE: tuple[Rule, ...] = (
    (re.compile(r"```(?:[\w+.#-]+\n)?\n*([^\n][\s\S]*?)\n*```\n?"), _code_block),
    (re.compile(r" *-# +(?!-#)([^\n]+)(?:\n|$)"), _tag("small")),
    (re.compile(r" *(#{1,3}) +([^\n]+?)#* *(?:\n|$)"), _heading),
    (re.compile(r" *[*-] +([^\n]+)(?:\n|$)"), _tag("li")),
    (re.compile(r" *\d+\. +([^\n]+)(?:\n|$)"), _tag("li")),
)
_INLINE: tuple[Rule, ...] = (
    (re.compile(r"\\([^0-9A-Za-z\s])"), _character),
    (re.compile(r"<(https?://[^ >]+)>"), _address),
    (re.compile(r"""(https?://[^\s<]+[^<.,:;"')\]\s])"""), _address),
    (re.compile(r"\[((?:\[[^\]]*\]|[^\[\]])+)\]\(\s*<?(https?://[^\s<>)]+)>?\s*\)"), _masked),
    (re.compile(r"<@!?(\d+)>"), _member),
    (re.compile(r"<(@&|#)(\d+)>"), _elsewhere),
    (re.compile(r"</([^:>\n]+):\d+>"), _command),
    (re.compile(r"<t:(\d+)(?::([tTdDfFR]))?>"), _moment),
    (re.compile(r"@(?:everyone|here)"), _everybody),
    (re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"), _tag("strong")),
    (re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"), _tag("u")),
    (re.compile(r"_((?:__|\\[\s\S]|[^\\_])+?)_\b", re.ASCII), _tag("em")),
    (re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)"), _tag("em")),
    (re.compile(r"~~([\s\S]+?)~~(?!_)"), _tag("s")),
    (re.compile(r"\|\|([\s\S]+?)\|\|"), _spoiler),
    (re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)"), _code),
)
