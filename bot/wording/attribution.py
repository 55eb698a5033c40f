"""The line under a quote in the language of whoever reads it; names and titles stay as they are."""

from bot.translation import Language, spoken
from bot.wording.words import words
from retrieval import Occurrence, Quote, attributed, placed


def attribution(quote: Quote) -> str:
    """Return whose words a quote holds, and where they stand."""
    if spoken() is Language.ENGLISH or quote.credit is None:
        return quote.attribution
    return attributed(quote.credit, words())


def place(where: Occurrence) -> str:
    """Return where else the words of a quote stand."""
    if spoken() is Language.ENGLISH or where.credit is None:
        return where.attribution
    return placed(where.credit, words(), by_another=where.by_another)
