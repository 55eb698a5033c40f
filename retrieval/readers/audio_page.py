"""A podcast shop's page around one text: listing furniture, then an essay that is also read out."""

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Line, Raw, Reading, trimmed
from retrieval.readers.prose import segments_of_prose
from retrieval.readers.quotations import split_quotations
from retrieval.sentences import glue_points

# The shop's own words around a listing, in the languages in which it was met.
_FURNITURE = re.compile(
    r"無料で聴く|ポッドキャストの詳細を見る|このコンテンツについて|まだレビューはありません"
    r"|(?:.* )?(?:Cover art|cover art for .*)|Listen for free|View (?:show|podcast) details"
    r"|About this listen|No reviews yet|Hier kostenlos hören|Über diesen Titel"
    r"|Jetzt kostenlos hören|Écouter gratuitement|À propos de cet audio|Escuchar gratis",
    re.IGNORECASE,
)
_COVER = re.compile(r"『(?P<title>.+)』のカバーアート|(?P<english>.+?) cover art", re.IGNORECASE)
_BULLET = re.compile(r"(?:^|(?<=\s)|(?<=[.!?:]))\*\s+")
_CUT_OFF = ("...", "…")
_ESSAY_LENGTH = 1200
# "housekeeping for Interconnects", "Thanks for reading Stratechery": a newsletter naming itself.
# Not "Welcome to China" or "Subscribe to Apple Podcasts".
_NAMES_ITSELF = re.compile(
    r"\b(?:housekeeping for|[Tt]hanks for reading|[Yy]ou(?:’|')re reading|[Yy]ou are reading)"
    r" ((?:[A-Z][\w’']+ ?){1,4})"
)


class AudioPageReader:
    """The listing's long text, without the shop's words, list marks and cut-off mark."""

    form = "audio-page"

    def recognises(self, raw: Raw) -> bool:
        """At least two of the shop's own phrases stand on lines of their own."""
        return sum(_is_furniture(line) for line in raw.lines) > 1

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """Paragraphs end where the page glued two sentences together or set a list mark."""
        lines = raw.lines
        title = entry.work.title or _title(lines)
        body = [line for line in lines if not _is_furniture(line) and line.text != title]
        length = sum(len(line.text) for line in body)
        voice = Voice(
            kind=entry.kind or (Kind.ESSAY if length > _ESSAY_LENGTH else Kind.NOTES),
            speaker=entry.speaker or _publication(body),
            remark=entry.remark,
        )
        found = (s for line in body for s in _segments(raw.text, line, voice))
        segments, left_out = segments_of_prose(raw.text, found)
        return Reading(segments, Work(title=title), left_out=left_out)


def _is_furniture(line: Line) -> bool:
    return bool(_FURNITURE.fullmatch(line.text) or _COVER.fullmatch(line.text))


def _title(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if cover := _COVER.fullmatch(line.text):
            return cover["title"] or cover["english"]
    text, count = Counter(line.text for line in lines).most_common(1)[0]
    return text if count > 1 else None


def _publication(body: Sequence[Line]) -> str | None:
    names = Counter(
        match[1].strip() for line in body for match in _NAMES_ITSELF.finditer(line.text)
    )
    return names.most_common(1)[0][0] if names else None


def _without_cut_off(text: str) -> str:
    mark = next((mark for mark in _CUT_OFF if text.endswith(mark)), "")
    return text.removesuffix(mark).rstrip()


def _segments(text: str, line: Line, voice: Voice) -> list[Segment]:
    end = line.start + len(_without_cut_off(line.text))
    marks = [match.span() for match in _BULLET.finditer(text, line.start, end)]
    glued = [(point, point) for point in glue_points(text, line.start, end)]
    cuts = sorted([*marks, *glued])
    starts = [line.start, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), end]
    blocks = (trimmed(text, a, b) for a, b in zip(starts, ends, strict=True))
    return [s for a, b in blocks if a < b for s in split_quotations(text, a, b, voice)]
