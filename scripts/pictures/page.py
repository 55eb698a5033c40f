"""A page that shows a conversation as Discord does, in its dark or its light theme."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from pathlib import Path

from pictures.components import Drawing, NotDrawn, file_box
from pictures.forms import form_html
from pictures.markdown import Names, as_html
from pictures.shown import Form, Message, Shown

_STYLE = Path(__file__).with_name("discord.css")
_MINUTES = (42, 43, 47, 48, 51, 52)

# The browser tells the height that the picture needs, once it has laid the page out: in tens, so
# that enlarged by a tenth or several it is still whole pixels.
_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>Pullquote</title>
<style>{style}</style>
<body style="width: {width}px">{views}
<script>
const height = 10 * Math.ceil(document.body.getBoundingClientRect().height / 10);
document.documentElement.dataset.height = height;
document.body.style.height = `${{height}}px`;
</script>
"""
_VIEW = '<main class="{theme}" style="width: {width}px">{conversation}</main>'
_MESSAGE = """<article class="{private}">{above}
<div class="avatar {kind}">{initial}</div>
<header><b class="{kind}">{name}</b>{tag}<time>Today at 10:{minute}</time></header>
{content}{below}
</article>"""
_TAG = '<span class="tag">APP</span>'
_THREAD = '<div class="thread"><b>{name}</b><a>{count} ›</a></div>'
_ABOVE = """<div class="above"><i class="avatar {kind}">{initial}</i><b class="{kind}">{name}</b>
<span>{content}</span></div>"""
_PRIVATE = '<div class="only">👁 Only you can see this · <a>Dismiss message</a></div>'
_EDITED = '<span class="edited">(edited)</span>'


class Theme(StrEnum):
    """Discord's colours."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class View:
    """How a conversation is looked at: in which colours, and how many CSS pixels wide."""

    theme: Theme
    width: int


def page(
    shown: Sequence[Shown], names: Names, views: Sequence[View], *, language: str = "en"
) -> str:
    """Return the HTML of a conversation, in one view beside the other.

    `names` is who is mentioned.
    """
    conversation = "".join(_drawn(one, n, names) for n, one in enumerate(shown))
    drawn = (
        _VIEW.format(theme=view.theme, width=view.width, conversation=conversation)
        for view in views
    )
    return _PAGE.format(
        style=_STYLE.read_text(encoding="utf-8"),
        width=sum(view.width for view in views),
        views="".join(drawn),
        language=language,
    )


def _drawn(one: Shown, number: int, names: Names) -> str:
    if isinstance(one, Form):
        return form_html(one)
    return _message(one, _MINUTES[number % len(_MINUTES)], names) + _thread(one)


def _message(message: Message, minute: int, names: Names) -> str:
    return _MESSAGE.format(
        **_who(message.author),
        private="private" if message.private else "",
        above=_above(message, names),
        tag=_TAG if message.app else "",
        minute=minute,
        content=_content(message, names),
        below=_PRIVATE if message.private else "",
    )


def _above(message: Message, names: Names) -> str:
    """Write what a message replies to, or who used which command."""
    if message.used:
        member, command = message.used
        content = f'used <span class="mention">{escape(command)}</span>'
        return _ABOVE.format(**_who(member), content=content)
    if message.answers:
        content = as_html(_in_a_line(message.answers.body.get("content") or ""), names)
        return _ABOVE.format(**_who(message.answers.author), content=content)
    return ""


def _in_a_line(content: str) -> str:
    """Return a message as Discord shows it where somebody has replied to it."""
    return " ".join(re.sub(r"^ *(?:>|-#|#{1,3}) +", "", content, flags=re.MULTILINE).split())


def _content(message: Message, names: Names) -> str:
    """Write what a message says, then its files, then its components."""
    body = message.body
    if body.get("embeds") or body.get("poll"):
        raise NotDrawn("There is no drawing of embeds and polls.")
    attached = body.get("attachments") or []
    files = {one["filename"]: body["files"][str(one["id"])] for one in attached}
    drawing = Drawing(names, files)
    content = as_html(body.get("content") or "", names) + (_EDITED if message.edited else "")
    said = f'<div class="content">{content}</div>' if content else ""
    shown = "".join(
        drawing.picture(one["filename"], one.get("description"))
        if one["filename"].endswith(".png")
        else file_box(one["filename"])
        for one in attached
    )
    return said + shown + drawing.all(body.get("components") or [])


def _thread(message: Message) -> str:
    if message.thread is None:
        return ""
    name, many = message.thread
    count = f"{many} Message{'s' if many > 1 else ''}"
    return _THREAD.format(name=escape(name), count=count)


def _who(name: str) -> dict[str, str]:
    return {"name": escape(name), "initial": escape(name[0]), "kind": name.casefold()}
