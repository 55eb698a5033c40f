"""A text made of timed lines: turns, and in them segments short enough that their time is near."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from retrieval.errors import DocumentEmpty
from retrieval.models import Work
from retrieval.readers.base import SENTENCE_END, Entry, Line, Reading
from retrieval.readers.casting import Cast, cast_of
from retrieval.readers.cues import Cue, each_word_once
from retrieval.readers.interruptions import marked_interruption
from retrieval.readers.introductions import introduced
from retrieval.readers.labels import Label, Style, label_of
from retrieval.readers.parts import Known, Part
from retrieval.readers.turns import Stretch, Turn, segments_of
from retrieval.sentences import sentence_spans

# Another voice, without a name; and so in the text that is made, where it keeps two voices apart.
_CHANGE = re.compile(r"\s*>>+\s*|^-\s?(?=[A-Z¿¡\"“'])")
_MARK = ">> "
# "[applause]", "(laughs)": a sound, and nobody's words.
_SOUND = re.compile(r"[\[(][^\[\]()]{1,60}[\])]")
# A segment ends with the first sentence that ends after so many seconds, or before a pause.
_SECONDS, _PAUSE = 20.0, 3.0
# In characters: words without full stops are no sentences, and are cut between cues.
_LONGEST_SENTENCE = 600
_ENDING = 8
# Where nearly every line names its speaker, one that does not has an unknown one.
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class _Utterance:
    """Words at a time; `label` names their speaker, `changed` is true where a new voice begins."""

    text: str
    start: float
    end: float
    label: Label | None = None
    changed: bool = False


@dataclass(slots=True)
class _Spell:
    """What one voice says without a break: its utterances, or the mark of an interruption."""

    part: Part
    new: bool
    utterances: list[_Utterance] = field(default_factory=list)


def reading_of_cues(
    name: str, cues: Sequence[Cue], entry: Entry, work: Work, remark: str | None = None
) -> Reading:
    """What these cues say, as a text of its own, each word once.

    Raises `DocumentEmpty`, calling the document by `name`, where nothing is said.
    """
    utterances = list(_utterances(each_word_once(cues)))
    if not utterances:
        raise DocumentEmpty("{name}: nothing is said in it.", name=name)
    speaker = (entry.speaker,) if entry.speaker else ()
    known = Known(entry.hosts, entry.guests, speaker)
    labels = [each.label for each in utterances if each.label]
    words = " ".join(each.text for each in utterances)
    cast = cast_of(labels, words, known, captions=True)
    text, turns = _written(_spells(utterances, cast, entry))
    told = replace(entry, remark=entry.remark or remark)
    segments, left_out = segments_of(text, introduced(text, turns), told)
    return Reading(segments, work, text=text, left_out=left_out)


def _utterances(cues: Sequence[Cue]) -> Iterator[_Utterance]:
    named = sum(any(line.speaker for line in cue.lines) for cue in cues)
    nearly_all = named >= _NEARLY_ALL * len(cues)
    before: str | None = None
    for cue in cues:
        for line in cue.lines:
            # Some name a speaker only where another begins.
            speaker = line.speaker if line.speaker or nearly_all else before
            fresh = speaker != before
            yield from _parts_of_line(line.text, cue, speaker, fresh=fresh)
            before = speaker


def _parts_of_line(
    text: str, cue: Cue, speaker: str | None, *, fresh: bool
) -> Iterator[_Utterance]:
    """The line's words, cut where a mark says that another voice begins."""
    if speaker is not None:
        named = Label(speaker, Style.BOLD, 0, 0)
        yield _Utterance(text, cue.start, cue.end, named, changed=fresh)
        return
    start, changed = 0, fresh
    for match in [*_CHANGE.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)].strip()
        if piece:
            label = label_of(piece, Line(0, len(piece), piece))
            yield _Utterance(piece, cue.start, cue.end, label, changed)
        if match:
            start, changed = match.end(), True


