"""How a post gets out exactly once, however often this is broken off and begun anew.

    claimed   nothing was sent; compose, and note what is about to be sent
    sending   the message may be there: look for it by its first line; if it is not, compose again
    posted    the message is there; open its thread and send what is missing in it
    done

Each step is noted before the next is taken. Whoever finds that somebody else has taken the post
over stops. Against two attempts that send at the same moment Discord itself helps: a message with
a nonce that it has just seen is the message that it has.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.daily.edition import Edition
from bot.daily.schedule import Due
from bot.state.posts import Post, Posts, Reason, Stage
from bot.state.shown import ShownMessages

Now = Callable[[], datetime]

# Discord takes 25 characters.
_NONCE_LENGTH = 24


class ChannelGone(Exception):
    """The channel of a post does not exist any longer."""


class ChannelClosed(Exception):
    """The bot may not write in the channel of a post."""


class PastUnreadable(Exception):
    """The bot may not read what was written in a channel."""


class Board(Protocol):
    """A channel in which posts appear. Whatever else goes wrong, what it raises is let through."""

    async def find(self, mark: str, since: datetime) -> int | None:
        """Return our own message that begins with this line, if there is one since about then.

        Raises PastUnreadable.
        """
        ...

    async def send(self, page: str, nonce: str) -> int:
        """Write a message; raise ChannelGone or ChannelClosed. Its id."""
        ...

    async def open_thread(self, message: int, name: str) -> int | None:
        """Return the message's thread, opened if it has none; None where there can be none."""
        ...

    async def audiences(self) -> frozenset[str]:
        """Return what everybody who sees the channel may read in the library."""
        ...

    async def count_in(self, thread: int) -> int:
        """Return how many messages of ours stand in a thread."""
        ...

    async def add(self, thread: int, page: str, nonce: str) -> None:
        """Write a message in a thread; one that takes none any longer is left as it is."""
        ...


class Composer(Protocol):
    """Puts together what a post says."""

    def __call__(self, due: Due, *, late: bool) -> Awaitable[Edition | None]:
        """Return the post as it would be sent now, None if there is nothing to say."""
        ...


class Publisher:
    """Takes posts as far as they get."""

    def __init__(self, posts: Posts, shown: ShownMessages, now: Now) -> None:
        self._posts = posts
        self._shown = shown
        self._now = now

    async def publish(self, post: Post, compose: Composer | None, board: Board) -> None:
        """Go on with a post that was claimed, to its end.

        Without a composer, nothing is begun. What the composer, the board or the database raise
        comes through; the post can be claimed again when its lease is over.
        """
        match post.stage:
            case Stage.CLAIMED:
                await self._begun(post, compose, board)
            case Stage.SENDING:
                await self._resumed(post, compose, board)
            case _:
                await self._completed(post, board)

    async def _begun(self, post: Post, compose: Composer | None, board: Board) -> None:
        """Compose, note what is about to be sent, and send it."""
        now = self._now()
        if compose is None or post.due.is_missed(now):
            await self._posts.skipped(post, Reason.MISSED, now)
            return
        late = post.due.is_late(now)
        edition = await compose(post.due, late=late)
        if edition is None:
            await self._posts.quiet(post, self._now())
            return
        await self._shown.add(post.guild, post.due.day, edition.shown)
        if await self._posts.sending(post, edition, self._now(), late=late):
            await self._out(replace(post, edition=edition), board)

    async def _resumed(self, post: Post, compose: Composer | None, board: Board) -> None:
        """Adopt the message that an attempt before us has sent, or begin anew.

        What it was about to say may be hours old: members may have taken back their words since.
        """
        edition = _edition(post)
        try:
            found = await board.find(edition.mark, post.sending_since or post.due.moment)
        except PastUnreadable:
            await self._posts.skipped(post, Reason.UNSURE, self._now())
            return
        if found is None:
            await self._begun(post, compose, board)
        else:
            await self._noted(post, found, board)

    async def _out(self, post: Post, board: Board) -> None:
        message = await board.send(_edition(post).message, nonce(post, 0))
        await self._noted(post, message, board)

    async def _noted(self, post: Post, message: int, board: Board) -> None:
        if await self._posts.posted(post, message, self._now()):
            await self._completed(replace(post, message=message), board)

    async def _completed(self, post: Post, board: Board) -> None:
        """Open the thread and send what it lacks; a thread that cannot be had is done without.

        So is one whose readers may no longer read what they could when the post was begun.
        """
        edition, message = _edition(post), post.message
        if message is None:
            raise ValueError("a post that is there has a message")
        thread = None
        if edition.details and await board.audiences() >= set(edition.audiences):
            thread = await board.open_thread(message, edition.thread)
        if thread is not None:
            await self._filled(post, thread, board)
        await self._posts.done(post, thread, self._now())

    async def _filled(self, post: Post, thread: int, board: Board) -> None:
        there = await board.count_in(thread)
        for number, page in enumerate(_edition(post).details[there:], start=there + 1):
            await board.add(thread, page, nonce(post, number))


def nonce(post: Post, number: int) -> str:
    """Return what makes Discord know a message of a post again for some minutes."""
    named = f"{post.guild}/{post.due.day.isoformat()}/{number}"
    return hashlib.sha256(named.encode()).hexdigest()[:_NONCE_LENGTH]


def _edition(post: Post) -> Edition:
    if post.edition is None:
        raise ValueError("a post that is being sent says what")
    return post.edition
