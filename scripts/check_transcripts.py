"""Are transcripts read right? scripts/run.py scripts/check_transcripts.py FOLDER.

Reads every Markdown transcript below FOLDER as `python -m retrieval ingest` does, cuts it into
passages, and compares each with what a second, much plainer way of reading says: the text is split
wherever a line begins with a name in bold type, and whatever follows is that name's, up to the
next. Nothing of the readers is used for it.

For every passage: its speaker is the turn's that it stands in; its time is the last stamp before
it; no stamp and no label stands in it. Every transcript is read as one. What disagrees is printed,
and the exit status is 1. Needs requirements.lock.
"""

import argparse
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval.chunking import Chunker  # noqa: E402 - the path above has to come first
from retrieval.errors import DocumentError  # noqa: E402
from retrieval.models import Document  # noqa: E402
from retrieval.readers import read_document  # noqa: E402
from retrieval.sources.places import files_under  # noqa: E402

# "**Jane Roe:**", and as it is mistyped: "**Jane Roe**:", "**Jane Roe** :", "**Jane Roe: I**ndeed".
_TURN = re.compile(r"^(?:\*\*([^*:\n]+)(?::|\*\* ?:)|(Break|Outro):)", re.MULTILINE)
_STAMP = re.compile(r"\\?\[(\d+(?:(?:\*\*)?:(?:\*\*)? ?\d\d){1,3}(?:\.\d+)?)\\?\]")
_NOT_QUOTED = {"Break", "Intro", "Outro", "Jingle", "Sponsor", "Ad"}
_HOURS_MINUTES_SECONDS = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one transcript: passages, turns and stamps, and what disagrees."""

    passages: int
    turns: int
    stamps: int
    faults: tuple[str, ...]


def main() -> int:
    """Check every transcript below the folder, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    chunker, found, faults = Chunker(), Counter[str](), list[str]()
    for path in files_under(parser.parse_args().folder):
        try:
            document = read_document(path)
        except DocumentError as error:
            faults.append(str(error))
            continue
        checked = check(document, chunker)
        faults.extend(f"{path.name}: {fault}" for fault in checked.faults)
        found.update(transcripts=1, passages=checked.passages, turns=checked.turns)
        found.update(stamps=checked.stamps, sponsors=document.left_out.sponsors)
        found.update(jingles=document.left_out.jingles, breaks=document.left_out.breaks)
    print("\n".join(faults))
    print(", ".join(f"{count:,} {what}" for what, count in found.items()))
    print(f"{len(faults)} disagree.")
    return 1 if faults else 0


def check(document: Document, chunker: Chunker) -> Checked:
    """Compares every passage of a document with the plainer reading of its text."""
    turns, stamps = list(turns_of(document.text)), list(stamps_of(document.text))
    passages = chunker.passages(document)
    faults = [] if document.form == "transcript" else [f"it was read as {document.form}"]
    for passage in passages:
        where = f"[{passage.start}:{passage.end}]"
        speaker = _last(turns, passage.start)
        if not _is_short_for(speaker, passage.voice.speaker):
            faults.append(f"{where} is {passage.voice.speaker}'s, and stands under {speaker}")
        said = document.text[passage.start : passage.end]
        if _TURN.search(said) or _STAMP.search(said):
            faults.append(f"{where} holds a label or a stamp: {said[:60]!r}")
        for sentence in passage.sentences:
            told = document.segments[sentence.segment].at.timestamp
            stamp = _last(stamps, sentence.start)
            if told != stamp:
                faults.append(f"{where} is at {told}, and the last stamp before it is {stamp}")
    return Checked(len(passages), len(turns), len(stamps), tuple(faults))


def turns_of(text: str) -> Iterator[tuple[int, str | None]]:
    """Where each turn begins, and whose it is."""
    for match in _TURN.finditer(text):
        yield match.end(), (match[1] or match[2]).strip()


def stamps_of(text: str) -> Iterator[tuple[int, float]]:
    """Where each stamp ends, and the seconds that it stands for."""
    for match in _STAMP.finditer(text):
        parts = [float(part) for part in re.findall(r"[\d.]+", match[1])][:_HOURS_MINUTES_SECONDS]
        yield match.end(), sum(part * 60**place for place, part in enumerate(reversed(parts)))


def _last(marks: list[tuple[int, T]], position: int) -> T | None:
    """What the last of the marks up to a position says."""
    before = bisect_right([at for at, _ in marks], position)
    return marks[before - 1][1] if before else None


def _is_short_for(label: str | None, speaker: str | None) -> bool:
    """Whether a label is the speaker's name, or a part of it; marks are nobody's."""
    if label is None or speaker is None:
        return label == speaker
    return label not in _NOT_QUOTED and set(label.split()) <= set(speaker.split())


if __name__ == "__main__":
    sys.exit(main())
