"""How the library's own sentences are said in the language of whoever reads them."""

from bot.translation import gettext
from bot.wording import dates
from bot.wording.lists import among, comma
from bot.wording.numbers import number
from retrieval import Words


def words() -> Words:
    """Return the words of the language that is spoken now."""
    return Words(gettext, dates.known, comma(), number, among)
