"""By which marks in its markup does a page show what an element is? Classes, roles, vocabulary."""

import re
from typing import Final

from retrieval.readers.html_text import Element, name_of

# One comment or post. Platforms: WordPress, Substack, Ghost, dev.to, Lemmy; Hacker News; GitHub.
_COMMENTS: Final = frozenset(
    (
        *("comment", "comment-item", "comment-node", "comment-entry", "comment-wrapper", "comtr"),
        *("single-comment-node", "js-comment", "comment-container", "comment__container"),
        *(
            "commentItem",
            "comment-thread-item",
            "comment-block",
            "wpd-comment",
            "CommentsNode-root",
        ),
        *("comments__item", "comment-list-item", "post-comment", "blog-comment"),
    )
)
# phpBB, vBulletin, XenForo, SMF, Discourse, Flarum, bbPress, Stack Exchange, Reddit, Hacker News.
_POSTS: Final = frozenset(
    (
        *("post", "postcontainer", "postbit", "post_wrapper", "message--post", "js-post"),
        *("onscreen-post", "crawler-post", "CommentPost", "bbp-reply", "bbp-topic", "forum-post"),
        *("question", "answer", "thing", "fatitem", "timeline-comment", "topic-post"),
    )
)
_POST_TAGS: Final = frozenset(("shreddit-comment", "shreddit-post"))
_ITEMS: Final = re.compile(
    r"schema\.org/(Comment|UserComments|Answer|Question|DiscussionForumPosting)\b"
)
_COMMENT_ID: Final = re.compile(r"(?:li-|div-)?comment[-_]?\d+")
# A blog's own entry, which themes call "post" as well.
_ENTRIES: Final = frozenset(("hentry", "type-post", "type-page", "single-post", "post-full"))

_BODIES: Final = frozenset(
    (
        *("commtext", "toptext", "comment-content", "comment__message", "comment-message-text"),
        *("comment__text", "comment__body", "comment__content", "comment-copy", "comment-message"),
        *("cooked", "js-post-body", "bbWrapper", "usertext-body", "postcontent", "post-content"),
        *("post_content", "post-text", "Post-body", "markdown-body", "bbp-reply-content"),
        *("bbp-topic-content", "wpd-comment-text", "messageText", "comment_content"),
    )
)
_LOOSE_BODIES: Final = frozenset(
    (
        *("comment-body", "comment_body", "content", "inner", "message-body", "post-body"),
        *("postbody", "post_body", "msg", "text", "body", "md"),
        *("comment-text", "comment_text", "commentText"),
    )
)
_SIGNED: Final = frozenset((0, 1, 2))
_SLOTS: Final = frozenset(("comment", "text-body"))
_NAMES: Final = frozenset(
    (
        *(
            "hnuser",
            "fn",
            "username",
            "username-coloured",
            "user-name",
            "userName",
            "comment-user",
            "commenter",
        ),
        *("comment-author-name", "author-name", "nickname", "display-name", "message-name"),
        *("comment__author", "comment-name", "bbp-author-name", "poster", "commenter-name"),
    )
)
_BYLINES: Final = frozenset(
    (
        *(
            "author",
            "comment-author",
            "comment_author",
            "creator",
            "comment-meta",
            "vcard",
            "byline",
        ),
        *("post-author", "user-details", "names", "comment-header", "commentAuthor"),
    )
)
_PROFILE: Final = re.compile(r"/(?:profile|profiles|users?|u|members?|@[\w.-]+)(?:/|$|\?)")
_ANSWERED: Final = frozenset(("reply-to-tab", "in-reply-to", "reply-to", "replying-to"))
_PERMALINKS: Final = frozenset(
    (
        *("permalink", "comment-permalink", "comment-link", "bylink", "post-date", "comment-date"),
        *("js-share-link", "js-permalink", "comment-time", "message-attribution-main", "age"),
        *("comment-timestamp",),
    )
)
_PERMALINK: Final = re.compile(
    r"#(?:comment|post|c|p|msg|pid|js-post|div-comment)[-_]?\d|/comment/"
)
# CSS modules: "_comment-body_1x2Yz_33", "comment-body-aB3xYz".
_UNIQUE: Final = re.compile(
    r"_?([a-z]+(?:-[a-z]+)+)(?:_+|-)(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{5,8}(?:_\d+)?"
)
_TIMES: Final = frozenset(
    (
        *("age", "relativetime", "relativetime-clean", "published", "dateline", "DateTime"),
        *("timeago", "comment-timestamp"),
    )
)


