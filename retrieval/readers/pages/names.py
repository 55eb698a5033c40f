"""Is it a person's name, as a page gives it? Rather none than a wrong one."""

import re
from typing import Final

_LONGEST: Final = 80
_MOST_WORDS: Final = 6
_LEAD: Final = re.compile(
    r"(?:(?:written|posted|published|words|story) )?(?:by|von|par|por|di)(?:\s*:\s*|\s+)"
    r"|(?:author|authors|posted by)\s*:\s*",
    re.IGNORECASE,
)
# "Ada Brook says:", "Ada Brook wrote on May 3:": what a page sets behind a commenter's name.
_TRAIL: Final = re.compile(
    r"\s*(?:\b(?:says|said|writes|wrote|commented|replied|posted|schrieb|sagt)\b[^:]{0,40}:?|:)\s*$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?:|www\.|\S@\S|\.(?:com|org|net|io)\b", re.IGNORECASE)
# Words that stand where an author's name belongs, and are nobody's.
_NO_AUTHOR: Final = frozenset(
    re.findall(
        r"\w+",
        """
        admin administrator anonymous author authors bot byline comment comments contributor
        contributors correspondent desk editor editorial editors follow guest home login
        minutes moderator newsletter newsroom none null posted press published read reader release
        reply reporter root share sign staff subscribe subscriber support team undefined unknown
        updated user webmaster writer writers
        """,
    )
)
# Whoever is called so has left, or never gave a name.
_NOBODY: Final = frozenset(
    (
        *("deleted", "removed", "deleted user", "deleted account", "account deleted", "user"),
        *("anonymous", "anonymous user", "anon", "anonym", "anonymer benutzer", "nobody"),
        *(
            "guest",
            "a guest",
            "gast",
            "unknown",
            "unknown user",
            "former member",
            "comment deleted",
        ),
        *("comment removed", "user deleted", "ghost", "null", "undefined", "none", "name hidden"),
    )
)
_PROGRAMS: Final = frozenset(("automoderator", "discobot"))
# What stands beside a name, and is none.
_BADGES: Final = frozenset(
    (
        *("author", "op", "original poster", "admin", "moderator", "mod", "staff", "subscriber"),
        *("reply", "share", "like", "follow", "subscribe", "permalink", "link", "edited", "edit"),
        *("paid", "founding member", "member", "log in", "sign in", "report", "quote", "pinned"),
    )
)


def author_of(text: str) -> str | None:
    """The author whom a byline names, None where it is a role, a department or a button."""
    name = _LEAD.sub("", _plain(text), count=1)
    words = re.findall(r"\w+", name.casefold())
    if not words or len(words) > _MOST_WORDS or not _NO_AUTHOR.isdisjoint(words):
        return None
    return name if _may_be_name(name) and not any(word.isdigit() for word in words) else None


def commenter_of(text: str) -> str | None:
    """The name that a commenter goes by, which may be any; None where it is nobody's."""
    name = _TRAIL.sub("", _LEAD.sub("", _plain(text), count=1)).strip()
    return name if _may_be_name(name) and not is_nobody(name) else None


def is_nobody(text: str) -> bool:
    """Whether a page says outright that it does not know or show whose words these are."""
    return _plain(text).strip("[]()<>.* ").casefold() in _NOBODY


def is_program(name: str | None) -> bool:
    """Whether a site's own program goes by that name, which speaks for nobody."""
    plain = (name or "").casefold()
    return plain in _PROGRAMS or plain.endswith("[bot]")


def is_badge(text: str) -> bool:
    """Whether it is a mark or a button beside a name: "Author", "OP", "Reply"."""
    return _plain(text).strip("[]()·• ").casefold() in _BADGES


def together(names: list[str]) -> str | None:
    """The names of several authors as one: "Ada Brook, Bo Lind and Cy Moss"."""
    each = list(dict.fromkeys(names))
    if len(each) < 2:  # noqa: PLR2004 - there is nothing to join
        return each[0] if each else None
    return f"{', '.join(each[:-1])} and {each[-1]}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _may_be_name(name: str) -> bool:
    short = 0 < len(name) <= _LONGEST
    return short and bool(re.search(r"\w", name)) and not _ADDRESS.search(name)
