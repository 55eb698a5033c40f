"""A question as it is carried from one to the next, with its filters apart."""

from dataclasses import dataclass
from typing import Self

from retrieval.filters import NO_FILTERS, Filters, parse


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that stands on its own.

    `more` is how often further quotes were asked for. `aside` is what was asked of it besides
    ("and why"), `center` what it is about where its own words do not tell. It is `doubtful` where
    it may as well have been meant as it was asked, without the questions before it.
    """

    text: str
    filters: Filters = NO_FILTERS
    more: int = 0
    aside: str = ""
    center: str = ""
    doubtful: bool = False

    @classmethod
    def of(cls, written: str, further: Filters = NO_FILTERS) -> Self:
        """A question as somebody wrote it."""
        text, filters = parse(written)
        return cls(" ".join(text.split()), filters + further)

    @property
    def written(self) -> str:
        """The question with its filters, as one would write it."""
        return f"{self.question} {self.filters}".strip()

    @property
    def question(self) -> str:
        """The question with what was asked besides."""
        return f"{self.bare}, {self.aside}?" if self.aside else self.text

    @property
    def bare(self) -> str:
        """The question without the marks at its end."""
        return self.text.rstrip(" ?!.…¿")

    def asking(self, text: str) -> "Turn":
        """Other words with the same filters; what was asked once more is asked anew."""
        return Turn(text, self.filters)


def under(filters: Filters, before: Filters) -> Filters:
    """Filters, and of those before them the sorts that are not given anew."""
    return Filters(
        filters.voices or before.voices,
        filters.works or before.works,
        filters.since or before.since,
    )
