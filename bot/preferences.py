"""What those who run a server have set for it. No Discord types, no database."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.translation import Language

_Ids = frozenset[int]


class Preferences(BaseModel):
    """A server's settings as they are unless somebody changes them; all ids are Discord's.

    `channels` are those in which the bot answers who mentions it, all if there are none;
    `help_channels` (forums too) those in which every question is answered, where Discord lets the
    bot read them. `patience` is for how many seconds a person may answer there first; with 0 the
    bot answers at once. `language` is what is said in public, None the server's own.
    `threads` moves an exchange to a thread once it has had `thread_after` answers.
    Within `limit_seconds` a member may ask `member_limit` questions and a channel
    `channel_limit`; 0 is no limit. `managers` are roles that may change all this, beside whoever
    may manage the server; replies of `trusted` roles may be kept as answers. In `audit_channel`, if
    there is one, a line is written for every change of settings and sources.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    channels: _Ids = frozenset()
    help_channels: _Ids = frozenset()
    patience: Annotated[int, Field(ge=0, le=3600)] = 60
    language: Language | None = None
    threads: bool = False
    thread_after: Annotated[int, Field(ge=1, le=20)] = 3
    member_limit: Annotated[int, Field(ge=0, le=1000)] = 10
    channel_limit: Annotated[int, Field(ge=0, le=1000)] = 30
    limit_seconds: Annotated[int, Field(ge=1, le=86_400)] = 60
    managers: _Ids = frozenset()
    trusted: _Ids = frozenset()
    audit_channel: int | None = None


UNCHANGED = Preferences()
