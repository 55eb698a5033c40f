"""Short labels, initials and capitals: written as the document writes the speaker's name."""

from collections.abc import Mapping
from dataclasses import replace

from retrieval.naming import folded
from retrieval.people import is_nobody
from retrieval.readers.label_names import (
    bare_name,
    initials_in,
    initials_of,
    written_with_small_letters,
)
from retrieval.readers.parts import Known, Part

_FULL = 2


def with_full_names(parts: Mapping[str, Part], known: Known, text: str) -> dict[str, Part]:
    """Short labels made long, where one speaker alone can be meant; declared spellings kept."""
    spelt = {folded(name): name for name in known.people}
    full: dict[str, str] = {}
    for name in (*known.people, *(p.speaker for p in parts.values() if p.speaker)):
        whole = len(folded(name).split()) >= _FULL and initials_in(name) is None
        if whole and not is_nobody(name):
            full.setdefault(folded(name), name)
    host = known.hosts[0] if len(known.hosts) == 1 else None
    guest = known.guests[0] if len(known.guests) == 1 else None
    alone = {"host": host, "guest": guest}
    full |= {part: name for part, name in alone.items() if name}
    written = written_with_small_letters([p.speaker for p in parts.values() if p.speaker], text)
    return {
        label: _in_kind_letters(_fuller(label, part, full, spelt), written)
        for label, part in parts.items()
    }


def _in_kind_letters(part: Part, written: Mapping[str, str]) -> Part:
    """A name in capitals as the text itself writes it elsewhere."""
    if part.speaker is None or not part.speaker.isupper():
        return part
    return replace(part, speaker=written.get(folded(part.speaker), part.speaker))


def _fuller(label: str, part: Part, full: Mapping[str, str], spelt: Mapping[str, str]) -> Part:
    name = folded(part.speaker or bare_name(label))
    if part.interruption or (part.speaker is None and not part.doubtful):
        return part
    if name in spelt and part.speaker and part.speaker.isupper():
        return replace(part, speaker=spelt[name])
    initials = initials_in(part.speaker or bare_name(label)) if name not in spelt else None
    bearers = {full[each] for each in full if initials and initials_of(each) == initials}
    if len(bearers) == 1:
        return _named(part, bearers)
    if len(name.split()) != 1 or (is_nobody(name) and name not in full):
        return part
    return _named(part, {full[each] for each in full if name in each.split()})


def _named(part: Part, bearers: set[str]) -> Part:
    """The one who bears the name; what was not certain to be a name is a part of one."""
    if len(bearers) != 1:
        return part
    return replace(part, speaker=bearers.pop(), doubtful=False)
