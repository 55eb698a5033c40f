"""Topics that the seeds hold, and topics that they do not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval import Library

Row = dict[str, Any]  # a TOML table: strings, numbers, and lists of strings
_LISTED = tomllib.loads(Path(__file__).with_name("topics.toml").read_text("utf-8"))


def _each(kind: str) -> list[Any]:
    return [pytest.param(row, id=row["topic"]) for row in _LISTED[kind]]


@pytest.mark.parametrize("row", _each("held"))
def test_a_topic_that_the_seeds_hold_is_told_in_the_right_words_and_voices(
    seed_library: Library, row: Row
) -> None:
    found = seed_library.digest(row["topic"])

    quotes = [quote for section in found.sections for quote in section.quotes]
    texts = [" ".join(quote.text.split()) for quote in quotes]
    speakers = {quote.quoted_speaker or quote.speaker for quote in quotes}
    assert row["quotes"] <= len(quotes) <= 6, texts
    assert [w for w in row.get("holds", ()) if not any(w in text for text in texts)] == [], texts
    assert set(row.get("voices", ())) <= speakers, texts
    assert len({voice.speaker for voice in found.voices}) < 2 or len(speakers) > 1, texts
    assert found.nearest == ()
    heard = {voice.speaker for voice in found.voices}
    deeper = [quote for section in found.deep_dives for quote in section.quotes]
    # Whoever quotes somebody without a name is there as a voice that is not known.
    assert None in heard or {q.quoted_speaker or q.speaker for q in (*quotes, *deeper)} <= heard
    assert all(fit not in text for fit in row.get("lacks", ()) for text in texts), texts


@pytest.mark.parametrize("row", _each("not_held"))
def test_a_topic_that_the_seeds_do_not_hold_is_silent_and_offers_others(
    seed_library: Library, row: Row
) -> None:
    found = seed_library.digest(row["topic"])

    assert not found.sections, [q.text for section in found.sections for q in section.quotes]
    assert found.nearest
    assert row.get("offers", found.nearest[0]) in found.nearest
    assert all(seed_library.digest(name).sections for name in found.nearest)
