"""Strings that can be stored: a reader of JSON or of HTML may come upon halves of characters."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from retrieval.models import Segment
from retrieval.readers.base import Reading
from retrieval.surrogates import without_surrogates

_Value = TypeVar("_Value")


def well_formed(value: _Value) -> _Value:
    """The value, a frozen dataclass of strings, tuples and the like, without lone surrogates."""
    return cast("_Value", _cleaned(value))


def well_formed_reading(reading: Reading) -> Reading:
    """The reading without lone surrogates; of its many segments, those with one are looked into."""
    clean = _are_clean(reading.segments)
    segments = reading.segments if clean else well_formed(reading.segments)
    rest = well_formed(replace(reading, segments=()))
    return replace(rest, segments=segments)


def _are_clean(segments: tuple[Segment, ...]) -> bool:
    # Few voices and headings hold many segments.
    told = {(s.voice, s.heading, s.at.url, s.at.published) for s in segments}
    return well_formed(tuple(told)) == tuple(told)


def _cleaned(value: Any) -> Any:  # whatever a field holds
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value