def classes_of(element: Element) -> frozenset[str]:
    """The names of an element's classes, of those that a bundler made unique also their stems."""
    classes = element.get("class", "").split()
    return frozenset((*classes, *(match[1] for c in classes if (match := _UNIQUE.fullmatch(c)))))


def item_of(element: Element) -> str | None:
    """By what an element is one comment or post, None where it is none."""
    classes = classes_of(element)
    if not _ENTRIES.isdisjoint(classes):
        return None
    tokens = (classes & _POSTS) or (classes & _COMMENTS)
    if tokens and not ("comment" in classes and name_of(element) in {"span", "a", "p", "td"}):
        return min(tokens)
    if name_of(element) in _POST_TAGS:
        return name_of(element)
    if match := _ITEMS.search(element.get("itemtype", "")):
        return match[1]
    return "comment-id" if _COMMENT_ID.fullmatch(element.get("id", "")) else None


def is_surely_forum(item: str) -> bool:
    """Whether only forums have such items; a theme may call a blog's own article a post."""
    return not is_comment(item) and item not in {"post", "question", "answer", "Question", "Answer"}


def is_comment(item: str) -> bool:
    """Whether an item stands under an article or a post, not in a forum."""
    return item in _COMMENTS - {"comtr"} or item in {"Comment", "UserComments", "comment-id"}


def body_rank(element: Element) -> int | None:
    """How surely an element holds an item's words, 0 the surest; None where it does not."""
    if element.get("itemprop") in {"text", "commentText", "articleBody"}:
        return 0
    classes = classes_of(element)
    if not _BODIES.isdisjoint(classes) or element.get("slot") in _SLOTS:
        return None if _is_signed(element) else 1
    return 2 if not _LOOSE_BODIES.isdisjoint(classes) else None


def _is_signed(element: Element) -> bool:
    """Whether a box names its author before a further box for the words, as Substack's does."""
    named: Element | None = None
    for inner in element.iterdescendants():
        if item_of(inner) is not None:
            return False
        if named is None and name_rank(inner) in _SIGNED:
            named = inner
        elif named is not None and not (_BODIES | _LOOSE_BODIES).isdisjoint(classes_of(inner)):
            return named not in set(inner.iterancestors())
    return False


def name_rank(element: Element) -> int | None:
    """How surely an element names an item's author, 0 the surest; None where it does not."""
    if element.get("itemprop") in {"author", "creator"}:
        return 0
    classes = classes_of(element)
    if not _NAMES.isdisjoint(classes) or element.get("data-user-card"):
        return 1
    if not _BYLINES.isdisjoint(classes) or element.get("rel") == "author":
        return 2
    is_profile = name_of(element) == "a" and _PROFILE.search(element.get("href", ""))
    return 3 if is_profile else None


def names_the_answered(element: Element) -> bool:
    """Whether an element names whom an item answers."""
    return not _ANSWERED.isdisjoint(classes_of(element))


def times_of(element: Element) -> list[str]:
    """What an element's attributes may say of an item's time."""
    keys = (
        ["datetime"] if name_of(element) in {"time", "relative-time", "faceplate-timeago"} else []
    )
    is_timed = not _TIMES.isdisjoint(classes_of(element)) or link_of(element) is not None
    if is_timed or name_of(element) == "abbr":
        keys.append("title")
    if element.get("itemprop") in {"datePublished", "dateCreated", "commentTime"}:
        keys += ["content", "datetime"]
    keys += ["data-time", "data-timestamp", "created-timestamp", "created", "ts"]
    return [value for key in keys if (value := element.get(key))]


def link_of(element: Element) -> str | None:
    """The address of an item itself, where an element holds it."""
    if element.get("itemprop") == "url":
        return element.get("href") or element.get("content")
    href = element.get("href")
    if name_of(element) != "a" or not href:
        return None
    if not _PERMALINKS.isdisjoint(classes_of(element)) or _PERMALINK.search(href):
        return href
    parent = element.getparent()
    timed = any(name_of(child) in {"time", "relative-time"} for child in element)
    return href if timed or (parent is not None and "age" in classes_of(parent)) else None
