"""How the library says something: in English, or in any other language by whoever hands in `Words`.

What may be told to a reader is kept as data: English words with {places}, and what stands there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

# A number is a count, and written as one; whatever is only copied (a status, a byte) is text.
Value: TypeAlias = "str | int | tuple[str, ...] | Complaint"


def _thousands(count: int) -> str:
    return f"{count:,}"


def _either(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}"' for name in names)


def noted(words: str) -> str:
    """Return words as they are; they are marked for whoever translates what the library says."""
    return words


@dataclass(frozen=True, slots=True)
class Words:
    """How something is said: the words for the English ones, dates, numbers and enumerations.

    `date` is handed an ISO date or its known part, or a month with its year ("March 2022"),
    `either` names of which one is meant. Everything else is the source's own and stands in every
    language as it is.
    """

    say: Callable[[str], str] = str
    date: Callable[[str], str] = str
    comma: str = ", "
    number: Callable[[int], str] = _thousands
    either: Callable[[Sequence[str]], str] = _either


ENGLISH = Words()


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong and what can be done, in one sentence: its English words, and their values.

    Words without values stand as they are, whatever signs are in them.
    """

    words: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def said(self, words: Words = ENGLISH) -> str:
        """The sentence, in English or in the language of these words."""
        told = words.say(self.words)
        if not self.values:
            return told
        return told.format(**{name: _told(value, words) for name, value in self.values.items()})

    def __str__(self) -> str:
        """The sentence in English."""
        return self.said()

    def mapped(self, change: Callable[[str], str]) -> "Complaint":
        """The same with every text among its values changed."""
        return Complaint(
            self.words, {name: _mapped(value, change) for name, value in self.values.items()}
        )


def _told(value: Value, words: Words) -> str:
    match value:
        case Complaint():
            return value.said(words)
        case tuple():
            return words.either(value)
        case int():
            return words.number(value)
        case str():
            return value


def _mapped(value: Value, change: Callable[[str], str]) -> Value:
    match value:
        case Complaint():
            return value.mapped(change)
        case tuple():
            return tuple(map(change, value))
        case str():
            return change(value)
        case int():
            return value
