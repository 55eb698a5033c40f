"""Digests as text: JSON for programs, plain lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from retrieval.models import Kind
from retrieval.overviews import Digest, Section, VoiceCount
from retrieval.printing import (
    SILENCE,
    counted,
    json_line,
    legible,
    problem_fields,
    problem_text,
    quote_fields,
    quote_text,
)
from retrieval.results import Quote

_UNKNOWN_VOICE = "unknown voices"
_NOBODY = {Kind.SUMMARY: "machine-written summaries", Kind.NOTES: "publishers' notes"}
_CONTRARY = "  On the other side:"


def digest_json(digest: Digest) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    shown: dict[str, object] = {
        "topic": digest.topic,
        "sections": [_section_fields(section) for section in digest.sections],
        "deep_dives": [_section_fields(section) for section in digest.deep_dives],
        "voices": [asdict(voice) for voice in digest.voices],
        "timeline": [asdict(period) for period in digest.timeline],
        "nearest": list(digest.nearest),
        "elapsed_ms": digest.elapsed_ms,
        "first": _fields(digest.first),
        "latest": _fields(digest.latest),
    }
    if digest.problems:
        shown["problems"] = [problem_fields(problem) for problem in digest.problems]
    return json_line(shown)


def digest_text(digest: Digest) -> str:
    """The takeaways under their headings, then who speaks and when; or what to ask instead."""
    if digest.problems:
        return "\n".join(problem_text(problem) for problem in digest.problems)
    if not digest.sections:
        return _silence(digest.nearest)
    blocks = [*_section_blocks(digest.sections), *_mentions(digest), _voices(digest)]
    if digest.deep_dives:
        blocks += ["Further", *_section_blocks(digest.deep_dives)]
    return "\n\n".join(blocks)


def _section_fields(section: Section) -> dict[str, object]:
    return {
        "heading": section.heading,
        "quotes": [quote_fields(quote) for quote in section.quotes],
        "contrary": list(section.contrary),
    }


def _fields(quote: Quote | None) -> dict[str, object] | None:
    return quote_fields(quote) if quote else None


def _silence(nearest: Sequence[str]) -> str:
    if not nearest:
        return SILENCE
    return f"{SILENCE} The nearest topics that it holds: {legible(', '.join(nearest))}."


def _section_blocks(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        shown = [
            f"{_CONTRARY}\n{quote_text(quote)}" if n in section.contrary else quote_text(quote)
            for n, quote in enumerate(section.quotes)
        ]
        yield "\n\n".join([f"# {legible(section.heading)}\n{shown[0]}", *shown[1:]])


def _mentions(digest: Digest) -> Iterator[str]:
    """The earliest and the latest quote, where they are two."""
    if digest.first and digest.latest and digest.first.source != digest.latest.source:
        yield f"First, {digest.first.published}:\n{quote_text(digest.first)}"
        yield f"Latest, {digest.latest.published}:\n{quote_text(digest.latest)}"


def _voices(digest: Digest) -> str:
    named = (f"{legible(_name(voice))} ({voice.count})" for voice in digest.voices)
    passages = sum(voice.count for voice in digest.voices)
    return f"{counted(passages, 'passage')} on it: {', '.join(named)}"


def _name(voice: VoiceCount) -> str:
    return _NOBODY[voice.kind] if voice.kind else voice.speaker or _UNKNOWN_VOICE
