"""Captions: SubRip and WebVTT, parsed by webvtt-py."""

import html
import re
from collections.abc import Iterator, Sequence

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from retrieval.errors import DocumentDamaged
from retrieval.models import Work
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.cues import Cue, Spoken, beginning_of, caption_text
from retrieval.readers.speech_text import reading_of_cues

_SUBRIP = re.compile(r"\ufeff?\s*\d{1,9}[ \t]*\r?\n\s*\d+:\d{1,2}:\d{1,2}[,.]\d+[ \t]*-->")
_WEBVTT = re.compile(r"\ufeff?WEBVTT(?=\s|$)")
_INLINE_TIME = re.compile(r"<\d[\d:.]*>")
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,80})?[ \t]+(?P<name>[^<>]{1,200})>")
_TAG = re.compile(
    r"</?(?:b|i|u|s|c|v|em|strong|lang|ruby|rt|font|span)(?:[.\s][^<>]{0,300})?>|<\d[\d:.]*>"
    r"|\{\\[^{}]{1,80}\}|<br ?/?>",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"Language:\s*(?P<code>[a-z]{2})\b", re.IGNORECASE)
_RECOGNISED = "speech recognition"
_MILLISECONDS = 1000
_LATEST = 10**9


class WebVttReader:
    """Cues as sentences and paragraphs, in a text of their own."""

    form = "webvtt"

    def recognises(self, raw: Raw) -> bool:
        """It begins as every WebVTT file must."""
        return _WEBVTT.match(beginning_of(raw)) is not None

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The cues' words, each once; raises `DocumentDamaged` where there are no cues."""
        text = caption_text(raw).replace("\0", "").removeprefix("\ufeff")
        found = _parsed(raw, text, "vtt")
        language = next(filter(None, map(_LANGUAGE.match, found.metadata)), None)
        work = Work(language=language["code"].lower() if language else None)
        cues = list(_cues(found.captions))
        # Only recognised speech gives each word a time of its own.
        remark = _RECOGNISED if any(cue.rolling for cue in cues) else None
        return reading_of_cues(raw.name, cues, entry, work, remark)


class SubRipReader:
    """Numbered cues as sentences and paragraphs, in a text of their own."""

    form = "subrip"

    def recognises(self, raw: Raw) -> bool:
        """It begins with a number, and a line with two times and an arrow."""
        return _SUBRIP.match(beginning_of(raw)) is not None

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The cues' words, each once; raises `DocumentDamaged` where there are no cues."""
        text = caption_text(raw).replace("\0", "").removeprefix("\ufeff").lstrip()
        cues = list(_cues(_parsed(raw, text, "srt").captions))
        return reading_of_cues(raw.name, cues, entry, Work())


def _parsed(raw: Raw, text: str, form: str) -> webvtt.WebVTT:
    try:
        return webvtt.from_buffer(re.split(r"\r\n|\r|\n", text), format=form)
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise DocumentDamaged(
            "{name}: its captions cannot be understood; export them again.", name=raw.name
        ) from error


def _cues(captions: Sequence[webvtt.Caption]) -> Iterator[Cue]:
    for caption in captions:
        start, end = (
            min(time.in_milliseconds() / _MILLISECONDS, _LATEST)
            for time in (caption.start_time, caption.end_time)
        )
        rolling = any(_INLINE_TIME.search(line) for line in caption.lines)
        lines = tuple(_spoken(caption.lines))
        if lines:
            yield Cue(start, end, lines, rolling)


def _spoken(lines: Sequence[str]) -> Iterator[Spoken]:
    """The lines without markup, cut where another voice is named."""
    speaker: str | None = None
    for line in lines:
        start = 0
        for match in _VOICE.finditer(line):
            yield from _words(line[start : match.start()], speaker)
            speaker, start = html.unescape(match["name"]).strip() or None, match.end()
        yield from _words(line[start:], speaker)


def _words(marked: str, speaker: str | None) -> Iterator[Spoken]:
    # A tag stands inside of a word, too: "un<i>believ</i>able".
    bare = html.unescape(_TAG.sub(lambda tag: " " if "br" in tag[0].lower() else "", marked))
    shown = " ".join(bare.replace("\u200b", "").replace("\ufeff", "").split())
    if shown:
        yield Spoken(shown, speaker)
