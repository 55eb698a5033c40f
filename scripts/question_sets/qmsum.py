"""QMSum (Zhong et al. 2021): questions on meetings, with the turns that answer them."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from question_sets.layout import Question, Row, RowSet

_BLOCK_WORDS = 100
_REMARK = re.compile(r"\{\w+\}")  # {vocalsound}, {disfmarker}
_LOOSE = re.compile(r"\s+(?=[.,;:?!])")


class _Turn(BaseModel):
    speaker: str
    content: str


class _Specific(BaseModel):
    query: str
    relevant_text_span: list[tuple[int, int]]


class Meeting(BaseModel):
    """A line of what is published; a span is a first and a last turn, both included."""

    specific_query_list: list[_Specific]
    meeting_transcripts: list[_Turn]


def qmsum(published: bytes) -> RowSet:
    """Meetings in blocks of whole turns, about a hundred words each, pooled.

    A block answers a question if one of its turns stands in a span of that question.
    """
    corpus: list[Row] = []
    questions: list[Question] = []
    lines = [line for line in published.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        meeting = Meeting.model_validate_json(line)
        blocks = list(_blocks(meeting))
        corpus += _rows(meeting, number, blocks)
        questions += _questions(meeting, number, blocks)
    return RowSet(corpus, questions)


def _blocks(meeting: Meeting) -> Iterator[range]:
    """The turns of each block."""
    start = words = 0
    for turn, said in enumerate(meeting.meeting_transcripts):
        words += len(_plain(said.content).split())
        if words >= _BLOCK_WORDS:
            yield range(start, turn + 1)
            start, words = turn + 1, 0
    if start < len(meeting.meeting_transcripts):
        yield range(start, len(meeting.meeting_transcripts))


def _rows(meeting: Meeting, number: int, blocks: list[range]) -> Iterator[Row]:
    for place, block in enumerate(blocks):
        turns = [meeting.meeting_transcripts[turn] for turn in block]
        said = [(turn.speaker, _plain(turn.content)) for turn in turns]
        text = "\n".join(f"{speaker}: {words}" for speaker, words in said if words)
        yield Row(f"m{number}c{place}", f"Meeting {number}", text)


def _questions(meeting: Meeting, number: int, blocks: list[range]) -> Iterator[Question]:
    for asked, specific in enumerate(meeting.specific_query_list):
        turns = {
            turn for first, last in specific.relevant_text_span for turn in range(first, last + 1)
        }
        relevant = [f"m{number}c{n}" for n, block in enumerate(blocks) if turns & set(block)]
        if relevant:
            yield Question(f"m{number}q{asked}", specific.query, tuple(relevant))


def _plain(content: str) -> str:
    """What was said, without the transcriber's remarks and the spaces before stops."""
    return _LOOSE.sub("", " ".join(_REMARK.sub(" ", content).split()))
