"""Transcripts of a Changelog show: a host's question, and the guest's answer to it."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from question_sets.layout import NotFetched, Question, Row, RowSet

_SPEAKER = re.compile(r"\*\*(?P<name>[^*]+?):\*\*\s*")
_STAMP = re.compile(r"\\\[\d+(?::\d+)+\\\]\s*")
_ESCAPED = re.compile(r"\\([\[\]*_])")
# Whoever speaks in this share of a show's episodes is at home there.
_AT_HOME = 0.1
_QUESTION_WORDS = range(8, 31)
_ANSWER_WORDS = 40
_ROW_WORDS = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said until somebody else did, by its number in the episode."""

    number: int
    speaker: str
    text: str


def podcast(published: bytes, show: str) -> RowSet:
    """The episodes of `show` (a folder of the archive), a row for each turn that is no question.

    A question is a host's short turn that ends with "?", right before a longer one of a guest,
    which answers it. Turns of less than five words are left out.
    """
    episodes = {name: list(turns(text)) for name, text in _files(published, show)}
    if not episodes:
        raise NotFetched(f"The archive holds no transcripts of {show}; look up the folder's name.")
    hosts = _hosts(episodes)
    corpus: list[Row] = []
    questions: list[Question] = []
    for name, said in episodes.items():
        asked = dict(_asked(said, hosts))
        questions += [_question(name, said[n], said[answer]) for n, answer in asked.items()]
        corpus += [_row(name, t) for n, t in enumerate(said) if n not in asked and _telling(t)]
    return RowSet(corpus, questions)


def turns(markdown: str) -> Iterator[Turn]:
    """The turns of a transcript: `**Name:** words`, and paragraphs that go on with them."""
    marks = list(_SPEAKER.finditer(markdown))
    ends = [*(mark.start() for mark in marks[1:]), len(markdown)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        text = _ESCAPED.sub(r"\1", _STAMP.sub("", markdown[mark.end() : end]))
        yield Turn(number, mark["name"], " ".join(text.split()))


def _files(published: bytes, show: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(published)) as archive:
        for name in sorted(archive.namelist()):
            path = PurePosixPath(name)
            if path.parent.name == show and path.suffix == ".md":
                yield path.stem, archive.read(name).decode("utf-8", "replace")


def _hosts(episodes: Mapping[str, Sequence[Turn]]) -> set[str]:
    heard = Counter(name for said in episodes.values() for name in {turn.speaker for turn in said})
    return {name for name, times in heard.items() if times >= max(2, _AT_HOME * len(episodes))}


def _asked(said: Sequence[Turn], hosts: set[str]) -> Iterator[tuple[int, int]]:
    """Places of a question and of its answer."""
    for place, (turn, following) in enumerate(pairwise(said)):
        asks = turn.text.endswith("?") and len(turn.text.split()) in _QUESTION_WORDS
        answers = len(following.text.split()) >= _ANSWER_WORDS
        if asks and answers and turn.speaker in hosts and following.speaker not in hosts:
            yield place, place + 1


def _telling(turn: Turn) -> bool:
    return len(turn.text.split()) >= _ROW_WORDS


def _row(episode: str, turn: Turn) -> Row:
    return Row(f"{episode}#{turn.number}", episode, turn.text, turn.speaker)


def _question(episode: str, turn: Turn, answer: Turn) -> Question:
    return Question(f"{episode}@{turn.number}", turn.text, (f"{episode}#{answer.number}",))
