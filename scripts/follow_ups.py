"""How well are follow-ups, and questions in other languages, understood? Counted, by language.

    python scripts/follow_ups.py

It makes a library of the seeds in a temporary folder and asks tests/acceptance/follow_ups.toml: a
question counts as understood where its best quote is that of the whole question in English (or
where both find nothing), and an absent one as silent where nothing is quoted.
"""

import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import Answer, Library, LibrarySettings, open_library  # noqa: E402 - from its folder

QUESTIONS = ROOT / "tests" / "acceptance" / "follow_ups.toml"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question behind others, and the same as a whole."""

    language: str
    before: tuple[str, ...]
    asked: str
    whole: str
    missed: bool = False


def turns(told: dict[str, Any]) -> Iterator[Turn]:  # a TOML document
    """The turns of all conversations."""
    for each in told["conversation"]:
        asked = tuple(turn["asked"] for turn in each["turns"])
        for place, turn in enumerate(each["turns"]):
            whole = turn.get("whole", turn["asked"])
            missed = turn.get("missed", False)
            yield Turn(each["language"], asked[:place], turn["asked"], whole, missed)


def understood(library: Library, turn: Turn) -> bool:
    """Whether a question is answered as the whole one is."""
    asked = library.ask(turn.asked, before=turn.before)
    return _best(asked) == _best(library.ask(turn.whole))


def _best(answer: Answer) -> tuple[str, str] | None:
    quotes = answer.quotes
    return (quotes[0].source, quotes[0].text) if quotes else None


def main() -> None:
    """Ask everything, and print a line for each language."""
    told = tomllib.loads(QUESTIONS.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        settings = LibrarySettings(library=Path(folder) / "library")
        with open_library(settings, create=True) as library:
            library.ingest([ROOT / "seeds"])
            _print(library, told)


def _print(library: Library, told: dict[str, Any]) -> None:  # a TOML document
    counts: dict[str, list[bool]] = defaultdict(list)
    for turn in turns(told):
        kind = "behind others" if turn.before else "alone"
        right = understood(library, turn)
        counts[f"{turn.language} {kind}"].append(right)
        if not right:
            print(f"missed: {turn.language} {turn.asked}")
    for language, questions in told["absent"].items():
        counts[f"{language} absent"] = [not library.ask(each).answered for each in questions]
    for name, told_right in sorted(counts.items()):
        print(f"{name:18} {sum(told_right):3} of {len(told_right)}")


if __name__ == "__main__":
    main()
