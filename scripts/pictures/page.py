"""A page that shows a conversation as Discord does, in its dark or its light theme."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from pathlib import Path

from bot.daily.edition import Edition
from pictures.conversation import BOT, Exchange
from pictures.markdown import as_html

_STYLE = Path(__file__).with_name("discord.css")
_NAMES = {BOT: "Pullquote"}
_MEMBERS = ("Mira", "Jonas")
_MINUTES = (42, 47)

# The browser tells the height that the picture needs, once it has laid the page out: in tens, so
# that enlarged by a tenth or several it is still whole pixels.
_PAGE = """<!doctype html>
<html lang="en" class="{theme}"><meta charset="utf-8"><title>Pullquote</title>
<style>{style}</style>
<body style="width: {width}px"><main>{conversation}</main>
<script>
document.documentElement.dataset.height =
  10 * Math.ceil(document.querySelector("main").getBoundingClientRect().height / 10);
</script>
"""
_MESSAGE = """<article>{above}
<div class="avatar {kind}">{initial}</div>
<header><b class="{kind}">{name}</b>{tag}<time>Today at 10:{minute}</time></header>
<div class="content">{content}</div>
</article>"""
_TAG = '<span class="tag">APP</span>'
_THREAD = '<div class="thread"><b>{name}</b><a>{count} ›</a></div>'
_ABOVE = """<div class="above"><i class="avatar {kind}">{initial}</i><b class="{kind}">{name}</b>
<span>{content}</span></div>"""


class Theme(StrEnum):
    """Discord's colours."""

    DARK = "dark"
    LIGHT = "light"


def page(exchanges: Sequence[Exchange], theme: Theme, width: int) -> str:
    """Return the HTML of a conversation, `width` CSS pixels wide."""
    turns = zip(exchanges, _MEMBERS, _MINUTES, strict=False)
    conversation = "".join(_turn(exchange, name, minute) for exchange, name, minute in turns)
    style = _STYLE.read_text(encoding="utf-8")
    return _PAGE.format(theme=theme, style=style, width=width, conversation=conversation)


def post_page(post: Edition, theme: Theme, width: int) -> str:
    """Return the HTML of a daily post and the thread under it."""
    content = as_html(post.message, _NAMES)
    message = _MESSAGE.format(
        **_who(_NAMES[BOT]), above="", tag=_TAG, minute=_MINUTES[0], content=content
    )
    count = f"{len(post.details)} Message{'s' if len(post.details) > 1 else ''}"
    thread = _THREAD.format(name=escape(post.thread), count=count) if post.details else ""
    style = _STYLE.read_text(encoding="utf-8")
    return _PAGE.format(theme=theme, style=style, width=width, conversation=message + thread)


def _turn(exchange: Exchange, member: str, minute: int) -> str:
    """Write a member's message and the reply to it, which shows again what it replies to."""
    asked = as_html(exchange.asked, _NAMES)
    above = _ABOVE.format(**_who(member), content=asked)
    content = '</div><div class="content">'.join(as_html(one, _NAMES) for one in exchange.answers)
    question = _MESSAGE.format(**_who(member), above="", tag="", minute=minute, content=asked)
    reply = _MESSAGE.format(
        **_who(_NAMES[BOT]), above=above, tag=_TAG, minute=minute, content=content
    )
    return question + reply


def _who(name: str) -> dict[str, str]:
    return {"name": escape(name), "initial": escape(name[0]), "kind": name.casefold()}
