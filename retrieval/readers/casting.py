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
from retrieval.readers.interruptions import Interruption, interruption_of
from retrieval.readers.labels import Label, Style

_LONGEST = 60
_MOST_WORDS = 6
_LONGEST_HANDLE = 20
_FULL = 2
_TWICE = 2
_BUMPERS = frozenset(("intro", "outro"))
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "de da di del della der den des dos du van von vom zu zur la le el al bin ibn ben y e"
        " of the af av ten ter and",
    )
)
_ASIDE = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{1,60})[)\]]\s*$")
_PART = re.compile(r",\s*(?P<inside>(?:co-?)?host|guest)$", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[?!;:\"“”„«»@#%&=+/\\<>{}|…]|\.\.|https?")
_NUMBERED = re.compile(
    r"(?:speaker|spk|voice|person|participant|male|female|man|woman|caller|panelist|attendee"
    r"|questioner|student)(?: speaker| voice)?[ _#-]*(?:\d{1,3}|[A-Z])?|[sp][ _-]?\d{1,3}",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:unknown|unidentified|unnamed|anonymous|inaudible|indistinct|several|multiple|various)\b.*"
    r"|q|a|question|answer|all|both|everyone|everybody|together|crowd|group|n/?a|tbd"
    r"|intro|outro|teaser|trailer|clip|recording|silence|laughter|applause",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[^\W\d_]{3,}\.$")
_SMALL = re.compile(r"\b[a-zß-öø-ÿ][^\W\d_]*\b")
# Words that stand before a colon at the beginning of a paragraph, and are nobody's name.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        note notes warning caution tip tips hint example examples summary conclusion question
    questions answer answers problem solution step steps part chapter section figure table
    appendix update edit source sources reference references link links title subtitle date time
    author authors by from to re subject cc fyi ps tldr disclaimer important remember result results
    pros cons advantages disadvantages background context introduction overview abstract agenda
    topic topics keywords tags categories key takeaway takeaways highlights point points idea ideas
    first second third next last finally then now also however therefore so and but or because
    yes no ok okay well right sure thanks monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    http https www email phone address website url episode season transcript recording duration
    hosted guests hosts featuring published recorded transcribed edited music audio video
    definition translation quote caption photo image credit credits copyright license version
    todo fact myth claim evidence reason goal goals objective input output before after today
    number rule lesson option case day week month year model data here there this that these those
    what why how when where who which spoiler alert breaking bonus
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """Whom a label stands for: a speaker, None for an unknown voice; or what interrupts the talk.

    It is `doubtful` where the label may be none.
    """

    speaker: str | None = None
    role: Role | None = None
    interruption: Interruption | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Who is known to speak before a word is read."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Every one of them."""
        return self.hosts + self.guests + self.others


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
        if label.style is Style.BOLD and not label.firm and part.speaker is None:
            return None
        strange = self.names is not None and folded(_bare(label.name)) not in self.names
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


def cast_of(labels: Sequence[Label], text: str, known: Known) -> Cast:
    """Decides for every label of a document, in the light of all of them."""
    names = {label.name: _bare(label.name) for label in labels}
    counts = Counter(folded(names[label.name]) for label in labels)
    declared = _declared(known)
    evidence = _Evidence(counts, declared, _written_small(text, names.values()))
    parts: dict[str, Part] = {}
    for label in labels:
        part = parts.get(label.name) or _part(label, names[label.name], evidence)
        if part is not None:
            parts[label.name] = part
    # Questions and answers alone are no talk.
    if not any(part.speaker or _NUMBERED.fullmatch(names[name]) for name, part in parts.items()):
        return Cast({name: part for name, part in parts.items() if part.interruption})
    full = _with_full_names(parts, known)
    return Cast(_with_roles(full, known), _names_by_better_labels(labels, parts, declared))


def _declared(known: Known) -> frozenset[str]:
    """The names that may stand for a declared person: whole, or a word that one alone bears."""
    whole = {folded(name) for name in known.people}
    words = Counter(word for name in whole for word in name.split())
    return frozenset(whole | {word for word, bearers in words.items() if bearers == 1})


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How often each label stands there, who is declared, what is also written small."""

    counts: Mapping[str, int]
    declared: frozenset[str]
    small: frozenset[str]


def _part(label: Label, name: str, evidence: _Evidence) -> Part | None:
    if interruption := interruption_of(name):
        return Part(interruption=interruption)
    if _NUMBERED.fullmatch(name) or _UNKNOWN.fullmatch(name):
        return Part()
    if folded(name) in evidence.declared or _is_a_handle(label, name, evidence):
        return Part(name, _stated_role(label.name))
    may_be_a_name = _is_nameable(name) and not _NO_NAMES.intersection(folded(name).split()[:1])
    if not may_be_a_name:
        return None if label.style is Style.PLAIN or not label.firm else Part(doubtful=True)
    if is_nobody(name) or _is_a_name(label, name, evidence):
        return Part(name, _stated_role(label.name))
    return Part(doubtful=True)


def _is_a_name(label: Label, name: str, evidence: _Evidence) -> bool:
    """Whether a label that is written like a name is one."""
    words = folded(name).split()
    if evidence.counts[folded(name)] >= _TWICE:
        return folded(name) not in evidence.small
    if evidence.small.intersection(words):
        return False
    return len(words) >= _FULL or label.style is Style.BOLD


def _is_a_handle(label: Label, name: str, evidence: _Evidence) -> bool:
    """Whether it is a name that is always written small ("swyx"), beside times again and again."""
    written = name.isalnum() and name.islower() and len(name) <= _LONGEST_HANDLE
    often = evidence.counts[folded(name)] >= _TWICE
    return written and often and label.stamp is not None and name not in _NO_NAMES


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
    return declared | {folded(_bare(label.name)) for label in better}


def _bare(name: str) -> str:
    """A label without "(Acme)", "(host)" or ", host" behind the name."""
    return _PART.sub("", _ASIDE.sub("", name)).strip() or name


def _stated_role(label: str) -> Role | None:
    """The part that the label itself gives: "Jane Roe (host)"."""
    stated = _ASIDE.search(label) or _PART.search(label)
    inside = stated["inside"].casefold().replace("-", "") if stated else folded(label)
    if inside in {"host", "cohost"}:
        return Role.HOST
    return Role.GUEST if inside == "guest" else None


def _is_nameable(name: str) -> bool:
    """Whether a label is written like a name: a few words with capitals, and no sentence."""
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    if _NOT_IN_A_NAME.search(name) or not any(map(str.isalpha, name)):
        return False
    # "Audience member" is written small, and is a voice all the same.
    return is_nobody(name) or (
        not words[0][0].islower()
        and not _ENDS_A_SENTENCE.search(name)
        and all(_is_written_like_a_name(word) for word in words)
    )


def _is_written_like_a_name(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return not first.islower() or word.lower().strip(".,") in _PARTICLES or "’" in word[:3]


def _written_small(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names, and of their words, that the text also writes without a capital."""
    words = {word for name in names for word in name.lower().split()}
    found = words.intersection(_SMALL.findall(text))
    whole = {name.lower() for name in names if found.issuperset(name.lower().split())}
    return frozenset(folded(each) for each in found | {n for n in whole if n in text})


def _with_full_names(parts: Mapping[str, Part], known: Known) -> dict[str, Part]:
    """Short labels made long, where one speaker alone can be meant; declared spellings kept."""
    spelt = {folded(name): name for name in known.people}
    full: dict[str, str] = {}
    for name in (*known.people, *(p.speaker for p in parts.values() if p.speaker)):
        if len(folded(name).split()) >= _FULL and not is_nobody(name):
            full.setdefault(folded(name), name)
    host = known.hosts[0] if len(known.hosts) == 1 else None
    guest = known.guests[0] if len(known.guests) == 1 else None
    alone = {"host": host, "guest": guest}
    full |= {part: name for part, name in alone.items() if name}
    return {label: _fuller(label, part, full, spelt) for label, part in parts.items()}


def _fuller(label: str, part: Part, full: Mapping[str, str], spelt: Mapping[str, str]) -> Part:
    name = folded(part.speaker or _bare(label))
    if part.interruption or (part.speaker is None and not part.doubtful):
        return part
    if name in spelt and part.speaker and part.speaker.isupper():
        return replace(part, speaker=spelt[name])
    if len(name.split()) != 1 or (is_nobody(name) and name not in full):
        return part
    # What was not certain to be a name is a part of one.
    bearers = {full[each] for each in full if name in each.split()}
    if len(bearers) != 1:
        return part
    return replace(part, speaker=bearers.pop(), doubtful=False)


def _with_roles(parts: Mapping[str, Part], known: Known) -> dict[str, Part]:
    hosts, guests = ({folded(n) for n in names} for names in (known.hosts, known.guests))
    return {label: _in_its_role(part, hosts, guests) for label, part in parts.items()}


def _in_its_role(part: Part, hosts: set[str], guests: set[str]) -> Part:
    name = folded(part.speaker or "")
    # Who is declared to be both is neither for certain.
    if (name in hosts) == (name in guests):
        return part
    return replace(part, role=Role.HOST if name in hosts else Role.GUEST)
