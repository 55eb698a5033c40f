"""What every reader of speech shares: turns of speakers, made into segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.models import Kind, LeftOut, Locator, Segment, Span, Voice
from retrieval.readers.base import MOST_SEGMENTS, Entry
from retrieval.readers.interruptions import Interruption, counted
from retrieval.readers.parts import Part
from retrieval.readers.quotations import blockquote_voice, split_quotations
from retrieval.readers.sponsors import kept_of, sponsor_messages


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words at `[start, end)` without a stamp between them, and where they stand.

    `timestamp` is in seconds. `is_quote` where they are a block quote's.
    """

    start: int
    end: int
    timestamp: float | None = None
    heading: str | None = None
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says without a break, or what interrupts the talk."""

    part: Part
    stretches: tuple[Stretch, ...]


def segments_of(
    text: str, turns: Sequence[Turn], entry: Entry
) -> tuple[tuple[Segment, ...], LeftOut]:
    """The turns' segments, without what interrupts the talk, and what was left out so."""
    found: list[Segment | Interruption] = []
    for turn in turns:
        # Whoever asked for them refuses so many.
        if len(found) > MOST_SEGMENTS:
            break
        if turn.part.interruption:
            found.append(_interruption(text, turn))
        else:
            found.extend(_segments(text, turn, entry))
    kept = tuple(each for each in found if isinstance(each, Segment))
    return kept, counted(each if isinstance(each, Interruption) else None for each in found)


def _interruption(text: str, turn: Turn) -> Interruption:
    """What a marked turn is; a break that is filled with a sponsor's message is one."""
    spans = [Span(each.start, each.end) for each in turn.stretches]
    filled = turn.part.interruption is Interruption.BREAK and sponsor_messages(text, spans)
    return Interruption.SPONSOR if filled else turn.part.interruption or Interruption.BREAK


def _segments(text: str, turn: Turn, entry: Entry) -> Iterator[Segment | Interruption]:
    voice = Voice(
        kind=entry.kind or Kind.TRANSCRIPT,
        speaker=turn.part.speaker,
        remark=entry.remark,
        role=turn.part.role,
    )
    spans = [Span(each.start, each.end) for each in turn.stretches]
    messages = sponsor_messages(text, spans)
    before = ""
    for stretch in turn.stretches:
        own = blockquote_voice(before, voice) if stretch.is_quote else voice
        before = before if stretch.is_quote else text[stretch.start : stretch.end]
        for kept in kept_of(text, Span(stretch.start, stretch.end), messages):
            if kept is None:
                yield Interruption.SPONSOR
            else:
                piece = replace(stretch, start=kept.start, end=kept.end)
                yield from _segments_of_stretch(text, piece, own, entry)


def _segments_of_stretch(
    text: str, stretch: Stretch, voice: Voice, entry: Entry
) -> Iterator[Segment]:
    """A stretch as one segment, or cut where it quotes somebody by name.

    Whoever talks also plays parts ("and they're like: …"), so nameless quotations stay inside.
    """
    pieces = [] if stretch.is_quote else split_quotations(text, stretch.start, stretch.end, voice)
    if not any(piece.voice.quoted_speaker for piece in pieces):
        pieces = [Segment(stretch.start, stretch.end, voice)]
    heading = stretch.heading or _chapter(stretch.timestamp, entry)
    at = Locator(timestamp=stretch.timestamp)
    for piece in pieces:
        yield replace(piece, heading=heading, at=at)


def _chapter(timestamp: float | None, entry: Entry) -> str | None:
    """The title of the chapter that a time lies in."""
    if timestamp is None:
        return None
    begun = [chapter for chapter in entry.chapters if chapter[0] <= timestamp]
    return max(begun, key=lambda chapter: chapter[0])[1] if begun else None