def _spells(utterances: Sequence[_Utterance], cast: Cast, entry: Entry) -> list[_Spell]:
    """The utterances by voice: one without a label carries on."""
    named = any(each.label and cast.is_voice(each.label) for each in utterances)
    unknown = Part() if named else Part(entry.speaker)
    spells: list[_Spell] = []
    part = unknown
    for each in utterances:
        if mark := marked_interruption(each.text):
            spells.append(_Spell(Part(interruption=mark), new=False))
            continue
        if _SOUND.fullmatch(each.text):
            continue
        opened = cast.part_of(each.label) if each.label else None
        words = each
        if opened is not None and each.label is not None:
            part = opened
            words = replace(each, text=each.text[each.label.end :].strip())
        elif each.changed:
            part = unknown
        _say(spells, part, words, new=each.changed or opened is not None)
    return spells


def _say(spells: list[_Spell], part: Part, words: _Utterance, *, new: bool) -> None:
    """Adds words to the last spell, or to a new one where another voice begins."""
    same = bool(spells) and spells[-1].part == part and not (new and part.speaker is None)
    if not same:
        spells.append(_Spell(part, new))
    if words.text:
        spells[-1].utterances.append(words)


def _written(spells: Sequence[_Spell]) -> tuple[str, list[Turn]]:
    """The text, and the turns in it."""
    pieces: list[str] = []
    turns: list[Turn] = []
    at = 0
    for spell in spells:
        if not spell.utterances:
            turns.append(Turn(spell.part, ()))
            continue
        name = f"{spell.part.speaker}: " if spell.part.speaker else _MARK if spell.new else ""
        lead = ("\n\n" if pieces else "") + name
        words, stretches = _paragraphs(spell.utterances, at + len(lead))
        pieces.append(lead + words)
        turns.append(Turn(spell.part, stretches))
        at += len(pieces[-1])
    return "".join(pieces), turns


def _paragraphs(utterances: Sequence[_Utterance], at: int) -> tuple[str, tuple[Stretch, ...]]:
    """The words of one voice, beginning `at` an offset, and the stretches in them."""
    words = " ".join(each.text for each in utterances)
    begins: list[int] = []
    position = 0
    for each in utterances:
        begins.append(position)
        position += len(each.text) + 1
    cuts = _cuts(words, utterances, begins)
    starts = [0, *cuts]
    ends = [*(cut - 1 for cut in cuts), len(words)]
    stretches = tuple(
        Stretch(at + a, at + b, utterances[bisect_right(begins, a) - 1].start)
        for a, b in zip(starts, ends, strict=True)
    )
    return _broken(words, cuts), stretches


def _broken(words: str, cuts: Sequence[int]) -> str:
    """The words with line breaks for the spaces before the cuts, so that all offsets stay."""
    parts = [words[a:b] for a, b in pairwise([0, *cuts, len(words) + 1])]
    return "\n".join(part.removesuffix(" ") for part in parts)


def _cuts(words: str, utterances: Sequence[_Utterance], begins: Sequence[int]) -> list[int]:
    """Where a new stretch begins: at a sentence, or at a cue where there are no sentences."""
    cuts: list[int] = []
    since = utterances[0].start
    for start in _candidates(words, begins):
        number = bisect_right(begins, start) - 1
        now = utterances[number].start
        paused = begins[number] == start and now - utterances[number - 1].end >= _PAUSE
        if now - since >= _SECONDS or paused or now < since:
            cuts.append(start)
            since = now
    return cuts


def _candidates(words: str, begins: Sequence[int]) -> Iterator[int]:
    """Where sentences begin, and cues in what is too long to be one sentence."""
    start = 0
    for span in sentence_spans(words):
        ended = SENTENCE_END.search(words, max(start, span.end - _ENDING), span.end)
        if not ended and span.end < len(words):
            continue
        if start and words[start - 1] == " ":
            yield start
        if span.end - start > _LONGEST_SENTENCE:
            yield from begins[bisect_right(begins, start) : bisect_left(begins, span.end)]
        start = span.end + (words[span.end : span.end + 1] == " ")
