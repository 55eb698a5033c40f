"""Transcripts as JSON: the podcast namespace's, Whisper's, and lists of timed lines like them."""

import re
from collections.abc import Iterator

from pydantic import AliasChoices, BaseModel, Field, TypeAdapter, ValidationError

from retrieval.errors import DocumentDamaged
from retrieval.models import Work
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.cues import Cue, Spoken, beginning_of, caption_text
from retrieval.readers.speech_text import reading_of_cues
from retrieval.readers.stamps import seconds_of
from retrieval.surrogates import without_surrogate_escapes

_TIMED = r"\{[^{}\[\]]{0,2000}?\"(?:startTime|start|from|offsets|timestamps)\"\s*:"
_LOOKS = re.compile(rf"(?<!\\)\"(?:segments|transcription|utterances)\"\s*:\s*\[\s*{_TIMED}")
_BARE_LIST = re.compile(rf"\s*\[\s*{_TIMED}")
_CODE = re.compile(r"[a-z]{2}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LATEST = 1e9
_MILLISECONDS = 1000


class _Offsets(BaseModel):
    start: float = Field(0, validation_alias="from")
    end: float = Field(0, validation_alias="to")


class _Segment(BaseModel):
    """A timed line; times are in seconds, or clocks ("00:00:01.5"), offsets in milliseconds."""

    text: str = Field("", validation_alias=AliasChoices("body", "text", "transcript"))
    start: float | str | None = Field(None, validation_alias=AliasChoices("startTime", "start"))
    end: float | str | None = Field(None, validation_alias=AliasChoices("endTime", "end"))
    speaker: str | int | None = None
    offsets: _Offsets | None = None
    # Only a machine says how sure it is.
    avg_logprob: float | None = None

    def cue(self) -> Cue | None:
        start, end = _seconds(self.start), _seconds(self.end)
        if self.offsets is not None:
            start, end = (at / _MILLISECONDS for at in (self.offsets.start, self.offsets.end))
        words = " ".join(_CONTROLS.sub(" ", self.text).split())
        if not words:
            return None
        speaker = None if self.speaker is None else str(self.speaker).strip() or None
        begins = _within(start if start is not None else 0.0)
        return Cue(begins, _within(end if end is not None else begins), (Spoken(words, speaker),))


class _Transcript(BaseModel):
    segments: list[_Segment] = Field(
        validation_alias=AliasChoices("segments", "transcription", "utterances")
    )
    language: str | None = None


_FORMS: TypeAdapter[_Transcript | list[_Segment]] = TypeAdapter(_Transcript | list[_Segment])


class SpeechJsonReader:
    """Timed lines as sentences and paragraphs, in a text of their own."""

    form = "speech-json"

    def recognises(self, raw: Raw) -> bool:
        """It is JSON with a list of timed lines, as far as one sees without parsing it."""
        text = beginning_of(raw)
        if not text.lstrip().startswith("{"):
            return _BARE_LIST.match(text) is not None
        # Whisper's lines come behind the whole text.
        return _LOOKS.search(beginning_of(raw, len(raw.data))) is not None

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The lines' words; raises `DocumentDamaged` where it is no JSON of such a form."""
        text = caption_text(raw).removeprefix("\ufeff")
        try:
            found = _FORMS.validate_json(without_surrogate_escapes(text.encode()))
        except ValidationError as error:
            raise DocumentDamaged(
                "{name}: it is no JSON transcript that can be understood, or is cut off; "
                "export it again.",
                name=raw.name,
            ) from error
        segments = found if isinstance(found, list) else found.segments
        language = None if isinstance(found, list) else found.language
        known = language if language and _CODE.fullmatch(language) else None
        machine = any(segment.avg_logprob is not None for segment in segments)
        remark = "speech recognition" if machine else None
        return reading_of_cues(raw.name, list(_cues(segments)), entry, Work(language=known), remark)


def _cues(segments: list[_Segment]) -> Iterator[Cue]:
    yield from (cue for segment in segments if (cue := segment.cue()))


def _seconds(at: float | str | None) -> float | None:
    if not isinstance(at, str):
        return at
    try:
        return float(at)
    except ValueError:
        return seconds_of(at)


def _within(seconds: float) -> float:
    """A time that is one: no recording begins before its beginning, or lasts for ever."""
    return min(max(seconds, 0.0), _LATEST) if seconds == seconds else 0.0  # noqa: PLR0124 - NaN
