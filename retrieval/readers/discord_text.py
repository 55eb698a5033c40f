"""What somebody wrote on Discord, as it is read: names for ids, words without marks."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

# Between these, marks are what somebody wrote.
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_FENCE = re.compile(r"```(?:\w*\n)?(.*?)\n?```", re.DOTALL)
_PERSON = re.compile(r"<@!?(\d+)>")
_TIME = re.compile(r"<t:(-?\d{1,11})(?::\w)?>")
_REPLACED = (
    (re.compile(r"<@&\d+>"), "@role"),
    (re.compile(r"<#\d+>"), "#channel"),
    (re.compile(r"<a?:(\w+):\d+>"), r":\1:"),
    (re.compile(r"<(/[\w -]+):\d+>"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\(<?https?://[^\s()<>]+>?\)"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]+)>"), r"\1"),
    (re.compile(r"^(?:#{1,3}|-#) +", re.MULTILINE), ""),
    (re.compile(r"\*\*\*(?=\S)([^*\n]+)(?<=\S)\*\*\*"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"__(?=\S)([^_\n]+)(?<=\S)__"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]+)(?<=\S)~~"), r"\1"),
    (re.compile(r"\\([*_~`|>#\\-])"), r"\1"),
)
_ALL_QUOTED = re.compile(r"^>>> ?(.*)", re.DOTALL | re.MULTILINE)
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def readable(content: str, people: Mapping[str, str | None]) -> str:
    """A message's text without markup; `people` are names by id, for those who are mentioned.

    Quoted lines keep their "> ", and every line of a ">>> " has one.
    """
    text = _UNREADABLE.sub("", content.replace("\r\n", "\n"))
    text = _ALL_QUOTED.sub(lambda match: re.sub(r"(?m)^", "> ", match[1]), text)
    parts = _CODE.split(text)
    # A pattern with one group leaves what lies between its matches at the even places.
    parts[::2] = [_words(part, people) for part in parts[::2]]
    parts[1::2] = [_FENCE.sub(r"\1", part) for part in parts[1::2]]
    return "".join(parts).strip()


def _words(text: str, people: Mapping[str, str | None]) -> str:
    text = _PERSON.sub(lambda match: f"@{people.get(match[1]) or 'somebody'}", text)
    text = _TIME.sub(lambda match: _moment(int(match[1])), text)
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text


def _moment(seconds: int) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, OSError, ValueError):
        return "some day"
