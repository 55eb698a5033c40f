"""What is kept of a question that somebody asked in a server."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.tables import RowNumber, Table


@dataclass(frozen=True, slots=True)
class FirstQuote:
    """The first quote of an answer as a reader saw it; its lines are separated by line feeds.

    `source` is the document that it is a slice of; "" where that was not kept.
    """

    text: str
    attribution: str
    link: str | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question that somebody asked in a server, and what came of it.

    `at` is when it was answered or met silence.
    `message` is the member's, None where it was asked by a command; `answer` is ours, None where
    it could not be delivered. `quote` is there where it was answered, and `sources` are the
    documents of all quotes. `took` is for how many seconds somebody waited, None where nobody
    knows. `understood` is what the words were understood as in the light of questions before them,
    "" where they stand on their own. All ids are Discord's.
    """

    guild: int
    channel: int
    author: int
    text: str
    at: datetime
    answered: bool
    message: int | None = None
    answer: int | None = None
    quote: FirstQuote | None = None
    sources: tuple[str, ...] = ()
    took: float | None = None
    understood: str = ""

    @property
    def meant(self) -> str:
        """The question as it reads by itself."""
        return self.understood or self.text


class QuestionRow(Table):
    """An enquiry."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    guild_id: Mapped[int]
    channel_id: Mapped[int]
    message_id: Mapped[int | None] = mapped_column(index=True)
    answer_id: Mapped[int | None] = mapped_column(index=True)
    author_id: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    answered: Mapped[bool]
    quote: Mapped[str | None]
    attribution: Mapped[str | None]
    link: Mapped[str | None]
    source: Mapped[str | None]
    sources: Mapped[str | None]
    took: Mapped[float | None]
    understood: Mapped[str | None]

    __table_args__ = (Index(None, "guild_id", "asked_at"),)


def row_of(enquiry: Enquiry) -> QuestionRow:
    """Return what is written of an enquiry."""
    quote = enquiry.quote
    return QuestionRow(
        guild_id=enquiry.guild,
        channel_id=enquiry.channel,
        message_id=enquiry.message,
        answer_id=enquiry.answer,
        author_id=enquiry.author,
        text=enquiry.text,
        asked_at=enquiry.at,
        answered=enquiry.answered,
        quote=quote.text if quote else None,
        attribution=quote.attribution if quote else None,
        link=quote.link if quote else None,
        source=quote.source if quote else None,
        sources="\n".join(enquiry.sources) or None,
        took=enquiry.took,
        understood=enquiry.understood or None,
    )


def enquiry_in(row: QuestionRow) -> Enquiry:
    """Return the enquiry of which this was written."""
    quote = None
    if row.quote is not None:
        quote = FirstQuote(row.quote, row.attribution or "", row.link, row.source or "")
    return Enquiry(
        guild=row.guild_id,
        channel=row.channel_id,
        author=row.author_id,
        text=row.text,
        at=row.asked_at,
        answered=row.answered,
        message=row.message_id,
        answer=row.answer_id,
        quote=quote,
        sources=tuple(row.sources.split("\n")) if row.sources else (),
        took=row.took,
        understood=row.understood or "",
    )
