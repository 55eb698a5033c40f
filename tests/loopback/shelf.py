"""A library of one quote, for tests in which only the way of the answer matters."""

import threading

from retrieval import Answer, Kind, Library, LibrarySettings, Quote, SourceSummary, Span

QUOTE = "The model is not the moat."


class Shelf(Library):
    """Answers every question with QUOTE, as soon as `open` is set; remembers what was asked.

    It inherits the methods' signatures, so that a change of them is noticed, and nothing else.
    """

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.asked: list[str] = []
        self.broken: Exception | None = None

    def warm_up(self) -> None:
        pass

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        self.open.wait(5.0)
        if self.broken:
            raise self.broken
        return Answer(question, answered=True, confidence=1.0, elapsed_ms=0.0, quotes=(quote(),))

    def example_questions(self, count: int = 2) -> list[str]:
        return [QUOTE] * count

    def sources(self) -> list[SourceSummary]:
        return []

    def close(self) -> None:
        self.open.set()

    def opener(self, settings: LibrarySettings, *, create: bool = False) -> Library:
        """Stand where `retrieval.open_library` stands."""
        del settings, create
        return self


def quote() -> Quote:
    return Quote(
        text=QUOTE,
        speaker="Ada",
        quoted_speaker=None,
        kind=Kind.TEXT,
        attribution="Ada, Letters on engines",
        title="Letters on engines",
        publisher=None,
        published=None,
        source="/letters.txt",
        source_name="letters.txt",
        url="https://example.org/letters",
        start=0,
        end=len(QUOTE),
        timestamp=None,
        score=1.0,
        sentences=(Span(0, len(QUOTE)),),
    )
