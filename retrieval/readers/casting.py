"""Who speaks under each label of a transcript? A false name is worse than none.

A label is a speaker's if it has the shape of a name and something else speaks for it: the person is
declared, the label comes again, or its words are never written small. What might be a name and is
not certain begins an unknown voice, so that its words are not put down to the speaker before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.models import Role
from retrieval.naming import folded
from retrieval.people import is_nobody
from retrieval.readers.full_names import with_full_names
from retrieval.readers.interruptions import interruption_of
from retrieval.readers.label_names import (
    bare_name,
    is_numbered,
    is_unnamed,
    is_written_like_a_name,
    is_written_small,
    stated_role,
)
from retrieval.readers.labels import Label, Style
from retrieval.readers.parts import Known, Part

_FULL = 2
_TWICE = 2
_BUMPERS = frozenset(("intro", "outro"))
_SMALL = re.compile(r"\b[a-zß-öø-ÿ][^\W\d_]*\b")


@dataclass(frozen=True, slots=True)
class Cast:
    """The parts of a document's labels, by the label's name.

    Where labels are in bold type or have a time, a colon alone makes one only of the `names` that
    such labels give.
    """

    parts: Mapping[str, Part]
    names: frozenset[str] | None = None

    def part_of(self, label: Label) -> Part | None:
        """Whom the label stands for; None where it is no label, but part of the text."""
        part = self.parts.get(label.name)
        if part is None:
            return None
        # A bold line of its own is a heading, if it is no name.
        numbered = is_numbered(bare_name(label.name))
        if label.style is Style.BOLD and not (label.firm or part.speaker or numbered):
            return None
        known = numbered or self.names is None
        strange = not known and folded(bare_name(label.name)) not in (self.names or ())
        if label.style is Style.PLAIN and strange and not _interrupts(label, part):
            return None
        return part

    def opens(self, label: Label) -> bool:
        """Whether a turn begins with the label."""
        return self.part_of(label) is not None

    def is_voice(self, label: Label) -> bool:
        """Whether the label is certainly somebody's, known or not."""
        part = self.part_of(label)
        return part is not None and not part.doubtful and part.interruption is None


def cast_of(labels: Sequence[Label], text: str, known: Known, *, captions: bool = False) -> Cast:
    """Decides for every label of a document, in the light of all of them.

    In `captions`, where every line is said by somebody, less makes a speaker: capitals, or that
    several names stand there.
    """
    names = {label.name: bare_name(label.name) for label in labels}
    counts = Counter(folded(names[label.name]) for label in labels)
    declared = _declared(known)
    small = _written_small(text, names.values())
    enough = _enough_in_captions(names.values(), small) if captions else frozenset[str]()
    evidence = _Evidence(counts, declared, small, enough)
    parts: dict[str, Part] = {}
    for label in labels:
        part = parts.get(label.name) or _part(label, names[label.name], evidence)
        if part is not None:
            parts[label.name] = part
    # Questions and answers alone are no talk.
    certain = any(part.speaker or is_numbered(names[name]) for name, part in parts.items())
    if not (certain or captions):
        return Cast({name: part for name, part in parts.items() if part.interruption})
    full = with_full_names(parts, known, text)
    return Cast(_with_roles(full, known), _names_by_better_labels(labels, parts, declared))


def _declared(known: Known) -> frozenset[str]:
    """The names that may stand for a declared person: whole, or a word that one alone bears."""
    whole = {folded(name) for name in known.people}
    words = Counter(word for name in whole for word in name.split())
    return frozenset(whole | {word for word, bearers in words.items() if bearers == 1})


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How often each label stands there, who is declared, what is also written small.

    For the names that are `enough`, standing there once is.
    """

    counts: Mapping[str, int]
    declared: frozenset[str]
    small: frozenset[str]
    enough: frozenset[str]


def _enough_in_captions(names: Iterable[str], small: frozenset[str]) -> frozenset[str]:
    written = {name for name in names if is_written_like_a_name(name)}
    alike = {name for name in written if not small.intersection(folded(name).split())}
    several = len({folded(name) for name in alike}) >= _TWICE
    return frozenset(folded(name) for name in alike if several or name.isupper())


def _part(label: Label, name: str, evidence: _Evidence) -> Part | None:
    if interruption := interruption_of(name):
        return Part(interruption=interruption)
    if is_unnamed(name):
        return Part()
    if folded(name) in evidence.declared or _is_a_handle(label, name, evidence):
        return Part(name, stated_role(label.name))
    if not is_written_like_a_name(name):
        return None if label.style is Style.PLAIN or not label.firm else Part(doubtful=True)
    if is_nobody(name) or _is_a_name(label, name, evidence):
        return Part(name, stated_role(label.name))
    return Part(doubtful=True)


def _is_a_name(label: Label, name: str, evidence: _Evidence) -> bool:
    """Whether a label that is written like a name is one."""
    words = folded(name).split()
    if evidence.counts[folded(name)] >= _TWICE:
        return folded(name) not in evidence.small
    if evidence.small.intersection(words):
        return False
    alone = len(words) >= _FULL or label.style is Style.BOLD
    return alone or folded(name) in evidence.enough


def _is_a_handle(label: Label, name: str, evidence: _Evidence) -> bool:
    """Whether it is a name that is always written small ("swyx"), beside times again and again."""
    often = evidence.counts[folded(name)] >= _TWICE
    return often and label.stamp is not None and is_written_small(name)


def _interrupts(label: Label, part: Part) -> bool:
    return part.interruption is not None or folded(label.name) in _BUMPERS


def _names_by_better_labels(
    labels: Sequence[Label], parts: Mapping[str, Part], declared: frozenset[str]
) -> frozenset[str] | None:
    """The names in labels that more than a colon sets off; None where most have nothing more."""
    people = [label for label in labels if (p := parts.get(label.name)) and p.speaker]
    better = [label for label in people if label.style is not Style.PLAIN]
    if 2 * len(better) < len(people) or not better:
        return None
    return declared | {folded(bare_name(label.name)) for label in better}


def _written_small(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names, and of their words, that the text also writes without a capital."""
    words = {word for name in names for word in name.lower().split()}
    found = words.intersection(_SMALL.findall(text))
    whole = {name.lower() for name in names if found.issuperset(name.lower().split())}
    return frozenset(folded(each) for each in found | {n for n in whole if n in text})


def _with_roles(parts: Mapping[str, Part], known: Known) -> dict[str, Part]:
    hosts, guests = ({folded(n) for n in names} for names in (known.hosts, known.guests))
    return {label: _in_its_role(part, hosts, guests) for label, part in parts.items()}


def _in_its_role(part: Part, hosts: set[str], guests: set[str]) -> Part:
    name = folded(part.speaker or "")
    # Who is declared to be both is neither for certain.
    if (name in hosts) == (name in guests):
        return part
    return replace(part, role=Role.HOST if name in hosts else Role.GUEST)
