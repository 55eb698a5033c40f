"""What /sources add was given, and the source that it stands for; or what is wrong with it."""

from dataclasses import dataclass
from typing import Final

from bot.audiences import THIS_SERVER, NotAName, named, of_circle, of_server
from bot.display import one_line
from bot.parts import Reply
from bot.sources.owning import (
    host_of,
    is_link,
    kept_name,
    name_from,
    owner_of,
)
from bot.sources.uploads import LARGEST
from bot.wording import sources as wording
from retrieval import PUBLIC, Entry, Source, Work

_HOUR: Final = 3600.0
# Feeds are looked at once a day unless somebody says otherwise.
_EVERY: Final = 24


class Refused(Exception):
    """What was asked for cannot be; the reply says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody attached: what it is called and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What /sources add was given, as it was typed. `refresh` is in hours, 0 is never."""

    guild: int
    file: Upload | None = None
    link: str | None = None
    name: str | None = None
    publisher: str | None = None
    audience: str | None = None
    refresh: int | None = None

    def check(self, *, trusted: bool) -> None:
        """Raise Refused where the wish cannot be followed, before anything is fetched.

        Only a server that is `trusted` may add for everybody.
        """
        if bool(self.file) == bool(self.link):
            raise Refused(wording.BOTH if self.file else wording.NEITHER)
        if self.file and self.file.size > LARGEST:
            raise Refused(wording.too_large(self.file.size, LARGEST))
        if self.file and self.refresh:
            raise Refused(wording.FILES_DO_NOT_CHANGE)
        if self.link and not is_link(self.link.strip()):
            raise Refused(wording.NO_LINK)
        if not self.title:
            raise Refused(wording.NO_NAME)
        if self.read_by == PUBLIC and not trusted:
            raise Refused(wording.NOT_FOR_EVERYBODY)

    @property
    def title(self) -> str:
        """What the source is called in its server."""
        if self.name:
            return name_from(self.name)
        if self.file:
            return name_from(self.file.name.rsplit(".", 1)[0])
        return name_from(host_of((self.link or "").strip()))

    @property
    def circle(self) -> str | None:
        """The named audience that alone may read it; raises Refused."""
        written = one_line(self.audience or "")
        if not written or written.casefold() in {PUBLIC, THIS_SERVER}:
            return None
        try:
            return named(written)
        except NotAName:
            raise Refused(wording.no_audience(written)) from None

    @property
    def read_by(self) -> str:
        """The audience: all members of the server, unless somebody says otherwise."""
        if self.circle:
            return of_circle(self.guild, self.circle)
        everybody = one_line(self.audience or "").casefold() == PUBLIC
        return PUBLIC if everybody else of_server(self.guild)

    def source(self, location: str) -> Source:
        """Return the source that lies at this place."""
        publisher = one_line(self.publisher or "") or None
        hours = 0 if self.file else _EVERY if self.refresh is None else self.refresh
        return Source(
            name=kept_name(self.guild, self.title),
            location=location,
            defaults=Entry(work=Work(publisher=publisher), audience=self.read_by),
            owner=owner_of(self.guild),
            every=hours * _HOUR or None,
        )
